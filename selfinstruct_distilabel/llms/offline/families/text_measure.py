"""Counting and finding in short texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import ANSWERS, LISTS, NUMBERS, PLAIN, ListForm, Prefixed
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
    "How many words does {x} have?[ {form}]",
    "Count the words in {x}. A number written in digits is a word too.[ {form}]",
    "{name} is paid by the word. Tell {name} how many words are in {x}.[ {form}]",
    x=_TEXT,
    name=_NAME,
    form=NUMBERS,
)
def count_words(rng: Random, x: Text, form: Prefixed = PLAIN, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, form(str(len(text.split())))


_SIGNS: dict[str, Callable[[str], bool]] = {
    "vowels (a, e, i, o, u)": lambda c: c in "aeiou",
    "consonants": lambda c: c in "bcdfghjklmnpqrstvwxyz",
    "letters": lambda c: c.isalpha(),
    "characters other than spaces": lambda c: not c.isspace(),
}


@task(
    "How many {sign} are there in {x}?[ {form}]",
    "Count the {sign} in {x}.[ {form}]",
    "For {why} I must know how many {sign} occur in {x}.[ {form}]",
    x=_TEXT,
    why=_REASON,
    sign=Choice(tuple(_SIGNS)),
    form=NUMBERS,
    weight=1.3,
)
def count_signs(rng: Random, x: Text, sign: str, form: Prefixed = PLAIN, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, form(str(sum(map(_SIGNS[sign], text.lower()))))


@task(
    "How often does the letter {letter} occur in {x}, capital or small?[ {form}]",
    "Go through {x} letter by letter and count each {letter}.[ {form}]",
    x=_TEXT,
    letter=Choice(tuple("aeinorst")),
    form=NUMBERS,
    weight=0.8,
)
def count_letter(rng: Random, x: Text, letter: str, form: Prefixed = PLAIN) -> Instance:
    text = x.sentence(rng)
    return text, form(str(text.lower().count(letter)))


@task(
    "Which is the longest word in {x}? If several are equally long, take the first.[ {form}]",
    "Find the word with the most letters in {x}, the earliest in case of a tie.[ {form}]",
    "{x} has one word that is longer than the rest, or several. Return the first of the longest.[ {form}]",
    x=_TEXT,
    form=ANSWERS,
    weight=0.4,
)
def longest_word(rng: Random, x: Text, form: Prefixed = PLAIN) -> Instance:
    text = x.sentence(rng)
    return text, form(max(_words(text), key=len))


@task(
    "Which words of {x} have at least {n} letters? {form} Keep their order, or write 'none'.",
    "Pick out of {x} all words with {n} letters or more, {form.clause}, in order; 'none' if there is none.",
    "Find the long words in {x}, those of {n} letters and more. {form} Write 'none' if all are shorter.",
    x=_TEXT,
    n=Number(4, 6),
    form=LISTS,
    weight=0.6,
)
def words_at_least(rng: Random, x: Text, n: int, form: ListForm) -> Instance:
    text = x.sentence(rng)
    kept = [word for word in _words(text) if len(word) >= n]
    return text, form.join(kept) if kept else "none"


@task(
    "Name the most common letter of {x} with its count, as in 'e (5)'. Ignore case; a tie goes to the earlier letter of the alphabet.",
    "What letter occurs most in {x}, and how often? Reply like 'e (5)'. Case does not matter; in a tie A beats B and so on.",
    "Which letter turns up most in {x}? Give it with its number as in 'n (4)', the earlier one in the alphabet if two are level.",
    x=_TEXT,
    weight=0.2,
)
def common_letter(rng: Random, x: Text) -> Instance:
    text = x.sentence(rng)
    counts = Counter(c for c in text.lower() if c.isalpha())
    letter = min(counts, key=lambda c: (-counts[c], c))
    return text, f"{letter} ({counts[letter]})"
