"""All families together: says new instructions, and finds out what an instruction asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

from selfinstruct_distilabel.llms.offline.families import FAMILIES
from selfinstruct_distilabel.llms.offline.family import Family
from selfinstruct_distilabel.llms.offline.pattern import Bound
from selfinstruct_distilabel.llms.offline.vocabulary.people import LEADS, TRAILS

__all__ = ["CLASSIFICATION_SHARE", "find", "say"]

CLASSIFICATION_SHARE = 0.3
"""Share of classification tasks; the paper's released data has 0.22, its seeds 0.14."""
_FRAMED = 0.2
"""Share of instructions with a sentence on who asks, among those that do not begin with it anyway."""


class _Drawer:
    """Families of one kind, drawn by weight."""

    def __init__(self, families: Sequence[Family]) -> None:
        self._families = families
        self._weights = list(accumulate(family.weight for family in families))

    def draw(self, rng: Random) -> Family:
        return rng.choices(self._families, cum_weights=self._weights)[0]


_LABELLING = _Drawer([family for family in FAMILIES if family.classification])
_OTHER = _Drawer([family for family in FAMILIES if not family.classification])


def say(rng: Random, *, classification_only: bool = False) -> str:
    """A new instruction."""
    labelling = classification_only or rng.random() < CLASSIFICATION_SHARE
    family = (_LABELLING if labelling else _OTHER).draw(rng)
    text, bound = family.say(rng)
    opened = any(text.startswith(getattr(value, "opener", "\0")) for value in bound.values())
    if opened or rng.random() >= _FRAMED:
        return text
    if rng.random() < 0.6:
        return f"{rng.choice(LEADS).say(rng)[0]} {text}"
    return f"{text} {rng.choice(TRAILS).say(rng)[0]}"


def find(instruction: str) -> tuple[Family, Bound] | None:
    """The family of an instruction and the slots it mentions, None for one that was not said by `say`."""
    for text in _unframed(" ".join(instruction.casefold().split())):
        for family in FAMILIES:
            bound = family.read(text)
            if bound is not None:
                return family, bound
    return None


def _unframed(folded: str) -> Iterator[str]:
    """The text itself, then what is left without a sentence on who asks, before it or after it."""
    yield folded
    for gap in re.finditer(r"(?<=[.?!]) ", folded):
        before, after = folded[: gap.start()], folded[gap.end() :]
        if any(lead.read(before) is not None for lead in LEADS):
            yield after
        if any(trail.read(after) is not None for trail in TRAILS):
            yield before
