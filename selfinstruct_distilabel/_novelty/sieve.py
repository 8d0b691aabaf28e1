"""Is any text of the pool above the threshold? Decided without looking at most of them.

F1 > t means that of the n + m tokens of two texts less than (1 - t)(n + m) stand outside their common subsequence. So only
so many tokens of the text asked about may be missing in the other, and one of its rarest must be there (the prefix filter
of set-similarity joins, Chaudhuri et al. 2006). How many may be missing depends on the other's length, so the pool is
divided by length. What the posting lists of the rarest tokens name is sifted by a 64-bit signature of each text's tokens, or
for long texts by counting what is shared; rapidfuzz compares the few that are left. The filters only ever let too much
through: the score decides.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from selfinstruct_distilabel._novelty.rouge import FloatArray, f1, f1_array
from selfinstruct_distilabel._novelty.vocabulary import Code, encode

__all__ = ["Sieve"]

Entries = NDArray[np.intp]

GROWTH = 1.3
"""Ratio of a division's longest text to its shortest: more divisions name fewer texts, but are more lists to read."""
LONGEST = 1 << 20
"""Texts of more tokens share the last division."""
SIGNATURE_BITS = 63
"""A signature is a 64-bit integer; 63 of them spread the occurrences of one token, which lie 2**32 apart."""
LONG = 64
"""Of texts with more tokens the signatures are nearly full; what they share is counted, through all their posting lists."""
EPSILON = 1e-6
"""Far more than the rounding of a score times two lengths, far less than a token."""


def _bounds() -> list[int]:
    bounds = [1]
    while bounds[-1] < LONGEST:
        bounds.append(max(bounds[-1] + 1, int(bounds[-1] * GROWTH)))
    return bounds


_BOUNDS = _bounds()
"""The least length of each division."""


class Sieve:
    """The posting lists, signatures and codes of a pool's texts."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold
        self._codes: list[Code] = []
        self._lengths = np.zeros(0, np.uint32)
        self._signatures = np.zeros(0, np.uint64)
        self._frequencies: dict[int, int] = {}
        self._postings: list[dict[int, array[int]]] = [{} for _ in _BOUNDS]

    def add(self, ids: list[int]) -> None:
        """Add the text with these token ids; its entry is the number of texts before it."""
        entry = len(self._codes)
        self._codes.append(encode(ids))
        if entry == len(self._lengths):
            more = entry // 4 + 1024
            self._lengths = np.append(self._lengths, np.zeros(more, np.uint32))
            self._signatures = np.append(self._signatures, np.zeros(more, np.uint64))
        occurrences = _occurrences(ids)
        self._lengths[entry] = len(ids)
        self._signatures[entry] = _signature(occurrences)
        frequencies = self._frequencies
        postings = self._postings[bisect_right(_BOUNDS, len(ids)) - 1]
        for token in occurrences:
            frequencies[token] = frequencies.get(token, 0) + 1
            if token in postings:
                postings[token].append(entry)
            else:
                postings[token] = array("I", (entry,))

    def find(self, ids: list[int]) -> tuple[float, int] | None:
        """The highest score above the threshold with its entry, the earlier of equals; None where no text is above it."""
        code, n = encode(ids), len(ids)
        best, where = self._threshold, -1
        seen = set()
        for bound, entry in self._suspects(ids):
            if bound < best:
                break
            if entry not in seen:
                seen.add(entry)
                other = self._codes[entry]
                score = f1(LCSseq.similarity(code, other), n, len(other))
                if score > best or (score == best and entry < where):
                    best, where = score, entry
        return None if where < 0 else (best, where)

    def scores(self, ids: list[int]) -> FloatArray:
        """ROUGE-L F1 of the text with these token ids with each text of the pool: a plain scan."""
        if not self._codes:
            return np.zeros(0)
        lcs = cdist([encode(ids)], self._codes, scorer=LCSseq.similarity, dtype=np.uint32)[0]
        return f1_array(lcs, len(ids), self._lengths[: len(self._codes)])

    def _suspects(self, ids: list[int]) -> Iterable[tuple[float, int]]:
        """(bound, entry) of each text that may score above the threshold, highest bound first, some texts repeatedly.

        No score is above its bound.
        """
        entries, bounds = self._count_shared(ids) if len(ids) > LONG else self._sift_named(ids)
        left = np.flatnonzero(bounds > self._threshold)
        left = left[np.argsort(-bounds[left])]
        return zip(bounds[left].tolist(), entries[left].tolist(), strict=True)

    def _sift_named(self, ids: list[int]) -> tuple[Entries, FloatArray]:
        """Entries that the rarest tokens name, bounded by how much the signatures differ."""
        n = len(ids)
        known = [token for token in _occurrences(ids) if token in self._frequencies]
        unknown = n - len(known)
        rarest_first = sorted(known, key=self._frequencies.__getitem__)
        named = array("I")
        for division, spare in _divisions(n, self._threshold):
            postings = self._postings[division]
            for token in rarest_first[: max(0, spare - unknown + 1)]:
                if token in postings:
                    named += postings[token]
        entries = np.array(named, np.intp)
        differing = np.bitwise_count(self._signatures[entries] ^ np.uint64(_signature(known)))
        return entries, 1 + EPSILON - (differing + unknown) / (self._lengths[entries] + n)

    def _count_shared(self, ids: list[int]) -> tuple[Entries, FloatArray]:
        """All entries, bounded by how many tokens they share."""
        occurrences = _occurrences(ids)
        named = array("I")
        for division, _ in _divisions(len(ids), self._threshold):
            postings = self._postings[division]
            for token in occurrences:
                if token in postings:
                    named += postings[token]
        size = len(self._codes)
        shared = np.bincount(np.array(named, np.intp), minlength=size)
        return np.arange(size), EPSILON + 2 * shared / (self._lengths[:size] + len(ids))


@lru_cache(maxsize=4096)
def _divisions(n: int, threshold: float) -> list[tuple[int, int]]:
    """For a text of `n` tokens: each division that can hold a match, and how many of the tokens a match there may lack."""
    if threshold >= 1:  # no score exceeds 1
        return []
    shortest = n * threshold / (2 - threshold) - EPSILON
    longest = n * (2 - threshold) / threshold + EPSILON if threshold else inf
    divisions = []
    for division in range(max(0, bisect_right(_BOUNDS, shortest) - 1), len(_BOUNDS)):
        if _BOUNDS[division] > longest:
            break
        least_common = threshold * (n + max(_BOUNDS[division], shortest)) / 2 - EPSILON
        divisions.append((division, n - ceil(least_common)))
    return divisions


def _occurrences(ids: list[int]) -> list[int]:
    """A number of its own for each repetition, which turns the bag of tokens into a set: a second "the" is another token."""
    if len(set(ids)) == len(ids):
        return ids
    seen: dict[int, int] = {}
    occurrences = []
    for token in ids:
        rank = seen.get(token, 0)
        seen[token] = rank + 1
        occurrences.append(token + (rank << 32))
    return occurrences


def _signature(occurrences: list[int]) -> int:
    """A bit a token; two texts differ in at least as many tokens as their signatures do in bits."""
    signature = 0
    for token in occurrences:
        signature |= 1 << token % SIGNATURE_BITS
    return signature
