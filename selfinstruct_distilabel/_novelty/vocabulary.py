"""Tokens as small integers, and texts as strings of them."""

import sys
from collections.abc import Hashable, Iterable

__all__ = ["UNKNOWN", "Code", "Vocabulary", "encode"]

UNKNOWN = 0
"""The id of every token that no text of the pool has."""

Code = str | list[int]
"""A text for rapidfuzz: a string with a character a token, which it reads without conversion."""


class Vocabulary:
    """Gives each token of the pool an id: 1, 2, 3, … in the order of their first appearance."""

    def __init__(self) -> None:
        self._ids: dict[Hashable, int] = {}

    def find(self, tokens: Iterable[Hashable]) -> list[int]:
        """The tokens' ids, `UNKNOWN` where the pool does not have them."""
        get = self._ids.get
        return [get(token, UNKNOWN) for token in tokens]

    def add(self, tokens: Iterable[Hashable]) -> list[int]:
        """The tokens' ids, new ones where the pool does not have them."""
        ids = self._ids
        return [ids.setdefault(token, len(ids) + 1) for token in tokens]


def encode(ids: list[int]) -> Code:
    """A text for rapidfuzz; a list where the vocabulary has outgrown the code points."""
    if max(ids, default=0) > sys.maxunicode:
        return ids
    return "".join(map(chr, ids))
