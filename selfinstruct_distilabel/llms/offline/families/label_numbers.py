"""Classification of numbers by a rule that the instruction states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.series import SERIES, Series

_SERIES = Choice(SERIES)


@dataclass(frozen=True)
class Scale:
    """Three labels in rising order."""

    a: str
    b: str
    c: str

    def label(self, number: int, low: int, high: int) -> str:
        """`a` below `low`, `c` above `high`, `b` between them, both included."""
        return self.a if number < low else self.c if number > high else self.b


_SCALE = Choice(
    [
        Scale(*labels.split("/"))
        for labels in (
            "small/medium/large", "low/normal/high", "low/medium/high", "below target/on target/above target",
            "green/yellow/red", "bronze/silver/gold", "C/B/A", "level 1/level 2/level 3", "under/within/over",
            "bottom/middle/top", "minor/moderate/major", "blue/white/red", "class one/class two/class three",
        )
    ]
)  # fmt: skip


@labelling(
    "<{s.opener} Sort one of {s.short} into a class|Classify one value out of {s}>: below {low} it is {k.a}, above {high} "
    "it is {k.c}, otherwise {k.b}.[ {only}]",
    "{s.opener} Label a value from {s.short} as {k.a} (under {low}), {k.b} ({low} to {high}) or {k.c} (over {high}).[ {only}]",
    "A number comes from {s}. Is it {k.a}, {k.b} or {k.c}, if {k.b} means {low} to {high}?[ {only}]",
    "We grade {s} as follows: less than {low} counts as {k.a}, more than {high} as {k.c}, the rest as {k.b}. Name the grade.[ {only}]",
    s=_SERIES,
    k=_SCALE,
    low=level("s", 0.25, 0.4),
    high=level("s", 0.6, 0.75),
    only=LABEL_ONLY,
    where=lambda b: b["low"] < b["high"],
    weight=4.0,
)
def grade(rng: Random, s: Series, k: Scale, low: int, high: int, **_: object) -> Instance:
    number = rng.choice(
        (rng.randint(s.low, max(s.low, low - 1)), rng.randint(low, high), rng.randint(high + 1, max(s.high, high + 1)))
    )
    return str(number), k.label(number, low, high)


@dataclass(frozen=True)
class Pair:
    """Two labels, for "yes" and for "no"."""

    a: str
    b: str


_PAIR = Choice(
    [
        Pair(*labels.split("/"))
        for labels in (
            "pass/fail", "yes/no", "true/false", "reached/missed", "hit/miss", "met/not met", "ok/check", "keep/drop",
            "in/out", "enough/too few", "plus/minus", "counts/does not count",
        )
    ]
)  # fmt: skip


@labelling(
    "<{s.opener} Decide for one of {s.short}|Decide for a number from {s}>: '{k.a}' if it is at least {limit}, '{k.b}' if not.[ {only}]",
    "{s.opener} One of {s.short} is given. Has it reached {limit}? Answer {k.a} or {k.b}.",
    "The mark to reach for {s} is {limit}. Tag the number as {k.a} when it is reached and as {k.b} when it is missed.[ {only}]",
    s=_SERIES,
    k=_PAIR,
    limit=level("s"),
    only=LABEL_ONLY,
    weight=2.5,
)
def reached(rng: Random, s: Series, k: Pair, limit: int, **_: object) -> Instance:
    number = rng.randint(s.low, s.high)
    return str(number), k.a if number >= limit else k.b


_PROPERTIES: dict[str, Callable[[int], str]] = {
    "even or odd": lambda n: "odd" if n % 2 else "even",
    "prime or composite": lambda n: "prime" if all(n % d for d in range(2, isqrt(n) + 1)) else "composite",
    "a square number or not a square number": lambda n: (
        "a square number" if isqrt(n) ** 2 == n else "not a square number"
    ),
    "a multiple of three or not a multiple of three": lambda n: (
        "not a multiple of three" if n % 3 else "a multiple of three"
    ),
    "one-digit, two-digit or three-digit": lambda n: ("one-digit", "two-digit", "three-digit")[len(str(n)) - 1],
    "a palindrome or not a palindrome": lambda n: "a palindrome" if str(n) == str(n)[::-1] else "not a palindrome",
}

_PLAYER = one_of(
    "a bingo hall on Friday night, the locker room of a gym, a lottery drum on television, the raffle at a village "
    "fair, a house on Mill Street, the bib of a marathon runner, a bus stop in the rain, the roof of a taxi, a dice "
    "game between sisters, the cover of a math test, a parking space at the mall, the coat check of the opera"
)


@labelling(
    "Is the number from {source} {kinds}?[ {only}]",
    "A number was read from {source}. State whether it is {kinds}.[ {only}]",
    "Label a number from {source} as {kinds}.[ {only}]",
    "{kinds}: which label fits the number from {source}?[ {only}]",
    source=_PLAYER,
    kinds=Choice(tuple(_PROPERTIES)),
    only=LABEL_ONLY,
    weight=1.3,
)
def number_property(rng: Random, kinds: str, **_: object) -> Instance:
    number = rng.choice((rng.randint(2, 9), rng.randint(10, 99), rng.randint(100, 500), rng.randint(2, 20) ** 2))
    return str(number), _PROPERTIES[kinds](number)


def _two(rng: Random, s: Series) -> tuple[int, int]:
    first = rng.randint(s.low, s.high)
    return first, rng.choice((first, rng.randint(s.low, s.high), rng.randint(s.low, s.high)))


@labelling(
    "Two numbers from {s} are given. Which is larger: first, second or neither?[ {only}]",
    "{s.opener} I have a pair of {s.short}. Say which one is greater with 'first', 'second' or 'neither'.[ {only}]",
    "{s.opener} Which is the bigger of two of {s.short}, the first or the second? Reply 'first', 'second' or 'neither'.",
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.8,
)
def larger(rng: Random, s: Series, **_: object) -> Instance:
    first, second = _two(rng, s)
    return f"{first} and {second}", "first" if first > second else "second" if second > first else "neither"


@labelling(
    "{s.opener} Compare two of {s.short} and answer 'rose', 'fell' or 'unchanged' from the first to the second.",
    "From one entry to the next, {s} either rose, fell or stayed unchanged. Which of the three is it here?[ {only}]",
    "{s.opener} I compare one of {s.short} with the next. Label the step rose, fell or unchanged.[ {only}]",
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.6,
)
def direction(rng: Random, s: Series, **_: object) -> Instance:
    first, second = _two(rng, s)
    return f"{first}, then {second}", "rose" if first < second else "fell" if second < first else "unchanged"


@labelling(
    "<{s.opener} Are {s.short} in rising order, in falling order or mixed?|Check the order of {s}: rising, falling or mixed?>[ {only}]",
    "Tell whether {s} go up all the time (rising), go down all the time (falling) or neither (mixed).[ {only}]",
    "{s.opener} Label {s.short} as rising, falling or mixed, going from left to right or top to bottom.[ {only}]",
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.8,
)
def trend(rng: Random, s: Series, **_: object) -> Instance:
    numbers = s.numbers(rng, 3, 5)
    kind = rng.choice(("rising", "falling", "mixed"))
    if kind != "mixed":
        return listed(rng, sorted(numbers, reverse=kind == "falling")), kind
    numbers.sort()
    return listed(rng, [numbers[-1], numbers[0], *numbers[1:-1]]), kind
