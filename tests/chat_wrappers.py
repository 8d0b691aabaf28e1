"""What chat models and their servers put around an answer, as functions from the answer to what arrives."""

from collections.abc import Callable

__all__ = ["WRAPPERS"]

WRAPPERS: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: f"<think>\n1. Think of it\n2. Done\n</think>\n\n{text}",
    lambda text: f"so the list goes on\n</think>\n{text}",
    lambda text: f"\ufeff{text}\u200b\n\n",
    lambda text: f"{text}<|im_end|>",
]
