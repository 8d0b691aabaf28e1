"""What the endpoints say when a completion was cut off."""

from __future__ import annotations

__all__ = ["is_truncated"]

_TRUNCATED = {"length", "max_tokens", "max_length", "model_length"}  # OpenAI, Anthropic, Gemini and others, Mistral


def is_truncated(finish_reason: str | None) -> bool:
    """Whether a completion stopped because it was too long; unknown means not."""
    return finish_reason is not None and finish_reason.lower() in _TRUNCATED
