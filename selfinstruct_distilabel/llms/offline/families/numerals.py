"""Numbers in other writing: Roman numerals, number bases, words."""

from __future__ import annotations

from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import ANSWERS, LISTS, NUMBERS, PLAIN, PLAIN_LIST, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.wording import in_words, roman

_CARVED = one_of(
    "the foundation stone of a bridge, the closing credits of a film, the door of a village church, a clock face "
    "above the station, the gate of a ruined castle, the label of a wine bottle, the title page of an old atlas, a "
    "cannon in front of the fort, the base of a bronze statue, the rim of a marble fountain, a coin from my uncle's "
    "collection, the wall of a lecture hall, a tomb in the cloister, the stern of a sailing ship"
)


@task(
    "Write the year {year} in Roman numerals, as it would stand on {where_at}.",
    "How would {year} look in Roman numerals on {where_at}?",
    "Convert each year in the list to Roman numerals. {form}",
    "The inscription on {where_at} gives the year {year}. Show it in Roman numerals.",
    year=Number(1108, 2040),
    where_at=_CARVED,
    form=LISTS,
    weight=0.6,
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
    "{where_at} bears a year in Roman numerals. Which one is it in digits?[ {form}]",
    where_at=_CARVED,
    form=NUMBERS,
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
    form=ANSWERS,
    lines=LISTS,
    weight=0.8,
)
def to_base(
    rng: Random, base: str, n: int | None = None, form: Prefixed = PLAIN, lines: ListForm = PLAIN_LIST, **_: object
) -> Instance:
    if n is not None:
        return "", form(format(n, _BASES[base]))
    numbers = rng.sample(range(8, 300), rng.randint(2, 5))
    return ", ".join(map(str, numbers)), lines.join([format(m, _BASES[base]) for m in numbers])


@task(
    "{device} shows a {base} value. Convert it to decimal.[ {form}]",
    "What decimal number does the {base} code from {device} stand for?[ {form}]",
    device=one_of(
        "the display of a traffic counter, a test probe in the lab, the punched card of an old loom, a ticket gate in "
        "the subway, the dive computer of a friend, a row of switches on a router, the cartridge of a video game, the "
        "panel of a weather station, a sticker on a circuit board, the error lamp of a printer, a locked phone in a "
        "thriller, the dashboard of a moon rover"
    ),
    base=Choice(tuple(_BASES)),
    form=NUMBERS,
)
def from_base(rng: Random, base: str, form: Prefixed = PLAIN, **_: object) -> Instance:
    number = rng.randint(9, 700)
    return format(number, _BASES[base]), form(str(number))


@task(
    "Spell {n} out in words.",
    "Write the number {n} in English words, as it stands on {paper}.",
    "How do you say {n}, the amount on {paper}, in English?",
    "Turn each number from {paper} into words, one per line.",
    n=Number(101, 98999),
    paper=one_of(
        "a check for the plumber, the contract of a soccer player, a lottery form from last week, the invitation to a "
        "golden wedding, a will from the year 1902, the deed for a piece of forest, a receipt from the auction house, "
        "the grant letter for a theater"
    ),
    weight=0.6,
)
def number_in_words(rng: Random, n: int | None = None, **_: object) -> Instance:
    if n is not None:
        return "", in_words(n)
    numbers = rng.sample(range(11, 9000), rng.randint(2, 4))
    return ", ".join(map(str, numbers)), "\n".join(map(in_words, numbers))
