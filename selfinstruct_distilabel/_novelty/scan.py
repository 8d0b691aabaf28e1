"""The score of a text with every text of the pool, through an index of where each token stands in each text.

The longest common subsequence is computed bit-parallel (Hyyrö 2004): a bit vector a text of the pool, one step a token of
the text asked about. A step changes only the vectors of the texts that have the token, so its cost is the length of that
token's posting list, not of the pool: with instructions, 4 of the 17 tokens of a text. Tokens that a large part of the pool
has are kept as whole columns, for which a step is four plain array operations.
"""

from array import array
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from selfinstruct_distilabel._novelty.ranking import best
from selfinstruct_distilabel._novelty.rouge import FloatArray, f1_array
from selfinstruct_distilabel._novelty.vocabulary import Code, encode

__all__ = ["Neighbours", "Scan"]

WORD = 64
"""Tokens of a text that fit a bit vector; longer texts are compared one by one by rapidfuzz."""
CAPACITY = 1 << 16
"""Texts a segment: their numbers fit 16 bits, their bit vectors the cache."""
COLUMN_SHARE = 6
"""A token that more than one in so many texts have becomes a column."""
COLUMN_CHECK = 1 << 12
"""How often, in texts, new columns are looked for."""


class Neighbours(NamedTuple):
    """What a scan finds: (score, entry) of the best, best first and the earlier of equals first; the sum of all scores."""

    best: list[tuple[float, int]]
    total: float


class Scan:
    """All texts of the pool, in segments."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._scratch = _Scratch()

    def add(self, ids: list[int]) -> None:
        """Add the text with these token ids; its entry is the number of texts before it."""
        if not self._segments or len(self._segments[-1]) == CAPACITY:
            self._segments.append(_Segment())
        self._segments[-1].add(ids)

    def search(self, ids: list[int], k: int) -> Neighbours:
        """The `k` best entries for the text with these token ids, and the sum of its scores with all."""
        found: list[tuple[float, int]] = []
        total = 0.0
        for number, segment in enumerate(self._segments):
            scores = segment.scores(ids, self._scratch)
            found += [(score, CAPACITY * number + place) for score, place in best(scores, k)]
            total += float(scores.sum())
        return Neighbours(sorted(found, key=lambda match: -match[0])[:k], total)


class _Segment:
    """The postings of up to CAPACITY texts, numbered from 0."""

    def __init__(self) -> None:
        self._size = 0
        self._numbers: dict[int, array[int]] = {}
        self._masks: dict[int, array[int]] = {}
        self._columns: dict[int, NDArray[np.uint64]] = {}
        self._rows = np.zeros(CAPACITY, np.uint16)
        self._long: dict[int, Code] = {}

    def __len__(self) -> int:
        return self._size

    def add(self, ids: list[int]) -> None:
        number, self._size = self._size, self._size + 1
        if len(ids) > WORD:
            self._long[number] = encode(ids)
            return
        self._rows[number] = len(ids) * (WORD + 1)
        masks: dict[int, int] = {}
        for place, token in enumerate(ids):
            masks[token] = masks.get(token, 0) | 1 << place
        for token, mask in masks.items():
            if token in self._columns:
                self._columns[token][number] = mask
            elif token in self._numbers:
                self._numbers[token].append(number)
                self._masks[token].append(mask)
            else:
                self._numbers[token] = array("H", (number,))
                self._masks[token] = array("Q", (mask,))
        if not self._size % COLUMN_CHECK:
            self._make_columns()

    def _make_columns(self) -> None:
        frequent = [token for token, numbers in self._numbers.items() if len(numbers) * COLUMN_SHARE > self._size]
        for token in frequent:
            column = np.zeros(CAPACITY, np.uint64)
            column[self._numbers.pop(token)] = self._masks.pop(token)
            self._columns[token] = column

    def scores(self, ids: list[int], scratch: "_Scratch") -> FloatArray:
        """ROUGE-L F1 of the text with these token ids with each text here; valid until `scratch` is used again."""
        size = self._size
        ones = np.bitwise_count(self._match(ids, scratch), out=scratch.ones[:size])
        cells = np.add(self._rows[:size], ones, out=scratch.cells[:size])
        scores = _score_table(len(ids)).take(cells, mode="clip", out=scratch.scores[:size])
        if self._long:
            codes = list(self._long.values())
            lengths = np.fromiter(map(len, codes), np.int64, len(codes))
            lcs = cdist([encode(ids)], codes, scorer=LCSseq.similarity, dtype=np.uint32)[0]
            scores[list(self._long)] = f1_array(lcs, len(ids), lengths)
        return scores

    def _match(self, ids: list[int], scratch: "_Scratch") -> NDArray[np.uint64]:
        """A bit vector a text; its zeros are the length of the longest common subsequence."""
        size = self._size
        state, common, moved = scratch.state[:size], scratch.common[:size], scratch.moved[:size]
        state.fill(np.iinfo(np.uint64).max)
        for token in ids:
            if token in self._columns:
                np.bitwise_and(state, self._columns[token][:size], out=common)
                np.add(state, common, out=moved)
                np.bitwise_xor(state, common, out=state)
                np.bitwise_or(state, moved, out=state)
            elif token in self._numbers:
                # Copies: a view would forbid the list to grow for as long as a traceback keeps it alive.
                numbers = np.array(self._numbers[token], np.intp)
                before = state[numbers]
                hits = before & np.array(self._masks[token], np.uint64)
                after = before + hits
                before ^= hits
                after |= before
                state[numbers] = after
        return state


class _Scratch:
    """Arrays that a scan works in, kept from scan to scan because fresh memory costs more than the arithmetic."""

    def __init__(self) -> None:
        self.state = np.empty(CAPACITY, np.uint64)
        self.common = np.empty(CAPACITY, np.uint64)
        self.moved = np.empty(CAPACITY, np.uint64)
        self.ones = np.empty(CAPACITY, np.uint8)
        self.cells = np.empty(CAPACITY, np.intp)
        self.scores = np.empty(CAPACITY, np.float64)


@lru_cache(maxsize=128)
def _score_table(n: int) -> FloatArray:
    """Scores of a text of `n` tokens by (length of the other, ones in its bit vector), flat."""
    ones = np.arange(WORD + 1)
    return f1_array(WORD - ones, n, np.arange(WORD + 1)[:, None]).ravel()
