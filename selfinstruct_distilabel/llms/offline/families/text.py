"""Rewriting and measuring short texts by a rule that the instruction states."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import FORMS, LISTS, PLAIN, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.texts import TEXTS, Text
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_TEXT = Choice(TEXTS)
_NAME = Choice(NAMES)
_REASON = one_of(
    "our sign maker, the label printer, a treasure hunt, my pen pal, a typing lesson, the subtitle team, a word "
    "puzzle, an escape room, the school radio, a robot that reads aloud, the club newsletter, an engraver"
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
)
def change_case(rng: Random, x: Text, case: str, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, {"upper case": text.upper(), "lower case": text.lower()}[case]


@task(
    "Capitalize the first letter of every word in {x}<| and change nothing else>.",
    "Set {x} in title case for {why}, with a capital at the beginning of each word.",
    x=_TEXT,
    why=_REASON,
    weight=0.7,
)
def title_case(rng: Random, x: Text, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, " ".join(word[0].upper() + word[1:] for word in text.split(" "))


@task(
    "Reverse the order of the words in {x}. Leave out the full stop.",
    "{name} reads {x} from the last word to the first. Write that down without the final period.",
    "For {why}, give the words of {x} in reverse order, without punctuation.",
    x=_TEXT,
    name=_NAME,
    why=_REASON,
    weight=0.7,
)
def reverse_words(rng: Random, x: Text, **_: object) -> Instance:
    words = _words(x.sentence(rng))
    return " ".join(words) + ".", " ".join(reversed(words))


@task(
    "Spell every word of {x} backwards but keep the words in their places. Ignore the period.",
    "For {why}, mirror each single word in {x}; word order stays, the final period goes.",
    x=_TEXT,
    why=_REASON,
    weight=0.7,
)
def mirror_words(rng: Random, x: Text, **_: object) -> Instance:
    words = _words(x.sentence(rng))
    return " ".join(words) + ".", " ".join(word[::-1] for word in words)


@task(
    "How many words does {x} have?[ {form}]",
    "Count the words in {x}. A number written in digits is a word too.[ {form}]",
    "{name} is paid by the word. Tell {name} how many words are in {x}.[ {form}]",
    x=_TEXT,
    name=_NAME,
    form=FORMS,
)
def count_words(rng: Random, x: Text, form: Prefixed = PLAIN, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, form(str(len(text.split())))


_SIGNS = {
    "vowels (a, e, i, o, u)": lambda c: c in "aeiou",
    "consonants": lambda c: c in "bcdfghjklmnpqrstvwxyz",
    "letters": lambda c: c.isalpha(),
    "characters other than spaces": lambda c: not c.isspace(),
}


@task(
    "How many {sign} are there in {x}?[ {form}]",
    "Count {sign} in {x}, capital or small.[ {form}]",
    "For {why} I must know how many {sign} occur in {x}.[ {form}]",
    x=_TEXT,
    why=_REASON,
    sign=Choice(tuple(_SIGNS)),
    form=FORMS,
)
def count_signs(rng: Random, x: Text, sign: str, form: Prefixed = PLAIN, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, form(str(sum(map(_SIGNS[sign], text.lower()))))


@task(
    "How often does the letter {letter} occur in {x}, capital or small?[ {form}]",
    "Go through {x} letter by letter and count each {letter}.[ {form}]",
    x=_TEXT,
    letter=Choice(tuple("aeinorst")),
    form=FORMS,
)
def count_letter(rng: Random, x: Text, letter: str, form: Prefixed = PLAIN) -> Instance:
    text = x.sentence(rng)
    return text, form(str(text.lower().count(letter)))


@task(
    "Which is the longest word in {x}? If several are equally long, take the first.[ {form}]",
    "Find the word with the most letters in {x}, the earliest in case of a tie.[ {form}]",
    x=_TEXT,
    form=FORMS,
    weight=0.7,
)
def longest_word(rng: Random, x: Text, form: Prefixed = PLAIN) -> Instance:
    text = x.sentence(rng)
    return text, form(max(_words(text), key=len))


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
    weight=0.7,
)
def replace_spaces(rng: Random, x: Text, sign: str, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, text.replace(" ", {"an underscore": "_", "a hyphen": "-", "a plus sign": "+", "a dot": "."}[sign])


_STYLES = {
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
    x=Choice([text for text in TEXTS if any("{name}" in s for s in text.sentences)]),
    name=_NAME,
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
    x=_TEXT,
    why=_REASON,
    weight=0.8,
)
def initials(rng: Random, x: Text, **_: object) -> Instance:
    words = [word for word in _words(x.sentence(rng)) if word[0].isalpha()]
    return " ".join(words), "".join(word[0].upper() for word in words)


@task(
    "List the words of {x} from A to Z, all in lower case, without punctuation. {form}",
    "Alphabetize every word in {x}, in small letters and without the period, {form.clause}.",
    x=_TEXT,
    form=LISTS,
    weight=0.8,
)
def sort_words(rng: Random, x: Text, form: ListForm) -> Instance:
    text = x.sentence(rng)
    return text, form.join(sorted(word.lower() for word in _words(text)))


@task(
    "Which words of {x} have at least {n} letters? {form} Keep their order, or write 'none'.",
    "Pick out of {x} all words with {n} letters or more, {form.clause}, in order; 'none' if there is none.",
    x=_TEXT,
    n=Number(4, 6),
    form=LISTS,
    weight=0.7,
)
def words_at_least(rng: Random, x: Text, n: int, form: ListForm) -> Instance:
    text = x.sentence(rng)
    kept = [word for word in _words(text) if len(word) >= n]
    return text, form.join(kept) if kept else "none"


@task(
    "Cut {x} down to its first {n} words and add three dots.",
    "For {why}, shorten {x} to {n} words followed directly by '...'.",
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
    "For {why}, divide {x} of several sentences, {form.clause}, and keep the periods.",
    x=_TEXT,
    why=_REASON,
    form=Choice(
        [form for form in LISTS.values if "line" in form.text or "array" in form.text or "numbered" in form.text]
    ),
    weight=0.8,
)
def split_sentences(rng: Random, x: Text, form: ListForm, **_: object) -> Instance:
    text = x.passage(rng, rng.randint(2, 3))
    return text, form.join([sentence + "." for sentence in text.removesuffix(".").split(". ")])


@task(
    "Name the most common letter of {x} with its count, as in 'e (5)'. Ignore case; a tie goes to the earlier letter of the alphabet.",
    "What letter occurs most in {x}, and how often? Reply like 'e (5)'. Case does not matter; in a tie A beats B and so on.",
    x=_TEXT,
    weight=0.3,
)
def common_letter(rng: Random, x: Text) -> Instance:
    text = x.sentence(rng)
    counts = Counter(c for c in text.lower() if c.isalpha())
    letter = min(counts, key=lambda c: (-counts[c], c))
    return text, f"{letter} ({counts[letter]})"
