"""Tasks on lists of words: order, choice, counting, comparison of two lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import FORMS, LISTS, PLAIN, PLAIN_LIST, ListForm, Prefixed, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS, Roster
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_ROSTER = Choice(ROSTERS)
_NAME = Choice(NAMES)


def _kept(items: Sequence[str], form: ListForm) -> str:
    return form.join(items) if items else "none"


@task(
    "<{r.opener} Put {r.short}|Put {r}> in alphabetical order. {form}",
    "{r.opener} Alphabetize {r.short} for me, {form.clause}.",
    "How would {r} be sorted from A to Z? {form}",
    r=_ROSTER,
    form=LISTS,
)
def alphabetical(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=str.lower))


@task(
    "Take {r} and write them in reverse alphabetical order, {form.clause}.",
    "{r.opener} Sort {r.short} from Z back to A. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=0.6,
)
def from_z_to_a(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=str.lower, reverse=True))


@task(
    "<{r.opener} Sort {r.short}|Sort {r}> by the number of letters, shortest first. Ties stay in the given order. {form}",
    "{r.opener} Order {r.short} by length without counting spaces or hyphens; equals keep their order. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=0.5,
)
def by_length(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=_letters))


def _letters(word: str) -> int:
    return sum(c.isalpha() for c in word)


@task(
    "<{r.opener} Some of {r.short}|Some of {r}> are listed twice. Remove the repetitions and keep the first of each. {form}",
    "{r.opener} Clean up {r.short}: every {r.one} may appear only once, in the order of first mention, {form.clause}.",
    "Delete duplicates from {r}. {form}",
    r=_ROSTER,
    form=LISTS,
)
def without_repeats(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng, 3, 5)
    repeated = words + rng.sample(words, rng.randint(1, 2))
    rng.shuffle(repeated)
    return listed(rng, repeated), form.join(list(dict.fromkeys(repeated)))


@task(
    "<{r.opener} How many different entries are among {r.short}|How many different entries are among {r}>, not counting repetitions?[ {form}]",
    "{name} wrote {r} down in a hurry, some more than once. Count the distinct ones.[ {form}]",
    r=_ROSTER,
    name=_NAME,
    form=FORMS,
    weight=0.7,
)
def distinct(rng: Random, r: Roster, form: Prefixed = PLAIN, **_: object) -> Instance:
    words = r.sample(rng, 3, 6)
    repeated = words + rng.choices(words, k=rng.randint(1, 4))
    rng.shuffle(repeated)
    return listed(rng, repeated), form(str(len(words)))


def _votes(rng: Random, r: Roster) -> tuple[str, str, int]:
    """A list with one clear winner, the winner, and how often it stands there."""
    words = r.sample(rng, 3, 4)
    counts = Counter({words[0]: rng.randint(3, 4)}) + Counter({word: rng.randint(1, 2) for word in words[1:]})
    votes = list(counts.elements())
    rng.shuffle(votes)
    return listed(rng, votes), words[0], counts[words[0]]


@task(
    "{r.opener} Which {r.one} is named most often?[ {form}]",
    "Find the {r.one} that occurs most often among {r}.[ {form}]",
    r=_ROSTER,
    form=FORMS,
    weight=0.8,
)
def most_frequent(rng: Random, r: Roster, form: Prefixed = PLAIN) -> Instance:
    text, winner, _ = _votes(rng, r)
    return text, form(winner)


@task(
    "Tally {r} and report the most frequent {r.one} with its count, like 'name (3)'.",
    "{r.opener} People voted for {r.short}. Who or what won, and with how many votes? Reply in the form 'name (3)'.",
    r=_ROSTER,
    weight=0.3,
)
def winner_with_count(rng: Random, r: Roster) -> Instance:
    text, winner, count = _votes(rng, r)
    return text, f"{winner} ({count})"


@task(
    "<{r.opener} Keep those of {r.short} that begin|From {r}, keep those that begin> with a letter from {a} to {b}, or answer 'none'.[ {form}]",
    "Which of {r} have an initial between {a} and {b}? {form} If nothing fits, write 'none'.",
    "{r.opener} Give me {r.short} whose first letter lies between {a} and {b}, both included, or 'none'.[ {form}]",
    r=_ROSTER,
    a=Choice(tuple("ABCDEF")),
    b=Choice(tuple("KLMNOPRS")),
    form=LISTS,
)
def initials_between(rng: Random, r: Roster, a: str, b: str, form: ListForm = PLAIN_LIST) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), _kept([w for w in words if a <= w[0].upper() <= b], form)


@task(
    "<{r.opener} Strike out all of {r.short}|Strike out all of {r}> that contain the letter {letter}. Write 'none' if nothing remains.[ {form}]",
    "{r.opener} {name} avoids the letter {letter}. Which of {r.short} are left? Say 'none' if there is not one.[ {form}]",
    "Filter {r}: only entries without the letter {letter} stay, {form.clause}; 'none' if there is no such entry.",
    r=_ROSTER,
    name=_NAME,
    letter=Choice(tuple("aeiourstln")),
    form=LISTS,
)
def without_letter(rng: Random, r: Roster, letter: str, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    words = r.sample(rng, 5, 8)
    return listed(rng, words), _kept([w for w in words if letter not in w.lower()], form)


@task(
    "<{r.opener} Take every {step} of {r.short}|Take every {step} of {r}>, starting with the first one. {form}",
    "{r.opener} Thin out {r.short} by keeping the first and then every {step} entry after it, {form.clause}.",
    r=_ROSTER,
    step=one_of("second, third"),
    form=LISTS,
)
def every_nth(rng: Random, r: Roster, step: str, form: ListForm) -> Instance:
    words = r.sample(rng, 5, 9)
    return listed(rng, words), form.join(words[:: 2 if step == "second" else 3])


@task(
    "<{r.opener} Reverse the order of {r.short}|Reverse the order of {r}>: last becomes first. {form}",
    "{r.opener} Read {r.short} from back to front and write them down that way, {form.clause}.",
    "Show {r} in the opposite order. {form}",
    r=_ROSTER,
    form=LISTS,
)
def backwards(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(words[::-1])


@task(
    "<{r.opener} Move the {end} of {r.short}|Move the {end} of {r}> to the {place} and leave the rest as it is. {form}",
    "{name} wants the {end} of {r} at the {place}. Give the new order, {form.clause}.",
    r=_ROSTER,
    name=_NAME,
    end=one_of("first, last"),
    place=one_of("beginning, end"),
    form=LISTS,
    where=lambda b: (b["end"], b["place"]) in {("first", "end"), ("last", "beginning")},
    weight=0.7,
)
def move_one(rng: Random, r: Roster, end: str, form: ListForm, **_: object) -> Instance:
    words = r.sample(rng)
    moved = [*words[1:], words[0]] if end == "first" else [words[-1], *words[:-1]]
    return listed(rng, words), form.join(moved)


_RELATIONS = {
    "in both lists": lambda a, b: [w for w in a if w in b],
    "only in the first list": lambda a, b: [w for w in a if w not in b],
    "only in the second list": lambda a, b: [w for w in b if w not in a],
    "in exactly one of the two lists": lambda a, b: [w for w in a if w not in b] + [w for w in b if w not in a],
}


@task(
    "{name} and a friend each wrote down {r}. Which are {relation}? Keep their order.[ {form}]",
    "Compare two lists with {r} and name what is {relation}, {form.clause}. Keep the order in which they appear.",
    "{r.opener} Now there are an old and a new version. Tell me which of {r.short} are {relation}, in order of appearance.[ {form}]",
    r=_ROSTER,
    name=_NAME,
    relation=Choice(tuple(_RELATIONS)),
    form=LISTS,
    weight=0.5,
)
def compare_lists(rng: Random, r: Roster, relation: str, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    words = rng.sample(r.words, 7)
    shared, first, second = words[:3], words[3:5], words[5:]
    a, b = shared + first, shared + second
    rng.shuffle(a)
    rng.shuffle(b)
    return f"{', '.join(a)}\n{', '.join(b)}", form.join(_RELATIONS[relation](a, b))


@task(
    "Merge two lists of {r} into one without repetitions, in alphabetical order. {form}",
    "{r.opener} Two helpers counted {r.short} separately. Unite both lists from A to Z, each {r.one} once. {form}",
    r=_ROSTER,
    form=LISTS,
)
def union(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = rng.sample(r.words, 6)
    a, b = words[:4], words[2:]
    rng.shuffle(b)
    return f"{', '.join(a)}\n{', '.join(b)}", form.join(sorted(words, key=str.lower))


@task(
    "<{r.opener} Group {r.short}|Group {r}> by first letter, one line per letter in the form 'A - apple, apricot', letters in order.",
    "{r.opener} Make a small index of {r.short}: a line for each initial, such as 'B - bat, bee', from A on, entries in given order.",
    r=_ROSTER,
    weight=0.3,
)
def index(rng: Random, r: Roster) -> Instance:
    words = r.sample(rng, 4, 7)
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0].upper(), []).append(word)
    return listed(rng, words), "\n".join(f"{letter} - {', '.join(groups[letter])}" for letter in sorted(groups))


@task(
    "<{r.opener} Pack {r.short}|Divide {r}> into groups of {k} in the given order; the last group may be smaller. One group per line.",
    "{name} lines up {r} in rows of {k}. Write each row on its own line, separated by commas, and keep the order.",
    r=_ROSTER,
    name=_NAME,
    k=Number(2, 4),
    weight=0.3,
)
def chunks(rng: Random, r: Roster, k: int, **_: object) -> Instance:
    words = r.sample(rng, 5, 9)
    return ", ".join(words), "\n".join(", ".join(words[at : at + k]) for at in range(0, len(words), k))


@task(
    "<{r.opener} Hand {r.short} to|Hand out {r} to> {name} and {other} in turn, {name} first. Write a line for each, like 'Ann - this, that'.",
    "Deal {r} alternately to {name} and {other}. Who gets what? One line per person in the form 'Ann - this, that'.",
    r=_ROSTER,
    name=_NAME,
    other=_NAME,
    where=lambda b: b["name"] != b["other"],
    weight=0.3,
)
def deal(rng: Random, r: Roster, name: str, other: str) -> Instance:
    words = r.sample(rng, 4, 8)
    return listed(rng, words), f"{name} - {', '.join(words[::2])}\n{other} - {', '.join(words[1::2])}"


@task(
    "<{r.opener} Rewrite {r.short}|Rewrite {r}>. {form}",
    "{r.opener} Our printer needs {r.short} {form.clause}, in unchanged order.",
    "Reformat {r} {form.clause} and change nothing else.",
    r=_ROSTER,
    form=LISTS,
    weight=0.7,
)
def reformat_list(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng, 3, 7)
    return listed(rng, words), form.join(words)


@task(
    "<{r.opener} How many of {r.short}|How many of {r}> have <more than|over> {k} letters?[ {form}]",
    "Count the entries among {r} that are longer than {k} letters.[ {form}]",
    r=_ROSTER,
    k=Number(4, 7),
    form=FORMS,
    weight=0.8,
)
def long_words(rng: Random, r: Roster, k: int, form: Prefixed = PLAIN) -> Instance:
    words = r.sample(rng, 5, 9)
    return listed(rng, words), form(str(sum(_letters(w) > k for w in words)))
