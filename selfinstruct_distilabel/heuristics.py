"""Reasons to reject an instruction or an instance: the paper's heuristics, as its released code applies them."""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.parsing import Instance

__all__ = [
    "BLOCKED_STARTS",
    "BLOCKED_WORDS",
    "InstructionHeuristics",
    "RejectionReason",
    "is_truncated",
    "judge_instances",
]

# Tasks with these words ask for what a text model can neither see nor make (paper, section 2.2 and released code).
BLOCKED_WORDS = (
    "image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot", "go to",
)  # fmt: skip
# The model adds this to existing instructions, and leaves open whether the program or its result is wanted.
BLOCKED_STARTS = ("Write a program",)

# What endpoints call it: OpenAI and its kin, Anthropic and Gemini, others, Mistral.
_TRUNCATED = {"length", "max_tokens", "max_length", "model_length"}


class RejectionReason(str, Enum):
    """Why something was rejected; its value is what is stored and counted."""

    NO_COMPLETION = "no_completion"  # the LLM failed or gave nothing
    TRUNCATED = "truncated"  # stopped on length: a whole instruction completion, or the last instance
    UNPARSEABLE = "unparseable"  # a completion in which no candidate or instance was found

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    BLOCKED_WORD = "blocked_word"
    BLOCKED_START = "blocked_start"
    STARTS_WITH_PUNCTUATION = "starts_with_punctuation"
    STARTS_WITH_NON_ASCII = "starts_with_non_ascii"
    NOT_NOVEL = "not_novel"  # too similar to an instruction of the pool
    TARGET_REACHED = "target_reached"  # came after the last instruction that was wanted

    EMPTY_OUTPUT = "empty_output"
    INPUT_EQUALS_OUTPUT = "input_equals_output"
    ENDS_WITH_COLON = "ends_with_colon"  # input or output: usually an unfinished generation
    CONFLICTING_OUTPUTS = "conflicting_outputs"  # the task gives one input different outputs
    DUPLICATE = "duplicate"  # the very same stands earlier in the completion, or in the pool
    OVER_MAX_INSTANCES = "over_max_instances"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, kw_only=True)
class InstructionHeuristics:
    """What an instruction must be like before it is compared with the pool. The defaults are the paper's.

    A word is what white space separates, so for languages written without spaces set `min_words=1`, and
    `allow_leading_non_ascii` for all but English.

    Args:
        min_words: the fewest words that are kept.
        max_words: the most words that are kept.
        blocked_words: words or phrases that reject an instruction wherever they stand as whole words, in any case.
        blocked_starts: beginnings that reject an instruction, compared after `str.capitalize` on both sides.
        allow_leading_punctuation: keep what starts with ASCII punctuation.
        allow_leading_non_ascii: keep what starts with a character outside ASCII.

    Raises:
        InputError: a limit below 1, limits that exclude every instruction, or a blank word.
    """

    min_words: int = 4
    max_words: int = 150
    blocked_words: tuple[str, ...] = BLOCKED_WORDS
    blocked_starts: tuple[str, ...] = BLOCKED_STARTS
    allow_leading_punctuation: bool = False
    allow_leading_non_ascii: bool = False

    def __post_init__(self) -> None:
        if self.min_words < 1:
            raise InputError(f"min_words is {self.min_words}: give at least 1.")
        if self.max_words < self.min_words:
            raise InputError(
                f"max_words is {self.max_words}, below min_words {self.min_words}: no instruction could be kept, "
                "raise max_words or lower min_words."
            )
        for name in ("blocked_words", "blocked_starts"):
            words = getattr(self, name)
            if isinstance(words, str) or not all(isinstance(word, str) and word.strip() for word in words):
                raise InputError(f"{name} is {words!r}: give a list of words that are not blank.")
            object.__setattr__(self, name, tuple(words))  # a list, as YAML gives it, would not be hashable

    def reason(self, instruction: str) -> RejectionReason | None:
        """Why `instruction` is rejected, or None when it is kept."""
        # The released code capitalizes before it judges, which decides on "write a Program" and, by way of Unicode, on
        # whether "ß…" starts with ASCII. The decision is its, the text stays as the model wrote it.
        words = instruction.split()
        text = " ".join(words).capitalize()
        if not words:
            return RejectionReason.EMPTY
        if len(words) < self.min_words:
            return RejectionReason.TOO_SHORT
        if len(words) > self.max_words:
            return RejectionReason.TOO_LONG
        if self._blocked_words.search(text):
            return RejectionReason.BLOCKED_WORD
        if text.startswith(self._blocked_starts):
            return RejectionReason.BLOCKED_START
        if not self.allow_leading_punctuation and text[0] in string.punctuation:
            return RejectionReason.STARTS_WITH_PUNCTUATION
        if not self.allow_leading_non_ascii and not text[0].isascii():
            return RejectionReason.STARTS_WITH_NON_ASCII
        return None

    @cached_property
    def _blocked_words(self) -> re.Pattern[str]:
        # \b would ask for a word character inside the phrase, and so never find "c++" as a whole word
        words = "|".join(map(re.escape, self.blocked_words))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)

    @cached_property
    def _blocked_starts(self) -> tuple[str, ...]:
        return tuple(start.capitalize() for start in self.blocked_starts)


def judge_instances(
    instances: Sequence[Instance], *, truncated: bool = False, max_instances: int | None = 5
) -> list[tuple[Instance, RejectionReason | None]]:
    """Judges the instances of one completion together.

    Args:
        instances: in the order of the completion.
        truncated: the completion stopped on length, so its last instance is not whole.
        max_instances: the most that are kept, the first ones; None for no limit.

    Returns:
        Every instance, in the same order, with the reason to reject it, or None when it is kept.

    Raises:
        InputError: `max_instances` below 1.
    """
    if max_instances is not None and max_instances < 1:
        raise InputError(f"max_instances is {max_instances}: give at least 1, or None for no limit.")
    whole = len(instances) - 1 if truncated else len(instances)
    reasons = [
        _instance_reason(instance) if place < whole else RejectionReason.TRUNCATED
        for place, instance in enumerate(instances)
    ]
    valid = [instance for instance, reason in zip(instances, reasons, strict=True) if reason is None]
    outputs: dict[str, str] = {}
    conflicting = any(input_ and outputs.setdefault(input_, output) != output for input_, output in valid)
    kept: set[Instance] = set()
    for place, instance in enumerate(instances):
        if reasons[place] is not None:
            continue
        if conflicting:
            reasons[place] = RejectionReason.CONFLICTING_OUTPUTS
        elif instance in kept:
            reasons[place] = RejectionReason.DUPLICATE
        elif max_instances is not None and len(kept) == max_instances:
            reasons[place] = RejectionReason.OVER_MAX_INSTANCES
        else:
            kept.add(instance)
    return list(zip(instances, reasons, strict=True))


def _instance_reason(instance: Instance) -> RejectionReason | None:
    """Why an instance is rejected for itself alone."""
    if not instance.output:
        return RejectionReason.EMPTY_OUTPUT
    if instance.input == instance.output:
        return RejectionReason.INPUT_EQUALS_OUTPUT
    if any(text.rstrip().endswith(":") for text in instance):
        return RejectionReason.ENDS_WITH_COLON
    return None


def is_truncated(finish_reason: str | None) -> bool:
    """Whether a completion stopped because it was too long; unknown means not."""
    return finish_reason is not None and finish_reason.lower() in _TRUNCATED
