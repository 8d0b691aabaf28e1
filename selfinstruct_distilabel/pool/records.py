"""What travels in and out of the pool."""

from __future__ import annotations

from typing import Any, NamedTuple

from selfinstruct_distilabel.heuristics import RejectionReason

__all__ = ["Completion", "JudgedCandidate", "JudgedInstance", "Prompt"]


class Prompt(NamedTuple):
    """One bootstrap prompt."""

    prompt_id: str
    round: int
    demonstrations: list[str]


class Completion(NamedTuple):
    """The answer to one request; `text` is None where the request failed for good."""

    text: str | None
    finish_reason: str | None
    model_name: str
    input_tokens: int
    output_tokens: int
    error: str | None = None


class JudgedCandidate(NamedTuple):
    """A candidate instruction with its verdict: admitted where `reason` is None."""

    prompt_id: str
    place: int
    instruction: str
    reason: RejectionReason | None
    most_similar: list[dict[str, Any]]
    avg_similarity: float


class JudgedInstance(NamedTuple):
    """A candidate instance with its verdict: kept where `reason` is None."""

    place: int
    input: str
    output: str
    reason: RejectionReason | None
