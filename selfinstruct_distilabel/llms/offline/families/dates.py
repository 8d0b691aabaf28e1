"""The calendar: weekdays, deadlines, ages, formats of dates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, ListForm
from selfinstruct_distilabel.llms.offline.slots import Choice, Day, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import WEEKDAYS, day, weekday

_PAST = Day(date(1903, 1, 1), date(2019, 12, 31))

_NEAR = Day(date(2023, 1, 1), date(2027, 12, 31))

_NAME = Choice(NAMES)

_EVENT = one_of(
    "the bridge was opened, our house was finished, the club was founded, the last tram ran, the comet was "
    "seen, the mine closed, the treaty was signed, the first issue appeared, the tower was sold, the orchestra "
    "first played, the dam broke, the twins were born, the record was set, the lighthouse was lit"
)

_DEADLINE = one_of(
    "a library loan, a parking permit, a gym trial, a visa, a rental contract, a quarantine, a warranty, an art "
    "exhibition, a fishing license, a building freeze, a training camp, a bicycle lease, a summer job, a "
    "spelling course"
)


@task(
    "On what weekday was it that {event}, on {d}?",
    "My notes say that {event} on {d}. Which day of the week was that?",
    "Name the weekday of {d}.",
    "{name} was born on {d}. On which day of the week?",
    event=_EVENT,
    name=_NAME,
    d=_PAST,
    weight=1.3,
)
def weekday_of(rng: Random, d: date, **_: object) -> Instance:
    return "", weekday(d)


@task(
    "Give the weekday for every date in the list, written as {style}. {form}",
    "{who} would like to know on which weekdays these dates fall (they are written as {style}). {form}",
    "Which day of the week is each of the dates that {who} noted, given as {style}? {form}",
    style=one_of("YYYY-MM-DD, day month year"),
    who=one_of(
        "a wedding planner in a hurry, the secretary of a choir, a roster clerk at the hospital, a genealogist with "
        "old letters, a tour guide on the coast, the caretaker of a sports hall, a notary and her assistant"
    ),
    form=LISTS,
    weight=0.8,
)
def weekdays_of(rng: Random, style: str, form: ListForm, **_: object) -> Instance:
    days = [_NEAR.draw(rng, {}) for _ in range(rng.randint(2, 5))]
    written = [d.isoformat() if style.startswith("Y") else day(d) for d in days]
    return "\n".join(written), form.join([weekday(d) for d in days])


@task(
    "How many days lie between {a} and {b}?",
    "From {a}, when {event}, how many days passed until {b}?",
    "{name} worked in {town} from {a} until {b}. Count the days, leaving out the first one.",
    a=_PAST,
    b=_PAST,
    event=_EVENT,
    name=_NAME,
    town=one_of("Lisbon, Trieste, Bergen, Krakow, Toulouse, Bristol, Zagreb, Malaga, Ghent, Aarhus, Turin, Galway"),
    where=lambda b: b["a"] < b["b"],
    weight=2.0,
)
def days_between(rng: Random, a: date, b: date, **_: object) -> Instance:
    return "", f"{(b - a).days} days"


@task(
    "{what} starts on {d} and runs for {n} {unit}. What is the date {n} {unit} after the start?",
    "Add {n} {unit} to {d}, the first day of {what}, and write the new date the same way.",
    "When {what} begins on {d}, which date comes exactly {n} {unit} later?",
    what=_DEADLINE,
    d=_NEAR,
    n=Number(2, 45),
    unit=one_of("days, weeks"),
)
def later_date(rng: Random, d: date, n: int, unit: str, **_: object) -> Instance:
    return "", day(d + timedelta(days=n if unit == "days" else 7 * n))


@task(
    "{what} ends on {d}. A reminder goes out {n} days before. On which date and weekday?",
    "Which weekday and date is {n} days earlier than {d}, when {what} runs out? Answer like 'Monday, 3 May 2024'.",
    "{name} wants to be warned {n} days before {d}, the end of {what}. Name weekday and date, as in 'Monday, 3 May 2024'.",
    what=_DEADLINE,
    d=_NEAR,
    n=Number(3, 60),
    weight=0.6,
    name=_NAME,
)
def reminder_date(rng: Random, d: date, n: int, **_: object) -> Instance:
    earlier = d - timedelta(days=n)
    return "", f"{weekday(earlier)}, {day(earlier)}"


@task(
    "Every {n} days, beginning on {d}, {chore}. List the first {k} dates. {form}",
    "{name} has a calendar entry that repeats every {n} days from {d}, because then {chore}. What are the first {k} dates? {form}",
    n=Number(4, 28),
    d=_NEAR,
    k=Number(3, 5),
    name=_NAME,
    chore=one_of(
        "the filters are changed, the hedge is cut, the backup runs, the allergy shot is due, the fish tank is "
        "cleaned, the bins are emptied, the plants get fertilizer, the choir meets, the meter is read, the "
        "newsletter goes out"
    ),
    form=LISTS,
    weight=1.6,
)
def repeating(rng: Random, n: int, d: date, k: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([day(d + timedelta(days=n * step)) for step in range(k)])


@task(
    "Rewrite the dates in {source} <in the format|as> {style}. {form}",
    "{source} <uses|has> dates like 05/31/2024, month first. Change them to {style}, {form.clause}.",
    "Our archive accepts only {style}. Reformat each date of {source}, which have the month first. {form}",
    source=one_of(
        "the shipping list of a winery, an old guest book, a lab journal from the seventies, the baptism register of "
        "a parish, a bank statement, the service log of an elevator, a hunting diary, the ticket archive of a circus, "
        "a flight record, the vaccination card of a cat"
    ),
    style=one_of("YYYY-MM-DD, DD.MM.YYYY, '31 May 2024', '2024/05/31'"),
    form=LISTS,
    weight=1.3,
)
def reformat_dates(rng: Random, style: str, form: ListForm, **_: object) -> Instance:
    formats = {"YYYY-MM-DD": "%Y-%m-%d", "DD.MM.YYYY": "%d.%m.%Y", "'2024/05/31'": "%Y/%m/%d"}
    days = [_NEAR.draw(rng, {}) for _ in range(rng.randint(2, 4))]
    written = [d.strftime(formats[style]) if style in formats else day(d) for d in days]
    return "\n".join(d.strftime("%m/%d/%Y") for d in days), form.join(written)


@task(
    "Put the dates of {what} in chronological order. {form}",
    "Which of these dates of {what} comes first, which next, and so on? {form}",
    "Sort {what} by date, earliest on top, {form.clause}. Copy each date as it is.",
    what=one_of(
        "our dentist visits, the club's matches, the ship's port calls, the film premieres, my driving lessons, her "
        "concerts, the house inspections, the blood donations, the eclipses, the board meetings, the seed sowings"
    ),
    form=LISTS,
)
def sort_dates(rng: Random, form: ListForm, **_: object) -> Instance:
    days = [_NEAR.draw(rng, {}) for _ in range(rng.randint(3, 6))]
    return "\n".join(map(day, days)), form.join(list(map(day, sorted(days))))


@task(
    "How old is {name}, born on {a}, on {b}?",
    "{name} came into the world on {a}. State the age in full years on {b}.",
    "A tree was planted on {a}. How many full years has it stood on {b}?",
    name=_NAME,
    a=Day(date(1931, 1, 1), date(2009, 12, 31)),
    b=Day(date(2011, 1, 1), date(2027, 12, 31)),
    where=lambda b: (b["a"].month, b["a"].day) != (2, 29),
    weight=2.0,
)
def full_years(rng: Random, a: date, b: date, **_: object) -> Instance:
    return "", str(b.year - a.year - ((b.month, b.day) < (a.month, a.day)))


@task(
    "Today is {w}. Which weekday is it {n} days <from now|later>, when {chore}?",
    "If today is {w}, what day of the week was it {n} days ago, when {past}?",
    "It is {w}, and {n} days from now {chore}. Which day of the week will that be?",
    w=Choice(WEEKDAYS),
    n=Number(9, 190),
    chore=one_of(
        "the rent is due, school starts, the fair opens, my passport expires, the ferry sails, the exam takes place"
    ),
    past=one_of("the storm came, the cat ran away, we moved in, the shop closed, the team lost, the phone broke"),
    weight=0.4,
)
def shifted_weekday(rng: Random, w: str, n: int, past: str | None = None, **_: object) -> Instance:
    return "", WEEKDAYS[(WEEKDAYS.index(w) + (-n if past else n)) % 7]
