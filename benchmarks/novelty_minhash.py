"""distilabel's `MinHashDedup` held to ROUGE-L: the near copies that it leaves, and the novel rows that it drops."""

import logging
import time
from collections.abc import Sequence
from typing import Any

from distilabel.steps import MinHashDedup
from nltk.tokenize import NLTKWordTokenizer  # type: ignore[import-untyped]

from selfinstruct_distilabel import RougeLIndex
from selfinstruct_distilabel.steps.novelty_filter import NoveltyFilter

__all__ = ["minhash_rows"]

logging.getLogger("distilabel").setLevel(logging.ERROR)  # steps without a pipeline warn of it

_BATCH = 500
_SETTINGS: list[dict[str, Any]] = [
    {"tokenizer": "words", "threshold": 0.9},  # the defaults
    {"tokenizer": "words", "threshold": 0.7},
    {"tokenizer": "words", "threshold": 0.5},
    {"tokenizer": "ngrams", "threshold": 0.9},
    {"tokenizer": "ngrams", "threshold": 0.7},
    {"tokenizer": "ngrams", "threshold": 0.5},
]


def minhash_rows(texts: Sequence[str], threshold: float) -> list[list[str]]:
    """A row a setting, the first is `NoveltyFilter`'s: name, kept, near copies left, novel dropped, CPU seconds."""
    rows = [_row(f"NoveltyFilter, threshold {threshold}", texts, threshold, _by_novelty_filter(texts, threshold))]
    for settings in _SETTINGS:
        name = ", ".join(["MinHashDedup", settings["tokenizer"], f"threshold {settings['threshold']}"])
        rows.append(_row(name, texts, threshold, _by_minhash(texts, settings)))
    return rows


def _by_novelty_filter(texts: Sequence[str], threshold: float) -> tuple[list[bool], float]:
    step = NoveltyFilter(name="novelty", threshold=threshold)
    step.load()
    start = time.process_time()
    kept = [bool(next(step.process([{"text": text}]))) for text in texts]
    return kept, time.process_time() - start


def _by_minhash(texts: Sequence[str], settings: dict[str, Any]) -> tuple[list[bool], float]:
    step = MinHashDedup(name="minhash", **settings)
    step.load()
    if settings["tokenizer"] == "words":
        # nltk's word tokenizer as distilabel uses it, but without the model that finds sentences, which is a download.
        step._tokenizer = _words
    start = time.process_time()
    kept = []
    for first in range(0, len(texts), _BATCH):
        batch = [{"text": text} for text in texts[first : first + _BATCH]]
        kept += [row["keep_row_after_minhash_filtering"] for row in next(step.process(batch))]
    return kept, time.process_time() - start


def _words(texts: Sequence[str]) -> list[set[bytes]]:
    tokenizer = NLTKWordTokenizer()
    return [{word.encode() for word in tokenizer.tokenize(text)} for text in texts]


def _row(name: str, texts: Sequence[str], threshold: float, outcome: tuple[list[bool], float]) -> list[str]:
    """Holds each text to those that were kept before it."""
    kept, seconds = outcome
    index = RougeLIndex(threshold=threshold)
    copies_left = novel_dropped = 0
    for text, is_kept in zip(texts, kept, strict=True):
        nearest = index.nearest(text, 1)
        is_copy = bool(nearest) and nearest[0].score > threshold
        if is_kept:
            copies_left += is_copy
            index.extend([text])
        else:
            novel_dropped += not is_copy
    return [name, f"{sum(kept):,}", f"{copies_left:,}", f"{novel_dropped:,}", f"{seconds:.1f}"]
