"""Lists of names of things as people keep them, and tables with an amount to each."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.vocabulary.words import CATEGORIES, NAMES
from selfinstruct_distilabel.llms.offline.wording import with_article, words

__all__ = ["LEDGERS", "ROSTERS", "Ledger", "Roster"]


@dataclass(frozen=True)
class Roster:
    """A list of words.

    Attributes:
        opener: a sentence that says whose list it is.
        short: what the words are called after the opener.
        text: what they are called without it.
        one: a single one of them.
        words: what may be on the list.
    """

    opener: str
    short: str
    text: str
    one: str
    words: tuple[str, ...]

    @property
    def a_one(self) -> str:
        """A single one of them, with its article."""
        return with_article(self.one)

    def sample(self, rng: Random, least: int = 4, most: int = 8) -> list[str]:
        """Different words, in no order."""
        return rng.sample(self.words, rng.randint(least, min(most, len(self.words))))


_BY_LABEL = {category.text: category.words for category in CATEGORIES}

ROSTERS = [
    Roster(opener, short, text, one, _BY_LABEL.get(members) or words(members))
    for opener, short, text, one, members in [
        ("I sell at a farmers' market.", "my fruit", "the fruit on a market stall", "fruit", "fruit"),
        ("We grow our own food behind the house.", "the vegetables", "the vegetables of a kitchen garden", "vegetable", "vegetable"),
        ("My walking group notes every bird it meets.", "the birds", "the birds seen on a spring walk", "bird", "bird"),
        ("A fishmonger wrote down today's catch.", "the catch", "the fish on an auction list", "fish", "fish"),
        ("Our class visited a wildlife park.", "the animals", "the animals of a wildlife park", "animal", "mammal"),
        ("An insect hotel stands in our yard.", "its guests", "the insects found under a log", "insect", "insect"),
        ("The town plants new trees this fall.", "the tree species", "the trees along an avenue", "tree", "tree"),
        ("I arrange bouquets for weddings.", "the flowers", "the flowers of a bridal bouquet", "flower", "flower"),
        ("My shed needs tidying up.", "my tools", "the tools hanging in a shed", "tool", "tool"),
        ("We lend instruments to beginners.", "the instruments", "the instruments of a youth orchestra", "instrument", "musical instrument"),
        ("I am moving to a smaller flat.", "the furniture", "the furniture in a removal van", "piece", "piece of furniture"),
        ("The theater's costume room is a mess.", "the costumes", "the clothes of a costume room", "garment", "garment"),
        ("Our toddler loves anything with wheels or rotors.", "those vehicles", "the vehicles of a toy box", "vehicle", "vehicle"),
        ("The school offers courses in the afternoon.", "the sports", "the sports on a club's program", "sport", "sport"),
        ("I mix my own wall paint.", "the shades", "the shades of a paint catalog", "shade", "color"),
        ("I am writing the menu of a small cafe.", "the drinks", "the drinks on a cafe menu", "drink", "drink"),
        ("A cheese counter needs new labels.", "the cheeses", "the cheeses behind a counter", "cheese", "cheese"),
        ("My spice rack has run dry.", "the jars to refill", "the spices of a curry recipe", "spice", "spice"),
        ("A scrap yard sorts what comes in.", "the metals", "the metals at a scrap yard", "metal", "metal"),
        ("I sew curtains and cushions.", "the fabrics", "the fabrics in a sewing room", "fabric", "fabric"),
        ("The careers fair has a stand for each job.", "the jobs", "the professions at a careers fair", "profession", "profession"),
        ("I build model railways.", "the model houses", "the buildings of a model railway", "building", "building"),
        ("Our studio teaches couples and solo dancers.", "the dances", "the dances taught at a studio", "dance", "dance"),
        ("A jeweler keeps loose stones in a tray.", "the stones", "the stones in a jeweler's tray", "stone", "gemstone"),
        ("I am equipping a holiday flat.", "the utensils", "the utensils in a rented kitchen", "utensil", "kitchen utensil"),
        ("I plan the timetable of a school.", "the subjects", "the subjects on a school timetable", "subject", "school subject"),
        ("Thirty people answered our invitation.", "the names", "the guests of a garden party", "guest", ", ".join(NAMES)),
        ("I look after the register of a chess club.", "the members", "the members of a chess club", "member", ", ".join(NAMES[12:])),
        ("We put names on the lockers at work.", "the colleagues", "the staff of a night shift", "name", ", ".join(NAMES[:26])),
        (
            "I drive a tour bus through Europe.", "the stops", "the stops of a bus tour", "city",
            "Lisbon, Porto, Madrid, Lyon, Geneva, Milan, Vienna, Prague, Warsaw, Riga, Oslo, Antwerp, Dublin, Athens",
        ),
        (
            "My neighbor is learning the states.", "the states", "the states in a geography quiz", "state",
            "Ohio, Texas, Maine, Oregon, Utah, Nevada, Idaho, Kansas, Alaska, Iowa, Georgia, Florida, Montana, Vermont",
        ),
        (
            "I pack for a week in the mountains.", "the gear", "the gear for a mountain tour", "item",
            "rope, torch, compass, tent, stove, whistle, gloves, sunscreen, water bottle, first-aid kit, poncho, matches",
        ),
        (
            "Our board game shelf is full.", "the games", "the games on a club's shelf", "game",
            "chess, checkers, dominoes, backgammon, ludo, reversi, mahjong, mikado, bingo, halma, mancala, nine men's morris",
        ),
        (
            "A baker writes the signs for the window.", "the cakes", "the cakes in a baker's window", "cake",
            "apple tart, brownie, cheesecake, muffin, eclair, strudel, lemon pie, doughnut, gingerbread, macaroon, sponge cake",
        ),
    ]
]  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """A table with two columns, a name and a whole number.

    Attributes:
        opener: a sentence that says whose table it is.
        text: what the table is called.
        key: heading of the names.
        value: heading of the numbers.
        keys: the names.
        low, high: range of the numbers.
    """

    opener: str
    text: str
    key: str
    value: str
    keys: tuple[str, ...]
    low: int
    high: int

    @property
    def a_key(self) -> str:
        """The heading of the names, with its article."""
        return with_article(self.key)

    def rows(self, rng: Random, least: int = 3, most: int = 6) -> list[tuple[str, int]]:
        """Rows with different names and different numbers."""
        count = rng.randint(least, most)
        return list(zip(rng.sample(self.keys, count), rng.sample(range(self.low, self.high + 1), count), strict=True))


LEDGERS = [
    Ledger(opener, text, key, value, words(keys), low, high)
    for opener, text, key, value, low, high, keys in [
        ("I keep the cash box of a youth club.", "the running costs of a youth club", "item", "dollars", 15, 480,
         "rent, heating, snacks, insurance, paint, table tennis balls, posters, cleaning"),
        ("We drove across the country in six days.", "the legs of a road trip", "stop", "miles", 45, 560,
         "Denver, Salina, Tulsa, Memphis, Nashville, Roanoke, Richmond, Norfolk"),
        ("I supervise the stock of a paper shop.", "the stock of a paper shop", "article", "pieces", 3, 240,
         "envelopes, notebooks, pencils, erasers, rulers, calendars, stickers, folders"),
        ("Our street collected for the new playground.", "the donations for a playground", "family", "euros", 10, 350,
         "Adler, Brandt, Costa, Dubois, Evans, Ferrari, Novak, Olsen"),
        ("Every class sold raffle tickets.", "the raffle sales of a school", "class", "tickets", 12, 195,
         "1A, 1B, 2A, 2B, 3A, 3B, 4A, 4B"),
        ("I compare the villages around our lake.", "the villages around a lake", "village", "inhabitants", 180, 4900,
         "Ashford, Birkdale, Corley, Denholm, Elmswell, Foxton, Garside, Holmby"),
        ("The hospital counts the beds on each ward.", "the wards of a hospital", "ward", "beds", 8, 64,
         "surgery, cardiology, maternity, neurology, pediatrics, oncology, geriatrics"),
        ("My sister trains for a marathon.", "the training week of a runner", "day", "kilometers", 4, 35,
         "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"),
        ("I am the treasurer of a rowing club.", "the boat fund of a rowing club", "month", "dollars", 40, 900,
         "January, February, March, April, May, June, July, August"),
        ("Six bands play at our summer festival.", "the bands of a summer festival", "band", "minutes", 25, 95,
         "Blue Kettle, Northern Larks, The Ferrymen, Paper Moon, Static Owls, Velvet Anchor, Loud Orchard"),
        ("We weigh what each house throws away.", "the waste of one street", "house", "kilograms", 3, 48,
         "number 2, number 4, number 7, number 9, number 12, number 15, number 18"),
        ("A cinema lists how full its halls were.", "the halls of a cinema", "hall", "viewers", 18, 260,
         "Astor, Bijou, Capitol, Gloria, Lux, Odeon, Rex"),
        ("I raise alpacas and shear them in June.", "the wool of an alpaca herd", "animal", "grams", 900, 3800,
         "Bella, Coco, Dusty, Flora, Maple, Nugget, Pepper, Rusty"),
        ("Our bookshop tallies genres.", "the sales of a bookshop by genre", "genre", "books", 9, 320,
         "crime, poetry, travel, cooking, history, romance, science fiction, biography"),
        ("The farm shop bottles its own juice.", "the juices of a farm shop", "juice", "bottles", 14, 410,
         "apple, pear, carrot, grape, rhubarb, cherry, elderberry"),
        ("I looked up how long each part of the job takes.", "the stages of a renovation", "stage", "hours", 2, 75,
         "demolition, wiring, plumbing, plastering, tiling, painting, cleaning"),
        ("Our astronomy club scores telescopes.", "the telescopes of a comparison test", "model", "points", 31, 99,
         "Aurora, Borealis, Cygnus, Draco, Eridanus, Fornax, Gemini"),
        ("A tea importer sorts crates by origin.", "the tea crates in a harbor store", "origin", "crates", 5, 180,
         "Assam, Ceylon, Darjeeling, Kenya, Nepal, Yunnan, Sumatra"),
        ("We asked commuters how they travel.", "the answers of commuters in a survey", "means", "answers", 11, 640,
         "bus, train, bicycle, car, ferry, tram, on foot"),
        ("The allotment society leases plots.", "the plots of an allotment society", "tenant", "square meters", 90, 420,
         "Ahmed, Baker, Chen, Diaz, Eriksen, Fischer, Gomez"),
        ("I test batteries for a magazine.", "the batteries of a test", "brand", "hours", 6, 72,
         "Ampera, Boltix, Cellmax, Durant, Endura, Fluxo, Gigacel"),
        ("The school kitchen plans next week.", "the meals ordered at a school kitchen", "dish", "portions", 20, 310,
         "lasagna, vegetable curry, fish pie, pancakes, chili, noodle soup, risotto"),
    ]
]  # fmt: skip
