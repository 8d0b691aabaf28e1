"""The ways of judging a candidate that are compared."""

import re
import time
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist
from rouge_score.rouge_scorer import RougeScorer

from selfinstruct_distilabel import RougeLIndex

__all__ = ["JUDGES", "THRESHOLD", "Judge", "PlainScan", "rouge_seconds_a_pair"]

Judge = Callable[[str], bool]
"""Says whether a candidate is novel."""

THRESHOLD = 0.7


class PlainScan:
    """rapidfuzz over the whole pool: tokens as characters, LCS lengths by `cdist`, the highest F1 by numpy."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._ids: dict[str, int] = {}
        self._codes = [self._encode(text) for text in texts]
        self._lengths = np.array([len(code) for code in self._codes])

    def __call__(self, text: str) -> bool:
        return self.is_novel(text, len(self._codes))

    def is_novel(self, text: str, size: int) -> bool:
        """Whether no score with the first `size` texts is above the threshold."""
        code = self._encode(text)
        lcs = cdist([code], self._codes[:size], scorer=LCSseq.similarity, dtype=np.uint32)[0]
        return bool((2 * lcs / (len(code) + self._lengths[:size])).max() <= THRESHOLD)

    def _encode(self, text: str) -> str:
        words = re.findall(r"[a-z0-9]+", text.lower())
        return "".join(chr(self._ids.setdefault(word, len(self._ids))) for word in words)


def _index(texts: Sequence[str], *, provenance: bool) -> Judge:
    index = RougeLIndex(threshold=THRESHOLD, provenance=provenance)
    index.extend(texts)
    return lambda text: index.admit(text).admitted


JUDGES: dict[str, Callable[[Sequence[str]], Judge]] = {
    "plain rapidfuzz scan": PlainScan,
    "ours, provenance": lambda texts: _index(texts, provenance=True),
    "ours, deciding": lambda texts: _index(texts, provenance=False),
}


def rouge_seconds_a_pair(pairs: Sequence[tuple[str, str]]) -> float:
    """CPU seconds of rouge-score's rougeL for a pair of texts."""
    scorer = RougeScorer(["rougeL"], use_stemmer=False)
    start = time.process_time()
    for candidate, other in pairs:
        scorer.score(candidate, other)
    return (time.process_time() - start) / len(pairs)
