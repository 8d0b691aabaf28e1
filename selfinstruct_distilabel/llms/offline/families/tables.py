"""Tasks on small tables: look up, filter, total, reorder, change the format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import ANSWERS, LISTS, NUMBERS, PLAIN, PLAIN_LIST, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, level
from selfinstruct_distilabel.llms.offline.vocabulary.rosters import LEDGERS, Ledger
from selfinstruct_distilabel.llms.offline.wording import fixed

_LEDGER = Choice(LEDGERS)
_Rows = Sequence[tuple[str, int]]


def _csv(t: Ledger, rows: _Rows, separator: str = ",") -> str:
    return "\n".join(f"{a}{separator}{b}" for a, b in [(t.key, t.value), *rows])


def _markdown(t: Ledger, rows: _Rows) -> str:
    return "\n".join([f"| {t.key} | {t.value} |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)])


def _objects(t: Ledger, rows: _Rows) -> str:
    return json.dumps([{t.key: a, t.value: b} for a, b in rows], ensure_ascii=False)


def _any_table(rng: Random, t: Ledger, rows: _Rows) -> str:
    return rng.choice((_csv, _markdown))(t, rows)


@dataclass(frozen=True)
class Format:
    """A way to write a table."""

    text: str

    def __call__(self, t: Ledger, rows: _Rows) -> str:
        if self.text == "a Markdown table":
            return _markdown(t, rows)
        if self.text.startswith("a JSON array"):
            return _objects(t, rows)
        return _csv(t, rows, {"CSV with commas": ",", "lines with semicolons": ";"}.get(self.text, "\t"))


_FORMAT = Choice(
    [
        Format(text)
        for text in (
            "a Markdown table",
            "a JSON array of objects",
            "CSV with commas",
            "lines with semicolons",
            "lines with tabs",
        )
    ]
)


@task(
    "<{t.opener} Turn my table|Turn a table of {t}> from {source} into {target}, with the headings {t.key} and {t.value}.",
    "Convert {t} from {source} to {target}. Keep the order of the rows.",
    "{t.opener} The data comes as {source}, but I need {target}. Change nothing but the format.",
    t=_LEDGER,
    source=_FORMAT,
    target=_FORMAT,
    where=lambda b: b["source"] != b["target"],
)
def convert_table(rng: Random, t: Ledger, source: Format, target: Format) -> Instance:
    rows = t.rows(rng, 2, 4)
    return source(t, rows), target(t, rows)


@task(
    "<{t.opener} Sort the table|Sort a table of {t}> by {t.value}, <lowest|smallest> first, and return it as {target}.",
    "{t.opener} Rearrange the rows so that {t.value} rise from top to bottom. Reply with {target}.",
    t=_LEDGER,
    target=_FORMAT,
)
def sort_table(rng: Random, t: Ledger, target: Format) -> Instance:
    rows = t.rows(rng)
    return _any_table(rng, t, rows), target(t, sorted(rows, key=lambda row: row[1]))


@task(
    "<{t.opener} Which {t.key} has the most {t.value}|Look at {t}: which {t.key} has the most {t.value}>?[ {form}]",
    "In a table of {t}, find the {t.key} with the highest number of {t.value}.[ {form}]",
    "{t.opener} Who or what is at the top of the table by {t.value}?[ {form}]",
    t=_LEDGER,
    form=ANSWERS,
    weight=1.3,
)
def top_row(rng: Random, t: Ledger, form: Prefixed = PLAIN) -> Instance:
    rows = t.rows(rng)
    return _any_table(rng, t, rows), form(max(rows, key=lambda row: row[1])[0])


@task(
    "<{t.opener} Add up the column {t.value}.|Add up the column {t.value} in a table of {t}.>[ {form}]",
    "How many {t.value} do {t} make when all rows are taken together?[ {form}]",
    "{t.opener} I need one figure, the sum over all {t.value}.[ {form}]",
    t=_LEDGER,
    form=NUMBERS,
    weight=1.3,
)
def column_total(rng: Random, t: Ledger, form: Prefixed = PLAIN) -> Instance:
    rows = t.rows(rng)
    return _any_table(rng, t, rows), form(str(sum(n for _, n in rows)))


@task(
    "<{t.opener} List each {t.key}|From {t}, list each {t.key}> with more than {limit} {t.value}, or write 'none'.[ {form}]",
    "{t.opener} Where are there over {limit} {t.value}? Name every {t.key}, {form.clause}, or reply 'none'.",
    "Filter the table of {t} for rows above {limit} {t.value} and give the {t.key} column only, else 'none'.[ {form}]",
    t=_LEDGER,
    limit=level("t"),
    form=LISTS,
    weight=1.3,
)
def rows_above(rng: Random, t: Ledger, limit: int, form: ListForm = PLAIN_LIST) -> Instance:
    rows = t.rows(rng, 4, 6)
    kept = [name for name, n in rows if n > limit]
    return _any_table(rng, t, rows), form.join(kept) if kept else "none"


@task(
    "<{t.opener} Drop|From {t}, drop> every row with less than {limit} {t.value} and return {target}.",
    "Clean {t}: rows with fewer than {limit} {t.value} go, the rest comes back as {target}.",
    t=_LEDGER,
    limit=level("t", 0.1, 0.4),
    target=_FORMAT,
    weight=0.8,
)
def drop_rows(rng: Random, t: Ledger, limit: int, target: Format) -> Instance:
    rows = t.rows(rng, 4, 6)
    return _any_table(rng, t, rows), target(t, [row for row in rows if row[1] >= limit])


@task(
    "<{t.opener} Look up the {t.value}|In {t}, look up the {t.value}> of the {t.key} named below the table.[ {form}]",
    "A table shows {t}, and a question follows it. Answer the question with the number of {t.value}.[ {form}]",
    "{t.opener} The last line asks for one {t.key}. How many {t.value} does the table give for it?[ {form}]",
    t=_LEDGER,
    form=NUMBERS,
    weight=0.6,
)
def look_up(rng: Random, t: Ledger, form: Prefixed = PLAIN) -> Instance:
    rows = t.rows(rng)
    name, number = rng.choice(rows)
    return f"{_any_table(rng, t, rows)}\n\n{t.key}? {name}", form(str(number))


@task(
    "<{t.opener} How many {t.value} separate the first and the last row?|What is the difference in {t.value} between the first and the last row of {t}?>[ {form}]",
    "Compare the top and bottom row in {t} and state how many {t.value} lie between them, as a positive number.[ {form}]",
    t=_LEDGER,
    form=NUMBERS,
    weight=0.4,
)
def row_difference(rng: Random, t: Ledger, form: Prefixed = PLAIN) -> Instance:
    rows = t.rows(rng)
    return _any_table(rng, t, rows), form(str(abs(rows[0][1] - rows[-1][1])))


@task(
    "<{t.opener} Add a column|Add a column to {t}> named share with each row's percentage of all {t.value}, one decimal. Return CSV.",
    "Extend the CSV of {t} by a third column, share, the percent of the total to one decimal.",
    "How large, in percent with one decimal, is the share of each row in all {t.value}? Return {t} as CSV with a new column named share.",
    t=_LEDGER,
    weight=0.2,
)
def with_share(rng: Random, t: Ledger) -> Instance:
    rows = t.rows(rng, 2, 4)
    whole = sum(n for _, n in rows)
    lines = [f"{name},{n},{fixed(Fraction(100 * n, whole), 1)}" for name, n in rows]
    return _csv(t, rows), "\n".join([f"{t.key},{t.value},share", *lines])


@task(
    "<{t.opener} Raise all {t.value} by {percent} percent|Raise all {t.value} in {t} by {percent} percent>, round to whole numbers and return {target}.",
    "Next year every number of {t} will be {percent}% higher. Compute the new table, rounded, as {target}.",
    t=_LEDGER,
    percent=Number(5, 60, 5),
    target=_FORMAT,
    weight=0.4,
)
def raise_column(rng: Random, t: Ledger, percent: int, target: Format) -> Instance:
    rows = t.rows(rng, 2, 4)
    raised = [(name, int(fixed(Fraction(n * (100 + percent), 100)))) for name, n in rows]
    return _any_table(rng, t, rows), target(t, raised)


@task(
    "<{t.opener} Write one sentence per row|Write a sentence for each row of {t}>, in the form 'X has 12 {t.value}.'",
    "Turn {t} into plain sentences, row by row, on the pattern 'X has 12 {t.value}.'",
    t=_LEDGER,
    weight=0.6,
)
def rows_to_sentences(rng: Random, t: Ledger) -> Instance:
    rows = t.rows(rng, 2, 4)
    return _any_table(rng, t, rows), "\n".join(f"{name} has {n} {t.value}." for name, n in rows)
