"""Classification of short texts whose label is known because they were put together for it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.family import Instance, labelling
from selfinstruct_distilabel.llms.offline.forms import LABEL_ONLY
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.texts import TEXTS, Text
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

_NAME = Choice(NAMES)
_DESK = one_of(
    "a city library with five branches, the customer desk of a phone company, a bike rental at the beach, an online "
    "shop for house plants, a hotel chain on the coast, a swimming pool with a sauna, the ticket agency of the opera, "
    "a housing association in the north, a music school for adults, the dental practice on our street, a furniture "
    "store with a cafe, the ferry line to the islands, a ski school for families, a pet hotel near the airport, the "
    "office of a street festival, a car park under the market, a farm that delivers vegetable boxes, the coffee "
    "roaster in the old mill"
)


@dataclass(frozen=True)
class Topic:
    """What a message to an office is about, with messages that are about this only."""

    text: str
    messages: tuple[str, ...]


_TOPICS = [
    Topic(text, tuple(messages))
    for text, *messages in [
        ("billing", "I was charged twice this month.", "Your invoice shows the wrong amount.", "When will my refund be paid?",
         "Why did the monthly fee go up?", "The receipt for my payment is missing."),
        ("opening hours", "Are you open on Sunday?", "What time do you close tonight?", "Is there somebody there over the holidays?",
         "When do you open in winter?", "Do you close for lunch?"),
        ("lost property", "I left my umbrella at your place.", "Did anyone hand in a brown wallet?", "My scarf is gone since yesterday's visit.",
         "I forgot a green bag on a chair.", "Has a silver ring been found?"),
        ("password", "I cannot log in any more.", "How do I reset my password?", "The code for signing in never arrives.",
         "My account is locked after three tries.", "The login page refuses my password."),
        ("praise", "Your staff was wonderful, thank you!", "What a lovely day we had with you.", "Best service I have met in years.",
         "Please tell the team how happy we are.", "I would come back any time, it was perfect."),
        ("job application", "I would like to apply for the open position.", "My resume is attached for the vacancy.",
         "Do you offer internships in the summer?", "Are you hiring at the moment?", "I am looking for a part-time job with you."),
        ("booking", "Please reserve a place for four people on Friday.", "I would like to book for next weekend.",
         "Can we move our reservation to the evening?", "Is there anything free on the tenth?", "Two places for tomorrow, please."),
        ("cancellation", "I have to cancel for tomorrow.", "Please end my membership.", "We cannot come and call our visit off.",
         "I no longer want the subscription.", "Take my name off the list for Saturday."),
    ]
]  # fmt: skip
_TOPIC = Choice(_TOPICS)


@labelling(
    "{desk} sorts its mail by topic. Which one fits the message: {a}, {b} or {c}?[ {only}]",
    "Route a message to {desk} to one of the queues {a}, {b} and {c}.[ {only}]",
    "What is the customer of {desk} writing about? The labels are {a}, {b}, {c}.[ {only}]",
    "Tag the message with {a}, {b} or {c} on behalf of {desk}.[ {only}]",
    "Somebody wrote to {desk}. Is it about {a}, {b} or {c}?[ {only}]",
    "Inbox of {desk}: choose {a}, {b} or {c} for the next message.[ {only}]",
    desk=_DESK,
    a=_TOPIC,
    b=_TOPIC,
    c=_TOPIC,
    only=LABEL_ONLY,
    where=lambda b: len({b["a"].text, b["b"].text, b["c"].text}) == 3,
    weight=3.0,
)
def topic(rng: Random, a: Topic, b: Topic, c: Topic, **_: object) -> Instance:
    chosen = rng.choice((a, b, c))
    return rng.choice(chosen.messages), chosen.text


_GOOD = ("wonderful", "excellent", "a real pleasure", "better than expected", "superb", "delightful")
_BAD = ("terrible", "a waste of money", "disappointing", "awful", "much worse than promised", "unbearable")
_THING = one_of(
    "a toaster with four slots, a language course by mail, a city tour on roller skates, a mattress made of latex, a "
    "podcast about lost cities, a novel set in Antarctica, a pizzeria behind the station, a hair dryer for travelers, "
    "a puppet show for adults, a camping site without electricity, a tax adviser with an app, a sewing kit in a tin, "
    "a garden hose on a reel, a phone case made of cork, a folding bike with tiny wheels, a jazz concert in a barn, a "
    "night bus with beds, a rain jacket made of wool"
)


@labelling(
    "Is the review of {thing} positive or negative?[ {only}]",
    "Read what a customer says about {thing} and judge the mood as positive or negative.[ {only}]",
    "Would the writer recommend {thing}? Take the review and answer positive or negative.",
    "Did the customer like {thing}? Label the opinion positive or negative.[ {only}]",
    "{name} collects opinions about {thing}. Mark this one as positive or negative.[ {only}]",
    thing=_THING,
    only=LABEL_ONLY,
    weight=0.8,
    name=_NAME,
)
def mood(rng: Random, thing: str, **_: object) -> Instance:
    good = rng.random() < 0.5
    frames = ("I tried {}, and it was {}.", "If you ask me, {} is {}.", "{} was {} from the first day on.")
    text = rng.choice(frames).format(thing, rng.choice(_GOOD if good else _BAD))
    return text[0].upper() + text[1:], "positive" if good else "negative"


@labelling(
    "{name} rates opinions on {thing}: positive, negative or mixed. Which one is this?[ {only}]",
    "Classify feedback on {thing} as positive, negative or mixed.[ {only}]",
    "Two verdicts on {thing} stand in one sentence. Are they positive, negative or mixed taken together?[ {only}]",
    thing=_THING,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.8,
)
def mixed_mood(rng: Random, **_: object) -> Instance:
    first, second = rng.sample(("The price", "The service", "The quality", "The first impression", "The rest"), 2)
    label = rng.choice(("positive", "negative", "mixed"))
    one = rng.choice(_BAD if label == "negative" else _GOOD)
    other = rng.choice(_GOOD if label == "positive" else _BAD)
    link = "but" if label == "mixed" else "and"
    return f"{first} was {one}, {link} {second.lower()} was {other}.", label


_QUESTIONS = (
    "Where did you put the {n} keys?", "Has {name} called back?", "How long is the film?", "Who left the light on?",
    "Can you swim {n} meters?", "Why is the gate locked?",
)  # fmt: skip
_COMMANDS = (
    "Close the window before you leave.", "Bring {n} plates to the kitchen.", "Wait for {name} at the gate.",
    "Stop talking during the film.", "Wash your hands first.", "Send {name} the form today.",
)  # fmt: skip
_STATEMENTS = (
    "{name} lives next to the station.", "The soup has been cold for {n} minutes.", "My brother collects stamps.",
    "It rained all night.", "The shop sells {n} kinds of tea.", "{name} was late again.",
)  # fmt: skip
_KINDS = {"question": _QUESTIONS, "command": _COMMANDS, "statement": _STATEMENTS}
_SOURCE = one_of(
    "a sitcom about a bakery, the phrase book of a tourist, a phone call on speaker, a comic strip from the sixties, "
    "a picnic of four families, a court hearing about noise, a radio play for children, the kitchen of a restaurant, "
    "a letter between two sisters, a playground on Saturday morning, the locker room of a handball team, a street "
    "interview on local TV"
)


@labelling(
    "Is the sentence from {source} a {a} or a {b}?[ {only}]",
    "Someone overheard a sentence in {source}. Call it a {a}, a {b} or a {c}.[ {only}]",
    "{name} studies {source} and labels every sentence {a}, {b} or {c}.[ {only}]",
    "From {source} comes one sentence. {a}, {b} or {c}: what is it?[ {only}]",
    source=_SOURCE,
    name=_NAME,
    a=one_of("question, statement"),
    b=one_of("command, statement"),
    c=one_of("question, command"),
    only=LABEL_ONLY,
    where=lambda b: len({b["a"], b["b"], b.get("c")}) == 3,
)
def sentence_kind(rng: Random, a: str, b: str, c: str | None = None, **_: object) -> Instance:
    kind = rng.choice([k for k in (a, b, c) if k])
    return rng.choice(_KINDS[kind]).format(name=rng.choice(NAMES), n=rng.randint(2, 40)), kind


_TENSES = {
    "past": ("{name} painted the fence yesterday.", "We saw {n} deer last week.", "The bus left an hour ago.", "{name} slept through the storm last night."),
    "present": ("{name} paints the fence every spring.", "We see {n} deer each morning.", "The bus leaves daily at noon.", "{name} usually sleeps until eight."),
    "future": ("{name} will paint the fence tomorrow.", "We are going to see {n} deer soon.", "The bus will leave next Monday.", "{name} will sleep late on Sunday."),
}  # fmt: skip


@labelling(
    "Does the sentence from {source} speak of the past, the present or the future?[ {only}]",
    "Label the tense of a sentence out of {source} as past, present or future.[ {only}]",
    "{name} marks tenses in {source}. Is this past, present or future?[ {only}]",
    "When does it happen, according to a sentence from {source}: past, present or future?[ {only}]",
    source=_SOURCE,
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.8,
)
def tense(rng: Random, **_: object) -> Instance:
    label = rng.choice(tuple(_TENSES))
    return rng.choice(_TENSES[label]).format(name=rng.choice(NAMES), n=rng.randint(2, 40)), label


_TONES = {
    "formal": ("Dear Sir or Madam, I am writing with regard to the vacancy.", "I would be grateful for an early reply.",
               "Yours faithfully, {name} Weber", "We regret to inform you of a delay.", "Please accept our sincere apologies."),
    "informal": ("Hey {name}, what's up?", "Gotta run, see you later!", "That party was so cool, right?",
                 "Cheers mate, talk soon.", "Nope, can't make it, sorry!"),
}  # fmt: skip


@labelling(
    "Is the tone of the line, written to {desk}, formal or informal?[ {only}]",
    "{name} at {desk} keeps formal and informal letters apart. Which of the two is this line?[ {only}]",
    "Judge the register of a line addressed to {desk}: formal or informal.[ {only}]",
    "A line to {desk} is either formal or informal. Which label does it get?[ {only}]",
    desk=_DESK,
    name=_NAME,
    only=LABEL_ONLY,
)
def tone(rng: Random, **_: object) -> Instance:
    label = rng.choice(tuple(_TONES))
    return rng.choice(_TONES[label]).format(name=rng.choice(NAMES)), label


@labelling(
    "Does {x} have at most {n} words (short) or more (long)?[ {only}]",
    "Label {x} as short, with up to {n} words, or long.[ {only}]",
    "{name} prints {x} only if it has no more than {n} words. Answer print or skip.",
    "Count the words of {x}. Up to {n} is short, more is long. Which is it?[ {only}]",
    x=Choice(TEXTS),
    n=Number(6, 8),
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.8,
)
def short_or_long(rng: Random, x: Text, n: int, name: str | None = None, **_: object) -> Instance:
    text = x.sentence(rng)
    labels = ("print", "skip") if name else ("short", "long")
    return text, labels[len(text.split()) > n]


@labelling(
    "Is a first name mentioned in {x}? Answer yes or no.",
    "Names must be hidden before {x} is published. Does this one mention a first name, yes or no?",
    "Yes or no: somebody is called by a first name in {x}.",
    x=Choice(TEXTS),
    weight=0.2,
)
def mentions_name(rng: Random, x: Text) -> Instance:
    text = x.sentence(rng)
    return text, "yes" if any(word.strip(".,") in NAMES for word in text.split()) else "no"


@labelling(
    "{name} looks for numbers in {x}. Does it contain a digit? Reply 'digit' or 'no digit'.",
    "Sort {x} by whether it has a digit in it, 'digit' or 'no digit'.[ {only}]",
    "Are there any digits in {x}? Answer 'digit' if so and 'no digit' if not.",
    x=Choice(TEXTS),
    name=_NAME,
    only=LABEL_ONLY,
    weight=0.4,
)
def has_digit(rng: Random, x: Text, **_: object) -> Instance:
    text = x.sentence(rng)
    return text, "digit" if any(c.isdigit() for c in text) else "no digit"


@labelling(
    "Two sentences, each {x}, are given. Are they identical apart from upper and lower case? Answer same or different.",
    "Compare two copies of {x} and report 'same' or 'different'; capital letters do not matter.",
    "Someone typed {x} twice. Apart from capitals, are the two lines the same or different?",
    x=Choice(TEXTS),
    weight=0.3,
)
def same_text(rng: Random, x: Text) -> Instance:
    first = x.sentence(rng)
    same = rng.random() < 0.5
    words = first.split()
    at = rng.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    second = first.upper() if same else " ".join(words)
    return f"{first}\n{second}", "same" if same else "different"
