"""A family of tasks: the patterns it is said in, the slots in them, and a function that makes its instances.

All that a new family needs, in a module of `families` (it is found there by itself)::

    @task(
        "Multiply every <number|figure> by {factor}[ and separate the products with commas].",
        "What do you get when each of the numbers is multiplied by {factor}?",
        factor=Number(2, 12),
    )
    def times(rng: Random, factor: int) -> Instance:
        numbers = rng.sample(range(1, 50), rng.randint(3, 6))
        return listed(rng, numbers), ", ".join(str(n * factor) for n in numbers)

The function gets the slots that the instruction mentions, so a slot that only some phrasings have needs a default. It returns one input,
``""`` for a task that needs none, and its output, which must follow from the instruction and the input. `labelling`
in the place of `task` declares a classification task, whose output is the label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from selfinstruct_distilabel.llms.offline.pattern import Bound, Pattern, Slot

__all__ = ["Family", "Instance", "labelling", "task"]

Instance = tuple[str, str]
"""Input (``""``: none is needed) and output."""

_REDRAWS = 40
"""Attempts for a set of slots, or of inputs, that differ as they must."""


@dataclass(frozen=True)
class Family:
    """Tasks that differ in their slots and wording only.

    Attributes:
        name: the name of its function.
        patterns: its phrasings.
        make: makes one instance from a generator of random numbers and the slots.
        classification: whether the output is one of a few labels.
        weight: how often it is drawn, relative to others of its kind; small where there is little to vary.
        where: which sets of slots make sense.
    """

    name: str
    patterns: tuple[Pattern, ...]
    make: Callable[..., Instance]
    classification: bool
    weight: float
    where: Callable[[Bound], bool]

    def say(self, rng: Random) -> tuple[str, Bound]:
        """A new instruction, and the slots that it mentions."""
        for _ in range(_REDRAWS):
            text, bound = rng.choice(self.patterns).say(rng)
            if self.where(bound):
                return text, bound
        raise ValueError(f"the slots of {self.name} hardly ever fit its condition")

    def read(self, folded: str) -> Bound | None:
        """The slots of a case-folded instruction of this family, None for any other."""
        for pattern in self.patterns:
            bound = pattern.read(folded)
            if bound is not None and self.where(bound):
                return bound
        return None

    def instances(self, rng: Random, bound: Bound, count: int) -> list[Instance]:
        """Up to `count` instances with different inputs; of a classification task also, as far as it goes, different
        labels. One where no input is needed."""
        made: list[Instance] = []
        spare: list[Instance] = []  # other inputs with a label that is already there
        for instance in self._draws(rng, bound):
            text, output = instance
            if not text:
                return [instance]
            if any(text == other for other, _ in made + spare):
                continue
            seen = self.classification and any(output == label for _, label in made)
            (spare if seen else made).append(instance)
            if len(made) == count or len(spare) > 2 * count:
                break
        chosen = (made + spare)[:count]
        rng.shuffle(chosen)
        return chosen

    def _draws(self, rng: Random, bound: Bound) -> Iterator[Instance]:
        for _ in range(_REDRAWS):
            text, output = self.make(rng, **bound)
            if text != output:  # a list that is in order by chance teaches nothing and would be filtered out
                yield text, output


def task(
    *patterns: str, weight: float = 1.0, where: Callable[[Bound], bool] = lambda bound: True, **slots: Slot
) -> Callable[[Callable[..., Instance]], Family]:
    """Declares a family of tasks; see the module's text."""
    return _declare(patterns, slots, classification=False, weight=weight, where=where)


def labelling(
    *patterns: str, weight: float = 1.0, where: Callable[[Bound], bool] = lambda bound: True, **slots: Slot
) -> Callable[[Callable[..., Instance]], Family]:
    """Declares a family of classification tasks."""
    return _declare(patterns, slots, classification=True, weight=weight, where=where)


def _declare(
    patterns: tuple[str, ...], slots: dict[str, Slot], **settings: Any
) -> Callable[[Callable[..., Instance]], Family]:
    compiled = tuple(Pattern(pattern, slots) for pattern in patterns)
    return lambda make: Family(make.__name__, compiled, make, **settings)
