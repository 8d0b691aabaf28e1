"""Finding what is asked for in a text that was composed around it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.forms import ANSWERS, LISTS, NUMBERS, PLAIN, PLAIN_LIST, ListForm, Prefixed
from selfinstruct_distilabel.llms.offline.slots import Choice, Day
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import WEEKDAYS, clock, day, money


@dataclass(frozen=True)
class Source:
    """A kind of text to search, with an ``opener`` that says why."""

    text: str
    opener: str


_SOURCE = Choice(
    [
        Source(text, opener)
        for text, opener in [
            ("a message to our front desk", "I answer the mail of a hotel."),
            ("a club's circular", "Our club sends a letter to all members."),
            ("an entry in a visitors' book", "The museum's visitors' book is being typed up."),
            ("a voice mail transcript", "My answering machine writes down what callers say."),
            ("a complaint from a customer", "We read every complaint twice."),
            ("the minutes of a meeting", "I was ill and missed the meeting."),
            ("a posting on a notice board", "There is a notice board in the canteen."),
            ("an order by e-mail", "Orders reach our workshop by e-mail."),
            ("a travel agent's letter", "The travel agent has written to us."),
            ("a chat between two neighbors", "My neighbors share one chat group."),
            ("a handwritten note from the caretaker", "Our caretaker leaves notes at every door."),
            ("a reply to a job advert", "We are hiring and get many letters."),
            ("the diary of a nurse", "A nurse lent me her diary."),
            ("a scanned delivery note", "Delivery notes pile up on my desk."),
            ("a school newsletter", "The school sends home a newsletter."),
            ("a radio announcement", "I type what the local radio announces."),
            ("a protocol from the ambulance", "The ambulance crew dictates its protocol."),
            ("a tenant's e-mail", "I manage sixty rented flats."),
            ("an invitation to a wedding", "My cousin gets married in June."),
            ("a witness statement", "The court asked me to index statements."),
            ("a lost-and-found report", "The station keeps what people lose."),
            ("a bulletin from the harbor", "The harbor office sends a bulletin every noon."),
        ]
    ]
)
_HOSTS = ("oakhill.test", "riverside.test", "northgate.test", "bluebarn.test")
_ERRANDS = (
    "the blue suitcase", "a broken window", "the cake order", "two folding chairs", "the projector", "a wool coat",
    "the spare key", "a box of tiles", "the piano tuner", "a missing parcel", "the garden shed", "an old bicycle",
)  # fmt: skip


def _message(rng: Random, *facts: str) -> str:
    """The facts in a few sentences with others around them, none of which has a digit or a capital inside."""
    fillers = rng.sample(
        [
            f"This is about {rng.choice(_ERRANDS)}.", "Many thanks for the quick help last time.", "We hope this suits you.",
            "The door is open during the day.", "Please bring a pen.", "It looks like rain again.", "Nothing else has changed.",
            f"Somebody also asked for {rng.choice(_ERRANDS)}.", "The rest can wait.",
        ],
        rng.randint(1, 2),
    )  # fmt: skip
    sentences = [*facts, *fillers[1:]]
    rng.shuffle(sentences)
    return " ".join([fillers[0], *sentences])


def _emails(rng: Random, count: int) -> list[str]:
    return [f"{name.lower()}@{rng.choice(_HOSTS)}" for name in rng.sample(NAMES, count)]


def _phone(rng: Random) -> str:
    return f"555-{rng.randint(100, 999)}-{rng.randint(1000, 9999)}"


@task(
    "<{x.opener} Which e-mail addresses does the text contain?|Pull all e-mail addresses out of {x}.> Keep their order.[ {form}]",
    "Find every e-mail address in {x} and list them as they come, {form.clause}.",
    x=_SOURCE,
    form=LISTS,
)
def emails(rng: Random, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    found = _emails(rng, rng.randint(1, 3))
    facts = [
        rng.choice(("Please write to {} soon.", "The list is with {} now.", "Copy {} on the reply.")).format(e)
        for e in found
    ]
    text = " ".join(["Good day.", *facts, _message(rng)])
    return text, form.join(found)


@task(
    "<{x.opener} Extract the phone number from the text|Extract the phone number from {x}>, hyphens included.[ {form}]",
    "What telephone number is given in {x}? Write it as it stands there.[ {form}]",
    x=_SOURCE,
    form=ANSWERS,
    weight=1.3,
)
def phone(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    number = _phone(rng)
    fact = rng.choice(("Call me at {} in the evening.", "My number is {} as before.", "The new line is {}."))
    return _message(rng, fact.format(number)), form(number)


@task(
    "<{x.opener} Add up the dollar amounts in the text.|Add up the dollar amounts mentioned in {x}.>[ {form}]",
    "How many dollars are named in {x} altogether? Give two decimals.[ {form}]",
    x=_SOURCE,
    form=NUMBERS,
    weight=0.8,
)
def sum_amounts(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    amounts = [rng.randint(150, 9900) for _ in range(rng.randint(2, 3))]
    facts = [
        f"{rng.choice(('We paid', 'The bill says', 'They charged', 'I owe'))} ${money(a)} for {rng.choice(_ERRANDS)}."
        for a in amounts
    ]
    return _message(rng, *facts), form(money(sum(amounts)))


@task(
    "<{x.opener} Name the highest price in the text|Name the highest price in {x}>, with the dollar sign.[ {form}]",
    "Several prices occur in {x}. Which of them is the <largest|greatest>?[ {form}]",
    x=_SOURCE,
    form=ANSWERS,
)
def highest_price(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    amounts = rng.sample(range(150, 9900), rng.randint(2, 4))
    facts = [f"For {rng.choice(_ERRANDS)} we paid ${money(a)}." for a in amounts]
    return _message(rng, *facts), form(f"${money(max(amounts))}")


@task(
    "<{x.opener} At what time should one come according to the text?|At what time does the meeting in {x} start?> Answer as HH:MM.[ {form}]",
    "Read {x} and tell me the hour of the appointment, on the 24-hour clock.[ {form}]",
    x=_SOURCE,
    form=ANSWERS,
    weight=0.6,
)
def time_of_meeting(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    when = rng.randrange(7 * 60, 20 * 60, 5)
    fact = rng.choice(
        ("Please come at {} to the side entrance.", "We meet at {} in the small hall.", "The appointment is at {}.")
    )
    return _message(rng, fact.format(clock(when))), form(clock(when))


@task(
    "<{x.opener} Who is mentioned in the text?|Which first names occur in {x}?> List them in order of appearance.[ {form}]",
    "Go through {x} and note every person's first name in the order of the text, {form.clause}.",
    x=_SOURCE,
    form=LISTS,
    weight=0.4,
)
def names(rng: Random, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    people = rng.sample(NAMES, rng.randint(2, 4))
    acts = ("{} has a question about {}.", "{} will bring {}.", "{} forgot {}.", "{} paid for {}.", "{} found {}.")
    facts = [
        act.format(who, rng.choice(_ERRANDS)) for act, who in zip(rng.sample(acts, len(people)), people, strict=True)
    ]
    return " ".join(["Just a short note.", *facts]), form.join(people)


@task(
    "<{x.opener} Who asked about what?|Who asked about what in {x}?> Write one line per person, like 'Ann - the red hat'.",
    "Make a list from {x}: each person, a dash and the thing that person asks about, line by line.",
    x=_SOURCE,
    weight=0.2,
)
def who_asks(rng: Random, **_: object) -> Instance:
    people = rng.sample(NAMES, rng.randint(2, 3))
    things = rng.sample(_ERRANDS, len(people))
    asks = ("{} asks about {}.", "{} would like to know more about {}.", "{} wrote again because of {}.")
    facts = [rng.choice(asks).format(who, what) for who, what in zip(people, things, strict=True)]
    return " ".join(facts), "\n".join(f"{who} - {what}" for who, what in zip(people, things, strict=True))


@task(
    "<{x.opener} Find the date in the text|Find the date in {x}> and write it as YYYY-MM-DD.[ {form}]",
    "On which date does {x} ask for an answer? Use the form YYYY-MM-DD.[ {form}]",
    "{x.opener} By which date do they want to hear from us? Answer in the form YYYY-MM-DD.[ {form}]",
    x=_SOURCE,
    form=ANSWERS,
    weight=0.6,
)
def date_in_text(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    when = Day(date(2023, 1, 1), date(2027, 12, 31)).draw(rng, {})
    fact = rng.choice(("An answer is needed by {}.", "Please reply until {}.", "The deadline for a reply is {}."))
    return _message(rng, fact.format(day(when))), form(when.isoformat())


@task(
    "<{x.opener} Which weekdays does the text name?|Which days of the week are named in {x}?> Sort them from Monday to Sunday.[ {form}]",
    "Collect the weekdays that occur in {x} and put them in calendar order, Monday first, {form.clause}.",
    x=_SOURCE,
    form=LISTS,
    weight=0.8,
)
def weekdays_in_text(rng: Random, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    days = rng.sample(WEEKDAYS, rng.randint(2, 3))
    acts = ("On {} the office is shut.", "We could meet on {}.", "The painter comes on {}.", "There is no bus on {}.")
    facts = [act.format(d) for act, d in zip(rng.sample(acts, len(days)), days, strict=True)]
    return _message(rng, *facts), form.join(sorted(days, key=WEEKDAYS.index))


@task(
    "<{x.opener} Turn the text into a JSON object|Turn {x} into a JSON object> with the keys name, phone and time.",
    "Read {x} and fill a JSON object: name, phone and time as strings.",
    "From {x} take the caller's first name, the number and the time, and answer with JSON (keys name, phone, time).",
    "{x.opener} Our system needs name, phone and time of each call as a JSON object, all strings. Extract them.",
    "Write the caller's name, phone number and time from {x} as one JSON object with these three keys.",
    x=_SOURCE,
    weight=0.2,
)
def to_json(rng: Random, **_: object) -> Instance:
    record = {"name": rng.choice(NAMES), "phone": _phone(rng), "time": clock(rng.randrange(7 * 60, 20 * 60, 5))}
    frames = (
        "{name} called at {time} and can be reached at {phone}.",
        "Please ring {name} back on {phone}, best at {time}.",
        "At {time} there was a call for {name}; the number was {phone}.",
    )
    return _message(rng, rng.choice(frames).format(**record)), json.dumps(record)


@task(
    "<{x.opener} List the order numbers from the text|List the order numbers from {x}>, which look like AB-1234, as they come.[ {form}]",
    "Reference codes such as AB-1234 are hidden in {x}. Write them down in the order of the text, {form.clause}.",
    "{x.opener} Our codes have two capitals, a hyphen and four digits. Which ones occur in the text, in order?[ {form}]",
    "Search {x} for part numbers of the form XY-0000 and copy them in their order, {form.clause}.",
    x=_SOURCE,
    form=LISTS,
    weight=0.6,
)
def codes(rng: Random, form: ListForm = PLAIN_LIST, **_: object) -> Instance:
    found = [
        f"{''.join(rng.sample('ABCDEFGHKLMNPRSTVWXZ', 2))}-{rng.randint(1000, 9999)}" for _ in range(rng.randint(1, 3))
    ]
    facts = [f"{rng.choice(('We still wait for', 'Please check', 'There is a mistake in'))} {code}." for code in found]
    return " ".join([*facts, _message(rng)]), form.join(found)


@task(
    "<{x.opener} How many numbers written in digits does the text contain?|Count the numbers in digits that occur in {x}.>[ {form}]",
    "Look for figures in {x}; how many separate ones are there?[ {form}]",
    x=_SOURCE,
    form=NUMBERS,
    weight=0.8,
)
def count_figures(rng: Random, form: Prefixed = PLAIN, **_: object) -> Instance:
    facts = [
        f"{rng.choice(('We need', 'They sent', 'I counted', 'There were'))} {rng.randint(2, 90)} {rng.choice(('boxes', 'chairs', 'guests', 'pages'))}."
        for _ in range(rng.randint(1, 4))
    ]
    return _message(rng, *facts), form(str(len(facts)))
