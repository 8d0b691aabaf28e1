"""Lists of words put in another order or shape."""

from __future__ import annotations

from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import (
    LISTS,
    ListForm,
    listed,
)
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS, Roster
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_ROSTER = Choice(ROSTERS)

_NAME = Choice(NAMES)


@task(
    "<{r.opener} Put {r.short}|Put {r}> in alphabetical order. {form}",
    "{r.opener} Alphabetize {r.short} for me, {form.clause}.",
    "How would {r} be sorted from A to Z? {form}",
    r=_ROSTER,
    form=LISTS,
    weight=1.6,
)
def alphabetical(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=str.lower))


@task(
    "Take {r} and write them in reverse alphabetical order, {form.clause}.",
    "{r.opener} Sort {r.short} from Z back to A. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=0.8,
)
def from_z_to_a(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=str.lower, reverse=True))


@task(
    "<{r.opener} Sort {r.short}|Sort {r}> by the number of letters, shortest first. Ties stay in the given order. {form}",
    "{r.opener} Order {r.short} by length without counting spaces or hyphens; equals keep their order. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=0.8,
)
def by_length(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng)
    return listed(rng, words), form.join(sorted(words, key=_letters))


def _letters(word: str) -> int:
    return sum(c.isalpha() for c in word)


@task(
    "<{r.opener} Reverse the order of {r.short}|Reverse the order of {r}>: last becomes first. {form}",
    "{r.opener} Read {r.short} from back to front and write them down that way, {form.clause}.",
    "Show {r} in the opposite order. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=1.6,
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
    weight=1.3,
)
def move_one(rng: Random, r: Roster, end: str, form: ListForm, **_: object) -> Instance:
    words = r.sample(rng)
    moved = [*words[1:], words[0]] if end == "first" else [words[-1], *words[:-1]]
    return listed(rng, words), form.join(moved)


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
    "Which of {r} go under which letter? One line a letter, alphabetically, in the manner of 'C - cat, cow'.",
    r=_ROSTER,
    weight=0.2,
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
    "How would {r} be split over boxes of {k}, keeping the order? One box per line, entries separated by commas.",
    r=_ROSTER,
    name=_NAME,
    k=Number(2, 4),
    weight=0.2,
)
def chunks(rng: Random, r: Roster, k: int, **_: object) -> Instance:
    words = r.sample(rng, 5, 9)
    return ", ".join(words), "\n".join(", ".join(words[at : at + k]) for at in range(0, len(words), k))


@task(
    "<{r.opener} Hand {r.short} to|Hand out {r} to> {name} and {other} in turn, {name} first. Write a line for each, like 'Ann - this, that'.",
    "Deal {r} alternately to {name} and {other}. Who gets what? One line per person in the form 'Ann - this, that'.",
    "{name} and {other} take turns picking from {r} in the given order, {name} beginning. List both hands as 'Ann - this, that', one per line.",
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
    "{r.opener} Our printer needs {r.short}, {form.clause}, in unchanged order.",
    "Reformat {r}, {form.clause}, and change nothing else.",
    r=_ROSTER,
    form=LISTS,
    weight=1.3,
)
def reformat_list(rng: Random, r: Roster, form: ListForm) -> Instance:
    words = r.sample(rng, 3, 7)
    return listed(rng, words), form.join(words)
