"""Classification of words, strings and lists by a dictionary or by their form."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS, Roster
from selfinstruct_distilabel.llms.offline.vocabulary.words import (
    CATEGORIES,
    GREETINGS,
    NAMES,
    NOUNS,
    OPPOSITES,
    PALINDROMES,
    PAST,
    PLURALS,
    Category,
)

_CATEGORY = Choice(CATEGORIES)
_NAME = Choice(NAMES)
_GAME = one_of(
    "a vocabulary app, a card game for children, a kitchen quiz, my speech therapy group, a pocket lexicon, a "
    "museum trail, a party game, a reading test, an adult literacy course, a word search, a school bus game, a "
    "trivia night, a memory exercise, a bilingual dictionary"
)


@labelling(
    "Does the word name {a.a_text} or {b.a_text}?[ {only}]",
    "For {game}, sort words into two boxes, {a} and {b}. Which box takes the given word?",
    "{name} mixes up {a.plural} and {b.plural}. Tell which of the two, {a} or {b}, the word is.[ {only}]",
    "Put a single word into one of these classes: {a}, {b}, {c}.[ {only}]",
    "Which of the three, {a}, {b} or {c}, fits the word best? It is for {game}.[ {only}]",
    "{game} asks: {a}, {b} or {c}? Decide for the word given.[ {only}]",
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
    a=_CATEGORY,
    name=_NAME,
    game=_GAME,
    weight=0.8,
)
def all_of_a_kind(rng: Random, a: Category, name: str | None = None, **_: object) -> Instance:
    pure = rng.random() < 0.5
    words = rng.sample(a.words, 3)
    other = rng.choice([category for category in CATEGORIES if category is not a])
    words.append(rng.choice([w for w in a.words if w not in words]) if pure else rng.choice(other.words))
    rng.shuffle(words)
    yes, no = ("true", "false") if name else ("yes", "no")
    return ", ".join(words), yes if pure else no


@labelling(
    "{r.opener} Two lists are kept: {first} for {r.short} that begin with A to M, {second} for the rest. Which list is for the given {r.one}?",
    "Assign {r.a_one} from {r} to {first} (initial A to M) or {second} (initial N to Z).[ {only}]",
    r=Choice(ROSTERS),
    first=one_of("list 1, team red, shelf one, group A, the left tray"),
    second=one_of("list 2, team blue, shelf two, group B, the right tray"),
    only=LABEL_ONLY,
    weight=0.5,
)
def by_initial(rng: Random, r: Roster, first: str, second: str, **_: object) -> Instance:
    word = rng.choice(r.words)
    return word, first if word[0].upper() <= "M" else second


_FORMS = {
    "palindrome or not a palindrome": (PALINDROMES, NOUNS, "palindrome", "not a palindrome"),
    "singular or plural": (tuple(PLURALS), tuple(PLURALS.values()), "singular", "plural"),
    "present or past": (tuple(PAST), tuple(PAST.values()), "present", "past"),
    "noun or adjective": (tuple(NOUNS), tuple(OPPOSITES), "noun", "adjective"),
    "verb or noun": (
        tuple(
            v
            for v in PAST
            if v
            not in {
                "break",
                "drink",
                "drive",
                "ride",
                "run",
                "stand",
                "swim",
                "throw",
                "win",
                "fall",
                "wear",
                "catch",
                "build",
                "leave",
                "hide",
            }
        ),
        NOUNS,
        "verb",
        "noun",
    ),
}
_FORM = Choice(tuple(_FORMS))


@labelling(
    "Is the word {kinds}?[ {only}]",
    "For {game}, decide whether the given word is {kinds}.[ {only}]",
    "{name} looks at one English word at a time. Label it as {kinds}.[ {only}]",
    kinds=_FORM,
    game=_GAME,
    name=_NAME,
    only=LABEL_ONLY,
)
def word_form(rng: Random, kinds: str, **_: object) -> Instance:
    first, second, a, b = _FORMS[kinds]
    return (rng.choice(first), a) if rng.random() < 0.5 else (rng.choice(second), b)


@labelling(
    "Are the two words anagrams of each other? Answer yes or no, for {game}.",
    "For {game}, say whether both words are made of exactly the same letters: yes or no.",
    "{name} shuffles letters for {game}. Is the second word an anagram of the first, yes or no?",
    game=_GAME,
    name=_NAME,
    weight=0.5,
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
    game=_GAME,
    only=LABEL_ONLY,
    weight=0.3,
)
def vowels_or_consonants(rng: Random, **_: object) -> Instance:
    word = rng.choice([*NOUNS, *(w for c in CATEGORIES for w in c.words if w.isalpha())]).lower()
    vowels = sum(c in "aeiou" for c in word)
    rest = len(word) - vowels
    return word, "vowels" if vowels > rest else "consonants" if rest > vowels else "equal"


@labelling(
    "Does the word from {game} begin with a vowel or with a consonant?[ {only}]",
    "{name} asks about the first letter of a word in {game}. Is it a vowel or a consonant?[ {only}]",
    game=_GAME,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.6,
)
def first_letter(rng: Random, **_: object) -> Instance:
    vowel = rng.random() < 0.5
    words = [w for c in CATEGORIES for w in c.words if (w[0] in "aeiou") == vowel]
    return rng.choice(words), "vowel" if vowel else "consonant"


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
    choice=_LANGUAGES,
    host=one_of(
        "a youth hostel, a ferry, a consulate, a ski resort, a call center, a hospital, a campsite, a train crew"
    ),
    only=LABEL_ONLY,
)
def language(rng: Random, choice: Languages, **_: object) -> Instance:
    chosen = rng.choice(choice.choices)
    return rng.choice(GREETINGS[chosen]), chosen


_STRINGS = {
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
    a=_STRING,
    b=_STRING,
    c=_STRING,
    source=one_of(
        "a contact form, a scanned receipt, a log book, a spreadsheet, a survey, a business card, a flyer, a chat"
    ),
    only=LABEL_ONLY,
    where=lambda b: len({b["a"], b["b"], b["c"]}) == 3,
    weight=1.5,
)
def kind_of_string(rng: Random, a: str, b: str, c: str, **_: object) -> Instance:
    chosen = rng.choice((a, b, c))
    return _STRINGS[chosen](rng), chosen


@labelling(
    "A valid code for {thing} has {n} capital letters followed by {m} digits. Is the given code valid or invalid?[ {only}]",
    "Check codes of {thing}: exactly {n} capitals, then exactly {m} digits, nothing else. Reply valid or invalid.",
    thing=one_of(
        "a locker, a seed bag, a lab sample, a bus pass, a hotel safe, a film reel, a museum piece, a bike frame, a "
        "spare part"
    ),
    n=Number(1, 4),
    m=Number(2, 6),
    only=LABEL_ONLY,
    weight=0.5,
)
def valid_code(rng: Random, n: int, m: int, **_: object) -> Instance:
    letters, digits, case = rng.choice(
        ((n, m, True), (n, m, True), (n + 1, m, True), (n, m + 1, True), (n, m - 1, True), (n, m, False))
    )
    head = "".join(rng.choices("ABCDEFGHKLMNPRSTVWXYZ", k=letters))
    code = (head if case else head.lower()) + "".join(rng.choices("0123456789", k=digits))
    return code, "valid" if (letters, digits, case) == (n, m, True) else "invalid"
