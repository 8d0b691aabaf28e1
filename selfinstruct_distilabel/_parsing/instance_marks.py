"""The words that begin the parts of an instance - Example, Input, Output, Class label - where they begin a line."""

import re
from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from selfinstruct_distilabel._parsing.noise import fenced_spans
from selfinstruct_distilabel._parsing.phrases import any_of

__all__ = ["Mark", "MarkKind", "leading_input", "marks"]


class MarkKind(str, Enum):
    """What a mark begins; an answer and a short label may as well be words of an output or fields of an input."""

    EXAMPLE = "example"
    INPUT = "input"
    OUTPUT = "output"
    ANSWER = "answer"
    LABEL = "label"
    SHORT_LABEL = "short_label"


class Mark(NamedTuple):
    """Where a part begins: its line, where its text begins in that line, and the number of an example."""

    kind: MarkKind
    line: int
    end: int
    number: int | None = None
    firm: bool = True  # can be nothing else, even without a field behind it


_EXAMPLE_WORDS = any_of(
    "example|instance|sample|beispiel|exemple|ejemplo|exemplo|esempio|voorbeeld|przykład|пример|приклад|örnek|contoh|ví dụ",
    "例|例子|示例|样例|实例|範例|例題|예시|예제|예|مثال|उदाहरण",
)
_FIELD_WORDS = {
    MarkKind.INPUT: any_of(
        "input|eingabe|entrée|entrada|invoer|wejście|ввод|вход|входные данные|вхідні дані|girdi|masukan|đầu vào|输入|輸入",
        "入力|입력|المدخل|المدخلات|الإدخال|इनपुट",
    ),
    MarkKind.OUTPUT: any_of(
        "output|ausgabe|sortie|salida|saída|uscita|uitvoer|wyjście|вывод|выход|выходные данные|вихідні дані|çıktı|keluaran",
        "đầu ra|输出|輸出|出力|출력|المخرج|المخرجات|الإخراج|आउटपुट",
    ),
    MarkKind.ANSWER: any_of(
        "answer|response|antwort|réponse|respuesta|resposta|risposta|ответ|答案|回答|답변|الإجابة|cevap"
    ),
    MarkKind.LABEL: any_of(
        "class label|class-label|klassenlabel|étiquette de classe|etiqueta de clase|etiqueta de classe|метка класса",
        "类别标签|類別標籤|分类标签|クラスラベル|클래스 레이블",
    ),
    MarkKind.SHORT_LABEL: any_of(
        "class|label|klasse|étiquette|etiqueta|clase|etichetta|метка|класс|类别|標籤|标签|ラベル|레이블|التصنيف|الفئة"
    ),
}
_MAX_INDENT = 4  # deeper, the words belong to code or to an outline
# Every repetition is bounded, so that no line takes long. A single "#" begins a comment as often as a heading.
_DECORATION = r"(?P<decoration>(?:(?:\#{2,6}|>|[-*•+]|\d{1,3}[.)])[ \t]{1,3}|\#{2,6}|\*{1,3}){0,3})"
_FIELD = re.compile(
    rf"""
    [ \t]{{0,{_MAX_INDENT}}}{_DECORATION}
    (?:(?:{_EXAMPLE_WORDS}|test|expected)[ \t]{{1,2}}(?:\d{{1,3}}[ \t]{{1,2}})?)?
    (?:{"|".join(f"(?P<{kind.value}>{words})" for kind, words in _FIELD_WORDS.items())})
    (?:[ \t]{{0,8}}\#?\d{{1,3}})?[ \t]{{0,8}}\*{{0,3}}[ \t]{{0,2}}
    (?:(?P<colon>[:：])\*{{0,3}}|\Z)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EXAMPLE = re.compile(
    rf"""
    [ \t]{{0,{_MAX_INDENT}}}{_DECORATION.replace("2,6", "1,6")}
    (?P<word>{_EXAMPLE_WORDS})
    (?:[ \t]{{0,2}}[\#№]?(?P<number>\d{{1,3}}))?
    (?:[ \t]?\([^()\n]{{1,60}}\))?
    \*{{0,3}}[ \t]?(?P<close>[.:：)、–—-]?)\*{{0,3}}
    """,
    re.VERBOSE | re.IGNORECASE,
)


def marks(lines: list[str], kinds: Collection[MarkKind]) -> list[Mark]:
    """The examples, and the fields of these kinds, that begin a line outside of code blocks, in their order."""
    code = {number for start, end in fenced_spans(lines) for number in range(start + 1, end + 1)}
    found: list[Mark] = []
    example: Mark | None = None
    for number, line in enumerate(lines):
        if number in code:
            continue
        heading = _example(line, number)
        field = _field(line, heading.end if heading else 0, number)
        if heading and not (field and example and heading.number == example.number):  # "Example 1 Output:"
            example = heading
            found.append(heading)
        while field and field.kind in kinds:  # "Input: Output: …"
            found.append(field)
            field = _field(line, field.end, number)
    return _confirmed(found)


def leading_input(text: str) -> int:
    """Where the text behind a leading input mark begins; 0 without one."""
    first = text.partition("\n")[0]
    field = _field(first, 0, 0)
    return field.end if field and field.kind is MarkKind.INPUT else 0


def _field(line: str, start: int, number: int) -> Mark | None:
    match = _FIELD.match(line, start)
    if match is None or not (match["colon"] or "**" in match["decoration"] or "#" in match["decoration"]):
        return None
    kind = next(kind for kind in _FIELD_WORDS if match[kind.value])
    return Mark(kind, number, match.end())


def _example(line: str, number: int) -> Mark | None:
    match = _EXAMPLE.match(line)
    if match is None:
        return None
    rest = line[match.end() :].lstrip()
    bare = not rest
    if match["number"]:
        headed = bare or match["close"] or match["decoration"] or _field(line, match.end(), number)
        firm = bare
    else:
        headed = (bare or match["close"] in (":", "：")) and not match["word"][0].islower()
        firm = bare and not match["close"]
    value = int(match["number"]) if match["number"] else None
    return Mark(MarkKind.EXAMPLE, number, match.end(), value, firm) if headed else None


def _confirmed(found: list[Mark]) -> list[Mark]:
    """The marks without the examples that a text only speaks of: no field follows them, though others have fields."""
    fields = any(mark.kind is not MarkKind.EXAMPLE for mark in found)
    following = [*found[1:], None]
    return [
        mark
        for mark, after in zip(found, following, strict=False)
        if mark.firm
        or (after is not None and after.kind is not MarkKind.EXAMPLE)
        or (mark.number is not None and not fields)
    ]
