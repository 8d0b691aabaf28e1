"""Rewriting short texts by a rule that the instruction states."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, ListForm
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.texts import TEXTS, Text
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_TEXT = Choice(TEXTS)

_NAME = Choice(NAMES)

_REASON = one_of(
    "the sign maker of a shopping street, a label printer in the warehouse, a treasure hunt at summer camp, my pen "
    "pal in New Zealand, a typing lesson for retirees, the subtitle team of a film festival, a word puzzle on the "
    "back page, an escape room with a robot theme, the morning show of a school radio, a robot that reads aloud, the "
    "newsletter of a sailing club, an engraver who charges by the letter, the database of a second-hand shop, a "
    "poster in the break room"
)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


@task(
    "Write {x} entirely in {case}.",
    "For {why}, change {x} to {case}.",
    "{name} asks for {x} in {case}. Rewrite it and leave punctuation and spaces as they are.",
    x=_TEXT,
    why=_REASON,
    name=_NAME,
    case=one_of("upper case, lower case"),
    weight=1.3,
)
def change_case(rng: Random, x: Text, case: str, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, {"upper case": text.upper(), "lower case": text.lower()}[case]


@task(
    "Capitalize the first letter of every word in {x}<| and change nothing else>.",
    "Set {x} in title case for {why}, with a capital at the beginning of each word.",
    x=_TEXT,
    why=_REASON,
    weight=0.6,
)
def title_case(rng: Random, x: Text, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, " ".join(word[0].upper() + word[1:] for word in text.split(" "))


@task(
    "Reverse the order of the words in {x}. Leave out the full stop.",
    "{name} reads {x} from the last word to the first. Write that down without the final period.",
    "For {why}, give the words of {x} in reverse order, without punctuation.",
    "Turn {x} around so that its last word comes first, and drop the period.",
    x=_TEXT,
    name=_NAME,
    why=_REASON,
    weight=0.6,
)
def reverse_words(rng: Random, x: Text, **_: object) -> Instance:
    words = _words(x.sentence(rng))
    return " ".join(words) + ".", " ".join(reversed(words))


@task(
    "Spell every word of {x} backwards but keep the words in their places. Ignore the period.",
    "For {why}, mirror each single word in {x}; word order stays, the final period goes.",
    "Word by word, turn the letters of {x} around, without moving any word and without the period.",
    x=_TEXT,
    why=_REASON,
    weight=0.4,
)
def mirror_words(rng: Random, x: Text, **_: object) -> Instance:
    words = _words(x.sentence(rng))
    return " ".join(words) + ".", " ".join(word[::-1] for word in words)


@task(
    "Remove all {sign} from {x}.",
    "For {why}, copy {x} without {sign}.",
    "What is left of {x} when you take out every one of its {sign}?",
    x=_TEXT,
    why=_REASON,
    sign=one_of("vowels, spaces, capital letters"),
)
def strip_signs(rng: Random, x: Text, sign: str, **_: object) -> Instance:
    text = x.sentence(rng)
    gone = {"vowels": "aeiouAEIOU", "spaces": " ", "capital letters": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}[sign]
    return text, "".join(c for c in text if c not in gone)


@task(
    "Replace every space in {x} by {sign}.",
    "For {why}, join the words of {x} with {sign} instead of spaces.",
    x=_TEXT,
    why=_REASON,
    sign=one_of("an underscore, a hyphen, a plus sign, a dot"),
)
def replace_spaces(rng: Random, x: Text, sign: str, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, text.replace(" ", {"an underscore": "_", "a hyphen": "-", "a plus sign": "+", "a dot": "."}[sign])


_STYLES: dict[str, Callable[[list[str]], str]] = {
    "snake_case": lambda words: "_".join(word.lower() for word in words),
    "kebab-case": lambda words: "-".join(word.lower() for word in words),
    "camelCase": lambda words: words[0].lower() + "".join(word.capitalize() for word in words[1:]),
    "PascalCase": lambda words: "".join(word.capitalize() for word in words),
    "CONSTANT_CASE": lambda words: "_".join(word.upper() for word in words),
}


@task(
    "Turn {x} into an identifier in {style}, without punctuation.",
    "A developer wants {x} as a key in {style}. Drop punctuation marks.",
    "What does {x} look like as a variable name in {style}, leaving out the period?",
    "For {why}, make one {style} name out of {x}, without any punctuation.",
    x=_TEXT,
    why=_REASON,
    style=Choice(tuple(_STYLES)),
)
def identifier(rng: Random, x: Text, style: str, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, _STYLES[style](_words(text))


@task(
    "Exchange the name in {x} for {name} and keep the rest.",
    "Rewrite {x} so that it is about {name} instead of the person or animal named there.",
    "{name} should stand in {x} wherever another name is given. Correct it.",
    "In {x}, swap whoever is named for {name}; nothing else changes.",
    "{name} takes the place of the person in {x}. Give the new wording.",
    x=Choice([text for text in TEXTS if any("{name}" in s for s in text.sentences)]),
    name=_NAME,
    weight=0.6,
)
def replace_name(rng: Random, x: Text, name: str) -> Instance:
    pattern = rng.choice([s for s in x.sentences if "{name}" in s])
    old = rng.choice([other for other in NAMES if other != name])
    text = Text(x.text, (pattern.replace("{name}", "<>"),)).sentence(rng)
    return text.replace("<>", old), text.replace("<>", name)


@task(
    "Build {x} into an acronym from the first letters of its words, in capitals.",
    "Take the initial of each word in {x} and string them together in upper case.",
    "For {why}, which capital letters do you get from the first letters of all words in {x}?",
    "Which abbreviation, in capitals, do the first letters of the words in {x} give?",
    x=_TEXT,
    why=_REASON,
    weight=0.6,
)
def initials(rng: Random, x: Text, **_: object) -> Instance:
    words = _words(x.plain_sentence(rng))
    return " ".join(words), "".join(word[0].upper() for word in words)


@task(
    "List the words of {x} from A to Z, all in lower case, without punctuation. {form}",
    "Alphabetize every word in {x}, in small letters and without the period, {form.clause}.",
    x=_TEXT,
    form=LISTS,
    weight=0.8,
)
def sort_words(rng: Random, x: Text, form: ListForm) -> Instance:
    text = x.plain_sentence(rng)
    return text, form.join(sorted(word.lower() for word in _words(text)))


@task(
    "Cut {x} down to its first {n} words and add three dots.",
    "For {why}, shorten {x} to {n} words followed directly by '...'.",
    "{x} is too long for the display. Keep {n} words and put '...' right behind the last one.",
    x=_TEXT,
    why=_REASON,
    n=Number(2, 4),
    weight=0.8,
)
def shorten(rng: Random, x: Text, n: int, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, " ".join(text.split()[:n]) + "..."


@task(
    "Split {x} into its sentences. {form}",
    "For {why}, divide {x} into its sentences, {form.clause}, and keep the periods.",
    x=Choice(
        [text for text in TEXTS if not text.text.startswith(("a line", "a sentence", "a caption", "a recipe", "a tip"))]
    ),
    why=_REASON,
    form=Choice(
        [form for form in LISTS.values if "line" in form.text or "array" in form.text or "numbered" in form.text]
    ),
)
def split_sentences(rng: Random, x: Text, form: ListForm, **_: object) -> Instance:
    text = x.passage(rng, rng.randint(2, 3))
    return text, form.join([sentence + "." for sentence in text.removesuffix(".").split(". ")])
