"""The best of many scores."""

import numpy as np

from selfinstruct_distilabel._novelty.rouge import FloatArray

__all__ = ["best"]

GROUP = 64
"""Scores of which only the highest is looked at first."""


def best(scores: FloatArray, k: int) -> list[tuple[float, int]]:
    """(score, place) of the `k` highest scores, highest first, the earlier of equals first."""
    groups = len(scores) // GROUP
    if groups > k > 0:
        # The highest scores of the k best groups reach `floor`, so the k best of all do, and few others.
        floor = np.partition(scores[: groups * GROUP].reshape(GROUP, groups).max(axis=0), -k)[-k]
        places = np.flatnonzero(scores >= floor)
    else:
        places = np.arange(len(scores))
    ranked = places[np.argsort(-scores[places], kind="stable")[: max(0, k)]]
    return list(zip(scores[ranked].tolist(), ranked.tolist(), strict=True))
