"""Words by category, and short tables of word pairs."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct_distilabel.llms.offline.wording import with_article, words

__all__ = ["CATEGORIES", "GREETINGS", "NAMES", "NOUNS", "OPPOSITES", "PALINDROMES", "PAST", "PLURALS", "Category"]


@dataclass(frozen=True)
class Category:
    """A kind of thing with words that belong to no other category here.

    Attributes:
        text: its name, as a label.
        plural: its name in the plural.
        words: what belongs to it.
    """

    text: str
    plural: str
    words: tuple[str, ...]

    @property
    def a_text(self) -> str:
        """Its name with the article."""
        return with_article(self.text)


CATEGORIES = [
    Category(label, plural, words(members))
    for label, plural, members in [
        ("fruit", "kinds of fruit", "apple, pear, strawberry, cherry, banana, pineapple, raspberry, mango, papaya, grapefruit, lemon, quince"),
        ("vegetable", "vegetables", "carrot, leek, spinach, cabbage, beetroot, radish, celery, broccoli, turnip, parsnip, kale, asparagus"),
        ("bird", "birds", "sparrow, heron, owl, falcon, magpie, stork, robin, pelican, woodpecker, gull, goldfinch, buzzard"),
        ("fish", "fish", "trout, cod, herring, carp, tuna, haddock, sardine, mackerel, halibut, eel, anchovy, sturgeon"),
        ("mammal", "mammals", "badger, otter, horse, dolphin, squirrel, giraffe, hedgehog, rabbit, elephant, donkey, beaver, fox"),
        ("insect", "insects", "beetle, ant, dragonfly, moth, wasp, grasshopper, ladybird, cockroach, butterfly, hornet, termite, mosquito"),
        ("tree", "trees", "oak, birch, maple, willow, beech, spruce, poplar, chestnut, larch, elm, cedar, sycamore"),
        ("flower", "flowers", "tulip, daisy, lily, daffodil, peony, orchid, marigold, dahlia, snowdrop, carnation, primrose, geranium"),
        ("tool", "tools", "hammer, pliers, screwdriver, chisel, saw, wrench, drill, crowbar, spirit level, mallet, hacksaw, spanner"),
        ("musical instrument", "musical instruments", "violin, trumpet, cello, oboe, harp, tuba, clarinet, banjo, accordion, bassoon, mandolin, trombone"),
        ("piece of furniture", "pieces of furniture", "sofa, wardrobe, bookcase, armchair, desk, stool, dresser, bunk bed, sideboard, footstool, bench, cupboard"),
        ("garment", "garments", "jacket, scarf, sweater, skirt, raincoat, waistcoat, trousers, cardigan, blouse, mittens, dungarees, tunic"),
        ("vehicle", "vehicles", "tram, lorry, motorcycle, tractor, ambulance, taxi, helicopter, canoe, van, scooter, hovercraft, bulldozer"),
        ("sport", "sports", "tennis, rowing, hockey, fencing, volleyball, judo, badminton, archery, rugby, gymnastics, water polo, karate"),
        ("color", "colors", "mauve, crimson, beige, maroon, indigo, cyan, scarlet, azure, magenta, ochre, navy blue, ivory"),
        ("drink", "drinks", "lemonade, tea, cocoa, cider, espresso, milkshake, mineral water, iced tea, ginger beer, orange juice, buttermilk, smoothie"),
        ("cheese", "kinds of cheese", "cheddar, brie, gouda, feta, mozzarella, parmesan, camembert, gruyere, ricotta, roquefort, halloumi, emmental"),
        ("spice", "spices", "cinnamon, turmeric, paprika, nutmeg, cumin, cardamom, saffron, cloves, coriander, aniseed, black pepper, sumac"),
        ("metal", "metals", "iron, magnesium, zinc, chromium, tin, nickel, aluminum, lead, titanium, platinum, cobalt, tungsten"),
        ("fabric", "fabrics", "linen, velvet, denim, silk, corduroy, flannel, tweed, cotton, cashmere, satin, fleece, muslin"),
        ("profession", "professions", "carpenter, nurse, baker, pilot, plumber, librarian, tailor, electrician, surgeon, bricklayer, florist, translator"),
        ("building", "buildings", "cathedral, barn, lighthouse, castle, windmill, warehouse, cottage, skyscraper, chapel, palace, farmhouse, bungalow"),
        ("dance", "dances", "tango, waltz, polka, samba, foxtrot, flamenco, rumba, quickstep, charleston, mazurka, cha-cha, ballet"),
        ("gemstone", "gemstones", "ruby, emerald, opal, topaz, amethyst, garnet, sapphire, jade, moonstone, aquamarine, tourmaline, onyx"),
        ("kitchen utensil", "kitchen utensils", "whisk, ladle, colander, grater, rolling pin, spatula, corkscrew, peeler, saucepan, sieve, tongs, frying pan"),
        ("school subject", "school subjects", "history, geography, biology, chemistry, physics, mathematics, economics, philosophy, music theory, literature, sociology, computing"),
        ("kind of weather", "kinds of weather", "drizzle, hail, thunderstorm, fog, blizzard, sleet, heatwave, frost, gale, snowfall, downpour, hurricane"),
    ]
]  # fmt: skip


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in words(text))


NAMES = words(
    "Amara, Bruno, Chloe, Dmitri, Elena, Farid, Greta, Hugo, Ines, Jonas, Keiko, Liam, Mara, Nadia, Oscar, Priya, "
    "Quentin, Rosa, Samir, Tessa, Umar, Vera, Walter, Ximena, Yusuf, Zoe, Anton, Bianca, Cedric, Dana, Emil, Fiona, "
    "Gustav, Hanna, Ivan, Judith, Kofi, Leila, Marco, Nora"
)

PLURALS = _pairs(
    "box/boxes, child/children, city/cities, knife/knives, mouse/mice, tooth/teeth, leaf/leaves, woman/women, "
    "berry/berries, church/churches, goose/geese, shelf/shelves, potato/potatoes, person/people, foot/feet, "
    "lady/ladies, wolf/wolves, bus/buses, key/keys, half/halves, story/stories, ox/oxen, wife/wives, hero/heroes, "
    "dish/dishes, photo/photos, monkey/monkeys, glass/glasses, loaf/loaves, baby/babies, man/men, thief/thieves, "
    "piano/pianos, brush/brushes"
)

PAST = _pairs(
    "go/went, see/saw, take/took, write/wrote, bring/brought, sing/sang, buy/bought, swim/swam, build/built, "
    "catch/caught, drive/drove, eat/ate, fall/fell, give/gave, keep/kept, know/knew, leave/left, make/made, "
    "pay/paid, ride/rode, run/ran, sell/sold, speak/spoke, stand/stood, teach/taught, think/thought, throw/threw, "
    "wear/wore, win/won, choose/chose, break/broke, drink/drank, forget/forgot, freeze/froze, grow/grew, hide/hid, "
    "steal/stole, wake/woke"
)

OPPOSITES = _pairs(
    "hot/cold, big/small, early/late, empty/full, heavy/light, loud/quiet, narrow/wide, new/old, open/closed, "
    "rich/poor, soft/hard, strong/weak, tall/short, thick/thin, wet/dry, young/old, deep/shallow, clean/dirty, "
    "dark/bright, fast/slow, cheap/expensive, rough/smooth, sharp/blunt, tight/loose"
)

NOUNS = words(
    "lantern, ribbon, pebble, cushion, ladder, pocket, candle, bottle, blanket, marble, basket, feather, mirror, "
    "button, kettle, pillow, curtain, anchor, whistle, saddle, trumpet, napkin, carpet, parcel, bucket, wallet, "
    "compass, puzzle, magnet, helmet, drawer, ticket, envelope, umbrella, backpack, notebook, keyboard, sandwich, "
    "pumpkin, lemonade, mountain, orchard, harbor, village, bridge, tunnel, meadow, island, garden, market"
)

PALINDROMES = words(
    "level, radar, civic, kayak, rotor, refer, noon, madam, tenet, stats, solos, deed, peep, racecar, redder, "
    "rotator, reviver, minim, sagas, toot"
)

GREETINGS = {
    "English": ("Good morning", "Hello", "See you soon", "Thank you very much", "Good night", "How are you?"),
    "French": ("Bonjour", "Bonne nuit", "Merci beaucoup", "Au revoir", "Comment allez-vous ?", "Bonne journée"),
    "Spanish": ("Buenos días", "Hasta luego", "Muchas gracias", "Buenas noches", "¿Cómo estás?", "Lo siento"),
    "German": ("Guten Morgen", "Auf Wiedersehen", "Vielen Dank", "Gute Nacht", "Wie geht es dir?", "Bis bald"),
    "Italian": ("Buongiorno", "Buonanotte", "Grazie mille", "Arrivederci", "Come stai?", "Per favore"),
    "Portuguese": ("Bom dia", "Boa noite", "Muito obrigado", "Até logo", "Como vai você?", "Com licença"),
    "Dutch": ("Goedemorgen", "Tot ziens", "Dank je wel", "Goedenacht", "Hoe gaat het?", "Alsjeblieft"),
}
