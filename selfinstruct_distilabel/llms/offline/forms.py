"""How an instruction asks for its answer to be written: each form is a sentence and what it does to the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from selfinstruct_distilabel.llms.offline.slots import Choice
from selfinstruct_distilabel.llms.offline.wording import english_list

__all__ = [
    "ANSWERS",
    "LABEL_ONLY",
    "LISTS",
    "NUMBERS",
    "PLACES",
    "PLAIN",
    "PLAIN_LIST",
    "ListForm",
    "Places",
    "Prefixed",
    "listed",
]


@dataclass(frozen=True)
class ListForm:
    """A way to write a list; ``text`` is a sentence, ``clause`` follows an imperative and a comma."""

    text: str
    clause: str
    join: Callable[[Sequence[Any]], str]


@dataclass(frozen=True)
class Prefixed:
    """A sentence that asks for a short answer in a certain dress; ``dress`` has ``{}`` in the answer's place."""

    text: str
    dress: str = "{}"

    def __call__(self, answer: str) -> str:
        return self.dress.format(answer)


@dataclass(frozen=True)
class Places:
    """How far to round."""

    text: str
    places: int


def _joined(separator: str) -> Callable[[Sequence[Any]], str]:
    return lambda items: separator.join(str(item) for item in items)


def _numbered(items: Sequence[Any]) -> str:
    return "\n".join(f"{place}. {item}" for place, item in enumerate(items, 1))


def _dashes(items: Sequence[Any]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _json(items: Sequence[Any]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _sentence(items: Sequence[Any]) -> str:
    return english_list([str(item) for item in items])


PLAIN_LIST = ListForm("", "", _joined(", "))
LISTS = Choice(
    [
        ListForm("Separate them with commas.", "separated by commas", _joined(", ")),
        ListForm("Commas in between will do.", "with commas in between", _joined(", ")),
        ListForm("One per line, please.", "one on each line", _joined("\n")),
        ListForm("Start a new line for every entry.", "every entry on a new line", _joined("\n")),
        ListForm("As a numbered list, please.", "as a numbered list", _numbered),
        ListForm("Number the lines from 1 on.", "numbered line by line", _numbered),
        ListForm("Use semicolons in between.", "with semicolons between the entries", _joined("; ")),
        ListForm("Return a JSON array.", "as a JSON array", _json),
        ListForm("Our script expects valid JSON, so answer with an array.", "in the form of a JSON list", _json),
        ListForm("Begin every line with a dash.", "as bullet points with dashes", _dashes),
        ListForm("Put a vertical bar between them.", "divided by vertical bars", _joined(" | ")),
        ListForm(
            "Write 'and' before the last one.",
            "with 'and' before the last one",
            _sentence,
        ),
    ]
)

PLAIN = Prefixed("")
_ANY = [
    Prefixed("No explanation is needed."),
    Prefixed("I only need the result."),
    Prefixed("Put the answer in square brackets.", "[{}]"),
    Prefixed("Begin with 'The answer is'.", "The answer is {}."),
    Prefixed("Put it in double quotation marks.", '"{}"'),
]
ANSWERS = Choice(
    [
        *_ANY,
        Prefixed("Keep the reply short."),
        Prefixed("Answer without a full sentence."),
        Prefixed("Return a JSON object with the key answer.", '{{"answer": "{}"}}'),
    ]
)
NUMBERS = Choice(
    [
        *_ANY,
        Prefixed("Give the number only."),
        Prefixed("Just the figure, please."),
        Prefixed("Skip the working."),
        Prefixed("The bare value is enough."),
        Prefixed("Write it as 'Result = 7'.", "Result = {}"),
        Prefixed("Return a JSON object with the key answer.", '{{"answer": {}}}'),
    ]
)

LABEL_ONLY = Choice(
    [
        "Answer with the label only.",
        "One label, nothing more.",
        "Reply with exactly one of the options.",
        "Choose one and give no reason.",
        "No explanation, please.",
        "Do not justify your choice.",
        "Use one of the given options.",
        "Just name it.",
        "Pick the one that fits.",
        "Leave out any comment.",
    ]
)

PLACES = Choice(
    [
        Places("rounded to a whole number", 0),
        Places("rounded to the nearest integer", 0),
        Places("rounded to one decimal place", 1),
        Places("with one digit after the decimal point", 1),
        Places("rounded to two decimals", 2),
        Places("to two decimal places", 2),
        Places("exact to three decimal places", 3),
    ]
)


def listed(rng: Random, items: Iterable[Any]) -> str:
    """Items as people send them: in one line or one below the other."""
    return rng.choice((", ", ", ", ", ", "; ", "\n")).join(str(item) for item in items)
