"""Answers given as JSON: instructions, instances, the classification answer."""

import json
import re

from selfinstruct_distilabel._parsing.noise import is_fence, visible

__all__ = ["json_instructions", "json_pairs", "json_verdict"]

_INSTRUCTION_NAMES = ("instruction", "task", "prompt", "question", "text", "description")
_OUTPUT_NAMES = ("output",)
_LABEL_NAMES = ("output", "class_label", "class label", "classlabel", "label", "class")

_ASSIGNMENT = re.compile(r"\A\w{1,40} ?= ?(?=[\[{])")  # "tasks = [", as in a program
_VALUE_END = re.compile(r"[ \t]*(?:,[ \t]*)?(?:\n|\Z)")
_NEXT_VALUE = re.compile(r"[\s,]*(?=[\[{])")
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")


def json_instructions(lines: list[str]) -> list[str]:
    """The strings of the arrays, and what the objects call their instruction."""
    found: list[str] = []
    waiting = _values(lines)[::-1]
    while waiting:  # a loop, since a model can nest deeper than Python recurses
        value = waiting.pop()
        if isinstance(value, str):
            found.append(visible(value))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            fields = _fields(value)
            named = [fields[name] for name in _INSTRUCTION_NAMES if isinstance(fields.get(name), str)]
            inner = [inner for name, inner in fields.items() if not isinstance(inner, str) or name.isdecimal()]
            waiting.extend(named[:1] or reversed(inner))
    return found


def json_pairs(lines: list[str], *, is_classification: bool) -> list[tuple[str, str]]:
    """Input and output of the objects that have an output; without an input it is all their other fields."""
    names = _LABEL_NAMES if is_classification else _OUTPUT_NAMES
    pairs: list[tuple[str, str]] = []
    waiting = _values(lines)[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            fields = _fields(value)
            outputs = [_text(fields[name]) for name in names if name in fields]
            others = [f"{name.capitalize()}: {_text(inner)}" for name, inner in fields.items() if name not in names]
            if outputs:
                pairs.append((_text(fields["input"]) if "input" in fields else "\n".join(others), outputs[0]))
            else:
                waiting.extend(reversed(fields.values()))
    return pairs


def json_verdict(lines: list[str]) -> bool | str | None:
    """The one truth value of an object, or the text of the field that it calls its answer or classification."""
    objects = [_fields(value) for value in _values(lines) if isinstance(value, dict)]
    if len(objects) != 1:
        return None
    truths = [value for value in objects[0].values() if isinstance(value, bool)]
    if len(truths) == 1:
        return truths[0]
    texts = [value for name, value in objects[0].items() if name == "answer" or "classification" in name]
    return next((text for text in texts if isinstance(text, str)), None)


def _values(lines: list[str]) -> list[object]:
    """The arrays and objects that lines begin with, whether in a fence or not; empty where they begin with a text."""
    text = _ASSIGNMENT.sub("", "\n".join(line for line in lines if not is_fence(line)).lstrip())
    return _decoded(text) or _decoded(_TRAILING_COMMA.sub("", text))


def _decoded(text: str) -> list[object]:
    decoder = json.JSONDecoder(strict=False)  # models break lines inside strings
    values: list[object] = []
    position = 0
    while text.startswith(("[", "{"), position):
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values
        if not _VALUE_END.match(text, end):
            return values  # it begins a sentence
        values.append(value)
        following = _NEXT_VALUE.match(text, end)
        position = following.end() if following else len(text)
    return values


def _fields(value: dict[str, object]) -> dict[str, object]:
    return {name.casefold(): inner for name, inner in value.items()}


def _text(value: object) -> str:
    if value is None or isinstance(value, str):
        return visible(value or "").strip()
    try:
        return visible(json.dumps(value, ensure_ascii=False))
    except RecursionError:
        return ""
