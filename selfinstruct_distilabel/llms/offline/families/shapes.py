"""Lengths, areas and volumes of everyday shapes."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import NUMBERS, PLAIN, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Number, one_of
from selfinstruct_distilabel.llms.offline.wording import fixed

_PI = Fraction("3.14159265358979323846")

_FLAT = one_of(
    "the vegetable bed behind a school, a tennis court in the city park, a paddock for three ponies, the living room "
    "of a farmhouse, a parking lot beside the theater, the stage of an open-air cinema, a rooftop terrace above a "
    "bakery, the yard of a fire station, a warehouse for garden furniture, the swimming pool of a hotel, a chicken "
    "run with a wire roof, the market square of a small town, the dance floor of a wedding hall, a lawn in front of "
    "the library, a piece of land at the lake, the gym floor of a boarding school, a skating rink under the bridge, "
    "the loading bay of a brewery"
)

_ROUND = one_of(
    "a garden pond with goldfish, the trampoline of our neighbors, a fountain on the town square, the round table in "
    "a castle, a hot tub on a ferry, the manhole cover outside number nine, a tablecloth with a lace border, the "
    "sundial at the monastery, an old millstone in the barn, a flower bed around the statue, the cartwheel of a "
    "wagon, a tree trunk in the sawmill, the cover of a disused well, a picnic rug for six, the skylight of an "
    "artist's studio, a paddling pool at the kindergarten"
)

_BOX = one_of(
    "a fish tank in a waiting room, the moving box for our books, a sandpit next to the swings, the freezer of an ice "
    "cream van, a toolbox made of steel, the water trough of a horse farm, a skip in front of a building site, the "
    "top drawer of a kitchen unit, a shipping crate for violins, the compost bin of an allotment, a cool box for a "
    "camping trip, a concrete block for a sea wall, the safe of a jewelry store, a planter on the balcony, the "
    "luggage bay of a minibus"
)


@task(
    "{thing} is {a} meters long and {b} meters wide. How many square meters is that?[ {form}]",
    "Calculate the area of {thing} that measures {a} by {b} meters.[ {form}]",
    "What does it cost to cover {thing} of {a} m by {b} m when a square meter costs ${price}? Answer in dollars.",
    "How large is {thing} in square meters if it is {a} m by {b} m?[ {form}]",
    thing=_FLAT,
    a=Number(3, 64),
    b=Number(2, 47),
    price=Number(4, 48),
    form=NUMBERS,
    weight=1.3,
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
    form=NUMBERS,
    weight=1.3,
)
def perimeter(rng: Random, a: int, b: int, form: Prefixed = PLAIN, **_: object) -> Instance:
    return "", form(str(2 * (a + b)))


@task(
    "{thing} has a radius of {r} centimeters. What is its {what}, rounded to two decimals?",
    "The {what} of {thing} with a radius of {r} cm is wanted, rounded to two decimals.",
    "Given a radius of {r} centimeters, what is the {what} of {thing}? Two decimals.",
    thing=_ROUND,
    r=Number(21, 160),
    what=one_of("circumference in centimeters, area in square centimeters"),
    weight=0.4,
)
def circle(rng: Random, r: int, what: str, **_: object) -> Instance:
    return "", fixed(_PI * r * r if what.startswith("area") else 2 * _PI * r, 2)


@task(
    "How many liters does {thing} hold that is {a} cm long, {b} cm wide and {c} cm high? Round to one decimal.",
    "{thing} measures {a} x {b} x {c} centimeters inside. Give its volume in liters, rounded to one decimal.",
    "What volume in liters, to one decimal, does {thing} of {a} by {b} by {c} centimeters have?",
    thing=_BOX,
    a=Number(30, 190, 5),
    b=Number(20, 95),
    c=Number(15, 88),
    weight=0.6,
)
def volume(rng: Random, a: int, b: int, c: int, **_: object) -> Instance:
    return "", fixed(Fraction(a * b * c, 1000), 1)
