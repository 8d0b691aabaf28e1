"""Places where things are bought, and who does what there."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct_distilabel.llms.offline.wording import words

__all__ = ["BASKETS", "JOBS", "VENUES", "Basket", "Job", "Venue"]


@dataclass(frozen=True)
class Basket:
    """Three things from one place, in the plural, with their prices in cents.

    Attributes:
        text: the place, with its article.
        a, b, c: the things.
    """

    text: str
    a: str
    b: str
    c: str


BASKETS = [
    Basket(*words(row))
    for row in """\
a stationery shop, notebooks, ballpoint pens, rulers
a garden center, rose bushes, flower pots, bags of soil
a bakery, rye rolls, pretzels, cinnamon buns
a flea market, old records, postcards, teacups
a hardware store, door hinges, paint brushes, light bulbs
a toy shop, puzzles, yo-yos, model planes
a farm stand, heads of lettuce, jars of honey, cartons of eggs
a pet shop, dog leads, rubber bones, bags of hay
a sports store, tennis balls, headbands, water bottles
a bookstore, comics, crime novels, bookmarks
a fish market, crab rolls, smoked trout, lemon wedges
a craft fair, clay mugs, wool hats, wooden spoons
a drugstore, toothbrushes, bars of soap, packs of tissues
a camping store, tent pegs, gas cartridges, torches
a school cafeteria, sandwiches, fruit salads, cartons of milk
a music store, guitar strings, plectrums, song books
a sewing shop, spools of thread, zippers, packs of needles
a candy store, licorice wheels, lollipops, chocolate bars
a museum shop, calendars, magnets, tote bags
a bike workshop, inner tubes, brake pads, reflectors
a cheese stall, goat cheeses, crackers, jars of chutney
a flower stand, tulip bunches, sunflowers, vases
an ice cream parlor, waffle cones, fruit sundaes, milkshakes
an electronics shop, batteries, charging cables, headphones""".splitlines()
]


@dataclass(frozen=True)
class Job:
    """Work that goes on at a steady rate.

    Attributes:
        text: who does it, with an article.
        does, thing: the verb in the third person, and what is made, in the plural.
        low, high: range of the rate per hour.
    """

    text: str
    does: str
    thing: str
    low: int
    high: int


JOBS = [
    Job(who, does, thing, int(low), int(high))
    for who, does, thing, low, high in (
        words(row)
        for row in """\
a potter, shapes, bowls, 3, 9
a bottling machine, fills, bottles, 240, 900
a typist, copies, pages, 6, 14
a beekeeper, fills, honey jars, 18, 60
a tailor, hems, curtains, 2, 7
a postal robot, sorts, letters, 800, 3000
a bicycle mechanic, patches, inner tubes, 4, 11
a pastry chef, decorates, cupcakes, 25, 80
an apple picker, fills, crates, 3, 12
a gardener, plants, tulip bulbs, 40, 120
a sawmill, cuts, boards, 90, 400
a volunteer, folds, leaflets, 150, 450
a diesel pump, moves, barrels, 15, 70
a window cleaner, wipes, windows, 8, 24
a knitting machine, knits, socks, 30, 95
a translator, translates, paragraphs, 5, 16
a toll booth, serves, cars, 110, 260
a librarian, shelves, books, 60, 180
a bricklayer, lays, bricks, 50, 130
a decorator, paints, fence panels, 3, 10""".splitlines()
    )
]


@dataclass(frozen=True)
class Venue:
    """Something that starts at a time and lasts.

    Attributes:
        text: what it is, with its article.
        short: the same with "the".
        verb: how it starts, third person singular.
    """

    text: str
    short: str
    verb: str


VENUES = [
    Venue(*words(row))
    for row in """\
a ferry to the island, the ferry, leaves the harbor
a night train to Vienna, the night train, departs
a piano recital, the recital, begins
a guided cave tour, the tour, sets off
a chess tournament, the tournament, opens
a pottery class, the class, starts
a film about whales, the film, starts
a bus to the airport, the bus, leaves
a cooking course, the course, begins
a board meeting, the meeting, is called to order
a village wedding, the ceremony, begins
a training flight, the flight, takes off
a charity run, the run, kicks off
a puppet show, the show, starts
a blood donation session, the session, opens
a science lecture, the lecture, begins
a canoe trip down the river, the canoe trip, sets out
a first-aid course, the course, starts
a school play, the play, begins
a night shift at the lighthouse, the shift, starts""".splitlines()
]
