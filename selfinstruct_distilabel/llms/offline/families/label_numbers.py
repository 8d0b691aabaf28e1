"""Classification of numbers by a rule that the instruction states."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import LEDGERS, Ledger
from selfinstruct_distilabel.llms.offline.vocabulary.series import SERIES, Series
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import money

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
    weight=3.0,
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
    weight=2.0,
)
def reached(rng: Random, s: Series, k: Pair, limit: int, **_: object) -> Instance:
    number = rng.randint(s.low, s.high)
    return str(number), k.a if number >= limit else k.b


_PROPERTIES = {
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
    "a bingo hall, a locker room, a lottery drum, a raffle, a house wall, a race bib, a bus stop, a taxi roof, "
    "a dice game, a school test, a parking space, a coat check, a quiz show, a safe"
)


@labelling(
    "Is the number from {source} {kinds}?[ {only}]",
    "A number was read from {source}. State whether it is {kinds}.[ {only}]",
    "Label a number seen on or in {source} as {kinds}.[ {only}]",
    source=_PLAYER,
    kinds=Choice(tuple(_PROPERTIES)),
    only=LABEL_ONLY,
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
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.7,
)
def larger(rng: Random, s: Series, **_: object) -> Instance:
    first, second = _two(rng, s)
    return f"{first} and {second}", "first" if first > second else "second" if second > first else "neither"


@labelling(
    "{s.opener} Compare two of {s.short} and answer 'rose', 'fell' or 'unchanged' from the first to the second.",
    "From one entry to the next, {s} either rose, fell or stayed unchanged. Which of the three is it here?[ {only}]",
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.5,
)
def direction(rng: Random, s: Series, **_: object) -> Instance:
    first, second = _two(rng, s)
    return f"{first}, then {second}", "rose" if first < second else "fell" if second < first else "unchanged"


@labelling(
    "<{s.opener} Are {s.short} in rising order, in falling order or mixed?|Check the order of {s}: rising, falling or mixed?>[ {only}]",
    "Tell whether {s} go up all the time (rising), go down all the time (falling) or neither (mixed).[ {only}]",
    s=_SERIES,
    only=LABEL_ONLY,
    weight=0.7,
)
def trend(rng: Random, s: Series, **_: object) -> Instance:
    numbers = s.numbers(rng, 3, 5)
    kind = rng.choice(("rising", "falling", "mixed"))
    if kind != "mixed":
        return listed(rng, sorted(numbers, reverse=kind == "falling")), kind
    numbers.sort()
    return listed(rng, [numbers[-1], numbers[0], *numbers[1:-1]]), kind


@labelling(
    "A triangle has the three sides given. Is it equilateral, isosceles or scalene?[ {only}]",
    "{name} cuts triangles from {stuff}. By the lengths of the sides, is a piece equilateral, isosceles or scalene?[ {only}]",
    "Classify {stuff} triangles by their sides in centimeters: equilateral, isosceles or scalene.[ {only}]",
    name=Choice(NAMES),
    stuff=one_of("felt, glass, plywood, sailcloth, sheet metal, cardboard, cork, slate, leather, acrylic, marzipan"),
    only=LABEL_ONLY,
)
def triangle(rng: Random, **_: object) -> Instance:
    kind = rng.choice(("equilateral", "isosceles", "scalene"))
    a = rng.randint(6, 40)
    sides = {
        "equilateral": [a, a, a],
        "isosceles": [a, a, a - rng.randint(1, 4)],
        "scalene": [a, a + 1, a + rng.randint(2, 4)],
    }[kind]
    rng.shuffle(sides)
    return ", ".join(map(str, sides)), kind


@labelling(
    "<{t.opener} A row of the table|A row from {t}> gives {t.a_key} and its {t.value}. Mark it '{k.a}' from {limit} on, else '{k.b}'.[ {only}]",
    "Judge a single entry of {t} by its number of {t.value}: {k.a} when it is {limit} or more, otherwise {k.b}.[ {only}]",
    t=Choice(LEDGERS),
    k=_PAIR,
    limit=level("t"),
    only=LABEL_ONLY,
    weight=0.7,
)
def judge_row(rng: Random, t: Ledger, k: Pair, limit: int, **_: object) -> Instance:
    number = rng.randint(t.low, t.high)
    return f"{rng.choice(t.keys)}, {number} {t.value}", k.a if number >= limit else k.b


@labelling(
    "{name} has ${budget} to spend on {event}. Is the list of prices within the budget or over it? Answer 'within' or 'over'.",
    "Do these prices for {event} stay within ${budget}? Add them up and reply 'within' or 'over'.",
    name=Choice(NAMES),
    budget=Number(40, 480, 10),
    event=one_of(
        "a picnic, a birthday, a camping weekend, a school fair, a baby shower, a kitchen repair, a film night, a "
        "farewell"
    ),
    weight=0.5,
)
def budget(rng: Random, budget: int, **_: object) -> Instance:
    prices = [rng.randint(budget * 12, budget * 55) for _ in range(3)]
    return ", ".join(f"${money(p)}" for p in prices), "within" if sum(prices) <= budget * 100 else "over"


@labelling(
    "An account at {bank} shows a balance. Call it overdrawn (below zero), empty (zero) or in credit (above zero).[ {only}]",
    "Is the balance that {name} sees at {bank} overdrawn, empty or in credit?[ {only}]",
    name=Choice(NAMES),
    bank=one_of(
        "a village bank, the school canteen, a phone company, the copy shop, a betting club, the laundry, a toll road"
    ),
    only=LABEL_ONLY,
    weight=0.7,
)
def balance(rng: Random, **_: object) -> Instance:
    cents = rng.choice((0, rng.randint(5, 90000), -rng.randint(5, 90000)))
    return (
        f"{'-' if cents < 0 else ''}${money(abs(cents))}",
        "overdrawn" if cents < 0 else "in credit" if cents else "empty",
    )


@labelling(
    "At {place}, visitors under {child} pay as a child, from {senior} on as a senior, all others as an adult. "
    "Which ticket does someone of the given age need?[ {only}]",
    "Ticket prices at {place} depend on age: child (younger than {child}), senior ({senior} or older), adult (the rest). Name the ticket.[ {only}]",
    place=one_of(
        "the zoo, the ice rink, a wax museum, the cable car, a water park, the observatory, a steam railway, the "
        "toy museum, a bird park, the thermal baths, the caves, the harbor tour"
    ),
    child=Number(4, 16),
    senior=Number(60, 70),
    only=LABEL_ONLY,
    weight=0.5,
)
def ticket(rng: Random, child: int, senior: int, **_: object) -> Instance:
    age = rng.choice((rng.randint(1, child - 1), rng.randint(child, senior - 1), rng.randint(senior, 94)))
    return f"{age} years", "child" if age < child else "senior" if age >= senior else "adult"
