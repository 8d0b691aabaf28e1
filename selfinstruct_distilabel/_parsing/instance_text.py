"""The text of an instance's parts: cut out of its lines, freed from marks and separators, its inner white space kept."""

import re

from selfinstruct_distilabel._parsing.instance_marks import Mark, MarkKind, leading_input, marks
from selfinstruct_distilabel._parsing.noise import is_fence, is_rule
from selfinstruct_distilabel._parsing.phrases import trim_closing

__all__ = [
    "block_text",
    "input_text",
    "is_separator",
    "label_text",
    "part_text",
    "split_at_answer",
    "split_at_output",
    "without_title",
]

_NO_INPUT = re.compile(
    r"\W{0,4}(?:none|n/?a|not applicable|no ?input(?: (?:is )?(?:needed|required|necessary|provided))?"
    r"|keine?|aucune?(?: entrée)?|ninguna?|nessuno|nenhuma?|нет|无|無|没有|なし|없음|لا يوجد)\W{0,4}\Z",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"\s{0,4}(?:#{1,6} ?\d{1,3}[.)]?|\*\*\d{1,3}[.)]?\*\*|\d{1,3}[.)])\s{0,4}\Z")
_BOLD_FIELD = re.compile(r"^\*\*([^*\n]{1,40}[:：])\*\*", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*{1,3}|`)(.+)\1\Z")
_INLINE_OUTPUT = re.compile(r"\bOutput\s*(?:\d+\s*)?[:：]")
_INLINE_FIELD = re.compile(r"\b(?:Input|Output)\s*(?:\d+\s*)?[:：]")


def part_text(lines: list[str], found: list[Mark], place: int) -> str:
    """The text of a mark, up to the next one."""
    mark, following = found[place], found[place + 1 : place + 2]
    if not following:
        return block_text(trim_closing([lines[mark.line][mark.end :], *lines[mark.line + 1 :]]))
    if following[0].line == mark.line:
        return ""
    part = [lines[mark.line][mark.end :], *lines[mark.line + 1 : following[0].line]]
    if len(part) > 2 and _ITEM_NUMBER.match(part[-1]) and not part[-2].strip():
        part.pop()  # the number of the next example
    return block_text(part)


def without_title(lines: list[str], mark: Mark, text: str) -> str:
    """An example's text without the title in the line of its heading, where it goes on after that line."""
    _, _, rest = text.partition("\n")
    titled = lines[mark.line][mark.end :].strip() and (lines[mark.line].lstrip().startswith("#") or leading_input(rest))
    return block_text(["", *rest.split("\n")]) if titled and rest.strip() else text


def block_text(lines: list[str]) -> str:
    """Lines as one text: the indentation they have in common goes, all other white space inside stays."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _parts_examples(lines, end - 1)):
        end -= 1
    if lines[:1] and lines[0].strip():
        first = lines[0].lstrip()
        if first.count("**") == 1:
            first = first.rstrip().removesuffix("**")  # the other one went with the mark
        return "\n".join([first, *lines[1:end]]).rstrip()
    indents = [line[: len(line) - len(line.lstrip())] for line in lines[:end] if line.strip()]
    margin = min(indents, key=len, default="")
    common = len(margin) if all(indent.startswith(margin) for indent in indents) else 0
    return "\n".join(line[common:] for line in lines[:end]).strip()


def input_text(text: str) -> str:
    """An input without a mark before it; empty where the model says that there is none."""
    text = _BOLD_FIELD.sub(r"\1", text[leading_input(text) :]).strip()
    return "" if _NO_INPUT.match(text) else text


def label_text(text: str) -> str:
    """A class label without emphasis."""
    return _EMPHASIS.sub(r"\2", text.strip())


def split_at_output(text: str) -> tuple[str, str | None]:
    """A text split at the first output mark inside it; None for the output where it has none."""
    input_, *outputs = _INLINE_OUTPUT.split(text, maxsplit=1)
    if not outputs:
        return text, None
    return input_.rstrip(" ,;|\n"), _INLINE_FIELD.split(outputs[0], maxsplit=1)[0].strip()


def split_at_answer(text: str) -> tuple[str, str | None]:
    """A text split at its only line that begins an answer; None for the answer where there is none, or more."""
    lines = text.split("\n")
    answers = [mark for mark in marks(lines, (MarkKind.ANSWER,)) if mark.kind is MarkKind.ANSWER]
    if len(answers) != 1:
        return text, None
    return block_text(lines[: answers[0].line]), part_text(lines, answers, 0)


def is_separator(line: str) -> bool:
    """Whether a line only parts one example from the next."""
    return is_rule(line) or is_fence(line) or _ITEM_NUMBER.match(line) is not None


def _parts_examples(lines: list[str], number: int) -> bool:
    """Whether a line is a rule between examples, and not one of an output's own, as under a heading or in a drawing."""
    return is_rule(lines[number]) and (len(lines[number].strip()) == 3 or not number or not lines[number - 1].strip())
