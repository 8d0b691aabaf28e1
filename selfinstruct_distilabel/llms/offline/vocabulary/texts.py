"""Short texts of many kinds, each with sentences that fit it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import WEEKDAYS

__all__ = ["TEXTS", "Text"]


@dataclass(frozen=True)
class Text:
    """A kind of text.

    Attributes:
        text: what one is called, with its article.
        sentences: patterns of sentences; ``{name}``, ``{day}``, ``{n}`` vary.
    """

    text: str
    sentences: tuple[str, ...]

    def sentence(self, rng: Random) -> str:
        """One sentence."""
        return rng.choice(self.sentences).format(name=rng.choice(NAMES), day=rng.choice(WEEKDAYS), n=rng.randint(2, 48))

    def plain_sentence(self, rng: Random) -> str:
        """One sentence without digits."""
        chosen = rng.choice([sentence for sentence in self.sentences if "{n}" not in sentence])
        return chosen.format(name=rng.choice(NAMES), day=rng.choice(WEEKDAYS))

    def passage(self, rng: Random, count: int) -> str:
        """Several different sentences in a row."""
        chosen = rng.sample(self.sentences, count)
        return " ".join(
            s.format(name=rng.choice(NAMES), day=rng.choice(WEEKDAYS), n=rng.randint(2, 48)) for s in chosen
        )


TEXTS = [
    Text(text, tuple(sentences))
    for text, *sentences in [
        ("a line from a garden diary",
         "{name} watered the tomatoes on {day}.", "The first {n} beans came up behind the shed.",
         "Slugs ate most of the lettuce again.", "I sowed radishes along the south wall."),
        ("a notice in a stairwell",
         "Please keep the front door closed after dark.", "The heating will be serviced on {day}.",
         "Bicycles must not block the cellar steps.", "{name} on the third floor lost a silver key."),
        ("a message to a landlord",
         "The kitchen tap has been dripping since {day}.", "{name} would like a second key for the cellar.",
         "Our boiler makes a loud noise at night.", "The hallway lamp needs a new bulb."),
        ("a weather report",
         "Light rain spreads from the west on {day}.", "The coast stays dry with long sunny spells.",
         "Winds reach {n} miles an hour in the hills.", "Patchy fog forms in the valleys before dawn."),
        ("a note on a lunch box",
         "{name} wants the cheese sandwich without butter.", "Two plums and a bag of nuts are inside.",
         "Bring the blue spoon back home.", "There is warm soup in the small flask."),
        ("a sentence from a travel blog",
         "We crossed the old bridge just after sunrise.", "The night train to the coast was {n} minutes late.",
         "{name} found a tiny cafe near the harbor.", "Our hostel stood on a quiet square."),
        ("a report from a football match",
         "{name} scored in minute {n} with a low shot.", "The home side defended well until the break.",
         "Heavy rain turned the pitch into mud.", "The referee stopped play twice on {day}."),
        ("a product review",
         "The lamp is bright but the cable is short.", "{name} gave this kettle to her brother.",
         "It arrived on {day} in a damaged box.", "After {n} uses the handle came loose."),
        ("a line of a museum guide",
         "The oldest clock in the hall still strikes.", "{name} built this organ with {n} pipes.",
         "A stone lion guards the upper gallery.", "The east wing is closed every {day}."),
        ("a status update at work",
         "{name} finished the budget draft on {day}.", "We still wait for {n} signed forms.",
         "The new printer works since this morning.", "The meeting room is booked until noon."),
        ("a sentence from a children's story",
         "A small bear looked for its red scarf.", "The owl {name} could count to {n}.",
         "Behind the hill lived a friendly giant.", "Every {day} the mice baked a tiny cake."),
        ("a recipe step",
         "Stir the sauce until it turns thick and smooth.", "Bake the loaf for {n} minutes on the lower rack.",
         "Peel the carrots and cut them into thin strips.", "Let the dough rest under a damp cloth."),
        ("a school announcement",
         "The choir meets in room {n} on {day}.", "All borrowed books are due before the holidays.",
         "{name} won the regional spelling contest.", "The gym stays closed during the exams."),
        ("a log entry of a ship",
         "We passed the lighthouse at low tide.", "The crew repaired the torn sail on {day}.",
         "{name} sighted land after {n} days.", "A strong current pushed us north."),
        ("a message from a vet",
         "The cat {name} may eat again from {day}.", "Give the puppy {n} drops twice a day.",
         "The blood test of your dog looks fine.", "Keep the rabbit warm and offer fresh hay."),
        ("a caption in a local newspaper",
         "Volunteers cleaned the river bank on {day}.", "Mayor {name} opened the new fire station.",
         "About {n} runners started at the town hall.", "The old mill will become a library."),
        ("a reminder from a library",
         "Your loan of {n} books ends on {day}.", "{name} reserved the atlas of rivers.",
         "The reading room opens late this week.", "Please return the audio book to the front desk."),
        ("an advertisement for a bicycle",
         "A green touring bike waits for a new owner.", "The tires were changed on {day}.",
         "It has {n} gears and a comfortable saddle.", "{name} rode it only on dry roads."),
        ("a line from a theater script",
         "{name} walks slowly to the open window.", "A bell rings {n} times behind the stage.",
         "The lights fade while the rain begins.", "Two servants carry a heavy wooden chest."),
        ("a post on a neighborhood forum",
         "{name} is giving away {n} flower pots.", "A gray cat sits on our wall every {day}.",
         "The corner shop no longer repairs shoes.", "We look for a second-hand pram."),
        ("a page from a climber's journal",
         "The upper ridge was covered with fresh ice.", "{name} fixed {n} meters of rope before noon.",
         "We turned back on {day} because of thunder.", "Camp two lies beside a frozen stream."),
        ("a line on a seed packet",
         "Sow thinly in rows {n} centimeters apart.", "Keep the soil moist until the first leaves show.",
         "Harvest the pods while they are young.", "{name} bred this variety on a small farm."),
        ("a voice message from a mechanic",
         "Your brake pads will last another {n} weeks.", "The car is ready for pickup on {day}.",
         "We found a loose bolt under the seat.", "{name} will call you about the tires."),
        ("an entry in a dream diary",
         "I walked through a house without doors.", "{name} handed me {n} paper boats.",
         "The sea was as flat as a mirror.", "It was {day} and nobody went to school."),
        ("a sign in a mountain hut",
         "Boots stay in the drying room overnight.", "Breakfast ends at eight, also on {day}.",
         "{name} keeps the key to the wood shed.", "There are {n} blankets in the chest."),
        ("a remark in a school report",
         "{name} reads aloud with growing confidence.", "Homework was missing {n} times this term.",
         "Her drawings show great patience.", "He should speak up more in class."),
        ("a bulletin about road works",
         "The left lane is closed until {day}.", "Expect delays of up to {n} minutes.",
         "A detour leads through the industrial park.", "Inspector {name} will reopen the bridge."),
        ("a sentence from a detective novel",
         "{name} noticed a wet umbrella in the hall.", "The butler had not slept for {n} hours.",
         "A torn glove lay beneath the piano.", "On {day} the stranger came back."),
        ("a hint for a treasure hunt",
         "Walk {n} steps toward the crooked tree.", "Look behind the sign with the fox.",
         "{name} hid the second letter near water.", "The old well knows the answer."),
        ("a tip for beekeepers",
         "Check the frames on a calm and sunny {day}.", "A weak colony needs sugar water in the fall.",
         "Smoke keeps the bees away from your gloves.", "{name} keeps {n} hives at the forest edge."),
    ]
]  # fmt: skip
