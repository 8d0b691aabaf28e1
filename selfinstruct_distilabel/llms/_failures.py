"""What can go wrong with one request to an OpenAI-compatible endpoint, said in one sentence without secrets."""

import textwrap
from collections.abc import Iterable
from typing import Any

import openai

__all__ = [
    "REQUEST_ERRORS",
    "UnusableReplyError",
    "describe",
    "is_endpoints_fault",
    "server_words",
    "shortened",
    "without_secrets",
]

# Where servers put their words: OpenAI, vLLM, Ollama and FastAPI nest these in each other.
_WORDS_KEYS = ("message", "detail", "error", "msg")
_SHOWN_CHARACTERS = 240
# A shorter header value is no secret, and blotting it out would make the sentence unreadable.
_SHORTEST_SECRET = 6


class UnusableReplyError(ValueError):
    """The endpoint answered 200 with something that is no completion."""


# What one request may raise through no fault of this program; anything else is a bug and is raised.
REQUEST_ERRORS = (openai.OpenAIError, UnusableReplyError, OSError)


def is_endpoints_fault(error: Exception) -> bool:
    """Whether any request would have failed like this one: nobody is there, or nobody is let in or served any more."""
    if isinstance(error, openai.APITimeoutError):  # which a single long answer may run into
        return False
    return isinstance(
        error,
        openai.APIConnectionError
        | openai.AuthenticationError
        | openai.PermissionDeniedError
        | openai.NotFoundError
        | openai.RateLimitError,
    )


def server_words(body: Any) -> str:
    """What the server says in the body of an error, whatever its shape; the input it may echo is left out."""
    if isinstance(body, str):
        return body
    if isinstance(body, list):
        return "; ".join(filter(None, map(server_words, body)))
    if not isinstance(body, dict):
        return ""
    words = next((text for key in _WORDS_KEYS if (text := server_words(body.get(key)))), "")
    # FastAPI names the field beside the message: {"loc": ["body", "top_p"], "msg": "Input should be …"}.
    location = body.get("loc")
    return f"{'.'.join(map(str, location))}: {words}" if isinstance(location, list) else words


def describe(error: Exception) -> str:
    """The reason in one sentence, for a row or a log; pass it through `without_secrets` before it leaves."""
    if isinstance(error, openai.APITimeoutError):
        return "The endpoint did not answer in time."
    if isinstance(error, openai.APIConnectionError):
        cause = error.__cause__ or error
        return f"The connection to the endpoint failed ({shortened(f'{type(cause).__name__}: {cause}').rstrip(': ')})."
    if isinstance(error, openai.APIStatusError):
        words = shortened(server_words(error.body))
        return f"The endpoint answered HTTP {error.status_code}{f': {words}' if words else ''}".rstrip(".") + "."
    return shortened(str(error)) or f"{type(error).__name__}."


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """`text` with every one of `secrets` blotted out: a server may echo the key that it refuses."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "***")
    return text


def shortened(text: str) -> str:
    """`text` on one line, at most a few hundred characters of it."""
    # Cut first: an error page may be megabytes long.
    return textwrap.shorten(text[: 4 * _SHOWN_CHARACTERS], _SHOWN_CHARACTERS, placeholder=" …")
