"""Instances in a chat model's answer: pairs of input and output, however they are marked, or one direct answer."""

import re
from dataclasses import dataclass

from selfinstruct_distilabel._parsing.instance_marks import Mark, MarkKind, marks
from selfinstruct_distilabel._parsing.instance_text import (
    block_text,
    input_text,
    is_separator,
    label_text,
    part_text,
    split_at_answer,
    split_at_output,
    without_title,
)
from selfinstruct_distilabel._parsing.json_answers import json_pairs
from selfinstruct_distilabel._parsing.noise import clean, fenced_spans, is_fence
from selfinstruct_distilabel._parsing.phrases import (
    begins_task,
    is_preamble,
    is_refusal,
    trim_closing,
    trim_opening,
    until_next_task,
)

__all__ = ["Pair", "read_instances"]

Pair = tuple[str, str]  # input, output

_INPUT_FIRST = (MarkKind.INPUT, MarkKind.OUTPUT)
_LABELS = (MarkKind.LABEL, MarkKind.SHORT_LABEL)
_FIELD_LIKE = re.compile(r"[ \t]{0,4}\*{0,3}\w+(?: \w+){0,3}[ \t]?[:：]")  # "Context: …"


def read_instances(completion: str, *, is_classification: bool) -> list[Pair]:
    """The pairs of an answer, in their order."""
    kinds = (*_INPUT_FIRST, *_LABELS) if is_classification else _INPUT_FIRST
    lines = _without_fences_around(kinds, until_next_task(clean(completion).split("\n")))
    if is_classification:
        for kind in _LABELS:
            found = marks(lines, (kind,))
            if any(mark.kind is kind for mark in found):
                return _output_first(lines, found)
    if found := marks(lines, _INPUT_FIRST):
        return _input_first(lines, found)
    if pairs := json_pairs(trim_opening(lines), is_classification=is_classification):
        return [(input_text(input_), output) for input_, output in pairs]
    return _direct_answer(lines)


def _without_fences_around(kinds: tuple[MarkKind, ...], lines: list[str]) -> list[str]:
    """The lines without the fences that wrap marks of these kinds, be it once around all or around each example."""
    if any(mark.kind is not MarkKind.EXAMPLE for mark in marks(lines, kinds)):
        return lines
    wrapping = {fence for span in fenced_spans(lines) if marks(lines[span[0] + 1 : span[1]], kinds) for fence in span}
    return [line for number, line in enumerate(lines) if number not in wrapping]


@dataclass
class _Draft:
    """An instance as far as it was read."""

    heading: str = ""  # what stands before its first field
    input: str | None = None
    output: str | None = None

    def pair(self) -> Pair | None:
        if self.output is not None:
            return input_text(self.heading if self.input is None else self.input), self.output
        text = self.heading if self.input is None else self.input
        for split in (split_at_answer, split_at_output):
            input_, output = split(text)
            if output is not None:
                return input_text(input_), output
        if self.input is not None:
            return input_text(self.input), ""
        return ("", self.heading) if self.heading else None


def _input_first(lines: list[str], found: list[Mark]) -> list[Pair]:
    found = _without_inner_inputs(lines, found)
    lead = _lead(lines[: found[0].line])
    # the prompt may have ended in the heading of the first example, or of its input
    goes_on = found[0].kind is MarkKind.OUTPUT or (found[0].number or 1) > 1
    drafts = [_Draft(lead if goes_on and not is_refusal(lead) else "")]
    for place, mark in enumerate(found):
        text, draft = part_text(lines, found, place), drafts[-1]
        if mark.kind is MarkKind.EXAMPLE:
            drafts.append(_Draft(without_title(lines, mark, text)))
        elif mark.kind is MarkKind.INPUT:
            if draft.input is not None or draft.output is not None:
                draft = _Draft()
                drafts.append(draft)
            draft.input = text
        elif draft.output is None:  # a second output for the same input is none of another instance
            draft.output = text
    return [pair for pair in (draft.pair() for draft in drafts) if pair is not None]


def _lead(lines: list[str]) -> str:
    """What stands before the first mark, without the lines and paragraphs that only open the answer."""
    said = [number for number, line in enumerate(lines) if line.strip()]
    if said and is_fence(lines[said[-1]]):  # one that is never closed, or it would have been taken away
        lines = [*lines[: said[-1]], ""]
    start = 0
    while start + 1 < len(lines) and not (lines[start].strip() and lines[start + 1].strip()):
        if lines[start].strip() and not is_preamble(lines[start]):
            break
        start += 1
    return block_text(trim_opening(lines[start:]))


def _without_inner_inputs(lines: list[str], found: list[Mark]) -> list[Mark]:
    """The marks without the inputs that go on with an input before them ("Input 2: …"), up to its output."""
    kept: list[Mark] = []
    output_follows = False
    for place in reversed(range(len(found))):
        mark, before = found[place], found[place - 1] if place else None
        if mark.kind is not MarkKind.INPUT:
            output_follows = mark.kind is MarkKind.OUTPUT
        elif output_follows and _goes_on(lines, before, mark):
            continue
        kept.append(mark)
    return kept[::-1]


def _goes_on(lines: list[str], before: Mark | None, mark: Mark) -> bool:
    """Whether what stands between two marks is a field of the input ("Context: …"), not a title or an announcement."""
    if before and before.kind is not MarkKind.EXAMPLE:
        return before.kind is MarkKind.INPUT and split_at_output(part_text(lines, [before, mark], 0))[1] is None
    above = trim_opening(lines[before.line + 1 if before else 0 : mark.line])
    said = [line for line in above if line.strip() and not is_separator(line)]
    if not said or begins_task(said[0]) or is_preamble(said[-1]) or said[-1].rstrip(" *").endswith((":", "：")):
        return False
    return bool(above[-1].strip() or _FIELD_LIKE.match(said[0]))


def _output_first(lines: list[str], found: list[Mark]) -> list[Pair]:
    """Labels with the inputs that follow them, or, where nothing follows the last one, with those that precede them."""
    examples: list[tuple[str, list[Pair]]] = [(_lead(lines[: found[0].line]), [])]
    for place, mark in enumerate(found):
        text = part_text(lines, found, place)
        if mark.kind is MarkKind.EXAMPLE:
            examples.append((without_title(lines, mark, text), []))
        else:
            label, _, rest = text.partition("\n")
            if not lines[mark.line][mark.end :].strip() and _FIELD_LIKE.match(text):
                label, rest = "", text  # the field after an empty label
            examples[-1][1].append((block_text(["", *rest.split("\n")]), label_text(label)))
    pairs: list[Pair] = []
    for before, labelled in examples:
        inputs, labels = [input_ for input_, _ in labelled], [label for _, label in labelled]
        if before and inputs and not inputs[-1]:
            inputs = [before, *inputs[:-1]]
        pairs.extend(zip(map(input_text, inputs), labels, strict=True))
    return pairs


def _direct_answer(lines: list[str]) -> list[Pair]:
    """An answer without any mark is the output of an instruction that needs no input, unless it is a refusal."""
    text = block_text(trim_closing(trim_opening(lines)))
    if not text or is_refusal(text):
        return []
    first, _, rest = text.partition("\n")
    for input_, answer in (("", text), (first, rest)):
        before, output = split_at_answer(answer)
        field = not input_ or (_FIELD_LIKE.match(input_) and not answer.startswith("\n"))
        if field and output is not None and not before:
            return [(input_text(input_), output)]
    return [("", text)]
