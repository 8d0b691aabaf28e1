"""Tasks on single words and numbers as codes: grammar by table, ciphers, letters."""

from __future__ import annotations

from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, PLAIN_LIST, ListForm, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES, NOUNS, OPPOSITES, PAST, PLURALS

_AUDIENCE = one_of(
    "a language app for tourists, my evening class on Mondays, the crossword in our club magazine, third graders at a "
    "village school, an exchange student from Japan, a spelling bee in the town hall, the flash cards of a tutor, a "
    "grammar poster in the hallway, a quiz show on local radio, our reading circle at the library, a beginners' "
    "course at the museum, the workbook of a nursing school, a podcast on tricky English, my nephew before his exam, "
    "a card game about words, the language corner of a daily paper"
)
_NOUN = Choice(NOUNS)
_NAME = Choice(NAMES)
_CARRIER = one_of(
    "a secret note under the doormat, a spy game in the park, the night hike of a scout camp, a geocache near the "
    "waterfall, a birthday riddle for my aunt, the last page of an old diary, a stage play about pirates, a locked "
    "chest in the attic, a chat between two friends, an adventure book with puzzles, a treasure trail through the "
    "museum, an escape room about submarines, a letter from my grandfather, the stamp album of a detective"
)


def _chosen(rng: Random, table: dict[str, str]) -> list[tuple[str, str]]:
    return rng.sample(sorted(table.items()), rng.randint(3, 6))


@task(
    "Give the plural of each noun, for {audience}. {form}",
    "For {audience}, put these nouns into the plural, {form.clause}.",
    "What are the plural forms of the nouns {name} collected for {audience}? {form}",
    audience=_AUDIENCE,
    name=_NAME,
    form=LISTS,
    weight=1.3,
)
def plural(rng: Random, form: ListForm, **_: object) -> Instance:
    pairs = _chosen(rng, PLURALS)
    return listed(rng, (one for one, _ in pairs)), form.join([many for _, many in pairs])


@task(
    "For {audience}, reduce the plural nouns to their singular. {form}",
    "Which singular belongs to each of the plurals? It is for {audience}. {form}",
    "What do you call just one of each? Undo the plurals for {audience}, {form.clause}.",
    audience=_AUDIENCE,
    form=LISTS,
)
def singular(rng: Random, form: ListForm, **_: object) -> Instance:
    pairs = _chosen(rng, PLURALS)
    return listed(rng, (many for _, many in pairs)), form.join([one for one, _ in pairs])


@task(
    "Write the simple past of each irregular verb, for {audience}. {form}",
    "{name} prepares {audience}. Supply the past tense of the verbs given, {form.clause}.",
    "How do these verbs read in the simple past? It is for {audience}. {form}",
    audience=_AUDIENCE,
    name=_NAME,
    form=LISTS,
)
def past(rng: Random, form: ListForm, **_: object) -> Instance:
    pairs = _chosen(rng, PAST)
    return listed(rng, (verb for verb, _ in pairs)), form.join([then for _, then in pairs])


@task(
    "Trace the past tense forms back to the base forms of the verbs, for {audience}. {form}",
    "{audience} needs the infinitive (without 'to') of every past form listed. {form}",
    "{name} looks up irregular verbs for {audience}. Give the base form of each past form. {form}",
    audience=_AUDIENCE,
    form=LISTS,
    weight=0.8,
    name=_NAME,
)
def base_form(rng: Random, form: ListForm, **_: object) -> Instance:
    pairs = _chosen(rng, PAST)
    return listed(rng, (then for _, then in pairs)), form.join([verb for verb, _ in pairs])


@task(
    "Find the opposite of each adjective, one word each, for {audience}. {form}",
    "What is the contrary of the adjectives below? {name} collects pairs for {audience}. {form}",
    "Hot becomes cold: give the antonym of every adjective for {audience}. {form}",
    audience=_AUDIENCE,
    name=_NAME,
    form=LISTS,
)
def opposites(rng: Random, form: ListForm, **_: object) -> Instance:
    pairs = _chosen(rng, OPPOSITES)
    return listed(rng, (word for word, _ in pairs)), form.join([other for _, other in pairs])


def _caesar(word: str, shift: int) -> str:
    return "".join(chr((ord(c) - 97 + shift) % 26 + 97) for c in word)


