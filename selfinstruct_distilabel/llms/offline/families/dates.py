"""Calendar and clock: weekdays, deadlines, arrivals, durations, formats."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, ListForm, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Clock, Day, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.shopping import VENUES
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import WEEKDAYS, clock, day, duration, weekday

_PAST = Day(date(1903, 1, 1), date(2019, 12, 31))
_NEAR = Day(date(2023, 1, 1), date(2027, 12, 31))
_VENUE = Choice(VENUES)
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
)
def weekday_of(rng: Random, d: date, **_: object) -> Instance:
    return "", weekday(d)


@task(
    "Give the weekday for every date in the list, written as {style}. {form}",
    "{who} wants to know on which weekdays these dates fall (they are written as {style}). {form}",
    style=one_of("YYYY-MM-DD, day month year"),
    who=one_of("a wedding planner, a choir, a roster clerk, a genealogist, a tour guide, a caretaker, a notary"),
    form=LISTS,
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
    what=_DEADLINE,
    d=_NEAR,
    n=Number(3, 60),
    weight=0.7,
)
def reminder_date(rng: Random, d: date, n: int, **_: object) -> Instance:
    earlier = d - timedelta(days=n)
    return "", f"{weekday(earlier)}, {day(earlier)}"


@task(
    "{v} {v.verb} at {t} and takes {h} hours and {m} minutes. When is it over?",
    "If {v} {v.verb} at {t}, what time is it {h} hours and {m} minutes later?",
    "{name} plans {h} hours and {m} minutes for {v}, which {v.verb} at {t}. At what time can {name} be picked up?",
    v=_VENUE,
    name=_NAME,
    t=Clock(6 * 60, 21 * 60, 5),
    h=Number(2, 9),
    m=Number(5, 55, 5),
)
def end_time(rng: Random, t: int, h: int, m: int, **_: object) -> Instance:
    return "", clock(t + 60 * h + m)


@task(
    "{v} {v.verb} at {a} and is over at {b}. How long does it last, in hours and minutes?",
    "How much time passes from {a} to {b} on the same day, the hours of {v}?",
    "From {a}, when {v} {v.verb}, until {b}: give the duration in hours and minutes.",
    v=_VENUE,
    a=Clock(5 * 60, 13 * 60, 5),
    b=Clock(13 * 60 + 20, 23 * 60 + 55, 5),
)
def time_span(rng: Random, a: int, b: int, **_: object) -> Instance:
    return "", duration(b - a)


@task(
    "{name} needs {m} minutes to the place where {v} {v.verb} at {t} and wants to be there {n} minutes early. When must {name} leave?",
    "The way takes {m} minutes, {v} {v.verb} at {t}, and {n} minutes should be spare. What is the latest time to set off?",
    name=_NAME,
    v=_VENUE,
    t=Clock(7 * 60, 22 * 60, 5),
    m=Number(12, 96),
    n=Number(5, 40, 5),
    weight=0.7,
)
def leave_by(rng: Random, t: int, m: int, n: int, **_: object) -> Instance:
    return "", clock(t - m - n)


@task(
    "Make a timetable for {k} {talks} of {m} minutes each from {t} on, with a break of {p} minutes after each. List the starting times. {form}",
    "{k} {talks} follow one another. The first starts at {t}, each lasts {m} minutes, and {p} minutes lie in between. When does each begin? {form}",
    k=Number(3, 6),
    talks=one_of(
        "talks, interviews, music lessons, auditions, tours, vaccination slots, driving tests, haircuts, panel "
        "sessions, sculpture workshops, radio shows, riding lessons"
    ),
    t=Clock(7 * 60, 15 * 60, 5),
    m=Number(15, 75, 5),
    p=Number(5, 25, 5),
    form=LISTS,
)
def timetable(rng: Random, k: int, t: int, m: int, p: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([clock(t + place * (m + p)) for place in range(k)])


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
)
def repeating(rng: Random, n: int, d: date, k: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([day(d + timedelta(days=n * step)) for step in range(k)])


@task(
    "Rewrite the dates in {source} <in the format|as> {style}. {form}",
    "{source} <uses|has> dates like 05/31/2024, month first. Change them to {style}, {form.clause}.",
    "Our archive accepts only {style}. Reformat each date of {source}, which have the month first. {form}",
    source=one_of(
        "a shipping list, an old guest book, a lab journal, a baptism register, a bank statement, a service log, a "
        "hunting diary, a ticket archive, a flight record, a vaccination card"
    ),
    style=one_of("YYYY-MM-DD, DD.MM.YYYY, '31 May 2024', '2024/05/31'"),
    form=LISTS,
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


_TIMES = one_of(
    "a bus timetable, a prayer calendar, a tide table, a television guide, a medication plan, a shift roster, a "
    "gym schedule, a flight itinerary, a school bell plan, a radio program"
)


def _twelve(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{(hour + 11) % 12 + 1}:{minute:02d} {'am' if hour < 12 else 'pm'}"


@task(
    "Change the times of {what} from the 12-hour clock to the 24-hour clock. {form}",
    "{what} lists times with am and pm. Rewrite them as HH:MM on a 24-hour clock, {form.clause}.",
    what=_TIMES,
    form=LISTS,
)
def to_24_hours(rng: Random, form: ListForm, **_: object) -> Instance:
    times = rng.sample(range(0, 24 * 60, 5), rng.randint(2, 5))
    return listed(rng, map(_twelve, times)), form.join(list(map(clock, times)))


@task(
    "Say the times of {what} with am and pm, as in 7:05 pm, instead of 24 hours. {form}",
    "For readers in the US, convert 24-hour times from {what} to the style '7:05 pm', {form.clause}.",
    what=_TIMES,
    form=LISTS,
    weight=0.5,
)
def to_12_hours(rng: Random, form: ListForm, **_: object) -> Instance:
    times = rng.sample(range(0, 24 * 60, 5), rng.randint(2, 5))
    return listed(rng, map(clock, times)), form.join(list(map(_twelve, times)))


@task(
    "How old is {name}, born on {a}, on {b}?",
    "{name} came into the world on {a}. State the age in full years on {b}.",
    "A tree was planted on {a}. How many full years has it stood on {b}?",
    name=_NAME,
    a=Day(date(1931, 1, 1), date(2009, 12, 31)),
    b=Day(date(2011, 1, 1), date(2027, 12, 31)),
    where=lambda b: (b["a"].month, b["a"].day) != (2, 29),
)
def full_years(rng: Random, a: date, b: date, **_: object) -> Instance:
    return "", str(b.year - a.year - ((b.month, b.day) < (a.month, a.day)))


@task(
    "Today is {w}. Which weekday is it {n} days <from now|later>, when {chore}?",
    "If today is {w}, what day of the week was it {n} days ago, when {past}?",
    w=Choice(WEEKDAYS),
    n=Number(9, 190),
    chore=one_of(
        "the rent is due, school starts, the fair opens, my passport expires, the ferry sails, the exam takes place"
    ),
    past=one_of("the storm came, the cat ran away, we moved in, the shop closed, the team lost, the phone broke"),
    weight=0.7,
)
def shifted_weekday(rng: Random, w: str, n: int, past: str | None = None, **_: object) -> Instance:
    return "", WEEKDAYS[(WEEKDAYS.index(w) + (-n if past else n)) % 7]
