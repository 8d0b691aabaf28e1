"""Classification of measures: rows of a table, prices, balances, ages, triangles."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import LEDGERS, Ledger
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import money


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
    "A triangle has the three sides given. Is it equilateral, isosceles or scalene?[ {only}]",
    "{name} cuts triangles from {stuff}. By the lengths of the sides, is a piece equilateral, isosceles or scalene?[ {only}]",
    "Triangles are cut from {stuff}. Judge one by its sides: equilateral, isosceles or scalene?[ {only}]",
    "What kind of triangle is it, going by its three sides: equilateral, isosceles or scalene? The pieces are {stuff}.[ {only}]",
    name=Choice(NAMES),
    stuff=one_of(
        "felt for a stage costume, glass for a church window, plywood for a kite, sailcloth for pennants, sheet metal "
        "for road signs, cardboard for a math lesson, cork for coasters, slate for a roof, leather for a quilted bag, "
        "acrylic for lamps, marzipan for a birthday cake"
    ),
    only=LABEL_ONLY,
    weight=0.6,
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
    "{t.opener} {limit} {t.value} is the mark. Label a row '{k.a}' if it gets there and '{k.b}' if it does not.[ {only}]",
    t=Choice(LEDGERS),
    k=_PAIR,
    limit=level("t"),
    only=LABEL_ONLY,
)
def judge_row(rng: Random, t: Ledger, k: Pair, limit: int, **_: object) -> Instance:
    number = rng.randint(t.low, t.high)
    return f"{rng.choice(t.keys)}, {number} {t.value}", k.a if number >= limit else k.b


@labelling(
    "{name} has ${budget} to spend on {event}. Is the list of prices within the budget or over it? Answer 'within' or 'over'.",
    "Do these prices for {event} stay within ${budget}? Add them up and reply 'within' or 'over'.",
    "Can {name} pay for {event} with ${budget}, going by the prices listed? Say 'within' or 'over'.",
    name=Choice(NAMES),
    budget=Number(40, 480, 10),
    event=one_of(
        "a picnic for eleven people, the birthday of a twin, a camping weekend at the lake, the summer fair of a "
        "school, a baby shower at work, repairs in the kitchen, a film night for the team, the farewell party of our "
        "boss"
    ),
    weight=0.4,
)
def budget(rng: Random, budget: int, **_: object) -> Instance:
    prices = [rng.randint(budget * 12, budget * 55) for _ in range(3)]
    return ", ".join(f"${money(p)}" for p in prices), "within" if sum(prices) <= budget * 100 else "over"


@labelling(
    "An account at {bank} shows a balance. Call it overdrawn (below zero), empty (zero) or in credit (above zero).[ {only}]",
    "Is the balance that {name} sees at {bank} overdrawn, empty or in credit?[ {only}]",
    "Below zero means overdrawn, zero means empty, above zero means in credit. Which is the balance at {bank}?[ {only}]",
    "{name} reads a balance from {bank}. Choose between overdrawn, empty and in credit.[ {only}]",
    name=Choice(NAMES),
    bank=one_of(
        "a village bank with one counter, the canteen of a school, a prepaid phone company, the copy shop on campus, "
        "a laundry with smart cards, the toll office of a bridge, a savings club at work"
    ),
    only=LABEL_ONLY,
    weight=0.3,
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
    "Someone of a given age buys a ticket for {place}: child below {child}, senior from {senior}, else adult. Say which.[ {only}]",
    place=one_of(
        "the zoo on the hill, the ice rink behind city hall, a wax museum with kings and queens, the cable car to the "
        "summit, a water park with nine slides, the observatory on open nights, a steam railway in the valley, the "
        "toy museum in the arcade, a bird park with parrots, the thermal baths downtown, the caves of a national "
        "park, a harbor tour on a tall ship"
    ),
    child=Number(4, 16),
    senior=Number(60, 70),
    only=LABEL_ONLY,
    weight=0.3,
)
def ticket(rng: Random, child: int, senior: int, **_: object) -> Instance:
    age = rng.choice((rng.randint(2, child - 1), rng.randint(child, senior - 1), rng.randint(senior, 94)))
    return f"{age} years", "child" if age < child else "senior" if age >= senior else "adult"
