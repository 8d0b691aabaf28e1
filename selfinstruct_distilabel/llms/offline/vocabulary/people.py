"""Who asks, for whom and what for: the sentence that people put before or after a task."""

from __future__ import annotations

from selfinstruct_distilabel.llms.offline.pattern import Pattern
from selfinstruct_distilabel.llms.offline.slots import Choice
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES

__all__ = ["LEADS", "TRAILS"]

_SLOTS = {
    "name": Choice(NAMES),
    "job": Choice(
        "a tram driver, a midwife, a locksmith, a choir director, a park ranger, a pastry cook, a court clerk, an optician, "
        "a stage hand, a beekeeper, a truck dispatcher, a school secretary, a landscape gardener, a bookbinder, a paramedic, "
        "a hotel porter, a piano tuner, a night guard, a cheese maker, a lab assistant, a bus mechanic, a swimming coach, "
        "a museum guide, a notary's assistant, a fruit grower, a sound engineer, a social worker, an archivist, a florist, "
        "a ferry captain, a zoo keeper, a proofreader, a roofer, a tax clerk, a camp leader, a sign painter".split(", ")
    ),
    "town": Choice(
        "Aberdeen, Bruges, Cork, Dundee, Esbjerg, Faro, Graz, Haarlem, Izmir, Jena, Kaunas, Leeds, Mainz, Nantes, Odense, "
        "Padua, Quebec, Rouen, Salem, Tartu, Utrecht, Verona, Wexford, York, Zadar, Bilbao, Calgary, Durham, Fresno, Gdansk, "
        "Halifax, Lucerne, Malmo, Naples, Omaha, Perth, Reno, Split, Tampere, Wroclaw".split(", ")
    ),
    "group": Choice(
        "the allotment society, a scout troop, the parents' council, a night school, the sailing club, an online forum, "
        "the volunteer fire brigade, a knitting circle, the town archive, a retirement home, the debating team, a youth hostel, "
        "the brass band, a neighborhood watch, the film society, a chess academy, the tenants' union, a food bank, the rowing "
        "crew, a language exchange, the bird protection league, a repair cafe, the county library, a dance school, the "
        "fishing association, a training workshop, the twin town committee, a cooking circle, the history society, a hackerspace, "
        "the ski patrol, a charity shop, the amateur astronomers, a home for stray cats, the pensioners' outing, a girls' soccer "
        "team, the orchestra office, a model rail club, the village pub, a summer camp".split(", ")
    ),
    "paper": Choice(
        "a handout, the monthly bulletin, a quiz sheet, a training folder, my notebook, the annual report, a puzzle page, a wall "
        "calendar, the members' letter, a staff manual, a test paper, our website, a logbook, the info desk, a slide deck, "
        "a practice booklet, the club magazine, an information board, a demo for beginners, the evening program, a brochure, "
        "an application form, the welcome pack, a shared spreadsheet, a blog post, a lesson plan, the price list, a case study".split(", ")
    ),
}

LEADS = [
    Pattern(source, _SLOTS)
    for source in (
        "I work as {job} in {town}<.|, and this comes up every week.>",
        "My <cousin|neighbor|friend|colleague> {name}, {job}, <asked me this|is stuck here|needs help with this>.",
        "This is <part of|an entry in|meant for> {paper} <of|by> {group} in {town}.",
        "{group} <wants|is asking for> {paper}, and I was asked to prepare it.",
        "<Suppose|Imagine> that you are {job} and help {group}.",
        "We are putting together {paper} for {group}.",
        "<Greetings|Hello> from {town}, where {name} and I look after {group}.",
        "{name} from {group} sent me this for {paper}.",
        "A question from {job} in {town}, for {paper}<.|, if I may.>",
        "I am {job}, not a <mathematician|professor|writer|programmer>, so please help me.",
        "At {group} in {town} we had an argument about this.",
        "Before I print {paper}, I would like to be sure.",
        "<Yesterday|Today|Last week> {group} asked {name} to find this out.",
    )
]  # fmt: skip
"""Sentences that come before a task."""

TRAILS = [
    Pattern(source, _SLOTS)
    for source in (
        "I will copy your answer into {paper} <for|of> {group}.",
        "{name}, {job} from {town}, will check the answer.",
        "<It is|I need it> for {paper} that {group} <in|near> {town} hands out.",
        "{group} in {town} will read your answer aloud.",
        "<Thanks|Thank you>, {name} and the others at {group} are waiting for it.",
        "The answer goes to {job} in {town}.",
        "{name} needs it for {paper} tonight.",
        "This came up when {job} spoke to {group}.",
    )
]  # fmt: skip
"""Sentences that come after a task."""