@task(
    "Encode each word from {carrier} by moving every letter {n} places forward in the alphabet, z being followed by a. {form}",
    "Caesar cipher with shift {n}: encrypt the words of {carrier}. {form}",
    "The word {word} goes into {carrier}, each letter shifted by {n} places toward z. What is the code word?",
    carrier=_CARRIER,
    word=_NOUN,
    n=Number(2, 12),
    form=LISTS,
)
def encrypt(rng: Random, n: int, word: str | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    if word is not None:
        return "", _caesar(word, n)
    words = rng.sample(NOUNS, rng.randint(2, 4))
    return listed(rng, words), form.join([_caesar(w, n) for w in words])


@task(
    "Every letter in {carrier} was moved {n} places forward in the alphabet. Undo that for the words given. {form}",
    "{name} found coded words in {carrier}. Shift their letters back by {n} places to decode them. {form}",
    carrier=_CARRIER,
    name=_NAME,
    n=Number(2, 12),
    form=LISTS,
)
def decrypt(rng: Random, n: int, form: ListForm, **_: object) -> Instance:
    words = rng.sample(NOUNS, rng.randint(2, 4))
    return listed(rng, (_caesar(w, n) for w in words)), form.join(words)


@task(
    "Sort the letters of the word {word} alphabetically.",
    "For {carrier}, put the letters of each word into alphabetical order. {form}",
    "Scramble words for {carrier} in a fixed way: their letters from a to z, {form.clause}.",
    "Which string do you get when the letters of {word} are put in alphabetical order?",
    word=_NOUN,
    carrier=_CARRIER,
    form=LISTS,
    weight=0.8,
)
def sort_letters(rng: Random, word: str | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    if word is not None:
        return "", "".join(sorted(word))
    words = rng.sample(NOUNS, rng.randint(2, 4))
    return listed(rng, words), form.join(["".join(sorted(w)) for w in words])


@task(
    "Write the word {word} backwards.",
    "{carrier} hides words that are spelled backwards. Turn them round. {form}",
    "Which words did {name} mirror, letter by letter, for {carrier}? {form}",
    word=_NOUN,
    name=_NAME,
    carrier=_CARRIER,
    form=LISTS,
)
def mirrored(rng: Random, word: str | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    if word is not None:
        return "", word[::-1]
    words = rng.sample(NOUNS, rng.randint(2, 4))
    return listed(rng, (w[::-1] for w in words)), form.join(words)


@task(
    "Turn words from {carrier} into numbers: a is 1, b is 2 and so on to z, which is 26. Hyphens between the numbers, one word per line.",
    "For {carrier}, write each letter as its place in the alphabet (a = 1), joined by hyphens, every word on its own line.",
    "What numbers stand for the letters of {word} when a is 1 and z is 26? Join them with hyphens.",
    "Replace letters by numbers (a = 1 to z = 26) in the words of {carrier}. Hyphens within a word, a new line for each word.",
    carrier=_CARRIER,
    word=_NOUN,
    weight=0.2,
)
def letter_numbers(rng: Random, word: str | None = None, **_: object) -> Instance:
    def code(text: str) -> str:
        return "-".join(str(ord(c) - 96) for c in text)

    if word is not None:
        return "", code(word)
    words = rng.sample(NOUNS, rng.randint(2, 3))
    return listed(rng, words), "\n".join(map(code, words))


@task(
    "In a word game a letter scores 1 point if it is a consonant and {n} if it is a vowel (a, e, i, o, u). Score each word for {name}. {form}",
    "Vowels are worth {n} points, consonants 1. How much is the word {word} worth?",
    "Rate the words of {carrier}: {n} points per vowel (a, e, i, o, u), 1 point for any other letter. {form}",
    "{name} invented a game for {carrier}: each vowel (a, e, i, o, u) brings {n} points and every other letter 1. Count the points of each word. {form}",
    n=Number(2, 9),
    name=_NAME,
    word=_NOUN,
    carrier=_CARRIER,
    form=LISTS,
    weight=0.6,
)
def word_score(rng: Random, n: int, word: str | None = None, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    def score(text: str) -> int:
        return sum(n if c in "aeiou" else 1 for c in text)

    if word is not None:
        return "", str(score(word))
    words = rng.sample(NOUNS, rng.randint(2, 5))
    return listed(rng, words), form.join([score(w) for w in words])


@task(
    "Change the words from {carrier} to Pig Latin: consonants before the first vowel move to the end, then 'ay' follows. {form}",
    "In the Pig Latin of {carrier}, letters before the first vowel move to the end and 'ay' is added. Translate the words, {form.clause}.",
    carrier=_CARRIER,
    form=LISTS,
    weight=0.4,
)
def pig_latin(rng: Random, form: ListForm, **_: object) -> Instance:
    words = [w for w in rng.sample(NOUNS, 6) if w[0] not in "aeiouy"][: rng.randint(2, 4)]

    def move(word: str) -> str:
        start = next(at for at, c in enumerate(word) if c in "aeiou")
        return word[start:] + word[:start] + "ay"

    return listed(rng, words), form.join([move(w) for w in words])
