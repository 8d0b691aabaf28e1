"""Mathematics from school: shapes, sequences, divisors, Roman numerals, number bases."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import FORMS, LISTS, PLAIN, PLAIN_LIST, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Figure, Number, one_of
from selfinstruct_distilabel.llms.offline.wording import fixed, in_words, roman

_PI = Fraction("3.14159265358979323846")
_FLAT = one_of(
    "a vegetable bed, a tennis court, a paddock, a living room, a parking lot, a stage, a rooftop terrace, a schoolyard, "
    "a warehouse, a swimming pool, a chicken run, a market square, a dance floor, a lawn, a plot of land, a gym floor"
)
_ROUND = one_of(
    "a garden pond, a trampoline, a fountain, a round table, a hot tub, a manhole cover, a tablecloth, a sundial, "
    "a millstone, a flower bed, a cartwheel, a tree trunk, a well cover, a picnic rug, a skylight"
)
_BOX = one_of(
    "a fish tank, a moving box, a sandpit, a freezer, a toolbox, a water trough, a skip, a drawer, a shipping crate, "
    "a compost bin, a cool box, a concrete block, a safe, a planter"
)


@task(
    "{thing} is {a} meters long and {b} meters wide. How many square meters is that?[ {form}]",
    "Calculate the area of {thing} that measures {a} by {b} meters.[ {form}]",
    "What does it cost to cover {thing} of {a} m by {b} m when a square meter costs ${price}? Answer in dollars.",
    thing=_FLAT,
    a=Number(3, 64),
    b=Number(2, 47),
    price=Number(4, 48),
    form=FORMS,
)
def area(rng: Random, a: int, b: int, price: int = 1, form: Prefixed = PLAIN, **_: object) -> Instance:
    return "", form(str(a * b * price))


@task(
    "How many meters of {edge} go around {thing} of {a} by {b} meters?[ {form}]",
    "Find the perimeter of {thing}, {a} meters long and {b} meters wide, for which someone wants {edge}.[ {form}]",
    thing=_FLAT,
    edge=one_of("fence, ribbon, rope, string lights, hedge, skirting board, barrier tape, border stones, white paint"),
    a=Number(3, 64),
    b=Number(2, 47),
    form=FORMS,
)
def perimeter(rng: Random, a: int, b: int, form: Prefixed = PLAIN, **_: object) -> Instance:
    return "", form(str(2 * (a + b)))


@task(
    "{thing} has a radius of {r} centimeters. What is its {what}, rounded to two decimals?",
    "The {what} of {thing} with a radius of {r} cm is wanted, rounded to two decimals.",
    thing=_ROUND,
    r=Number(21, 160),
    what=one_of("circumference in centimeters, area in square centimeters"),
    weight=0.5,
)
def circle(rng: Random, r: int, what: str, **_: object) -> Instance:
    return "", fixed(_PI * r * r if what.startswith("area") else 2 * _PI * r, 2)


@task(
    "How many liters does {thing} hold that is {a} cm long, {b} cm wide and {c} cm high? Round to one decimal.",
    "{thing} measures {a} x {b} x {c} centimeters inside. Give its volume in liters, rounded to one decimal.",
    thing=_BOX,
    a=Number(30, 190, 5),
    b=Number(20, 95),
    c=Number(15, 88),
    weight=0.7,
)
def volume(rng: Random, a: int, b: int, c: int, **_: object) -> Instance:
    return "", fixed(Fraction(a * b * c, 1000), 1)


@task(
    "Continue this sequence with the next {k} terms: {x}, {y}, {z}.[ {form}]",
    "{x}, {y}, {z} and so on, always with the same step: which {k} numbers follow?[ {form}]",
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


@task(
    "{who} starts with {first} {what} and adds {step} every {period}. How many are there {n} {period}s later?[ {form}]",
    "At first {who} has {first} {what}; each {period} brings {step} more. What is the number after {n} {period}s?[ {form}]",
    who=one_of("a stamp collector, a fish farm, a street fair, a library, a vineyard, a video channel, a blood bank"),
    what=one_of("rarities, tanks, lamps, shelves, vines, followers, donors, shares"),
    period=one_of("day, week, month, season, year"),
    first=Number(3, 190),
    step=Number(4, 48),
    n=Number(6, 38),
    form=FORMS,
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
    form=FORMS,
    weight=0.6,
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
    n=Number(60, 990),
    weight=0.4,
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
    n=Number(24, 360),
    things=one_of("chairs, trees, soldiers, crates, bottles, pupils, tiles, drums, candles, parked scooters"),
    form=LISTS,
)
def divisors(rng: Random, n: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([d for d in range(1, n + 1) if n % d == 0])


_CARVED = one_of(
    "a church door, a sundial, a film's closing credits, the foundation stone, a bridge pillar, a clock face, a "
    "tomb, a wine label, a coin, the gate of a castle, a title page, a cannon, a statue's base, a fountain rim"
)


@task(
    "Write the year {year} in Roman numerals, as it would stand on {where_at}.",
    "How does one carve {year} into {where_at} with Roman numerals?",
    "Convert each year in the list to Roman numerals. {form}",
    "The inscription on {where_at} gives the year {year}. Show it in Roman numerals.",
    year=Number(1108, 2040),
    where_at=_CARVED,
    form=LISTS,
    weight=0.7,
)
def to_roman(rng: Random, year: int | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    if year is not None:
        return "", roman(year)
    years = rng.sample(range(1100, 2040), rng.randint(2, 5))
    return ", ".join(map(str, years)), form.join([roman(y) for y in years])


@task(
    "Read the Roman numeral found on {where_at} and write it with ordinary digits.[ {form}]",
    "The lettering on {where_at} is a date in Roman numerals. What year is it?[ {form}]",
    "Translate Roman numerals from {where_at} into Arabic ones.[ {form}]",
    where_at=_CARVED,
    form=FORMS,
)
def from_roman(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    year = rng.randint(1100, 2040)
    return roman(year), form(str(year))


_BASES = {"binary": "b", "octal": "o", "hexadecimal": "x"}


@task(
    "Convert {n} from decimal to {base}.[ {form}]",
    "How is the number {n} written in {base} notation, without a prefix?",
    "Rewrite the decimal numbers in {base}, lower case and without a prefix. {lines}",
    "{purpose}, I need the {base} form of the decimal number {n}, in lower case.",
    n=Number(19, 990),
    base=Choice(tuple(_BASES)),
    purpose=Choice(
        (
            "For a lamp with switches",
            "For a keypad code",
            "To set a memory address",
            "For a computer science quiz",
            "For an old terminal",
            "To label cable ports",
            "For a puzzle hunt",
        )
    ),
    form=FORMS,
    lines=LISTS,
    weight=0.7,
)
def to_base(
    rng: Random, base: str, n: int | None = None, form: Prefixed = PLAIN, lines: ListForm = PLAIN_LIST, **_: object
) -> Instance:
    if n is not None:
        return "", form(format(n, _BASES[base]))
    numbers = rng.sample(range(8, 300), rng.randint(2, 5))
    return ", ".join(map(str, numbers)), lines.join([format(m, _BASES[base]) for m in numbers])


@task(
    "A {device} shows a {base} value. Convert it to decimal.[ {form}]",
    "What decimal number does the {base} code from a {device} stand for?[ {form}]",
    device=one_of(
        "router, traffic counter, punched card, rocker switch, game cartridge, test probe, ticket gate, dive computer"
    ),
    base=Choice(tuple(_BASES)),
    form=FORMS,
)
def from_base(rng: Random, base: str, form: Prefixed = PLAIN, **_: object) -> Instance:
    number = rng.randint(9, 700)
    return format(number, _BASES[base]), form(str(number))


@task(
    "Spell {n} out in words.",
    "Write the number {n} in English words, as on {paper}.",
    "How do you say {n}, the amount on {paper}, in English?",
    "Turn each number from {paper} into words, one per line.",
    n=Number(101, 98999),
    paper=one_of(
        "a check, a contract, a lottery form, a wedding invitation, a will, a land deed, a receipt, a grant letter"
    ),
    weight=0.7,
)
def number_in_words(rng: Random, n: int | None = None, **_: object) -> Instance:
    if n is not None:
        return "", in_words(n)
    numbers = rng.sample(range(11, 9000), rng.randint(2, 4))
    return ", ".join(map(str, numbers)), "\n".join(map(in_words, numbers))


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
    weight=0.6,
)
def ups_and_downs(rng: Random, a: int, b: int, c: int, d: int, **_: object) -> Instance:
    return "", str(a + b - c + d)
