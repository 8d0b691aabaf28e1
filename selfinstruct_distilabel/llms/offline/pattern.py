"""Patterns: one notation by which an instruction is said and, later, read back.

``"<Sort|Order> {series} from <lowest to highest|small to large>[, {form}]."`` means: ``<a|b>`` one of several,
``[a]`` with or without, ``{slot}`` a slot's value, ``{slot.field}`` one of its wordings. Nesting is fine.

Reading is what lets a model without memory work on an instruction: all it needs stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

__all__ = ["Bound", "Pattern", "Slot"]

_SENTENCE_START = re.compile(r"(?:\A|[.?!] )[a-z]")

Bound = dict[str, Any]
"""Values of the slots that were mentioned, by name."""


class Slot(Protocol):
    """What may stand in a pattern's place: drawn, said, and read back without regard to case."""

    def draw(self, rng: Random, bound: Bound) -> Any:
        """A value; `bound` has the slots that were mentioned before this one."""

    def say(self, value: Any, field: str) -> str:
        """The wording `field` of the value (`""`: the plain one)."""

    def read(self, text: str, at: int, field: str) -> Iterator[tuple[Any, int]]:
        """All values whose wording stands in the case-folded `text` at `at`, each with where it ends."""


class _Node(Protocol):
    def say(self, rng: Random, slots: Mapping[str, Slot], bound: Bound) -> str: ...
    def read(self, text: str, at: int, slots: Mapping[str, Slot], bound: Bound) -> Iterator[tuple[int, Bound]]: ...


@dataclass(frozen=True)
class _Literal:
    text: str
    folded: str

    def say(self, rng: Random, slots: Mapping[str, Slot], bound: Bound) -> str:
        return self.text

    def read(self, text: str, at: int, slots: Mapping[str, Slot], bound: Bound) -> Iterator[tuple[int, Bound]]:
        if text.startswith(self.folded, at):
            yield at + len(self.folded), bound


@dataclass(frozen=True)
class _Mention:
    slot: str
    field: str

    def say(self, rng: Random, slots: Mapping[str, Slot], bound: Bound) -> str:
        slot = slots[self.slot]
        if self.slot not in bound:
            bound[self.slot] = slot.draw(rng, bound)
        return slot.say(bound[self.slot], self.field)

    def read(self, text: str, at: int, slots: Mapping[str, Slot], bound: Bound) -> Iterator[tuple[int, Bound]]:
        for value, end in slots[self.slot].read(text, at, self.field):
            if self.slot not in bound:
                yield end, {**bound, self.slot: value}
            elif bound[self.slot] == value:
                yield end, bound


@dataclass(frozen=True)
class _OneOf:
    options: tuple[_Node, ...]

    def say(self, rng: Random, slots: Mapping[str, Slot], bound: Bound) -> str:
        return rng.choice(self.options).say(rng, slots, bound)

    def read(self, text: str, at: int, slots: Mapping[str, Slot], bound: Bound) -> Iterator[tuple[int, Bound]]:
        for option in self.options:
            yield from option.read(text, at, slots, bound)


@dataclass(frozen=True)
class _Sequence:
    parts: tuple[_Node, ...]

    def say(self, rng: Random, slots: Mapping[str, Slot], bound: Bound) -> str:
        return "".join([part.say(rng, slots, bound) for part in self.parts])

    def read(self, text: str, at: int, slots: Mapping[str, Slot], bound: Bound) -> Iterator[tuple[int, Bound]]:
        return self._read_from(0, text, at, slots, bound)

    def _read_from(
        self, part: int, text: str, at: int, slots: Mapping[str, Slot], bound: Bound
    ) -> Iterator[tuple[int, Bound]]:
        if part == len(self.parts):
            yield at, bound
            return
        for end, found in self.parts[part].read(text, at, slots, bound):
            yield from self._read_from(part + 1, text, end, slots, found)


class Pattern:
    """One phrasing of a task, compiled.

    Args:
        source: the phrasing in this module's notation.
        slots: the slots it mentions, by name.

    Raises:
        ValueError: when a bracket is not closed or a slot is unknown.
    """

    def __init__(self, source: str, slots: Mapping[str, Slot]) -> None:
        self.source = source
        self._slots = slots
        tokens = [token for token in re.split(r"([<>|\[\]]|\{\w+(?:\.\w+)?\})", source) if token]
        self._root = self._sequence(tokens, until="")
        self._anchor = max(
            (part.folded for part in self._root.parts if isinstance(part, _Literal)), key=len, default=""
        )

    def say(self, rng: Random) -> tuple[str, Bound]:
        """An instruction, and the values that it mentions."""
        bound: Bound = {}
        text = self._root.say(rng, self._slots, bound)
        return _SENTENCE_START.sub(lambda found: found[0].upper(), text), bound

    def read(self, folded: str) -> Bound | None:
        """The values that a case-folded instruction mentions, None when the pattern does not say it."""
        if self._anchor not in folded:  # the usual case, and a hundred times cheaper than to try
            return None
        for end, bound in self._root.read(folded, 0, self._slots, {}):
            if end == len(folded):
                return bound
        return None

    def _sequence(self, tokens: list[str], until: str) -> _Sequence:
        """Takes tokens up to one of the characters `until`, which stays."""
        parts: list[_Node] = []
        while tokens and not (until and tokens[0] in until):
            parts.append(self._node(tokens))
        return _Sequence(tuple(parts))

    def _node(self, tokens: list[str]) -> _Node:
        token = tokens.pop(0)
        if token == "<":
            options = [self._sequence(tokens, until="|>")]
            while self._close(tokens, "|>") == "|":
                options.append(self._sequence(tokens, until="|>"))
            return _OneOf(tuple(options))
        if token == "[":
            inner = self._sequence(tokens, until="]")
            self._close(tokens, "]")
            return _OneOf((inner, _Literal("", "")))
        if token.startswith("{") and token.endswith("}"):
            slot, _, field = token[1:-1].partition(".")
            if slot not in self._slots:
                raise ValueError(f"no slot {slot!r} for the pattern {self.source!r}")
            return _Mention(slot, field)
        if token in "]>|":
            raise ValueError(f"unexpected {token!r} in the pattern {self.source!r}")
        return _Literal(token, token.casefold())

    def _close(self, tokens: list[str], allowed: str) -> str:
        if not tokens or tokens[0] not in allowed:
            raise ValueError(f"{allowed[-1]!r} is missing in the pattern {self.source!r}")
        return tokens.pop(0)
