"""The ways in which real models fall short: candidates that filters refuse, odd answers, broken instances, chat manners.

Noise never puts a wrong answer where a filter would let it pass: what is spoilt is refused by a heuristic of the paper,
and where two outputs contradict each other the right one stands first and both go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS
from selfinstruct_distilabel.llms.offline.vocabulary.series import SERIES

__all__ = ["CANNOT", "Block", "Noise"]

Block = tuple[str, str]
"""Input and output of an instance, as they will be written."""

CANNOT = "I'm sorry, but this offline model has no rule for the task and cannot do it:"
"""Said of an instruction from elsewhere. It ends with a colon so that no parser can take it for an output that passes."""

_TOO_SHORT = ("Sort it.", "Count the words.", "Add them up.", "Spell it backwards.", "Which is larger?", "Explain why.")
_BLOCKED = (
    "Draw {thing} on a blank page.",
    "Describe what the picture of {thing} shows.",
    "Make a bar graph of {numbers}.",
    "Open the file with {thing} and print its last line.",
    "Plot {numbers} against the time of day.",
    "Find the image in which {thing} can be seen best.",
    "Which map would you use to find {thing}?",
)
_PROGRAMS = (
    "Write a program that sorts {numbers}.",
    "Write a program that prints {thing} in reverse order.",
    "Write a program to compute the median of {numbers}.",
)
_NON_ASCII = (
    "Übersetze den folgenden Satz ins Englische.",
    "Écris les nombres suivants dans l'ordre croissant.",
    "Ändere alle Verben in die Vergangenheit.",
    "¿Cuántas palabras tiene la frase siguiente?",
)
_RUNAWAY = " and then once more, step by step, from the beginning" * 400
_THOUGHTS = (
    "The user wants me to continue. I should keep to the format and stay close to what was asked.",
    "Let me see what is asked for here. The format is given, so I follow it line by line.",
)


class Noise:
    """A share of mishaps, drawn from a generator of its own: without it, the same answers come out clean.

    Args:
        seed: of the generator.
        rate: how often something goes wrong, from 0 (never) to 1.
    """

    def __init__(self, seed: int, rate: float) -> None:
        self._rng = Random(seed)
        self._rate = rate

    def strikes(self, share: float = 1.0) -> bool:
        """Whether something goes wrong this time; `share` makes it rarer than the rate."""
        return self._rate > 0 and self._rng.random() < self._rate * share

    def candidate(self, text: str, demonstrations: Sequence[str]) -> str:
        """The candidate, or in its place one that a filter refuses."""
        if not self.strikes():
            return text
        rng = self._rng
        thing, numbers = rng.choice(ROSTERS).text, rng.choice(SERIES).text
        kinds: list[tuple[int, Callable[[], str]]] = [
            (4, lambda: rng.choice(demonstrations)),
            (3, lambda: _nearly(rng.choice(demonstrations))),
            (2, lambda: rng.choice(_TOO_SHORT)),
            (2, lambda: rng.choice(_BLOCKED).format(thing=thing, numbers=numbers)),
            (1, lambda: rng.choice(_PROGRAMS).format(thing=thing, numbers=numbers)),
            (1, lambda: f"({text})"),
            (1, lambda: rng.choice(_NON_ASCII)),
        ]
        return rng.choices([make for _, make in kinds], [weight for weight, _ in kinds])[0]()

    def runs_away(self) -> str:
        """A text without end to append, so that the completion stops on length; mostly empty."""
        return f"{_RUNAWAY}:" if self.strikes(0.08) else ""

    def blocks(self, blocks: list[Block], *, label_first: bool) -> list[Block]:
        """Instances, or the same with one that a filter refuses; none at all for a model that lost the thread.

        Args:
            blocks: right instances.
            label_first: their outputs will stand before their inputs.
        """
        if not blocks or not self.strikes():
            return blocks
        (text, output), last = blocks[0], blocks[-1]
        kinds: list[list[Block]] = [[], [*blocks, blocks[0]], [*blocks[:-1], (last[0], f"{last[1]}:")]]
        if text:
            contradiction = next((other for _, other in blocks if other != output), f"{output}?")
            # the right one once more, since a parser may have lost the first of all
            same = last[1] if label_first else last[0]
            kinds += [[*blocks[:-1], (same, same)], [*blocks, blocks[0], (text, contradiction)]]
        if not label_first:  # an input after an empty label would be read as the label
            kinds.append([*blocks[:-1], (last[0], "")])
        return self._rng.choice(kinds)

    def odd_answer(self) -> str | None:
        """An answer that is neither yes nor no; mostly None."""
        return self._rng.choice(("Maybe", "It depends", "Unclear", "Both")) if self.strikes(0.3) else None

    def manners(self, text: str, *, preamble: str, bold: Callable[[str], str]) -> str:
        """A chat model's answer, or the same in the dress that chat models like to give it.

        Args:
            text: the answer.
            preamble: how it would be announced.
            bold: sets its numbers or headings in bold.
        """
        if not self.strikes():
            return text
        kind = self._rng.choice(("preamble", "bold", "fence", "think", "crlf", "preamble and bold"))
        if "bold" in kind:
            text = bold(text)
        if "preamble" in kind:
            return f"{preamble}\n\n{text}"
        if kind == "fence":
            return f"```\n{text}\n```"
        if kind == "think":
            return f"<think>\n{self._rng.choice(_THOUGHTS)}\n</think>\n\n{text}"
        return text.replace("\n", "\r\n") if kind == "crlf" else text


def _nearly(text: str) -> str:
    """An instruction so close to `text` that it is not novel."""
    end = text[-1] if text[-1] in ".?!" else ""
    return f"{text.removesuffix(end)}, please{end or '.'}"
