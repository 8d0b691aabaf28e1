"""Instances in a chat model's answer: pairs of input and output, however they are marked, or one direct answer."""

import json
import re
from os.path import commonprefix

from selfinstruct_distilabel._chat_noise import clean, fenced_lines, fenced_spans, is_fence, is_rule, json_values, visible
from selfinstruct_distilabel._chat_phrases import is_preamble, is_refusal, trim_closing, trim_opening
from selfinstruct_distilabel._instance_marks import Mark, MarkKind, leading_input, marks

__all__ = ["Pair", "read_instances"]

Pair = tuple[str, str]  # input, output

_INPUT_FIRST = (MarkKind.INPUT, MarkKind.OUTPUT)
_NEXT_TASK = re.compile(r"[ \t]{0,4}(?:[#*]{1,6}[ \t]?)?Task[ \t]{0,4}\d{0,3}[ \t]{0,4}[:：]", re.IGNORECASE)
_INLINE_OUTPUT = re.compile(r"\bOutput\s*(?:\d+\s*)?[:：]")
_NO_INPUT = re.compile(
    r"\W{0,4}(?:none|n/?a|not applicable|no ?input(?: (?:is )?(?:needed|required|necessary|provided))?|nothing"
    r"|keine?|aucune?(?: entrée)?|ninguna?|nessuno|nenhuma?|нет|无|無|没有|なし|없음|لا يوجد)\W{0,4}\Z",
    re.IGNORECASE,
)
_JSON_OUTPUTS = ("class_label", "class label", "classlabel", "label", "class")


def read_instances(completion: str, *, is_classification: bool) -> list[Pair]:
    """The pairs of an answer, in their order."""
    lines = _without_fences_around_fields(_until_next_task(clean(completion).split("\n")))
    if is_classification:
        for kind in (MarkKind.LABEL, MarkKind.SHORT_LABEL):
            found = marks(lines, (kind,))
            if any(mark.kind is kind for mark in found):
                return _output_first(lines, found)
    if found := marks(lines, _INPUT_FIRST):
        return _input_first(lines, found)
    return _json_pairs(lines, is_classification=is_classification) or _direct_answer(lines)


def _until_next_task(lines: list[str]) -> list[str]:
    """The lines before the next task, with which a base model goes on after a blank line unless it is stopped."""
    code = fenced_lines(lines)
    for number in range(1, len(lines)):
        next_task = not lines[number - 1].strip() and number not in code and _NEXT_TASK.match(lines[number])
        if next_task and any(line.strip() for line in trim_opening(lines[:number])):
            return lines[:number]
    return lines


def _without_fences_around_fields(lines: list[str]) -> list[str]:
    """The lines without the fences that wrap the marks of instances, be it once around all or around each."""
    if any(mark.kind is not MarkKind.EXAMPLE for mark in marks(lines, tuple(MarkKind))):
        return lines
    wrapping = {
        fence for start, end in fenced_spans(lines) if marks(lines[start + 1 : end], tuple(MarkKind)) for fence in (start, end)
    }
    return [line for number, line in enumerate(lines) if number not in wrapping]


def _input_first(lines: list[str], found: list[Mark]) -> list[Pair]:
    found = _without_inputs_inside_text(lines, found)
    kinds = [mark.kind for mark in found]
    lead = _text(trim_opening(lines[: found[0].line]))
    pairs: list[Pair] = []
    input_: str | None = None
    output: str | None = None

    def close() -> None:
        nonlocal input_, output
        if output is not None:
            pairs.append((_input(input_ or ""), output))
        elif input_:
            pairs.append(_split_at_output(input_))
        input_ = output = None

    if kinds[0] is MarkKind.OUTPUT:
        input_ = lead
    elif (found[0].number or 1) > 1 and lead and not is_refusal(lead):
        input_ = lead  # the prompt ended in the heading of the first example
    for place, mark in enumerate(found):
        text = _part(lines, found, place)
        if mark.kind is MarkKind.OUTPUT:
            output = text if output is None else output  # one more output for the same input says nothing new
            continue
        close()
        if mark.kind is MarkKind.INPUT: input_ = text
        elif kinds[place + 1 : place + 2] != [MarkKind.INPUT]:  # else it is the title of the example
            input_ = text
    close()
    return pairs
