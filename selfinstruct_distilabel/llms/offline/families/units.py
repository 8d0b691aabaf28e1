"""Conversions between units, exact by definition and rounded as the instruction says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, PLACES, PLAIN_LIST, ListForm, Places, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Money, Number, one_of
from selfinstruct_distilabel.llms.offline.wording import fixed, money, words


@dataclass(frozen=True)
class Conversion:
    """From one unit to another.

    Attributes:
        text, into: the units, in the plural.
        factor: how many `into` are in one.
        things: what is measured so, with an article.
        low, high: usual range.
    """

    text: str
    into: str
    factor: Fraction
    things: tuple[str, ...]
    low: int
    high: int


CONVERSIONS = [
    Conversion(text, into, Fraction(factor), words(things), low, high)
    for text, into, factor, low, high, things in [
        ("miles", "kilometers", "1.609344", 2, 480, "a bike route, the road to the coast, a marathon course"),
        ("kilometers", "miles", "1000000/1609344", 3, 790, "a pilgrim trail, the shipping lane, a rally stage"),
        ("pounds", "kilograms", "0.45359237", 3, 240, "a suitcase, a sack of cement, an anchor"),
        ("kilograms", "pounds", "100000000/45359237", 2, 130, "a calf, a church bell, a bag of oats"),
        ("inches", "centimeters", "2.54", 4, 110, "a bike frame, a monitor, a window sill"),
        ("feet", "meters", "0.3048", 6, 900, "a mast, a waterfall, a radio tower"),
        ("meters", "feet", "10000/3048", 3, 490, "a diving board, a cliff, a zip line"),
        ("US gallons", "liters", "3.785411784", 2, 95, "a rain barrel, a fuel tank, a brew kettle"),
        ("ounces", "grams", "28.349523125", 3, 60, "a block of butter, a letter, a ball of wool"),
        ("acres", "square meters", "4046.8564224", 2, 38, "a vineyard, a campsite, a Christmas tree farm"),
        ("hectares", "square kilometers", "0.01", 15, 940, "a nature reserve, a lake, a burned forest"),
        ("nautical miles", "kilometers", "1.852", 4, 390, "a regatta course, a ferry line, a whale watching trip"),
        ("knots", "kilometers per hour", "1.852", 5, 70, "a breeze, a cargo ship, a speed boat"),
        ("yards", "meters", "0.9144", 8, 380, "a bolt of cloth, a golf hole, a bowling green"),
        ("horsepower", "kilowatts", "0.745699871582", 9, 420, "a tractor, an outboard engine, a delivery truck"),
        ("Calories", "kilojoules", "4.184", 35, 920, "a granola bar, a bowl of soup, a slice of pizza"),
        ("teaspoons", "milliliters", "5", 2, 24, "a cough syrup, a vanilla extract, a vinegar dressing"),
        ("stones", "kilograms", "6.35029318", 5, 19, "a boxer, a jockey, a prize pig"),
        ("fluid ounces", "milliliters", "29.5735295625", 4, 64, "a bottle of shampoo, a coffee mug, a jar of paint"),
        ("square feet", "square meters", "0.09290304", 60, 3900, "a loft, a market hall, a dance hall"),
        ("bars", "pascals", "100000", 2, 12, "an espresso machine, a bike tire, a boiler"),
        ("carats", "grams", "0.2", 3, 110, "a rough diamond, a sapphire, a garnet brooch"),
        ("furlongs", "meters", "201.168", 3, 24, "a horse race, a plowed field, a towpath"),
        ("minutes", "hours", "1/60", 50, 900, "an opera, a night flight, a surgery"),
        ("days", "weeks", "1/7", 16, 400, "a sea voyage, a language course, a road closure"),
    ]
]  # fmt: skip
_CONVERSION = Choice(CONVERSIONS)


@dataclass(frozen=True)
class Measured:
    """A thing together with the way to convert its size."""

    text: str
    by: Conversion

    @property
    def unit(self) -> str:
        return self.by.text

    @property
    def into(self) -> str:
        return self.by.into


_MEASURED = Choice([Measured(thing, conversion) for conversion in CONVERSIONS for thing in conversion.things])


@task(
    "Convert {n} {c} to {c.into}, {places}.",
    "How many {c.into} are {n} {c}, {places}?",
    "Express {n} {c} in {c.into}, {places}.",
    c=_CONVERSION,
    n=Number(2, 960),
    places=PLACES,
    where=lambda b: b["c"].low <= b["n"] <= b["c"].high,
    weight=1.3,
)
def convert(rng: Random, c: Conversion, n: int, places: Places) -> Instance:
    return "", f"{fixed(n * c.factor, places.places)} {c.into}"


@task(
    "{m} is given as {n} {m.unit}. What is that in {m.into}, {places}?",
    "Someone from abroad asks about {m} of {n} {m.unit}. Say it in {m.into}, {places}.",
    "My form wants {m.into}, but {m} is listed with {n} {m.unit}. Which number do I enter, {places}?",
    m=_MEASURED,
    n=Number(2, 960),
    places=PLACES,
    where=lambda b: b["m"].by.low <= b["n"] <= b["m"].by.high,
)
def convert_thing(rng: Random, m: Measured, n: int, places: Places) -> Instance:
    return "", f"{fixed(n * m.by.factor, places.places)} {m.into}"


@task(
    "Convert a list of {c} to {c.into}, each {places}. {form}",
    "All these values are in {c}. Turn them into {c.into}, {places}. {form}",
    "Our supplier measures in {c}; our software wants {c.into}, {places}. Translate the figures, {form.clause}.",
    c=_CONVERSION,
    places=PLACES,
    form=LISTS,
    weight=1.3,
)
def convert_list(rng: Random, c: Conversion, places: Places, form: ListForm) -> Instance:
    numbers = [rng.randint(c.low, c.high) for _ in range(rng.randint(2, 5))]
    return listed(rng, numbers), form.join([fixed(n * c.factor, places.places) for n in numbers])


@task(
    "{spot} shows {n} degrees {scale}. What does that mean in degrees {other}, to one decimal?",
    "<A guest asks|My niece wonders> how warm {n} degrees {scale} is in {other}, to one decimal. Reply with the number.",
    "Change the readings of {spot} from {scale} to {other}, one decimal each. {form}",
    "How many degrees {other} are {n} degrees {scale}, to one decimal?",
    "Readings in {scale} from {spot} must be reported in {other}. One decimal each, please. {form}",
    spot=one_of(
        "the oven dial in our kitchen, the thermometer on our balcony, the clock in the sauna, a sea buoy near the pier, the dashboard "
        "of a car, the display of a fridge, a sensor in the kiln, a probe in the wine cellar, the sign outside a pharmacy"
    ),
    n=Number(4, 98),
    scale=one_of("Celsius, Fahrenheit"),
    other=one_of("Celsius, Fahrenheit"),
    form=LISTS,
    where=lambda b: b["scale"] != b["other"],
    weight=0.8,
)
def temperature(rng: Random, scale: str, n: int | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    def converted(degrees: int) -> str:
        warm = Fraction(degrees * 9, 5) + 32 if scale == "Celsius" else Fraction((degrees - 32) * 5, 9)
        return fixed(warm, 1)

    if n is not None:
        return "", converted(n)
    readings = rng.sample(range(-10, 120), rng.randint(2, 5))
    return listed(rng, readings), form.join([converted(r) for r in readings])


@task(
    "One {coin} is worth {rate} {other}. How many {other} does a traveler get for {n} {coin}s?",
    "At a rate of {rate} {other} per {coin}, what do {n} {coin}s buy? Round to two decimals.",
    "Exchange the amounts from {coin}s to {other} at {rate} each. {form}",
    coin=one_of("dollar, euro, pound, franc, crown, dinar, shilling, peso"),
    other=one_of("yen, lira, rupees, zloty, rand, won, forint, baht"),
    rate=Money(105, 990, 1),
    n=Number(15, 900, 5),
    form=LISTS,
    weight=1.3,
)
def exchange(rng: Random, rate: int, n: int | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    if n is not None:
        return "", money(rate * n)
    amounts = rng.sample(range(10, 400, 5), rng.randint(2, 4))
    return listed(rng, amounts), form.join([money(rate * a) for a in amounts])


@task(
    "On a plan with the scale 1 to {scale}, {what} measures {n} centimeters. How long is it really, in meters?",
    "{what} is {n} cm long on a plan drawn at 1:{scale}. Give the true length in meters.",
    "The architect uses a scale of 1:{scale}. On paper {what} takes up {n} centimeters; how many meters are that outside?",
    "{n} centimeters on a 1:{scale} plan: what is the real length of {what} in meters?",
    scale=one_of("20, 25, 50, 100, 200, 250, 400, 500, 1000"),
    what=one_of(
        "a corridor, the north wall, a garden path, the school fence, a bridge, the loading ramp, a drain pipe, the "
        "main hall, a runway, the jetty"
    ),
    n=Number(3, 68),
    weight=0.3,
)
def plan_scale(rng: Random, scale: str, n: int, **_: object) -> Instance:
    return "", f"{fixed(Fraction(n * int(scale), 100), 2)} meters"
