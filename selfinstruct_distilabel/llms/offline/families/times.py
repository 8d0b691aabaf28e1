"""The clock: ends, durations, timetables, formats of times."""

from __future__ import annotations

from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import LISTS, ListForm, listed
from selfinstruct_distilabel.llms.offline.slots import Choice, Clock, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.shopping import VENUES
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import clock, duration

_VENUE = Choice(VENUES)

_NAME = Choice(NAMES)


@task(
    "{v} {v.verb} at {t} and takes {h} hours and {m} minutes. When is it over?",
    "If {v} {v.verb} at {t}, what time is it {h} hours and {m} minutes later?",
    "{name} plans {h} hours and {m} minutes for {v}, which {v.verb} at {t}. At what time can {name} be picked up?",
    v=_VENUE,
    name=_NAME,
    t=Clock(6 * 60, 21 * 60, 5),
    h=Number(2, 9),
    m=Number(5, 55, 5),
    weight=1.3,
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
    weight=1.3,
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
    weight=0.8,
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
    weight=0.8,
)
def timetable(rng: Random, k: int, t: int, m: int, p: int, form: ListForm, **_: object) -> Instance:
    return "", form.join([clock(t + place * (m + p)) for place in range(k)])


_TIMES = one_of(
    "the bus timetable of a mountain village, a tide table for sailors, the television guide of a hotel, a medication "
    "plan for my aunt, the shift roster of a bakery, a gym schedule for January, the flight itinerary of a band, a "
    "bell plan for a primary school, the program of a local radio, a prayer calendar from 1950"
)


def _twelve(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{(hour + 11) % 12 + 1}:{minute:02d} {'am' if hour < 12 else 'pm'}"


@task(
    "Change the times of {what} from the 12-hour clock to the 24-hour clock. {form}",
    "{what} lists times with am and pm. Rewrite them as HH:MM on a 24-hour clock, {form.clause}.",
    "Get rid of am and pm in {what}: use 24 hours with two digits each. {form}",
    "Which 24-hour times (HH:MM) correspond to the am and pm times of {what}? {form}",
    what=_TIMES,
    form=LISTS,
    weight=0.6,
)
def to_24_hours(rng: Random, form: ListForm, **_: object) -> Instance:
    times = rng.sample(range(0, 24 * 60, 5), rng.randint(2, 5))
    return listed(rng, map(_twelve, times)), form.join(list(map(clock, times)))


@task(
    "Say the times of {what} with am and pm, as in 7:05 pm, instead of 24 hours. {form}",
    "For readers in the US, convert 24-hour times from {what} to the style '7:05 pm', {form.clause}.",
    "{what} uses 24 hours. How would an American write its times, in the manner of 7:05 pm? {form}",
    what=_TIMES,
    form=LISTS,
    weight=0.4,
)
def to_12_hours(rng: Random, form: ListForm, **_: object) -> Instance:
    times = rng.sample(range(0, 24 * 60, 5), rng.randint(2, 5))
    return listed(rng, map(clock, times)), form.join(list(map(_twelve, times)))
