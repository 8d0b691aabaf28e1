"""Completions read: candidate instructions, the classification answer, instances.

Every function is total: any text gives a result, in time that grows with its length. `parsing="strict"` decides on any
text as the code released with the paper does, so that its data can be reproduced; `parsing="tolerant"` reads what chat
models send as well: markdown, greetings, code fences, thinking, JSON, other languages.
"""

import re
from typing import Literal, NamedTuple

from selfinstruct_distilabel._parsing.classification import read_classification
from selfinstruct_distilabel._parsing.instances import read_instances
from selfinstruct_distilabel._parsing.instructions import read_instructions

__all__ = ["Instance", "Parsing", "parse_classification", "parse_instances", "parse_instructions"]

Parsing = Literal["tolerant", "strict"]

# The released code's patterns, with the white space around a number written so that no text makes them backtrack.
_LIST_NUMBER = re.compile(r"\n\d+\s?\. ")
_EXAMPLE = re.compile(r"Example\s?\d*\.?")
_OUTPUT = re.compile(r"Output\s*(?:\d+\s*)?:")
_INPUT = re.compile(r"Input\s*(?:\d+\s*)?:")
_CLASS_LABEL = "Class label:"


class Instance(NamedTuple):
    """One worked example of an instruction; the input is empty where the instruction needs none."""

    input: str
    output: str


def parse_instructions(completion: str, *, parsing: Parsing = "tolerant") -> list[str]:
    """Candidate instructions in their order, white space collapsed, in their own case; empty ones are left out.

    Args:
        completion: what the LLM wrote after a numbered list of demonstrations that ends in the next number, so that
            its first instruction may have no number of its own.
        parsing: `"strict"` splits at list numbers as the released code does, `"tolerant"` at the items of the list.
    """
    candidates = _LIST_NUMBER.split(completion) if parsing == "strict" else read_instructions(completion)
    collapsed = (" ".join(candidate.split()) for candidate in candidates)
    return [candidate for candidate in collapsed if candidate]


def parse_classification(answer: str | None, *, parsing: Parsing = "tolerant") -> bool | None:
    """Whether an answer says that the task is classification; None when it says neither, or both.

    Args:
        answer: the LLM's answer, None where it gave none.
        parsing: `"strict"` takes one of yes and no and nothing beside it, in the three cases that the released code knows.
    """
    if answer is None:
        return None
    if parsing == "tolerant":
        return read_classification(answer)
    word = answer.strip()
    if word in ("Yes", "yes", "YES"):
        return True
    return False if word in ("No", "no", "NO") else None


def parse_instances(completion: str, *, is_classification: bool, parsing: Parsing = "tolerant") -> list[Instance]:
    """Instances in their order, with what the heuristics have yet to reject: empty outputs, duplicates.

    Args:
        completion: the LLM's completion, input-first (`Example k`, `Input:`, `Output:`), or output-first
            (`Class label:`, then an input that has it) for a classification task.
        is_classification: which of the two forms was asked for.
        parsing: `"strict"` finds these words wherever they stand and gives nothing without them; `"tolerant"` wants them
            at the start of a line, in any markdown, and takes an answer without them for one output.
    """
    if parsing == "tolerant":
        return [Instance(*pair) for pair in read_instances(completion, is_classification=is_classification)]
    return _strict_output_first(completion) if is_classification else _strict_input_first(completion)


def _strict_input_first(completion: str) -> list[Instance]:
    if _EXAMPLE.search(completion):
        parts = _EXAMPLE.split(completion)
    elif _OUTPUT.search(completion):
        parts = [completion]
    else:
        parts = []
    return [_strict_instance(part) for part in parts if part.strip()]


def _strict_instance(part: str) -> Instance:
    """The instance of one `Example` part: what stands before `Output:`, and what stands between it and the next field."""
    fields = _OUTPUT.split(part, maxsplit=2)
    input_, output = ("", fields[0]) if len(fields) == 1 else fields[:2]
    output = _INPUT.split(output, maxsplit=1)[0].strip()
    input_ = input_.strip()
    if leading := _INPUT.match(input_):
        input_ = input_[leading.end() :].strip()
    return Instance(input_, output)


def _strict_output_first(completion: str) -> list[Instance]:
    instances = []
    for part in completion.split(_CLASS_LABEL)[1:]:
        label, _, input_ = part.strip().partition("\n")
        instances.append(Instance(input_.strip(), label.strip()))
    return instances
