"""Rewriting sentences by grammar: every sentence is built from parts, so its other forms are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, task
from selfinstruct_distilabel.llms.offline.slots import Choice, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import words


@dataclass(frozen=True)
class Deed:
    """A verb with its forms, and what it may be done to, in the singular with an article."""

    base: str
    third: str
    past: str
    participle: str
    things: tuple[str, ...]


_DEEDS = [
    Deed(base, third, past, participle, words(things))
    for base, third, past, participle, things in [
        ("repair", "repairs", "repaired", "repaired", "the old clock, the bicycle, the garden gate, a broken chair"),
        ("write", "writes", "wrote", "written", "a long letter, the report, a short poem, the invitation"),
        ("sell", "sells", "sold", "sold", "the blue van, a rare stamp, the cottage, the piano"),
        ("clean", "cleans", "cleaned", "cleaned", "the kitchen, a muddy carpet, the attic, the fish tank"),
        ("find", "finds", "found", "found", "a silver coin, the lost key, the hidden door, a wallet"),
        ("bring", "brings", "brought", "brought", "the picnic basket, a warm blanket, the first-aid kit, the lantern"),
        ("paint", "paints", "painted", "painted", "the fence, a small boat, the hallway, the front door"),
        ("choose", "chooses", "chose", "chosen", "the winner, a new logo, the menu, the route"),
        ("break", "breaks", "broke", "broken", "the red vase, a window, the record, the pencil"),
        ("open", "opens", "opened", "opened", "the parcel, a new bakery, the gate, the bottle"),
        ("teach", "teaches", "taught", "taught", "the evening class, the beginners' course, the art lesson"),
        ("build", "builds", "built", "built", "a tree house, the stage, a stone wall, the shed"),
        ("carry", "carries", "carried", "carried", "the heavy trunk, the ladder, a full bucket"),
        ("read", "reads", "read", "read", "the contract, an old newspaper, the manual, the letter"),
    ]
]
_PLACE = ("in the morning", "after lunch", "on Friday", "without help", "for the neighbors", "before the storm")


@dataclass(frozen=True)
class Clause:
    """Subject, deed, thing and circumstances of one sentence."""

    who: str
    deed: Deed
    thing: str
    when: str

    def say(self, verb: str) -> str:
        return f"{self.who} {verb} {self.thing} {self.when}."


def _clause(rng: Random) -> Clause:
    deed = rng.choice(_DEEDS)
    return Clause(rng.choice(NAMES), deed, rng.choice(deed.things), rng.choice(_PLACE))


_CHANGES: dict[str, Callable[[Clause], Instance]] = {
    "in the passive voice": lambda c: (
        c.say(c.deed.past),
        f"{c.thing[0].upper()}{c.thing[1:]} was {c.deed.participle} by {c.who} {c.when}.",
    ),
    "in the future with 'will'": lambda c: (c.say(c.deed.past), c.say(f"will {c.deed.base}")),
    "in the present perfect": lambda c: (c.say(c.deed.past), c.say(f"has {c.deed.participle}")),
    "in the past perfect": lambda c: (c.say(c.deed.past), c.say(f"had {c.deed.participle}")),
    "as a negative statement in the same tense": lambda c: (c.say(c.deed.past), c.say(f"did not {c.deed.base}")),
    "as a yes-or-no question in the same tense": lambda c: (
        c.say(c.deed.past),
        f"Did {c.who} {c.deed.base} {c.thing} {c.when}?",
    ),
    "as a question that asks for the person, beginning with 'Who'": lambda c: (
        c.say(c.deed.past),
        f"Who {c.deed.past} {c.thing} {c.when}?",
    ),
    "with 'going to' for the future": lambda c: (c.say(c.deed.past), c.say(f"is going to {c.deed.base}")),
    "as an obligation with 'must'": lambda c: (c.say(c.deed.past), c.say(f"must {c.deed.base}")),
    "in the simple present": lambda c: (c.say(c.deed.past), c.say(c.deed.third)),
}
_CHANGE = Choice(tuple(_CHANGES))
_LEARNER = one_of(
    "a worksheet on English verbs, learners at level B1, a grammar test, my pen friend in Osaka, the language "
    "corner of a magazine, an online exercise, a tutoring session, a class of adults, a substitute teacher, a "
    "bilingual nursery, a game with sentence cards, an exam board, a textbook chapter, a revision sheet"
)


@task(
    "Rewrite the sentence {how}. It is meant for {learner}.",
    "For {learner}, reword the sentence {how}.",
    "{name} prepares {learner} and needs this sentence {how}.",
    "What does the sentence look like {how}?",
    "{name} wrote a plain statement. Turn it round so that it stands {how}, for {learner}.",
    how=_CHANGE,
    learner=_LEARNER,
    name=Choice(NAMES),
    weight=1.3,
)
def change_form(rng: Random, how: str, **_: object) -> Instance:
    return _CHANGES[how](_clause(rng))


_PARTS: dict[str, Callable[[Clause], str]] = {
    "the subject": lambda c: c.who,
    "the direct object": lambda c: c.thing,
    "the verb": lambda c: c.deed.past,
    "the infinitive of the verb": lambda c: f"to {c.deed.base}",
}


@task(
    "What is {part} of the sentence? The question comes from {learner}.",
    "Underlining does not work here, so just write out {part} of the sentence for {learner}.",
    "Name {part} in a sentence from {learner}.",
    part=Choice(tuple(_PARTS)),
    learner=_LEARNER,
)
def part_of_sentence(rng: Random, part: str, **_: object) -> Instance:
    clause = _clause(rng)
    return clause.say(clause.deed.past), _PARTS[part](clause)


@task(
    "Join the two sentences with '{link}' into one and change nothing else, for {learner}.",
    "Make one sentence out of two by putting '{link}' between them, in the way {learner} asks for it.",
    "Connect both statements with '{link}', without any other change. They are taken from {learner}.",
    link=one_of("and then, but, while, and"),
    learner=_LEARNER,
    weight=0.3,
)
def join(rng: Random, link: str, **_: object) -> Instance:
    first, second = (clause.say(clause.deed.past) for clause in (_clause(rng), _clause(rng)))
    return f"{first} {second}", f"{first.removesuffix('.')} {link} {second}"


@task(
    "Put the jumbled words in order so that they make the sentence they were cut from: person, verb, thing, rest. It is for {learner}.",
    "Unscramble the sentence for {learner}. It begins with the person, then come verb, thing and circumstances; end with a period.",
    "Here are the shuffled parts of a sentence, divided by slashes. Person first, then verb, thing and the rest: write the sentence, for {learner}.",
    learner=_LEARNER,
    weight=0.2,
)
def unscramble(rng: Random, **_: object) -> Instance:
    clause = _clause(rng)
    parts = [clause.who, clause.deed.past, clause.thing, clause.when]
    mixed = parts[:]
    while mixed == parts:
        rng.shuffle(mixed)
    return " / ".join(mixed), clause.say(clause.deed.past)


@task(
    "Retell what {name} says as reported speech, starting with '{name} said that' and moving the verb one tense back, for {learner}.",
    "Change direct into indirect speech, beginning '{name} said that', with the past perfect, for {learner}.",
    "The answer begins with '{name} said that'. Put the quoted sentence after it in indirect speech, past perfect, as {learner} needs it.",
    name=Choice(NAMES),
    learner=_LEARNER,
    weight=0.6,
)
def reported(rng: Random, name: str, **_: object) -> Instance:
    clause = _clause(rng)
    return (
        f'{name}: "{clause.say(clause.deed.past)}"',
        f"{name} said that {clause.say('had ' + clause.deed.participle)}",
    )
