"""Lists of words from which some are chosen, counted or compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import (
    ANSWERS,
    LISTS,
    NUMBERS,
    PLAIN,
    PLAIN_LIST,
    ListForm,
    Prefixed,
    listed,
)
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import ROSTERS, Roster
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_ROSTER = Choice(ROSTERS)

_NAME = Choice(NAMES)


def _kept(items: Sequence[str], form: ListForm) -> str:
    return form.join(items) if items else "none"


def _letters(word: str) -> int:
    return sum(c.isalpha() for c in word)


@task(
    "<{r.opener} Some of {r.short}|Some of {r}> are listed twice. Remove the repetitions and keep the first of each. {form}",
    "{r.opener} Clean up {r.short}: every {r.one} may appear only once, in the order of first mention, {form.clause}.",
    "Delete duplicates from {r}. {form}",
    r=_ROSTER,
    form=LISTS,
    weight=1.3,
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
    form=NUMBERS,
    weight=0.8,
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
    form=ANSWERS,
    weight=1.3,
)
def most_frequent(rng: Random, r: Roster, form: Prefixed = PLAIN) -> Instance:
    text, winner, _ = _votes(rng, r)
    return text, form(winner)


@task(
    "Tally {r} and report the most frequent {r.one} with its count, like 'name (3)'.",
    "{r.opener} People voted for {r.short}. Who or what won, and with how many votes? Reply in the form 'name (3)'.",
    "A vote about {r} was held. State the winner and the votes in the form 'name (3)'.",
    r=_ROSTER,
    weight=0.2,
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
    weight=1.6,
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
    weight=1.3,
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
    weight=1.6,
)
def every_nth(rng: Random, r: Roster, step: str, form: ListForm) -> Instance:
    words = r.sample(rng, 5, 9)
    return listed(rng, words), form.join(words[:: 2 if step == "second" else 3])


_RELATIONS: dict[str, Callable[[list[str], list[str]], list[str]]] = {
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
    weight=0.6,
)
def compare_lists(rng: Random, r: Roster, relation: str, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    words = rng.sample(r.words, 7)
    shared, first, second = words[:3], words[3:5], words[5:]
    a, b = shared + first, shared + second
    rng.shuffle(a)
    rng.shuffle(b)
    return f"{', '.join(a)}\n{', '.join(b)}", form.join(_RELATIONS[relation](a, b))


@task(
    "<{r.opener} How many of {r.short}|How many of {r}> have <more than|over> {k} letters?[ {form}]",
    "Count the entries among {r} that are longer than {k} letters.[ {form}]",
    r=_ROSTER,
    k=Number(4, 7),
    form=NUMBERS,
    weight=1.3,
)
def long_words(rng: Random, r: Roster, k: int, form: Prefixed = PLAIN) -> Instance:
    words = r.sample(rng, 5, 9)
    return listed(rng, words), form(str(sum(_letters(w) > k for w in words)))
