"""Texts for the benchmark of novelty: the real corpus, or generated ones, and as many spliced ones as are wanted."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

__all__ = ["CORPUS", "corpus", "splices"]

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "instruction-corpus.jsonl.gz"

# What the corpus is like: its size, and the length of a text in words (mean and deviation of the logarithm).
_TEXTS = 26_093
_LOG_LENGTH = (3.0, 0.65)
_WORDS = 10_000


def corpus() -> tuple[list[str], str]:
    """The instructions of the corpus in their order, and what they are; generated ones where the corpus is not there."""
    if CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["instruction"] for line in lines], f"{CORPUS.name}, real instructions"
    return _generated(), f"GENERATED TEXTS, for {CORPUS.name} is not in ../shared/data: figures are no real ones"


def splices(texts: Sequence[str], seed: int = 0) -> Iterator[str]:
    """New texts without end: the first part of one text and the second part of another, cut around the middle."""
    words = [text.split() for text in texts]
    words = [some for some in words if len(some) > 3]
    draw = random.Random(seed)
    while True:
        first, second = draw.choice(words), draw.choice(words)
        yield " ".join(first[: _cut(first, draw)] + second[_cut(second, draw) :])


def _cut(words: Sequence[str], draw: random.Random) -> int:
    return round(len(words) * draw.uniform(0.35, 0.65))


def _generated() -> list[str]:
    """Sequences of made-up words, as frequent as words are (Zipf); each fourth is a variant of one before it."""
    draw = random.Random(0)
    vocabulary = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(2, 9))) for _ in range(_WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    texts: list[list[str]] = []
    for _ in range(_TEXTS):
        if texts and not draw.randrange(4):
            words = list(draw.choice(texts))
            for _ in range(max(1, len(words) // 5)):
                words[draw.randrange(len(words))] = draw.choices(vocabulary, cum_weights=weights)[0]
        else:
            length = max(4, round(draw.lognormvariate(*_LOG_LENGTH)))
            words = draw.choices(vocabulary, cum_weights=weights, k=length)
        texts.append(words)
    return [" ".join(words) for words in texts]
