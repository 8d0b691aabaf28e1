"""The numbers and bullets that begin the items of a list, and which of them belong to the outermost list."""

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from selfinstruct_distilabel._parsing.noise import fenced_lines
from selfinstruct_distilabel._parsing.phrases import any_of

__all__ = ["ITEM_WORDS", "Marker", "bullets", "numbers", "top_level", "without_bullet", "without_stray"]

ITEM_WORDS = any_of(
    "task|instruction|prompt|question|exercise|item|no.|nr.|№|aufgabe|anweisung|tâche|consigne|tarea|instrucción|tarefa|instrução",
    "compito|istruzione|taak|opdracht|zadanie|polecenie|задача|задание|инструкция|завдання|görev|tugas|nhiệm vụ|任务|任務|指令|题目",
    "问题|タスク|指示|課題|과제|작업|지시|مهمة|المهمة|تعليمات|कार्य|निर्देश",
)
_CIRCLED = "①-⑳"
# Every repetition is bounded, so that no line takes long.
_NUMBER = re.compile(
    rf"""
    (?P<markdown>(?:\#{{1,6}}[ \t]{{0,3}}|>[ \t]{{0,3}}|[-*•·+][ \t]{{1,3}}|\*{{1,3}}){{0,4}})
    (?P<word>{ITEM_WORDS}[ \t]{{0,2}}\#?)?
    (?P<bracket>[(（\[【])?
    (?:第[ ]?)?
    (?P<number>\d{{1,3}}|[〇一二三四五六七八九十]{{1,3}}|[{_CIRCLED}])
    (?:[条條个個项項题題番]{ITEM_WORDS}?)?
    (?P<close>
        \ufe0f?\u20e3                                             # keycap
      | -?[)）\]】][.:：]?
      | (?:\*{{2,3}})?[ \t]{{0,2}}\\?[.．][)）]?
      | (?:\*{{2,3}})?[ \t]{{0,2}}[:：、](?!\d)
      | [ \t]{{1,2}}[-–—][ \t]{{1,2}}(?=[^\W\d_]|["'“«])
      | (?<=[{_CIRCLED}])
      | (?:\*{{2,3}})?[ \t]{{0,3}}\Z
    )
    (?:\*{{2,3}}(?!\*))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-*+–—](?=[ \t])|[•‣◦·・●▪■○➤])[ \t]{0,3}")
_NESTING_INDENT = 2
_MAX_SKIPPED = 5  # a model may miscount so far; beyond, a number at the start of a line belongs to the text


class Marker(NamedTuple):
    """What begins an item: its line, where the item's text begins in it, and what tells its list from others."""

    line: int
    end: int
    number: int  # 0 for a bullet
    indent: int
    style: tuple[object, ...]
    decimal: bool = False  # a digit follows its point, so it may be no list number ("1.5 kg")


def numbers(lines: list[str]) -> list[Marker]:
    """The list numbers that begin a line outside of code, in any script and markdown, each with the look of its list."""
    found = []
    code = fenced_lines(lines)
    for place, line in enumerate(lines):
        if place in code:
            continue
        text = line.lstrip()
        match = _NUMBER.match(text)
        number = _value(match["number"]) if match else None
        if match is None or number is None:
            continue
        close = unicodedata.normalize("NFKC", match["close"]).strip(" \t*\\")
        heading, bold, word = "#" in match["markdown"], "**" in match["markdown"], (match["word"] or "").casefold()
        # a mere number on a line is data, but for a circled one
        if close or heading or bold or word or unicodedata.category(match["number"][0]) == "No":
            style = (heading, bold, word.strip(" \t#"), match["bracket"] or "", close)
            decimal = close == "." and text[match.end() : match.end() + 1].isdecimal()
            found.append(Marker(place, len(line) - len(text) + match.end(), number, _indent(line), style, decimal))
    if all(marker.decimal for marker in found):
        return []
    outermost = min(marker.indent for marker in found)
    return [marker._replace(style=(*marker.style, marker.indent - outermost >= _NESTING_INDENT)) for marker in found]


def bullets(lines: list[str]) -> list[Marker]:
    """The bullets of the outermost bulleted list."""
    found = []
    code = fenced_lines(lines)
    for place, line in enumerate(lines):
        text = line.lstrip()
        if place not in code and (match := _BULLET.match(text)):
            found.append(Marker(place, len(line) - len(text) + match.end(), 0, _indent(line), ()))
    outermost = min((marker.indent for marker in found), default=0)
    return [marker for marker in found if marker.indent - outermost < _NESTING_INDENT]


def without_bullet(text: str) -> str:
    """A text without the bullet it begins with."""
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def top_level(markers: list[Marker], *, after_item: bool, sections: set[int]) -> list[Marker]:
    """The numbers of the outermost list: they count up, while a list inside an item starts again at 1.

    Args:
        markers: all list numbers of the answer.
        after_item: an item without a number stands before them, so that 1 cannot begin the outermost list.
        sections: lines before which the outermost list may start again at 1.
    """
    last_place = {(marker.style, marker.number): place for place, marker in enumerate(markers)}
    top: list[Marker] = []
    inner: tuple[object, int] | None = None  # style and next number of the list inside the current item
    for place, marker in enumerate(markers):
        same_style = not top or marker.style == top[0].style
        expected = top[-1].number + 1 if top else 0
        inside = inner == (marker.style, marker.number)
        if marker.decimal:
            outside = bool(top) and same_style and marker.number == expected and not _comes_again(markers, place)
        elif not top:
            outside = not inside and (marker.number > 1 or not after_item)
        elif not same_style:
            # the model changed its style, unless the old one comes back for this number
            outside = not inside and marker.number == expected and last_place.get((top[0].style, expected), -1) < place
        elif inside:
            outside = marker.number == expected and not _comes_again(markers, place)
        elif marker.number == 1 and expected == 2:
            outside = not _counts_up(markers, place)  # markdown lets every number be 1
        elif marker.number == 1 and expected > 2:
            outside = marker.line in sections
        else:
            outside = expected - 1 <= marker.number <= expected + _MAX_SKIPPED
        if outside:
            top.append(marker)
            inner = None
        elif inside or (marker.number == 1 and not marker.decimal):
            inner = (marker.style, marker.number + 1)
    return top


def without_stray(markers: list[Marker]) -> list[Marker]:
    """The numbers from the main list on, where an item before it, itself without a number, begins with one ("(1) …")."""
    style, count = Counter(marker.style for marker in markers).most_common(1)[0]
    first = next(place for place, marker in enumerate(markers) if marker.style == style)
    stray = markers[first].number > 1 and count > len(top_level(markers, after_item=False, sections=set()))
    return markers[first:] if stray else markers


def _comes_again(markers: list[Marker], place: int) -> bool:
    """Whether a number stands a second time before its style starts again at 1: then the first is the inner list's."""
    for later in range(place + 1, len(markers)):
        if markers[later].style == markers[place].style and markers[later].number in (1, markers[place].number):
            return markers[later].number != 1
    return False


def _counts_up(markers: list[Marker], place: int) -> bool:
    """Whether the next list number is the next of the same list."""
    marker, following = markers[place], markers[place + 1 : place + 2]
    return [(marker.style, marker.number + 1)] == [(other.style, other.number) for other in following]


def _value(digits: str) -> int | None:
    """The value of decimal digits of any script, of a circled number, or of a Chinese number below 100."""
    if digits.isdecimal():
        return int(digits)
    if len(digits) == 1:
        return int(unicodedata.numeric(digits))
    tens, ten, ones = digits.partition("十")
    if not ten or len(tens) > 1 or len(ones) > 1:
        return None
    return int(unicodedata.numeric(tens or "一") * 10 + unicodedata.numeric(ones or "〇"))


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
