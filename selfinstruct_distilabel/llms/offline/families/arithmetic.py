"""Word problems that need no input: every number stands in the instruction."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import PLACES, Places
from selfinstruct_distilabel.llms.offline.slots import Choice, Figure, Money, Number, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.shopping import BASKETS, JOBS, Job
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import duration, fixed, money, words

_BASKET = Choice(BASKETS)
_JOB = Choice(JOBS)
_NAME = Choice(NAMES)


@task(
    "At {k}, {name} buys {n} {k.a} at ${p} each and {m} {k.b} at ${q} each. How much change is there from a ${note} bill?",
    "{name} pays for {n} {k.a} (${p} apiece) and {m} {k.b} (${q} apiece) with a ${note} bill. What comes back?",
    "How much is left of ${note} after {n} {k.b} for ${p} each and {m} {k.c} for ${q} each from {k}?",
    k=_BASKET,
    name=_NAME,
    n=Number(2, 5),
    m=Number(2, 5),
    p=Money(40, 370, 10),
    q=Money(45, 395, 10),
    note=one_of("20, 50, 100"),
    where=lambda b: b["n"] * b["p"] + b["m"] * b["q"] < int(b["note"]) * 100,
)
def change_given(rng: Random, n: int, m: int, p: int, q: int, note: str, **_: object) -> Instance:
    return "", f"${money(int(note) * 100 - n * p - m * q)}"


@task(
    "What does {name} pay at {k} for {n} {k.a} at ${p} each, {m} {k.b} at ${q} each and a gift box for ${r}?",
    "A receipt from {k} lists {n} {k.b} at ${p} each, {m} {k.c} at ${q} each and a bag for ${r}. What should the total be?",
    "{name} orders {n} {k.a} and {m} {k.c}. They cost ${p} and ${q} apiece, and delivery is ${r}. Work out the whole bill.",
    k=_BASKET,
    name=_NAME,
    n=Number(2, 9),
    m=Number(2, 9),
    p=Money(30, 480, 5),
    q=Money(30, 480, 5),
    r=Money(20, 600, 10),
)
def bill(rng: Random, n: int, m: int, p: int, q: int, r: int, **_: object) -> Instance:
    return "", f"${money(n * p + m * q + r)}"


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
    "How many hours, rounded up, until {j} who does {rate} {j.thing} per hour is through with {n}?",
    j=_JOB,
    rate=level("j", 0, 1),
    n=Figure(lambda rng, b: b["rate"] * rng.randint(3, 20) + rng.randint(1, b["rate"])),
    where=lambda b: b["rate"] > 0,
    weight=0.7,
)
def hours_of_work(rng: Random, rate: int, n: int, **_: object) -> Instance:
    return "", f"{-(-n // rate)} hours"


@task(
    "{name} has {n} {k.a} and packs them {size} to a box. How many boxes are full, and how many {k.a} are left over?",
    "{n} {k.b} are shared equally among {size} children. How many does each child get, and how many remain?",
    "For a raffle, {name} bundles {n} {k.c} from {k} into bags of {size}. State the number of full bags and the leftover.",
    k=_BASKET,
    name=_NAME,
    n=Number(47, 395),
    size=Number(4, 24),
    weight=0.7,
)
def share_out(rng: Random, n: int, size: int, **_: object) -> Instance:
    full, rest = divmod(n, size)
    return "", f"{full}, with {rest} left over"


@task(
    "{name} wants to buy {thing} for ${price} and puts ${rate} aside every week. In how many weeks is there enough money?",
    "A savings jar already holds ${start}, and ${rate} goes in each week. How many weeks until {name} can pay ${price} for {thing}?",
    "Saving ${rate} a week, when can {name} afford {thing} at ${price}? Answer with the number of weeks.",
    name=_NAME,
    thing=one_of(
        "a used guitar, a tent, a sewing machine, a telescope, a pair of skis, a drum kit, a rowing machine, an "
        "electric bike, a camera lens, a winter coat, a rocking chair, a set of encyclopedias, a kayak, a bread "
        "oven"
    ),
    price=Number(85, 940, 5),
    rate=Number(6, 38),
    start=Number(10, 70, 5),
    weight=0.7,
)
def weeks_of_saving(rng: Random, price: int, rate: int, start: int = 0, **_: object) -> Instance:
    weeks = -(-(price - start) // rate)
    return "", f"{weeks} weeks"


@task(
    "{item} normally costs ${p}. What is the price after a discount of {percent} percent? Round to cents.",
    "In the sale {item} is reduced by {percent}% from ${p}. Name the new price in dollars and cents.",
    "How much does {name} save on {item} at ${p} with a {percent}% voucher, rounded to cents?",
    item=one_of(
        "a leather belt, a desk lamp, a wool blanket, a garden bench, a coffee grinder, a school bag, a board game, "
        "a bird bath, a frying pan, a road atlas, a yoga mat, a rain jacket, a wall clock, a cookbook, a hammock"
    ),
    name=_NAME,
    p=Money(1200, 9900, 10),
    percent=Number(5, 60, 5),
    weight=0.7,
)
def discount(rng: Random, p: int, percent: int, item: str, name: str | None = None) -> Instance:
    share = percent if name else 100 - percent  # the phrasing with a name asks for what is saved
    return "", f"${fixed(Fraction(p * share, 10000), 2)}"


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
    weight=0.7,
)
def average_speed(rng: Random, km: int, h: int, m: int, places: Places, **_: object) -> Instance:
    return "", f"{fixed(Fraction(km * 60, h * 60 + m), places.places)} km/h"


@task(
    "{name} and {n} friends split a restaurant bill of ${p} and add {tip} percent as a tip. What does each of them pay, to the cent?",
    "A dinner for {n} costs ${p} before a tip of {tip}%. Divide the sum with tip equally and round each share to cents.",
    name=_NAME,
    n=Number(3, 11),
    p=Money(4200, 38000, 10),
    tip=Number(5, 22),
    weight=0.5,
)
def split_bill(rng: Random, n: int, p: int, tip: int, name: str | None = None) -> Instance:
    people = n + 1 if name else n
    return "", f"${fixed(Fraction(p * (100 + tip), 10000 * people), 2)}"


@task(
    "A car burns {x} liters per 100 km. What does the fuel for {km} kilometers cost when a liter is ${p}? Round to cents.",
    "{name} drives {km} km to {town} in a van that needs {x} liters for every 100 km. At ${p} a liter, how many dollars go on fuel?",
    name=_NAME,
    town=one_of("Lisbon, Trieste, Bergen, Krakow, Toulouse, Bristol, Zagreb, Malaga, Ghent, Aarhus, Turin, Galway"),
    x=Number(4, 13),
    km=Number(60, 990, 10),
    p=Money(115, 239, 1),
    weight=0.3,
)
def fuel_cost(rng: Random, x: int, km: int, p: int, **_: object) -> Instance:
    return "", f"${fixed(Fraction(x * km * p, 10000), 2)}"


@task(
    "{n} {riders} travel to {where_to} in buses with {seats} seats. How many buses must be booked?",
    "How many coaches of {seats} seats are needed for {n} {riders} who want to see {where_to}?",
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
    "{place} sold {a} tickets to adults at ${p} and {c} to children at ${q}. What were the takings?",
    "On a {day} {place} let in {a} adults for ${p} and {c} children for ${q} each. How many dollars came in altogether?",
    place=one_of(
        "the swimming pool, the puppet theater, the tram museum, the butterfly house, the mini golf course, the "
        "circus, the climbing hall, the castle tour, the paddle steamer, the maze in the corn field"
    ),
    day=one_of("rainy Monday, quiet Tuesday, busy Saturday, sunny Sunday, public holiday, cold Friday"),
    a=Number(14, 320),
    c=Number(9, 280),
    p=Money(450, 1950, 50),
    q=Money(150, 800, 50),
)
def takings(rng: Random, a: int, c: int, p: int, q: int, **_: object) -> Instance:
    return "", f"${money(a * p + c * q)}"


@task(
    "{name} is {a} years old and has {other} aged {b}. How old will the two be together in {n} years?",
    "In {n} years, what will the ages of {name}, who is {a} now, and {other}, who is {b}, add up to?",
    name=_NAME,
    other=one_of("a cousin, an uncle, a neighbor, a teammate, a brother, an aunt, a stepsister, a godfather"),
    a=Number(19, 58),
    b=Number(16, 80),
    n=Number(3, 25),
    weight=0.5,
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
)
def percentage(rng: Random, n: int, part: int, places: Places, **_: object) -> Instance:
    return "", f"{fixed(Fraction(100 * part, n), places.places)}%"


@task(
    "{name} reads {a} pages a day in a book of {n} pages and has finished {b} so far. On how many more days is there something to read?",
    "A {n}-page novel, {b} pages done, {a} pages each evening: how many evenings until {name} reaches the end?",
    name=_NAME,
    a=Number(9, 48),
    n=Number(180, 720),
    b=Number(12, 170),
    weight=0.3,
)
def days_of_reading(rng: Random, a: int, n: int, b: int, **_: object) -> Instance:
    return "", f"{-(-(n - b) // a)}"


@task(
    "{name} practices the {instrument} for {m} minutes on each of {n} days. How long is that altogether in hours and minutes?",
    "Add up {n} {what} of {m} minutes each and give the result as hours and minutes.",
    name=_NAME,
    instrument=one_of("cello, harp, oboe, banjo, flute, organ, tuba, ukulele, marimba, viola"),
    what=one_of("yoga lessons, dog walks, phone calls, radio shows, shifts at the till, swimming sessions, lectures"),
    m=Number(15, 95, 5),
    n=Number(3, 19),
    weight=0.5,
)
def minutes_together(rng: Random, m: int, n: int, **_: object) -> Instance:
    return "", duration(m * n)
