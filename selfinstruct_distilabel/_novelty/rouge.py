"""ROUGE-L F1 as rouge-score computes it, to the last bit, for one pair and for arrays of pairs."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["FloatArray", "IntArray", "f1", "f1_array"]

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer]


def f1(lcs: int, n: int, m: int) -> float:
    """ROUGE-L F1 of two texts of `n` and `m` tokens whose longest common subsequence has `lcs`.

    The order of the operations is rouge-score's, so the float is too; it is the same for (n, m) and (m, n).
    """
    if not lcs:
        return 0.0
    precision, recall = lcs / n, lcs / m
    return 2 * precision * recall / (precision + recall)


def f1_array(lcs: IntArray, n: int, m: IntArray) -> FloatArray:
    """`f1` of one text of `n` tokens with many: `lcs` and `m` have a value a pair, or shapes that broadcast."""
    with np.errstate(divide="ignore", invalid="ignore"):  # empty texts: 0 / 0, replaced below
        precision, recall = lcs / n, lcs / m
        scores = 2 * precision * recall / (precision + recall)
    return np.where(lcs > 0, scores, 0.0)
