"""School mathematics: sequences, divisors, sums."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd, lcm
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, NUMBERS, PLAIN, PLAIN_LIST, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Figure, Number, one_of
from selfinstruct_distilabel.llms.offline.wording import words


@task(
    "Continue this sequence with the next {k} terms: {x}, {y}, {z}.[ {form}]",
    "{x}, {y}, {z} and so on, always with the same step: which {k} numbers follow?[ {form}]",
    "What are the next {k} numbers after {x}, {y}, {z}, if the difference stays the same?[ {form}]",
    k=Number(2, 6),
    x=Number(1, 90),
    y=Figure(lambda rng, b: b["x"] + rng.randint(2, 19)),
    z=Figure(lambda rng, b: 2 * b["y"] - b["x"]),
    form=LISTS,
    where=lambda b: b["z"] - b["y"] == b["y"] - b["x"],
)
def continue_sequence(rng: Random, k: int, y: int, z: int, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    terms = [z + (z - y) * step for step in range(1, k + 1)]
    return "", form.join(terms)


@dataclass(frozen=True)
class Stock:
    """Something that grows, and who has it."""

    who: str
    what: str


_STOCKS = [
    Stock(*row.split("/"))
    for row in words(
        "a stamp collector/rarities, a fish farm/tanks, a shopping street/lamps, a village library/shelves, a vineyard/vines, "
        "a video channel/followers, a blood bank/donors, a chess club/members, a mountain hotel/rooms, a tram network/stops, "
        "a seed bank/varieties, a photo archive/prints, a bakery chain/branches, an ant farm/chambers"
    )
]


@task(
    "{x.who} starts with {first} {x.what} and adds {step} every {period}. How many are there {n} {period}s later?[ {form}]",
    "At first {x.who} has {first} {x.what}; each {period} brings {step} more. What is the number after {n} {period}s?[ {form}]",
    "With {step} new {x.what} each {period}, how many does {x.who} have after {n} {period}s if there are {first} now?[ {form}]",
    x=Choice(_STOCKS),
    period=one_of("day, week, month, season, year"),
    first=Number(3, 190),
    step=Number(4, 48),
    n=Number(6, 38),
    form=NUMBERS,
    weight=1.3,
)
def growth(rng: Random, first: int, step: int, n: int, form: Prefixed = PLAIN, **_: object) -> Instance:
    return "", form(str(first + n * step))


@task(
    "What is the {what} of {a} and {b}?[ {form}]",
    "Find the {what} of the numbers {a} and {b} without a calculator.",
    "{a} and {b}: name their {what}.[ {form}]",
    "For a lesson on fractions I need the {what} of {a} and {b}.[ {form}]",
    what=one_of("greatest common divisor, least common multiple, largest shared factor, smallest shared multiple"),
    a=Number(8, 96, 2),
    b=Number(6, 120, 3),
    form=NUMBERS,
)
def common_divisor(rng: Random, what: str, a: int, b: int, form: Prefixed = PLAIN) -> Instance:
    return "", form(str((lcm if "multiple" in what else gcd)(a, b)))


def _factors(number: int) -> list[int]:
    found = []
    divisor = 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1
    return [*found, number] if number > 1 else found


@task(
    "Break {n} down into its prime factors, smallest first and joined by ' x '.",
    "Which prime numbers multiply to {n}? Write them in rising order with ' x ' in between.",
    "Factorize every number in the list into primes, one number per line in the form '12 = 2 x 2 x 3'.",
    "What is the prime factorization of {n}? Use ' x ' between the factors, from the smallest up.",
    n=Number(60, 990),
    weight=0.2,
)
def prime_factors(rng: Random, n: int | None = None) -> Instance:
    if n is not None:
        return "", " x ".join(map(str, _factors(n)))
    numbers = rng.sample(range(12, 400), rng.randint(2, 4))
    return ", ".join(map(str, numbers)), "\n".join(f"{m} = {' x '.join(map(str, _factors(m)))}" for m in numbers)


@task(
    "List all divisors of {n} in ascending order. {form}",
    "By which whole numbers can {n} be divided without remainder? Begin with 1. {form}",
    "{n} {things} shall stand in equal rows. Which row lengths are possible, from 1 up? {form}",
    "Find every whole number that goes into {n} evenly, from small to large. {form}",
    n=Number(24, 360),
    things=one_of("chairs, trees, soldiers, crates, bottles, pupils, tiles, drums, candles, parked scooters"),
    form=LISTS,
)
def divisors(rng: Random, n: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([d for d in range(1, n + 1) if n % d == 0])


@task(
    "A lift starts on floor {a}, goes up {b} floors, down {c} and up {d} again. On which floor does it stop?",
    "It is {a} degrees in the morning. The temperature rises by {b}, falls by {c} and rises by {d} degrees. What is it then?",
    "{who} had {a} points, won {b}, lost {c} and won another {d}. What is the score now?",
    who=one_of("our team, the blue side, my cousin, the leading pair, the youngest player, the guest, the champion"),
    a=Number(3, 24),
    b=Number(5, 39),
    c=Number(2, 24),
    d=Number(1, 30),
    where=lambda b: b["c"] < b["a"] + b["b"],
    weight=0.4,
)
def ups_and_downs(rng: Random, a: int, b: int, c: int, d: int, **_: object) -> Instance:
    return "", str(a + b - c + d)
