"""Short questions with all their numbers in them."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.pattern import Bound
from selfinstruct_distilabel.llms.offline.slots import Choice, Clock, Figure, Number, one_of
from selfinstruct_distilabel.llms.offline.wording import duration, fixed

_SMALL = Number(2, 19)
_MEDIUM = Number(11, 99)
_LARGE = Number(101, 999)
_OPERATIONS = {"plus": int.__add__, "minus": int.__sub__, "times": int.__mul__}


@task(
    "What is {a} {op} {b}?",
    "Work out {a} {op} {b}.",
    "How much does {a} {op} {b} make?",
    a=_LARGE,
    op=Choice(tuple(_OPERATIONS)),
    b=_MEDIUM,
    weight=1.6,
)
def sum_of_two(rng: Random, a: int, op: str, b: int) -> Instance:
    return "", str(_OPERATIONS[op](a, b))


@task(
    "Compute {a} * {b} + {c}.",
    "What does {a} times {b} plus {c} come to?",
    a=_SMALL,
    b=_MEDIUM,
    c=_LARGE,
    weight=1.3,
)
def product_and_sum(rng: Random, a: int, b: int, c: int) -> Instance:
    return "", str(a * b + c)


@task(
    "Solve {a}x + {b} = {c} for x.",
    "For which x is {a}x + {b} equal to {c}?",
    "Find x if {a}x plus {b} gives {c}.",
    a=_SMALL,
    b=_MEDIUM,
    c=Figure(lambda rng, bound: bound["b"] + bound["a"] * rng.randint(2, 40)),
    where=lambda bound: (bound["c"] - bound["b"]) % bound["a"] == 0,
    weight=2.0,
)
def equation(rng: Random, a: int, b: int, c: int) -> Instance:
    return "", f"x = {(c - b) // a}"


@task(
    "What is {p}% of {n}?",
    "Take {p} percent of {n}.",
    "How much are {p} percent of {n} {things}?",
    p=Number(5, 95, 5),
    n=Number(120, 980, 20),
    things=one_of("votes, seats, eggs, euros, liters, tiles, members, tickets, acres, calories"),
    weight=0.8,
)
def percent_of(rng: Random, p: int, n: int, **_: object) -> Instance:
    return "", str(p * n // 100)


@task(
    "Count from {a} to {b} in steps of {k}.",
    "Which numbers do you say when counting from {a} by {k}s up to {b}?",
    "Start at {a}, add {k} again and again, and stop before passing {b}. Which numbers come up?",
    a=_SMALL,
    b=Number(41, 95),
    k=Number(3, 12),
    weight=0.8,
)
def steps(rng: Random, a: int, b: int, k: int) -> Instance:
    return "", ", ".join(map(str, range(a, b + 1, k)))


def _fraction(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


@task(
    "<Add|Sum up> {a}/{b} and {c}/{d}.",
    "What is {a}/{b} + {c}/{d} in lowest terms?",
    "Which fraction is the sum of {a}/{b} and {c}/{d}?",
    a=Number(1, 11),
    b=_SMALL,
    c=Number(1, 11),
    d=_SMALL,
    where=lambda bound: bound["a"] < bound["b"] and bound["c"] < bound["d"],
    weight=1.3,
)
def add_fractions(rng: Random, a: int, b: int, c: int, d: int) -> Instance:
    return "", _fraction(Fraction(a, b) + Fraction(c, d))


@task(
    "Which is larger, {a}/{b} or {c}/{d}?",
    "Compare {a}/{b} with {c}/{d} and name the greater fraction.",
    a=Number(1, 14),
    b=_SMALL,
    c=Number(1, 14),
    d=_SMALL,
    where=lambda bound: bound["a"] * bound["d"] != bound["c"] * bound["b"],
    weight=1.3,
)
def larger_fraction(rng: Random, a: int, b: int, c: int, d: int) -> Instance:
    return "", f"{a}/{b}" if a * d > c * b else f"{c}/{d}"


def _all_differ(bound: Bound) -> bool:
    return len({bound[name] for name in "abcd"}) == len("abcd")


@task(
    "Put {a}, {b}, {c} and {d} in ascending order.",
    "Sort {a}, {b}, {c}, {d} from small to large.",
    "Arrange the numbers {a}, {b}, {c} and {d} by size, smallest first.",
    a=_LARGE,
    b=_LARGE,
    c=_LARGE,
    d=_LARGE,
    where=_all_differ,
    weight=1.3,
)
def sort_four(rng: Random, a: int, b: int, c: int, d: int) -> Instance:
    return "", ", ".join(map(str, sorted((a, b, c, d))))


@task(
    "Which of {a}, {b}, {c} and {d} is closest to {n}?",
    "Name the one of {a}, {b}, {c} and {d} that lies nearest to {n}.",
    a=_LARGE,
    b=_LARGE,
    c=_LARGE,
    d=_LARGE,
    n=_LARGE,
    where=lambda bound: _all_differ(bound) and len({abs(bound[x] - bound["n"]) for x in "abcd"}) == len("abcd"),
    weight=1.3,
)
def closest(rng: Random, a: int, b: int, c: int, d: int, n: int) -> Instance:
    return "", str(min((a, b, c, d), key=lambda number: abs(number - n)))


@task(
    "Find the average of {a}, {b} and {c} to one decimal.",
    "What is the mean of {a}, {b} and {c}, to one decimal?",
    "{a}, {b}, {c}: what is their average, rounded to one decimal?",
    a=_LARGE,
    b=_LARGE,
    c=_LARGE,
    weight=0.4,
)
def mean_of_three(rng: Random, a: int, b: int, c: int) -> Instance:
    return "", fixed(Fraction(a + b + c, 3), 1)


@task(
    "How many minutes are there from {a} to {b}?",
    "Count the minutes between {a} and {b}.",
    a=Clock(0, 12 * 60, 1),
    b=Clock(12 * 60 + 1, 24 * 60 - 1, 1),
)
def minutes_between(rng: Random, a: int, b: int) -> Instance:
    return "", str(b - a)


@task(
    "It is {a} now; how long until {b}?",
    "A timer runs from {a} to {b}. How long is that in hours and minutes?",
    "From {a} until {b}, how many hours and minutes pass?",
    a=Clock(0, 12 * 60, 1),
    b=Clock(12 * 60 + 1, 24 * 60 - 1, 1),
    weight=0.8,
)
def time_until(rng: Random, a: int, b: int) -> Instance:
    return "", duration(b - a)


@task(
    "Simplify the ratio {a}:{b}.",
    "Reduce {a}:{b} to the smallest whole numbers.",
    a=Number(12, 96, 4),
    b=Number(18, 120, 6),
    where=lambda bound: bound["a"] != bound["b"],
    weight=0.6,
)
def ratio(rng: Random, a: int, b: int) -> Instance:
    shared = gcd(a, b)
    return "", f"{a // shared}:{b // shared}"


@task(
    "What remains when {n} is divided by {k}?",
    "Give the remainder of {n} divided by {k}.",
    "{n} divided by {k} leaves how much over?",
    n=_LARGE,
    k=_SMALL,
    weight=0.3,
)
def remainder(rng: Random, n: int, k: int) -> Instance:
    return "", str(n % k)
