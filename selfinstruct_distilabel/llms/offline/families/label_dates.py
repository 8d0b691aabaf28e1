"""Classification by date and time."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, Clock, Day, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import MONTHS, clock, day, weekday

_NEAR = Day(date(2023, 1, 1), date(2027, 12, 31))
_NAME = Choice(NAMES)
_RECORD = one_of(
    "a library book, an invoice, a parking ticket, a vaccination, a rental car, a term paper, a tax form, a "
    "loan payment, a fire inspection, a film return, a subscription, a medical report, a bike lease, a grant "
    "report, a pension form, a translation, a boiler check, a passport"
)
_PLACE = one_of(
    "a clinic, a bakery, a call center, a dairy farm, an airport, a kindergarten, a recording studio, a "
    "newsroom, an animal shelter, a ski school, a fish market, a monastery, a car plant, a night club, a "
    "lighthouse"
)


@labelling(
    "Today is {today}. Going by its due date, is {record} overdue, due today or upcoming?[ {only}]",
    "Label {record} by its due date as overdue, due today or upcoming, seen from {today}.[ {only}]",
    "{name} checks {record} on {today}. Is it overdue, due today or upcoming on the date it must be in?[ {only}]",
    today=_NEAR,
    record=_RECORD,
    name=_NAME,
    only=LABEL_ONLY,
    weight=1.5,
)
def due(rng: Random, today: date, **_: object) -> Instance:
    when = today + timedelta(days=rng.choice((0, rng.randint(1, 60), -rng.randint(1, 60))))
    return f"Due {day(when)}", "overdue" if when < today else "upcoming" if when > today else "due today"


@labelling(
    "Is the date a weekday or on the weekend? {place} charges more on weekends.[ {only}]",
    "Mark a date from the roster of {place} as 'weekday' (Monday to Friday) or 'weekend'.[ {only}]",
    "For {place}, tell if the given date falls on a weekday or a weekend.[ {only}]",
    "{name} of {place} wants to know if a date is a weekday or weekend.[ {only}]",
    place=_PLACE,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.7,
)
def weekend(rng: Random, **_: object) -> Instance:
    when = _NEAR.draw(rng, {})
    if rng.random() < 0.4:
        when += timedelta(days=5 - when.weekday())
    written = when.isoformat() if rng.random() < 0.5 else day(when)
    return written, "weekend" if weekday(when).startswith("S") else "weekday"


_SEASONS = ("winter", "spring", "summer", "fall")


@labelling(
    "Which season of the northern hemisphere does the date belong to, if {rule}?[ {only}]",
    "{place} sorts its records by season: winter, spring, summer or fall, where {rule}. Sort the date in.[ {only}]",
    "Name the season (winter, spring, summer, fall) of a date in the log of {place}; {rule}.[ {only}]",
    place=_PLACE,
    rule=Choice(
        (
            "winter is December to February and each season has three months",
            "seasons begin in March, June, September and December",
            "spring starts on 1 March and every season lasts three months",
        )
    ),
    only=LABEL_ONLY,
    weight=0.5,
)
def season(rng: Random, **_: object) -> Instance:
    when = _NEAR.draw(rng, {})
    return f"{when.day} {MONTHS[when.month - 1]}", _SEASONS[when.month % 12 // 3]


@labelling(
    "Is {year} a leap year? Answer yes or no.",
    "Did the year {year}, when {what}, have 366 days? Answer yes or no.",
    "Mark a year from the chronicle of {place} as 'leap year' or 'common year'.[ {only}]",
    year=Number(1583, 2060),
    what=one_of("a mill was built here, the bell was cast, a comet appeared, the guild was founded, the river froze"),
    place=_PLACE,
    only=LABEL_ONLY,
    weight=0.5,
)
def leap_year(rng: Random, year: int | None = None, **_: object) -> Instance:
    if year is not None:
        return "", "yes" if isleap(year) else "no"
    other = rng.choice((rng.randint(1600, 2030), rng.randrange(1600, 2030, 4), rng.randrange(1700, 2001, 100)))
    return str(other), "leap year" if isleap(other) else "common year"


@labelling(
    "{place} is open from {a} to {b}. Is it open or closed at the time given?[ {only}]",
    "Opening hours of {place}: {a} until {b}. Answer 'open' or 'closed' for a time of day.",
    "{name} wants to visit {place}, which opens at {a} and shuts at {b}. Does a given time find it open or closed?[ {only}]",
    place=_PLACE,
    name=_NAME,
    a=Clock(6 * 60, 10 * 60, 15),
    b=Clock(15 * 60, 21 * 60, 15),
    only=LABEL_ONLY,
)
def opening(rng: Random, a: int, b: int, **_: object) -> Instance:
    inside = rng.random() < 0.5
    minutes = rng.randint(a, b - 1) if inside else rng.choice((rng.randint(0, a - 1), rng.randint(b + 1, 24 * 60 - 1)))
    return clock(minutes), "open" if inside else "closed"


@labelling(
    "At {place}, the morning ends at {noon} and the afternoon at {dusk}; then the evening begins. To which of the three does a time belong?[ {only}]",
    "Is a time at {place} in the morning (before {noon}), afternoon (before {dusk}) or evening (later)? Use one of these three words.",
    place=_PLACE,
    noon=Clock(11 * 60, 13 * 60, 15),
    dusk=Clock(16 * 60, 19 * 60, 15),
    only=LABEL_ONLY,
    weight=0.5,
)
def part_of_day(rng: Random, noon: int, dusk: int, **_: object) -> Instance:
    minutes = rng.choice(
        (rng.randint(5 * 60, noon - 1), rng.randint(noon + 1, dusk - 1), rng.randint(dusk + 1, 23 * 60))
    )
    return clock(minutes), "morning" if minutes < noon else "afternoon" if minutes < dusk else "evening"


@labelling(
    "Someone at {place} has waited for some days. Up to {a} days is normal, up to {b} urgent, more is critical. Which is it?[ {only}]",
    "Set a priority for requests to {place} by days of waiting: normal (at most {a}), urgent ({b} or fewer) or critical (longer).[ {only}]",
    "Triage by waiting time for {place}: if it is {a} days or less say normal, beyond {b} days say critical, in between say urgent.[ {only}]",
    place=_PLACE,
    a=Number(2, 9),
    b=Number(11, 40),
    only=LABEL_ONLY,
    weight=0.7,
)
def triage(rng: Random, a: int, b: int, **_: object) -> Instance:
    days = rng.choice((rng.randint(0, a), rng.randint(a + 1, b), rng.randint(b + 1, b + 30)))
    return f"{days} days", "normal" if days <= a else "urgent" if days <= b else "critical"


@labelling(
    "Two dates about {record} are given. Does the second lie before, after or on the same day as the first? "
    "Answer 'before', 'after' or 'same day'.",
    "{name} compares the planned and the actual day of {record}. Was it early, on time or late? The planned day comes first.[ {only}]",
    record=_RECORD,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.3,
)
def which_is_first(rng: Random, name: str | None = None, **_: object) -> Instance:
    first = _NEAR.draw(rng, {})
    shift = rng.choice((0, rng.randint(1, 40), -rng.randint(1, 40)))
    labels = ("early", "on time", "late") if name else ("before", "same day", "after")
    label = labels[0] if shift < 0 else labels[2] if shift > 0 else labels[1]
    return f"{day(first)}; {day(first + timedelta(days=shift))}", label
