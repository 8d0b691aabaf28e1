"""Kinds of slots: choices, numbers, amounts of money, times of day, dates."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from selfinstruct_distilabel.llms.offline.pattern import Bound
from selfinstruct_distilabel.llms.offline.wording import MONTHS, clock, day, money, words

__all__ = ["Choice", "Clock", "Day", "Figure", "Money", "Number", "level", "one_of"]


class Choice:
    """One of several texts or records; a record's field is its wording, ``text`` the plain one."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = tuple(values)
        self._wordings = cache(self._fold)

    def draw(self, rng: Random, bound: Bound) -> Any:
        return rng.choice(self.values)

    def say(self, value: Any, field: str) -> str:
        return value if isinstance(value, str) else str(getattr(value, field or "text"))

    def read(self, text: str, at: int, field: str) -> Iterator[tuple[Any, int]]:
        for wording, value in self._wordings(field):
            if text.startswith(wording, at):
                yield value, at + len(wording)

    def _fold(self, field: str) -> list[tuple[str, Any]]:
        return [(self.say(value, field).casefold(), value) for value in self.values]


def one_of(wordings: str) -> Choice:
    """One of the texts that are listed with a comma and a space between them."""
    return Choice(words(wordings))


class _Written(ABC):
    """A slot whose values have one wording each, found in a text by a regular expression."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def say(self, value: Any, field: str) -> str:
        return str(value)

    @abstractmethod
    def parse(self, found: re.Match[str]) -> Any:
        """The value of a match, None when it is not one after all."""

    def read(self, text: str, at: int, field: str) -> Iterator[tuple[Any, int]]:
        found = self._pattern.match(text, at)
        if found and (value := self.parse(found)) is not None:
            yield value, found.end()


class Number(_Written):
    """A whole number from `low` to `high` in steps; another number in its place is not this slot."""

    def __init__(self, low: int, high: int, step: int = 1) -> None:
        super().__init__(r"\d+")
        self._range = range(low, high + 1, step)

    def draw(self, rng: Random, bound: Bound) -> int:
        return rng.choice(self._range)

    def parse(self, found: re.Match[str]) -> int | None:
        value = int(found[0])
        return value if value in self._range else None


class Figure(_Written):
    """A whole number that has to fit what was mentioned before it; any number is read in its place.

    Args:
        choose: gives one, from a generator of random numbers and the slots mentioned so far.
    """

    def __init__(self, choose: Callable[[Random, Bound], int]) -> None:
        super().__init__(r"\d+")
        self._choose = choose

    def draw(self, rng: Random, bound: Bound) -> int:
        return self._choose(rng, bound)

    def parse(self, found: re.Match[str]) -> int:
        return int(found[0])


def level(of: str, low: float = 0.3, high: float = 0.7) -> Figure:
    """A round number between two shares of the range (`low`, `high`) of the record in the slot `of`."""

    def choose(rng: Random, bound: Bound) -> int:
        start: int = bound[of].low
        span: int = bound[of].high - start
        step = 1 if span < 40 else 5 if span < 400 else 50
        return max(1, step * round((start + rng.uniform(low, high) * span) / step))

    return Figure(choose)


class Money(_Written):
    """An amount in cents, written as 12.40."""

    def __init__(self, low: int, high: int, step: int = 5) -> None:
        super().__init__(r"(\d+)\.(\d\d)\b")
        self._range = range(low, high + 1, step)

    def draw(self, rng: Random, bound: Bound) -> int:
        return rng.choice(self._range)

    def say(self, value: int, field: str) -> str:
        return money(value)

    def parse(self, found: re.Match[str]) -> int | None:
        cents = int(found[1] + found[2])
        return cents if cents in self._range else None


class Clock(_Written):
    """A time of day in minutes, written as 09:40."""

    def __init__(self, low: int, high: int, step: int = 5) -> None:
        super().__init__(r"([01]\d|2[0-3]):([0-5]\d)")
        self._range = range(low, high + 1, step)

    def draw(self, rng: Random, bound: Bound) -> int:
        return rng.choice(self._range)

    def say(self, value: int, field: str) -> str:
        return clock(value)

    def parse(self, found: re.Match[str]) -> int | None:
        minutes = int(found[1]) * 60 + int(found[2])
        return minutes if minutes in self._range else None


class Day(_Written):
    """A date, written as 14 March 2021."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(rf"(\d\d?) ({'|'.join(MONTHS).casefold()}) (\d{{4}})")
        self._first, self._last = first, last

    def draw(self, rng: Random, bound: Bound) -> date:
        return self._first + timedelta(days=rng.randrange((self._last - self._first).days + 1))

    def say(self, value: date, field: str) -> str:
        return day(value)

    def parse(self, found: re.Match[str]) -> date | None:
        month = [name.casefold() for name in MONTHS].index(found[2]) + 1
        try:
            value = date(int(found[3]), month, int(found[1]))
        except ValueError:
            return None
        return value if self._first <= value <= self._last else None
