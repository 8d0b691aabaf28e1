"""Word problems about money, without input: prices, change, discounts, shares."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.slots import Choice, Money, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.shopping import BASKETS
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import fixed, money

_BASKET = Choice(BASKETS)

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
    weight=1.6,
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
    weight=1.6,
)
def bill(rng: Random, n: int, m: int, p: int, q: int, r: int, **_: object) -> Instance:
    return "", f"${money(n * p + m * q + r)}"


@task(
    "{name} wants to buy {thing} for ${price} and puts ${rate} aside every week. In how many weeks is there enough money?",
    "A savings jar already holds ${start}, and ${rate} goes in each week. How many weeks until {name} can pay ${price} for {thing}?",
    "Saving ${rate} a week, when can {name} afford {thing} at ${price}? Answer with the number of weeks.",
    "{thing} costs ${price}. {name} saves ${rate} per week and has nothing yet: after how many weeks will it do?",
    name=_NAME,
    thing=one_of(
        "a used guitar, a tent, a sewing machine, a telescope, a pair of skis, a drum kit, a rowing machine, an "
        "electric bike, a camera lens, a winter coat, a rocking chair, a set of encyclopedias, a kayak, a bread "
        "oven"
    ),
    price=Number(85, 940, 5),
    rate=Number(6, 38),
    start=Number(10, 70, 5),
    where=lambda b: b["price"] - b.get("start", 0) > 2 * b["rate"],
    weight=0.4,
)
def weeks_of_saving(rng: Random, price: int, rate: int, start: int = 0, **_: object) -> Instance:
    weeks = -(-(price - start) // rate)
    return "", f"{weeks} weeks"


@task(
    "{item} normally costs ${p}. What is the price after a discount of {percent} percent? Round to cents.",
    "In the sale {item} is reduced by {percent}% from ${p}. Name the new price in dollars and cents.",
    "How much does {name} save on {item} at ${p} with a {percent}% voucher, rounded to cents?",
    "{percent} percent off: what does {item} cost now if it was ${p} before? Give dollars and cents.",
    item=one_of(
        "a leather belt, a desk lamp, a wool blanket, a garden bench, a coffee grinder, a school bag, a board game, "
        "a bird bath, a frying pan, a road atlas, a yoga mat, a rain jacket, a wall clock, a cookbook, a hammock"
    ),
    name=_NAME,
    p=Money(1200, 9900, 10),
    percent=Number(5, 60, 5),
    weight=0.6,
)
def discount(rng: Random, p: int, percent: int, item: str, name: str | None = None) -> Instance:
    share = percent if name else 100 - percent  # the phrasing with a name asks for what is saved
    return "", f"${fixed(Fraction(p * share, 10000), 2)}"


@task(
    "{name} and {n} friends split a restaurant bill of ${p} and add {tip} percent as a tip. What does each of them pay, to the cent?",
    "A dinner for {n} costs ${p} before a tip of {tip}%. Divide the sum with tip equally and round each share to cents.",
    "The bill says ${p}. With {tip}% on top for the waiter, how much is the share of each of {n} diners, rounded to cents?",
    name=_NAME,
    n=Number(3, 11),
    p=Money(4200, 38000, 10),
    tip=Number(5, 22),
    weight=0.3,
)
def split_bill(rng: Random, n: int, p: int, tip: int, name: str | None = None) -> Instance:
    people = n + 1 if name else n
    return "", f"${fixed(Fraction(p * (100 + tip), 10000 * people), 2)}"


@task(
    "A car burns {x} liters per 100 km. What does the fuel for {km} kilometers cost when a liter is ${p}? Round to cents.",
    "{name} drives {km} km to {town} in a van that needs {x} liters for every 100 km. At ${p} a liter, how many dollars go on fuel?",
    "What do {km} kilometers cost in fuel at {x} liters per 100 kilometers and ${p} per liter, to the cent?",
    name=_NAME,
    town=one_of("Lisbon, Trieste, Bergen, Krakow, Toulouse, Bristol, Zagreb, Malaga, Ghent, Aarhus, Turin, Galway"),
    x=Number(4, 13),
    km=Number(60, 990, 10),
    p=Money(115, 239, 1),
    weight=0.2,
)
def fuel_cost(rng: Random, x: int, km: int, p: int, **_: object) -> Instance:
    return "", f"${fixed(Fraction(x * km * p, 10000), 2)}"


@task(
    "{place} sold {a} tickets to adults at ${p} and {c} to children at ${q}. What were the takings?",
    "On a {day} {place} let in {a} adults for ${p} and {c} children for ${q} each. How many dollars came in altogether?",
    "How much money did {place} earn with {a} adult tickets at ${p} and {c} child tickets at ${q}?",
    place=one_of(
        "the swimming pool, the puppet theater, the tram museum, the butterfly house, the mini golf course, the "
        "circus, the climbing hall, the castle tour, the paddle steamer, the maze in the corn field"
    ),
    day=one_of("rainy Monday, quiet Tuesday, busy Saturday, sunny Sunday, public holiday, cold Friday"),
    a=Number(14, 320),
    c=Number(9, 280),
    p=Money(450, 1950, 50),
    q=Money(150, 800, 50),
    where=lambda b: b["q"] < b["p"],
    weight=0.6,
)
def takings(rng: Random, a: int, c: int, p: int, q: int, **_: object) -> Instance:
    return "", f"${money(a * p + c * q)}"
