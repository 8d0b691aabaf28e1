"""Tasks on a list of whole numbers that somebody wrote down."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise
from random import Random
from statistics import median

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import (
    LISTS,
    NUMBERS,
    PLACES,
    PLAIN,
    PLAIN_LIST,
    ListForm,
    Places,
    Prefixed,
    listed,
)
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, level, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.series import SERIES, Series
from selfinstruct_distilabel.llms.offline.wording import fixed, in_words, ordinal

_SERIES = Choice(SERIES)
_FEW = Number(2, 4)


@task(
    "<{s.opener} <Sort|Order> {s.short}|<Arrange|Sort> {s}> from <smallest to largest|the lowest value to the highest>. {form}",
    "{s.opener} Can you put {s.short} in ascending order, {form.clause}?",
    "You get {s}. Return them in increasing order, {form.clause}.",
    "Which order do {s} take when the smallest comes first? {form}",
    s=_SERIES,
    form=LISTS,
    weight=1.6,
)
def sort_ascending(rng: Random, s: Series, form: ListForm) -> Instance:
    numbers = s.numbers(rng)
    return listed(rng, numbers), form.join(sorted(numbers))


@task(
    "<{s.opener} Rank {s.short}|Rank {s}> from <largest to smallest|high to low>. {form}",
    "{s.opener} I need {s.short} in descending order, {form.clause}.",
    "Take {s} and list them so that every number is smaller than the one before it. {form}",
    "How do {s} look once they are sorted backwards, largest first? {form}",
    s=_SERIES,
    form=LISTS,
    weight=1.6,
)
def sort_descending(rng: Random, s: Series, form: ListForm) -> Instance:
    numbers = s.numbers(rng)
    return listed(rng, numbers), form.join(sorted(numbers, reverse=True))


@task(
    "<{s.opener} Add up {s.short}.|Add up {s}.>[ {form}]",
    "{s.opener} What do {s.short} come to in all?[ {form}]",
    "What is the sum of {s}?[ {form}]",
    "Calculate the grand total for {s}.[ {form}]",
    s=_SERIES,
    form=NUMBERS,
    weight=1.6,
)
def total(rng: Random, s: Series, form: Prefixed | None = None) -> Instance:
    numbers = s.numbers(rng, 3, 6)
    result = sum(numbers)
    return listed(rng, numbers), form(str(result)) if form else str(result)


@task(
    "Add together {s}, then spell the sum out in <English words|words>.",
    "{s.opener} Write the sum of {s.short} as <a number word|words, not as digits>.",
    s=_SERIES,
    weight=1.6,
)
def total_in_words(rng: Random, s: Series) -> Instance:
    numbers = s.numbers(rng, 3, 5)
    return listed(rng, numbers), in_words(sum(numbers))


@task(
    "<{s.opener} Work out the mean of {s.short}|Compute the average of {s}>, {places}.[ {form}]",
    "{s.opener} What is the average of {s.short}, {places}?",
    "What value, {places}, do {s} have on average?[ {form}]",
    "Given {s}, report the arithmetic mean {places}.",
    s=_SERIES,
    places=PLACES,
    form=NUMBERS,
    weight=1.6,
)
def average(rng: Random, s: Series, places: Places, form: Prefixed = PLAIN) -> Instance:
    numbers = s.numbers(rng, 3, 7)
    return listed(rng, numbers), form(fixed(Fraction(sum(numbers), len(numbers)), places.places))


@task(
    "<{s.opener} Find the median of {s.short}|Determine the median of {s}>. There is always an odd number of values.[ {form}]",
    "{s.opener} When {s.short} are lined up by size, which one stands in the middle?[ {form}]",
    "An odd count of numbers comes in, namely {s}. Name the middle one after sorting.[ {form}]",
    s=_SERIES,
    form=NUMBERS,
    weight=1.3,
)
def middle(rng: Random, s: Series, form: Prefixed = PLAIN) -> Instance:
    count = rng.choice((3, 5, 7))
    numbers = s.numbers(rng, count, count)
    return listed(rng, numbers), form(str(median(numbers)))


@task(
    "<{s.opener} How far apart are the largest and the smallest of {s.short}|How wide is the range of {s}>?[ {form}]",
    "Subtract the minimum from the maximum of {s}.[ {form}]",
    "{s.opener} Look at {s.short} and tell me the gap between the top and the bottom value.[ {form}]",
    s=_SERIES,
    form=NUMBERS,
    weight=1.6,
)
def spread(rng: Random, s: Series, form: Prefixed = PLAIN) -> Instance:
    numbers = s.numbers(rng)
    return listed(rng, numbers), form(str(max(numbers) - min(numbers)))


@task(
    "<{s.opener} Count how many of {s.short}|Count how many of {s}> are <above|greater than> {limit}.[ {form}]",
    "{s.opener} How often do {s.short} exceed {limit}?[ {form}]",
    "Of {s}, what number of entries lies over {limit}?[ {form}]",
    s=_SERIES,
    limit=level("s"),
    form=NUMBERS,
    weight=1.6,
)
def count_above(rng: Random, s: Series, limit: int, form: Prefixed = PLAIN) -> Instance:
    numbers = s.numbers(rng, 5, 9)
    return listed(rng, numbers), form(str(sum(n > limit for n in numbers)))


@task(
    "<{s.opener} Keep only those of {s.short} that are|From {s}, keep those that are> <under|smaller than> {limit}. "
    "Leave their order alone, and write 'none' if none is left.[ {form}]",
    "{s.opener} Remove everything from {limit} upwards out of {s.short}[, {form.clause}]. Write 'none' if nothing is left.",
    "Which of {s} stay below {limit}? List them in the given order, {form.clause}, or write 'none'.",
    s=_SERIES,
    limit=level("s"),
    form=LISTS,
    weight=1.3,
)
def keep_below(rng: Random, s: Series, limit: int, form: ListForm = PLAIN_LIST) -> Instance:
    numbers = s.numbers(rng, 5, 8)
    kept = [n for n in numbers if n < limit]
    return listed(rng, numbers), form.join(kept) if kept else "none"


@task(
    "<{s.opener} Pick the {k} highest of {s.short}|Name the {k} highest of {s}>, the highest first. {form}",
    "{s.opener} I am looking for the top {k} among {s.short}, in falling order, {form.clause}.",
    "What are the {k} largest numbers in {s}? Begin with the largest. {form}",
    s=_SERIES,
    k=_FEW,
    form=LISTS,
    weight=1.6,
)
def top(rng: Random, s: Series, k: int, form: ListForm) -> Instance:
    numbers = s.numbers(rng, 5, 8)
    return listed(rng, numbers), form.join(sorted(numbers, reverse=True)[:k])


@task(
    "<{s.opener} Turn {s.short} into running totals|Turn {s} into running totals>: each number plus all before it. {form}",
    "Write the cumulative sums of {s}, {form.clause}.",
    "{s.opener} What is the total so far after each of {s.short}? {form}",
    s=_SERIES,
    form=LISTS,
    weight=2.0,
)
def running_totals(rng: Random, s: Series, form: ListForm) -> Instance:
    numbers = s.numbers(rng, 3, 6)
    return listed(rng, numbers), form.join(list(accumulate(numbers)))


@task(
    "<{s.opener} By how much does each of {s.short} differ|By how much does each of {s} differ> from the one before? "
    "<Use a minus sign for a fall|Falls get a minus sign>, {form.clause}.",
    "List the changes between neighboring values of {s}, later minus earlier. {form}",
    "{s.opener} Take the differences of consecutive entries in {s.short} (second minus first and so on). {form}",
    s=_SERIES,
    form=LISTS,
    weight=1.3,
)
def changes(rng: Random, s: Series, form: ListForm) -> Instance:
    numbers = s.numbers(rng, 4, 6)
    return listed(rng, numbers), form.join([later - earlier for earlier, later in pairwise(numbers)])


@task(
    "<{s.opener} Raise each of {s.short}|Increase every one of {s}> by {n} and give the new list, {form.clause}.",
    "All of {s} were noted {n} too low. Correct them. {form}",
    "{s.opener} Somebody forgot to add {n} to {s.short}. Please write down the right values, {form.clause}.",
    s=_SERIES,
    n=Number(2, 30),
    form=LISTS,
    weight=2.0,
)
def raise_each(rng: Random, s: Series, n: int, form: ListForm) -> Instance:
    numbers = s.numbers(rng, 3, 6)
    return listed(rng, numbers), form.join([number + n for number in numbers])


@task(
    "<{s.opener} At which position in {s.short}|At which place among {s}> does the <largest|highest> value stand? "
    "<The first place is 1.|Start counting at 1.>[ {form}]",
    "Find the index of the maximum in {s}, counted from one.[ {form}]",
    s=_SERIES,
    form=NUMBERS,
    weight=1.6,
)
def place_of_maximum(rng: Random, s: Series, form: Prefixed = PLAIN) -> Instance:
    numbers = s.numbers(rng)
    return listed(rng, numbers), form(str(numbers.index(max(numbers)) + 1))


@task(
    "<{s.opener} Which of {s.short}|Which of {s}> are divisible by {k}? <Write 'none' when there are none.|Say 'none' if no number is.>[ {form}]",
    "Go through {s} and list the multiples of {k}, {form.clause}. If there are none, answer 'none'.",
    "{s.opener} Select each of {s.short} that can be divided by {k} without remainder, or answer 'none'.[ {form}]",
    s=_SERIES,
    k=Number(2, 7),
    form=LISTS,
    weight=1.6,
)
def multiples(rng: Random, s: Series, k: int, form: ListForm = PLAIN_LIST) -> Instance:
    numbers = s.numbers(rng, 5, 8)
    kept = [n for n in numbers if n % k == 0]
    return listed(rng, numbers), form.join(kept) if kept else "none"


@task(
    "<{s.opener} Round {s.short}|Round {s}> to the nearest <ten|multiple of ten>; a final 5 is rounded up. {form}",
    "{s.opener} Make {s.short} easier to read: round each to tens, with 5 going up, {form.clause}.",
    s=_SERIES,
    form=LISTS,
    weight=1.3,
)
def to_tens(rng: Random, s: Series, form: ListForm) -> Instance:
    numbers = s.numbers(rng, 3, 6)
    return listed(rng, numbers), form.join([(n + 5) // 10 * 10 for n in numbers])


@task(
    "<{s.opener} Which place does the {which} of {s.short} take|Which place does the {which} of {s} take> when all are "
    "ranked from the largest down? Answer like '2nd'.",
    "Rank {s} from high to low and give the rank of the {which} number in the list as an ordinal such as 3rd.",
    "If {s} were put on a podium, the highest first, where would the {which} one stand? Use an ordinal like 4th.",
    s=_SERIES,
    which=one_of("first, second, last"),
    weight=0.2,
)
def rank_of_one(rng: Random, s: Series, which: str) -> Instance:
    numbers = s.numbers(rng)
    chosen = numbers[{"first": 0, "second": 1, "last": -1}[which]]
    return listed(rng, numbers), ordinal(sorted(numbers, reverse=True).index(chosen) + 1)
