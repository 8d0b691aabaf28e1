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
    "a library book about whales, the invoice of a roofing firm, a parking ticket from the station, the second "
    "vaccination of a dog, the rental car of our sales team, a term paper on volcanoes, the tax form of a bakery, a "
    "loan payment for a tractor, the fire inspection of a theater, the subscription to a cooking magazine, a medical "
    "report for the insurance, the lease of a cargo bike, a grant report for the museum, the pension form of a "
    "colleague, a translation of a user manual, the boiler check in our building, my daughter's passport, an order of "
    "school uniforms"
)
_PLACE = one_of(
    "a clinic on the outskirts, the bakery next to the church, a call center with night shifts, a dairy farm in the "
    "hills, the airport of a small island, a kindergarten run by parents, a recording studio in a cellar, the "
    "newsroom of a daily paper, an animal shelter by the river, the ski school of a mountain village, a fish market "
    "at the old harbor, a monastery with a guest house, the paint shop of a car plant, a night club under the "
    "railway, a lighthouse with a cafe, the repair desk of a bike shop"
)


@labelling(
    "Today is {today}. Going by its due date, is {record} overdue, due today or upcoming?[ {only}]",
    "Label {record} by its due date as overdue, due today or upcoming, seen from {today}.[ {only}]",
    "{name} checks {record} on {today}. Going by the due date, is it overdue, due today or upcoming?[ {only}]",
    "{record} has a due date. On {today}, would you call it overdue, due today or upcoming?[ {only}]",
    today=_NEAR,
    record=_RECORD,
    name=_NAME,
    only=LABEL_ONLY,
    weight=1.3,
)
def due(rng: Random, today: date, **_: object) -> Instance:
    when = today + timedelta(days=rng.choice((0, rng.randint(1, 60), -rng.randint(1, 60))))
    return f"Due {day(when)}", "overdue" if when < today else "upcoming" if when > today else "due today"


@labelling(
    "On weekends {place} charges more. Is the given date a weekday or on the weekend?[ {only}]",
    "Mark a date from the books of {place} as 'weekday' (Monday to Friday) or 'weekend'.[ {only}]",
    "For {place}, tell if the given date falls on a weekday or a weekend.[ {only}]",
    "{name} of {place} wants to know if a date is a weekday or weekend.[ {only}]",
    "Working days at {place} are Monday to Friday. Is the given date a weekday or the weekend?[ {only}]",
    place=_PLACE,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.8,
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
    "Winter, spring, summer or fall: what season is the date, seen from {place}, if {rule}?[ {only}]",
    place=_PLACE,
    rule=Choice(
        (
            "winter is December to February and each season has three months",
            "seasons begin in March, June, September and December",
            "spring starts on 1 March and every season lasts three months",
        )
    ),
    only=LABEL_ONLY,
    weight=0.3,
)
def season(rng: Random, **_: object) -> Instance:
    when = _NEAR.draw(rng, {})
    return f"{when.day} {MONTHS[when.month - 1]}", _SEASONS[when.month % 12 // 3]


@labelling(
    "Is {year} a leap year? Answer yes or no.",
    "Did the year {year}, when {what}, have 366 days? Answer yes or no.",
    "Mark a year from the chronicle of {place} as 'leap year' or 'common year'.[ {only}]",
    "Does February of {year} have 29 days? Answer yes or no.",
    year=Number(1583, 2060),
    what=one_of("a mill was built here, the bell was cast, a comet appeared, the guild was founded, the river froze"),
    place=_PLACE,
    only=LABEL_ONLY,
    weight=0.4,
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
    "{a} to {b} are the hours of {place}. Would someone who comes at the given time find it open or closed?[ {only}]",
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
    "Sort a time into the day of {place}: morning up to {noon}, afternoon up to {dusk}, evening for the rest.[ {only}]",
    place=_PLACE,
    noon=Clock(11 * 60, 13 * 60, 15),
    dusk=Clock(16 * 60, 19 * 60, 15),
    only=LABEL_ONLY,
    weight=0.3,
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
    "At {place}, requests older than {b} days are critical, those older than {a} days urgent, all others normal. Label one.[ {only}]",
    place=_PLACE,
    a=Number(2, 9),
    b=Number(11, 40),
    only=LABEL_ONLY,
    weight=0.6,
)
def triage(rng: Random, a: int, b: int, **_: object) -> Instance:
    days = rng.choice((rng.randint(0, a), rng.randint(a + 1, b), rng.randint(b + 1, b + 30)))
    return f"{days} day{'' if days == 1 else 's'}", "normal" if days <= a else "urgent" if days <= b else "critical"


@labelling(
    "Two dates about {record} are given. Does the second lie before, after or on the same day as the first? "
    "Answer 'before', 'after' or 'same day'.",
    "{name} compares the planned and the actual day of {record}. Was it early, on time or late? The planned day comes first.[ {only}]",
    "Planned for the first date, done on the second: was {record} early, on time or late for {name}?[ {only}]",
    record=_RECORD,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.2,
)
def which_is_first(rng: Random, name: str | None = None, **_: object) -> Instance:
    first = _NEAR.draw(rng, {})
    shift = rng.choice((0, rng.randint(1, 40), -rng.randint(1, 40)))
    labels = ("early", "on time", "late") if name else ("before", "same day", "after")
    label = labels[0] if shift < 0 else labels[2] if shift > 0 else labels[1]
    return f"{day(first)}; {day(first + timedelta(days=shift))}", label
