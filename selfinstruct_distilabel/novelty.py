"""Is this text new? Exact ROUGE-L F1 of a text with every text of a growing pool."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from selfinstruct_distilabel._novelty.scan import UNIT, Scan, best
from selfinstruct_distilabel._novelty.sieve import Sieve
from selfinstruct_distilabel._novelty.vocabulary import Vocabulary

__all__ = ["Admission", "Match", "RougeLIndex"]

_NEAREST = 10
Tokenizer = Callable[[str], Sequence[Hashable]]


class Match(NamedTuple):
    """A text of the pool and its ROUGE-L F1 with the text asked about."""

    text: str
    score: float


class Admission(NamedTuple):
    """What was decided about a text, and what it was compared with."""

    admitted: bool
    nearest: list[Match]
    mean: float | None


_TOKENIZERS: dict[str, Tokenizer] = {
    "ascii": lambda text: re.findall(r"[a-z0-9]+", text.lower()),
    "unicode": lambda text: re.findall(r"\w+", text.casefold()),
}


class RougeLIndex:
    """A pool of texts that says of any text how near it is to each of them."""

    def __init__(self, threshold: float = 0.7, tokenizer: str | Tokenizer = "ascii", provenance: bool = True) -> None:
        self._threshold = threshold
        self._tokenize = _TOKENIZERS[tokenizer] if isinstance(tokenizer, str) else tokenizer
        self._texts: list[str] = []
        self._vocabulary = Vocabulary()
        self._pool: Scan | Sieve = Scan() if provenance else Sieve(threshold)

    def __len__(self) -> int:
        return len(self._texts)

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts to the pool, unasked."""
        for text in texts:
            self._add(text, self._tokenize(text))

    def _add(self, text: str, tokens: Sequence[Hashable]) -> None:
        self._pool.add(self._vocabulary.add(tokens))
        self._texts.append(text)

    def admit(self, text: str) -> Admission:
        """Decide about one text and add it when it is admitted."""
        tokens = self._tokenize(text)
        ids = self._vocabulary.find(tokens)
        if isinstance(self._pool, Scan):
            neighbours = self._pool.search(ids, _NEAREST)
            nearest = self._matches(neighbours.best)
            mean = neighbours.total / (UNIT * len(self)) if self._texts else 0.0
            admission = Admission(not nearest or nearest[0].score <= self._threshold, nearest, mean)
        else:
            refusal = self._pool.find(ids)
            admission = Admission(refusal is None, self._matches([refusal] if refusal else []), None)
        if admission.admitted:
            self._add(text, tokens)
        return admission

    def admit_many(self, texts: Sequence[str], *, limit: int | None = None) -> list[Admission]:
        """Decide about texts in order, stopping after the `limit`-th admission."""
        admissions: list[Admission] = []
        admitted = 0
        for text in texts:
            if limit is not None and admitted >= limit:
                break
            admissions.append(self.admit(text))
            admitted += admissions[-1].admitted
        return admissions

    def nearest(self, text: str, k: int = _NEAREST) -> list[Match]:
        """The `k` texts of the pool with the highest scores, best first, the earlier one first among equals."""
        ids = self._vocabulary.find(self._tokenize(text))
        if isinstance(self._pool, Scan):
            return self._matches(self._pool.search(ids, k).best)
        scores = self._pool.scores(ids)
        return self._matches([(float(scores[entry]), entry) for entry in best(scores, k)])

    def _matches(self, found: list[tuple[float, int]]) -> list[Match]:
        return [Match(self._texts[entry], score) for score, entry in found]
