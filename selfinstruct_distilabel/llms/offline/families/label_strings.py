"""Classification of phrases, entries of forms, and codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import (
    GREETINGS,
    NAMES,
    NOUNS,
)


@dataclass(frozen=True)
class Languages:
    """Languages to choose from, named in the instruction."""

    text: str
    choices: tuple[str, ...]


_LANGUAGES = Choice(
    [Languages(f"{a}, {b} or {c}", (a, b, c)) for a in GREETINGS for b in GREETINGS for c in GREETINGS if a < b < c]
)


@labelling(
    "In which language is the phrase: {choice}?[ {only}]",
    "A guest of {host} says something in {choice}. Name the language.[ {only}]",
    "{host} labels short phrases by language. The possible labels are {choice}.[ {only}]",
    "{choice}: in which of these is the greeting or phrase written? {host} wants to know.[ {only}]",
    "Someone at {host} could not place a phrase. Is it {choice}?[ {only}]",
    choice=_LANGUAGES,
    host=one_of(
        "a youth hostel in the Alps, a ferry on the Baltic Sea, the consulate of a small country, a ski resort above "
        "the clouds, the call center of an airline, a hospital near the border, a campsite full of cyclists, the crew "
        "of a night train"
    ),
    only=LABEL_ONLY,
)
def language(rng: Random, choice: Languages, **_: object) -> Instance:
    chosen = rng.choice(choice.choices)
    return rng.choice(GREETINGS[chosen]), chosen


_STRINGS: dict[str, Callable[[Random], str]] = {
    "an e-mail address": lambda rng: f"{rng.choice(NAMES).lower()}@{rng.choice(NOUNS)}.test",
    "a phone number": lambda rng: f"555-{rng.randint(100, 999)}-{rng.randint(1000, 9999)}",
    "a date": lambda rng: f"{rng.randint(2001, 2029)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
    "a time": lambda rng: f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}",
    "a price": lambda rng: f"${rng.randint(1, 400)}.{rng.randint(0, 99):02d}",
    "a web address": lambda rng: f"https://{rng.choice(NOUNS)}.test/{rng.choice(NOUNS)}",
    "a percentage": lambda rng: f"{rng.randint(1, 99)}%",
    "a hashtag": lambda rng: f"#{rng.choice(NOUNS)}{rng.choice(NOUNS)}",
}

_STRING = Choice(tuple(_STRINGS))


@labelling(
    "Is the string {a}, {b} or {c}?[ {only}]",
    "{source} mixes different entries. Say whether one is {a}, {b} or {c}.[ {only}]",
    "Detect the type of an entry from {source}: {a}, {b} or {c}.[ {only}]",
    "What is a single entry of {source}: {a}, {b} or {c}?[ {only}]",
    a=_STRING,
    b=_STRING,
    c=_STRING,
    source=one_of(
        "a contact form on a website, a scanned receipt from a cafe, the log book of a courier, a spreadsheet full of "
        "mistakes, a survey about commuting, the business card of a plumber, a flyer for a flea market, a chat with "
        "the landlord, the guest list of a gala, a notebook from the flood archive"
    ),
    only=LABEL_ONLY,
    where=lambda b: len({b["a"], b["b"], b["c"]}) == 3,
    weight=1.6,
)
def kind_of_string(rng: Random, a: str, b: str, c: str, **_: object) -> Instance:
    chosen = rng.choice((a, b, c))
    return _STRINGS[chosen](rng), chosen


@labelling(
    "A valid code for {thing} has {n} capital letters followed by {m} digits. Is the given code valid or invalid?[ {only}]",
    "Check codes of {thing}: exactly {n} capitals, then exactly {m} digits, nothing else. Reply valid or invalid.",
    "Codes on {thing} follow one pattern, {n} capital letters and then {m} digits. Decide if a code is valid or invalid.",
    thing=one_of(
        "a locker at the swimming pool, a bag of rare seeds, a sample in the blood lab, the monthly bus pass, the "
        "safe in a hotel room, a film reel in the archive, an exhibit in the toy museum, the frame of a racing bike, "
        "a spare part for a tractor, a parcel from the print shop"
    ),
    n=Number(2, 4),
    m=Number(2, 6),
    only=LABEL_ONLY,
    weight=0.4,
)
def valid_code(rng: Random, n: int, m: int, **_: object) -> Instance:
    letters, digits, case = rng.choice(
        ((n, m, True), (n, m, True), (n + 1, m, True), (n, m + 1, True), (n, m - 1, True), (n, m, False))
    )
    head = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXYZ", k=letters))
    code = (head if case else head.lower()) + "".join(rng.choices("0123456789", k=digits))
    return code, "valid" if (letters, digits, case) == (n, m, True) else "invalid"
