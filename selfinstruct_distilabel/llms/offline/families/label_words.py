"""Classification of words by a dictionary or by their letters."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS, Roster
from selfinstruct_distilabel.llms.offline.vocabulary.words import (
    CATEGORIES,
    NAMES,
    NOUNS,
    OPPOSITES,
    PALINDROMES,
    PAST,
    PLURALS,
    Category,
)
from selfinstruct_distilabel.llms.offline.wording import words

_CATEGORY = Choice(CATEGORIES)

_NAME = Choice(NAMES)

_GAME = one_of(
    "a vocabulary app for travelers, a card game for children, the kitchen quiz of our family, my speech therapy "
    "group, a pocket lexicon for sailors, a museum trail for schools, the party game after dinner, a reading test in "
    "grade two, an adult literacy course, the word search in a train magazine, a guessing game on the school bus, the "
    "trivia night at our pub, a memory exercise for seniors, the glossary of a gardening book"
)


@labelling(
    "Does the word name {a.a_text} or {b.a_text}?[ {only}]",
    "For {game}, sort words into two boxes, {a} and {b}. Which box takes the given word?",
    "{name} mixes up {a.plural} and {b.plural}. Tell which of the two, {a} or {b}, the word is.[ {only}]",
    "Put a single word into one of these classes: {a}, {b}, {c}.[ {only}]",
    "Which of the three, {a}, {b} or {c}, fits the word best? It is for {game}.[ {only}]",
    "{game} asks: {a}, {b} or {c}? Decide for the word given.[ {only}]",
    "{name} sorts words for {game} into {a}, {b} and {c}. Where does this one go?[ {only}]",
    "One word, three drawers marked {a}, {b} and {c}. Which drawer is right?[ {only}]",
    a=_CATEGORY,
    b=_CATEGORY,
    c=_CATEGORY,
    name=_NAME,
    game=_GAME,
    only=LABEL_ONLY,
    where=lambda b: len({b["a"].text, b["b"].text, b["c"].text if "c" in b else ""}) == 3,
    weight=3.0,
)
def word_class(rng: Random, a: Category, b: Category, c: Category | None = None, **_: object) -> Instance:
    chosen = rng.choice([category for category in (a, b, c) if category])
    return rng.choice(chosen.words), chosen.text


@labelling(
    "Are all the words {a.plural}? Reply yes or no, for {game}.",
    "{name} claims that the list holds nothing but {a.plural}. True or false?",
    "Do all four words name {a.plural}? Answer yes or no for {game}.",
    "Is there a stranger among these {a.plural}, according to {name}, or is the list pure? Reply true if it is pure, else false.",
    a=_CATEGORY,
    name=_NAME,
    game=_GAME,
    weight=0.6,
)
def all_of_a_kind(rng: Random, a: Category, name: str | None = None, **_: object) -> Instance:
    pure = rng.random() < 0.5
    words = rng.sample(a.words, 3)
    other = rng.choice([category for category in CATEGORIES if category is not a])
    words.append(rng.choice([w for w in a.words if w not in words]) if pure else rng.choice(other.words))
    rng.shuffle(words)
    yes, no = ("true", "false") if name else ("yes", "no")
    return ", ".join(words), yes if pure else no


@dataclass(frozen=True)
class Places:
    """Where things go, in two halves."""

    first: str
    second: str


_PLACES = [
    Places(*pair.split("/"))
    for pair in words(
        "list 1/list 2, team red/team blue, shelf one/shelf two, group A/group B, the left tray/the right tray, "
        "the green box/the yellow box, table north/table south, the early bus/the late bus"
    )
]


@labelling(
    "{r.opener} Two lists are kept: {places.first} for {r.short} that begin with A to M, {places.second} for the rest. Which list is for the given {r.one}?",
    "Assign {r.a_one} from {r} to {places.first} (initial A to M) or {places.second} (initial N to Z).[ {only}]",
    "{r.opener} A to M goes to {places.first}, N to Z to {places.second}. Where does this {r.one} go?[ {only}]",
    r=Choice(ROSTERS),
    places=Choice(_PLACES),
    only=LABEL_ONLY,
    weight=0.6,
)
def by_initial(rng: Random, r: Roster, places: Places, **_: object) -> Instance:
    word = rng.choice(r.words)
    return word, places.first if word[0].upper() <= "M" else places.second


_FORMS = {
    "a palindrome or not a palindrome": (PALINDROMES, NOUNS, "a palindrome", "not a palindrome"),
    "singular or plural": (tuple(PLURALS), tuple(PLURALS.values()), "singular", "plural"),
    "a present form or a past form": (tuple(PAST), tuple(PAST.values()), "present form", "past form"),
    "a noun or an adjective": (tuple(NOUNS), tuple(OPPOSITES), "noun", "adjective"),
}

_FORM = Choice(tuple(_FORMS))


@labelling(
    "Is the word {kinds}?[ {only}]",
    "For {game}, decide whether the given word is {kinds}.[ {only}]",
    "{name} looks at one English word at a time. Label it as {kinds}.[ {only}]",
    "What is the word, {kinds}? The question belongs to {game}.[ {only}]",
    kinds=_FORM,
    game=_GAME,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.8,
)
def word_form(rng: Random, kinds: str, **_: object) -> Instance:
    first, second, a, b = _FORMS[kinds]
    return (rng.choice(first), a) if rng.random() < 0.5 else (rng.choice(second), b)


@labelling(
    "Are the two words anagrams of each other? Answer yes or no, for {game}.",
    "For {game}, say whether both words are made of exactly the same letters: yes or no.",
    "{name} shuffles letters for {game}. Is the second word an anagram of the first, yes or no?",
    "Could the first word be rearranged into the second without adding or dropping a letter? Yes or no; it is for {game}.",
    game=_GAME,
    name=_NAME,
    weight=0.2,
)
def anagram(rng: Random, **_: object) -> Instance:
    word = rng.choice(NOUNS)
    letters = rng.sample(word, len(word))
    same = rng.random() < 0.5
    if not same:
        at = rng.randrange(len(letters))
        letters[at] = rng.choice([c for c in "aeioustrn" if c != letters[at]])
    return f"{word} / {''.join(letters)}", "yes" if same else "no"


@labelling(
    "Does the word have more vowels (a, e, i, o, u), more consonants, or equally many? Answer 'vowels', 'consonants' or 'equal', for {game}.",
    "Count vowels and consonants of a word from {game} and say which are more: vowels, consonants or equal.[ {only}]",
    "Which does the word contain more of, vowels (a, e, i, o, u) or consonants? Say equal if neither. It is from {game}.",
    game=_GAME,
    only=LABEL_ONLY,
    weight=0.2,
)
def vowels_or_consonants(rng: Random, **_: object) -> Instance:
    word = rng.choice([*NOUNS, *(w for c in CATEGORIES for w in c.words if w.isalpha())]).lower()
    vowels = sum(c in "aeiou" for c in word)
    rest = len(word) - vowels
    return word, "vowels" if vowels > rest else "consonants" if rest > vowels else "equal"


@labelling(
    "Does the word from {game} begin with a vowel or with a consonant?[ {only}]",
    "{name} asks about the first letter of a word in {game}. Is it a vowel or a consonant?[ {only}]",
    "Vowel or consonant: what does the given word, taken from {game}, start with?[ {only}]",
    game=_GAME,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.6,
)
def first_letter(rng: Random, **_: object) -> Instance:
    vowel = rng.random() < 0.5
    words = [w for c in CATEGORIES for w in c.words if (w[0] in "aeiou") == vowel]
    return rng.choice(words), "vowel" if vowel else "consonant"
