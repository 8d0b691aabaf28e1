"""The notation of the offline LLM's phrasings: said at random, read back exactly."""

import inspect
import re
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct_distilabel.llms.offline import family
from selfinstruct_distilabel.llms.offline.family import Family, task
from selfinstruct_distilabel.llms.offline.forms import listed
from selfinstruct_distilabel.llms.offline.pattern import Pattern, Slot
from selfinstruct_distilabel.llms.offline.slots import Choice, Clock, Day, Figure, Money, Number, one_of

SLOTS: dict[str, Slot] = {
    "n": Number(2, 40, 2),
    "more": Figure(lambda rng, bound: bound["n"] + rng.randint(1, 9)),
    "price": Money(100, 500),
    "time": Clock(0, 600),
    "day": Day(date(2024, 1, 1), date(2024, 12, 31)),
    "pet": one_of("a cat, a catfish, a dog"),
}
SOURCE = "<Take|Sell> {pet}[ for ${price}[ at {time}]] on {day}, <once|{n} or {more} times>, {pet}."


@given(st.integers())
def test_what_is_said_is_read_back(seed: int) -> None:
    """Choices, optional parts in one another, and a slot that is mentioned twice."""
    pattern = Pattern(SOURCE, SLOTS)
    text, said = pattern.say(Random(seed))
    assert pattern.read(text.casefold()) == said
    assert pattern.read(text.casefold() + " ") is None


def test_all_that_the_notation_means_is_said() -> None:
    """Every choice comes up, and an optional part is now there and now not."""
    said = {Pattern("<one|two>[ {n}]", {"n": Number(5, 5)}).say(Random(seed))[0] for seed in range(50)}
    assert said == {"One", "Two", "One 5", "Two 5"}


def test_sentences_begin_with_a_capital() -> None:
    """A slot may begin a sentence."""
    assert Pattern("{pet}. {pet}? {pet}", {"pet": one_of("a cat")}).say(Random(0))[0] == "A cat. A cat? A cat"


@pytest.mark.parametrize(
    "text",
    [
        "take a cat on 31 february 2024, once, a cat.",
        "take a cat on 3 may 2031, once, a cat.",
        "take a cat on 3 may 2024, 3 or 5 times, a cat.",
        "take a cat on 3 may 2024, once, a dog.",
        "take a cat for $9.00 on 3 may 2024, once, a cat.",
        "take a cat for $2.00 at 23:50 on 3 may 2024, once, a cat.",
        "take a cow on 3 may 2024, once, a cow.",
    ],
)
def test_a_text_with_values_out_of_range_is_not_read(text: str) -> None:
    """Impossible dates, numbers outside of their slots, two values for one slot: another task, not this one."""
    assert Pattern(SOURCE, SLOTS).read("take a cat on 3 may 2024, once, a cat.") is not None
    assert Pattern(SOURCE, SLOTS).read(text) is None


@pytest.mark.parametrize("source", ["<one|two", "[one", "one]", "one>", "{nobody} comes"])
def test_a_broken_pattern_is_refused(source: str) -> None:
    """A mistake in a family shows when it is imported."""
    with pytest.raises(ValueError, match="pattern"):
        Pattern(source, SLOTS)


def test_slots_without_a_fitting_value_are_refused() -> None:
    """A condition that no draw meets is told instead of tried for ever."""

    @task("Count to {n}.", n=Number(1, 9), where=lambda bound: bound["n"] > 9)
    def count(rng: Random, n: int) -> tuple[str, str]:
        return "", str(n)

    with pytest.raises(ValueError, match="count"):
        count.say(Random(0))


def test_the_documented_way_to_add_a_family_works() -> None:
    """The family in the module's text, copied word for word."""
    code = "\n".join(re.findall(r"^    (.*)$", (inspect.getdoc(family) or "").split("::")[1], re.MULTILINE))
    names: dict[str, Any] = {"task": task, "Number": Number, "Random": Random, "listed": listed, "Choice": Choice}
    names["Instance"] = family.Instance
    exec(code, names)
    times = names["times"]
    assert isinstance(times, Family)
    instruction, bound = times.say(Random(1))
    assert times.read(instruction.casefold()) == bound
    for text, output in times.instances(Random(1), bound, 3):
        products = [int(number) * bound["factor"] for number in re.findall(r"\d+", text)]
        assert output == ", ".join(map(str, products))
