"""Is this text new? Exact ROUGE-L F1 of a text with every text of a growing pool, at any size of the pool."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from selfinstruct_distilabel._novelty.ranking import best
from selfinstruct_distilabel._novelty.scan import Scan
from selfinstruct_distilabel._novelty.sieve import Sieve
from selfinstruct_distilabel._novelty.tokenizers import Tokenizer, tokenizer_named
from selfinstruct_distilabel._novelty.vocabulary import Vocabulary
from selfinstruct_distilabel.errors import InputError

__all__ = ["Admission", "Match", "RougeLIndex"]

# The paper's data set names with each instruction the ten most similar ones of the pool before it.
_NEAREST = 10


class Match(NamedTuple):
    """A text of the pool and its ROUGE-L F1 with the text asked about."""

    text: str
    score: float


class Admission(NamedTuple):
    """What was decided about a text, and its provenance: what it was compared with, itself not included."""

    admitted: bool
    nearest: list[Match]
    """The 10 best matches, best first, the earlier in the pool first among equals; without provenance the one that refused."""
    mean: float | None
    """The mean of its scores with the whole pool, 0.0 on an empty pool; None without provenance."""


class RougeLIndex:
    """A pool of texts that tells of any text how similar it is to each of them, and admits the novel ones.

    Scores are those of rouge-score's rougeL F1 without stemmer, to the last bit; a text is refused when its highest score
    exceeds the threshold. One thread at a time may use an index.

    Args:
        threshold: the highest score that is admitted; above 1 everything is. The paper's is 0.7.
        tokenizer: `"ascii"` as rouge-score, `"unicode"` for every script, or a callable from a text to its tokens.
        provenance: whether an `Admission` tells the nearest texts and the mean. Without them a decision is far
            cheaper: it looks only at the few texts that could refuse.

    Raises:
        InputError: the threshold is negative or no number, or the tokenizer is unknown.
    """

    def __init__(self, threshold: float = 0.7, tokenizer: str | Tokenizer = "ascii", provenance: bool = True) -> None:
        if not threshold >= 0:
            raise InputError(f"threshold must be 0 or more, not {threshold}; above 1 everything is admitted")
        self._threshold = threshold
        self._tokenizer = tokenizer_named(tokenizer)
        self._vocabulary = Vocabulary()
        self._texts: list[str] = []
        self._pool: Scan | Sieve = Scan() if provenance else Sieve(threshold)

    def __len__(self) -> int:
        return len(self._texts)

    def extend(self, texts: Iterable[str]) -> None:
        """Add texts to the pool without asking whether they are novel."""
        if isinstance(texts, str):
            raise InputError("extend takes a list of texts, not one text; put it into a list")
        for text in texts:
            self._add(text, self._tokens(text))

    def admit(self, text: str) -> Admission:
        """Decide whether a text is novel, and add it to the pool if it is."""
        tokens = self._tokens(text)
        ids = self._vocabulary.find(tokens)
        admission = self._compare(ids, self._pool) if isinstance(self._pool, Scan) else self._decide(ids, self._pool)
        if admission.admitted:
            self._add(text, tokens)
        return admission

    def admit_many(self, texts: Sequence[str], *, limit: int | None = None) -> list[Admission]:
        """Decide on each text in turn, with those before it that were admitted in the pool.

        Args:
            texts: the candidates.
            limit: how many to admit at most; the candidates after the last of them are not judged.

        Returns:
            An admission for each text that was judged.
        """
        admissions: list[Admission] = []
        for text in texts:
            if limit is not None and limit <= 0:
                break
            admissions.append(self.admit(text))
            if limit is not None:
                limit -= admissions[-1].admitted
        return admissions

    def nearest(self, text: str, k: int = _NEAREST) -> list[Match]:
        """The `k` texts of the pool with the highest scores, best first, the earlier in the pool first among equals."""
        ids = self._vocabulary.find(self._tokens(text))
        if isinstance(self._pool, Scan):
            return self._matches(self._pool.search(ids, k).best)
        return self._matches(best(self._pool.scores(ids), k))

    def _tokens(self, text: str) -> list[Hashable]:
        if not isinstance(text, str):
            raise InputError(f"only texts can be compared, not {text!r} of type {type(text).__name__}")
        return list(self._tokenizer(text))

    def _add(self, text: str, tokens: list[Hashable]) -> None:
        self._pool.add(self._vocabulary.add(tokens))
        self._texts.append(text)

    def _compare(self, ids: list[int], pool: Scan) -> Admission:
        found, total = pool.search(ids, _NEAREST)
        mean = total / len(self) if self._texts else 0.0
        return Admission(not found or found[0][0] <= self._threshold, self._matches(found), mean)

    def _decide(self, ids: list[int], pool: Sieve) -> Admission:
        refusing = pool.find(ids)
        return Admission(refusing is None, self._matches([refusing] if refusing else []), None)

    def _matches(self, found: Iterable[tuple[float, int]]) -> list[Match]:
        return [Match(self._texts[entry], score) for score, entry in found]
