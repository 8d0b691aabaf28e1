"""Texts to tokens: rouge-score's way, which sees a-z and 0-9 only, and one for every script."""

from collections.abc import Callable, Hashable, Sequence

Tokenizer = Callable[[str], Sequence[Hashable]]
