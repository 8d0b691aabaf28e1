"""What a prompt asks for, read from its structure and not from its wording.

The stages' templates (`steps/prompts/*.jinja2`) may be reworded; what they keep, and what is read here, is:

- demonstrations are a list numbered from 1; a range that begins with the next number says how many are to follow;
- the instruction stands behind the last ``Task: ``, up to a blank line, the cue ``Classification:`` or the end;
- lines ``Classification:``, ``Class label:`` and ``Output:`` in the examples tell the stages apart;
- a prompt to be continued is one text, a prompt to be answered a list of messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

__all__ = ["Request", "Stage", "read_prompt"]

_NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
_INSTRUCTION_END = re.compile(r"\n(?=\n|Classification:)")
_CLASSIFICATION_TASKS = re.compile(r"classification\s+tasks", re.IGNORECASE)
_MOST_CANDIDATES = 64
_USUAL_CANDIDATES = 8  # of the paper: numbers 9 to 16, of which the stop sequence takes the last
_USUAL_INSTANCES = 3


class Stage(Enum):
    """What the model is asked for."""

    INSTRUCTIONS = "instructions"
    CLASSIFICATION = "classification"
    INPUT_FIRST = "input-first"
    OUTPUT_FIRST = "output-first"
    OTHER = "other"


@dataclass(frozen=True)
class Request:
    """A prompt, read.

    Attributes:
        stage: what is asked for.
        chat: whether it is to be answered, not continued.
        text: the prompt's text; of messages the last one of the user.
        demonstrations: instructions that are shown.
        numbers: the numbers of the candidates that are to follow them.
        classification_only: whether these have to be classification tasks.
        instruction: the instruction to classify or to make instances of.
        max_instances: how many instances are wanted at most.
    """

    stage: Stage
    chat: bool
    text: str
    demonstrations: tuple[str, ...] = ()
    numbers: range = range(0)
    classification_only: bool = False
    instruction: str = ""
    max_instances: int = _USUAL_INSTANCES


def read_prompt(prompt: Any) -> Request:
    """Reads a prompt: a text, messages, or messages with the schema of a structured answer."""
    if isinstance(prompt, tuple):
        prompt = prompt[0]
    chat = not isinstance(prompt, str)
    text = _last_user_message(prompt) if chat else prompt
    start = text.rfind("\nTask: ")
    if start >= 0:
        return _about_instruction(text, start + len("\nTask: "), chat=chat)
    return _about_demonstrations(text, chat=chat)


def _last_user_message(messages: list[dict[str, Any]]) -> str:
    content = next((message["content"] for message in reversed(messages) if message["role"] == "user"), "")
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content)  # OpenAI's form of text among other things


def _about_instruction(text: str, start: int, *, chat: bool) -> Request:
    end = _INSTRUCTION_END.search(text, start)
    instruction, rest = (text[start : end.start()], text[end.end() :]) if end else (text[start:], "")
    if "\nClassification:" in text:
        stage = Stage.CLASSIFICATION
    else:
        stage = Stage.OUTPUT_FIRST if "\nClass label:" in text else Stage.INPUT_FIRST
    most = re.search(r"\d+", rest) if chat else None
    return Request(stage, chat, text, instruction=instruction, max_instances=int(most[0]) if most else _USUAL_INSTANCES)


def _about_demonstrations(text: str, *, chat: bool) -> Request:
    demonstrations: list[str] = []
    end = 0
    for item in _NUMBERED.finditer(text):
        if int(item[1]) == len(demonstrations) + 1:
            demonstrations.append(item[2])
            end = item.end()
    if not demonstrations:
        return Request(Stage.OTHER, chat, text)
    first = len(demonstrations) + 1
    wanted = re.search(rf"\b{first}\b\D{{1,20}}\b(\d+)\b", text[end:])
    last = int(wanted[1]) if wanted else first + _USUAL_CANDIDATES - 1
    around = text[: text.find("\n1. ") + 1] + text[end:]
    return Request(
        Stage.INSTRUCTIONS,
        chat,
        text,
        tuple(demonstrations),
        range(first, min(last, first + _MOST_CANDIDATES - 1) + 1),
        classification_only=_CLASSIFICATION_TASKS.search(around) is not None,
    )
