"""Word problems that need no input: every number stands in the instruction."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import PLACES, Places
from selfinstruct_distilabel.llms.offline.slots import Choice, Figure, Number, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.shopping import BASKETS, JOBS, Job
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import duration, fixed, words

_BASKET = Choice(BASKETS)

_JOB = Choice(JOBS)

_NAME = Choice(NAMES)


@task(
    "{j} {j.does} {rate} {j.thing} an hour and works {h} hours a day. How many {j.thing} are done in {d} days?",
    "Suppose {j} {j.does} {rate} {j.thing} per hour. What is the number of {j.thing} after {d} shifts of {h} hours each?",
    j=_JOB,
    rate=level("j", 0, 1),
    h=Number(3, 11),
    d=Number(2, 14),
)
def output_of_work(rng: Random, j: Job, rate: int, h: int, d: int) -> Instance:
    return "", f"{rate * h * d} {j.thing}"


@task(
    "{j} {j.does} {rate} {j.thing} an hour. After how many full hours are all {n} {j.thing} done? Round up.",
    "{j} manages {rate} {j.thing} per hour. How many hours, rounded up, do {n} of them take?",
    j=_JOB,
    rate=level("j", 0, 1),
    n=Figure(lambda rng, b: b["rate"] * rng.randint(3, 20) + rng.randint(1, b["rate"])),
    where=lambda b: b["rate"] > 0,
    weight=0.6,
)
def hours_of_work(rng: Random, rate: int, n: int, **_: object) -> Instance:
    return "", f"{-(-n // rate)} hours"


@task(
    "{name} has {n} {k.a} and packs them {size} to a box. How many boxes are full, and how many {k.a} are left over?",
    "{n} {k.b} are shared equally among {size} children. How many does each child get, and how many remain?",
    "For a raffle, {name} bundles {n} {k.c} from {k} into bags of {size}. State the number of full bags and the leftover.",
    "From {n} {k.a}, how many packs of {size} can be made, and what is the rest?",
    "{name} at {k} ties {n} {k.b} into bunches of {size}. How many bunches, and how many {k.b} remain?",
    k=_BASKET,
    name=_NAME,
    n=Number(47, 395),
    size=Number(4, 24),
    weight=0.6,
)
def share_out(rng: Random, n: int, size: int, **_: object) -> Instance:
    full, rest = divmod(n, size)
    return "", f"{full}, with {rest} left over"


@dataclass(frozen=True)
class Recipe:
    """A dish and one thing that goes into it, in grams or milliliters."""

    dish: str
    food: str
    unit: str


_RECIPES = [
    Recipe(*row.split("/"))
    for row in words(
        "onion soup/stock/milliliters, rice pudding/milk/milliliters, bean stew/dried beans/grams, paella/rice/grams, "
        "mushroom risotto/mushrooms/grams, fish curry/coconut milk/milliliters, polenta/cornmeal/grams, "
        "pancakes/flour/grams, pea soup/split peas/grams, hummus/chickpeas/grams, apple crumble/apples/grams, "
        "lentil salad/lentils/grams, porridge/oats/grams, potato gratin/cream/milliliters, gazpacho/tomatoes/grams"
    )
]


@task(
    "A recipe of {r.dish} for {people} people takes {n} {r.unit} of {r.food}. How much do {guests} people need, {places}?",
    "For {people} servings of {r.dish} you need {n} {r.unit} of {r.food}. Scale that to {guests} servings, {places}.",
    "{name} makes {r.dish} for {guests} guests. {n} {r.unit} of {r.food} are enough for {people}; what is the right "
    "amount, {places}?",
    people=Number(2, 6),
    guests=Number(7, 28),
    n=Number(120, 900, 10),
    r=Choice(_RECIPES),
    name=_NAME,
    places=PLACES,
    weight=1.3,
)
def scale_recipe(rng: Random, people: int, guests: int, n: int, r: Recipe, places: Places, **_: object) -> Instance:
    return "", f"{fixed(Fraction(n * guests, people), places.places)} {r.unit}"


@task(
    "{who} covers {km} kilometers in {h} hours and {m} minutes. What is the average speed in km/h, {places}?",
    "At what average speed, in kilometers per hour {places}, does {who} travel {km} km within {h} h {m} min?",
    who=one_of(
        "a cyclist, a freight train, a rowing crew, a tractor, a hiker on skates, a sled team, a river barge, a "
        "delivery van, a hot-air balloon, a tour coach, a sailing boat, a motor scooter"
    ),
    km=Number(12, 480),
    h=Number(1, 9),
    m=Number(5, 55, 5),
    places=PLACES,
    weight=0.6,
)
def average_speed(rng: Random, km: int, h: int, m: int, places: Places, **_: object) -> Instance:
    return "", f"{fixed(Fraction(km * 60, h * 60 + m), places.places)} km/h"


@task(
    "{n} {riders} travel to {where_to} in buses with {seats} seats. How many buses must be booked?",
    "How many coaches of {seats} seats are needed for {n} {riders} who want to see {where_to}?",
    "A group of {n} {riders} is off to {where_to}. With {seats} people to a bus, what is the smallest number of buses?",
    riders=one_of("pupils, hikers, pensioners, scouts, musicians, delegates, nurses, fans, cadets, pilgrims"),
    where_to=one_of(
        "a castle, the zoo, the coast, a science fair, the opera, a dairy farm, the planetarium, a salt mine, the "
        "regatta"
    ),
    n=Number(95, 940),
    seats=Number(28, 62),
    weight=0.6,
)
def buses(rng: Random, n: int, seats: int, **_: object) -> Instance:
    return "", str(-(-n // seats))


@task(
    "{name} is {a} years old and has {other} aged {b}. How old will the two be together in {n} years?",
    "In {n} years, what will the ages of {name}, who is {a} now, and {other}, who is {b}, add up to?",
    "{other} of {name} is {b}; {name} is {a}. What will be the sum of both ages {n} years from now?",
    name=_NAME,
    other=one_of("a cousin, an uncle, a neighbor, a teammate, a brother, an aunt, a stepsister, a godfather"),
    a=Number(19, 58),
    b=Number(16, 80),
    n=Number(3, 25),
    weight=0.6,
)
def ages(rng: Random, a: int, b: int, n: int, **_: object) -> Instance:
    return "", str(a + b + 2 * n)


@task(
    "Of {n} {people} in a survey, {part} {answer}. What percentage is that, {places}?",
    "{part} out of {n} {people} {answer}. Express the share in percent, {places}.",
    people=one_of(
        "commuters, gardeners, first graders, dog owners, voters, dentists, night nurses, chess players, readers"
    ),
    answer=one_of(
        "prefer tea to coffee, own a bicycle, sleep less than seven hours, have been abroad, play an instrument, "
        "skip breakfast, speak two languages, live alone, read on paper"
    ),
    n=Number(40, 900),
    part=Number(11, 390),
    places=PLACES,
    where=lambda b: b["part"] < b["n"],
    weight=1.3,
)
def percentage(rng: Random, n: int, part: int, places: Places, **_: object) -> Instance:
    return "", f"{fixed(Fraction(100 * part, n), places.places)}%"


@task(
    "{name} reads {a} pages a day in a book of {n} pages and has finished {b} so far. On how many more days is there something to read?",
    "A {n}-page novel, {b} pages done, {a} pages each evening: how many evenings until {name} reaches the end?",
    "There are {n} pages in the book and {name} is on page {b}. At {a} pages a day, how many days are left?",
    name=_NAME,
    a=Number(9, 48),
    n=Number(180, 720),
    b=Number(12, 170),
    weight=0.2,
)
def days_of_reading(rng: Random, a: int, n: int, b: int, **_: object) -> Instance:
    return "", f"{-(-(n - b) // a)}"


@task(
    "{name} practices the {instrument} for {m} minutes on each of {n} days. How long is that altogether in hours and minutes?",
    "Add up {n} {what} of {m} minutes each and give the result as hours and minutes.",
    "Over {n} days {name} spends {m} minutes a day with the {instrument}. Convert the total into hours and minutes.",
    name=_NAME,
    instrument=one_of("cello, harp, oboe, banjo, flute, organ, tuba, ukulele, marimba, viola"),
    what=one_of("yoga lessons, dog walks, phone calls, radio shows, shifts at the till, swimming sessions, lectures"),
    m=Number(15, 95, 5),
    n=Number(3, 19),
    weight=0.4,
)
def minutes_together(rng: Random, m: int, n: int, **_: object) -> Instance:
    return "", duration(m * n)
