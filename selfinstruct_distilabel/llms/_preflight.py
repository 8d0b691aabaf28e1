"""Checks before a run: are URL and key usable, is the endpoint there, does it have the model."""

import difflib
import json
from typing import Any
from urllib.parse import urlsplit

import openai
from pydantic import SecretStr

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms._failures import describe

__all__ = ["check_model", "checked_key", "checked_url", "shown_url"]

KEY_VARIABLE = "OPENAI_API_KEY"
# The openai client insists on a key; a local server looks at none.
NO_KEY = "no-key-needed"
_NOT_READY = (502, 503, 504)  # a proxy without its server, a server that loads its model
_SUGGESTIONS = 3


def checked_url(url: str) -> str:
    """`url` when it is an absolute http(s) URL, else an InputError."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise InputError(f"base_url {url!r} is no http(s) URL: write it like http://localhost:8000/v1.")
    return url


def checked_key(key: SecretStr | None, url: str) -> SecretStr:
    """`key`, or a stand-in where none is given and `url` is not OpenAI's own; else an InputError."""
    value = key.get_secret_value().strip() if key else ""
    if value in ("", NO_KEY):
        if _is_openai(url):
            raise InputError(
                f"{shown_url(url)} wants an API key: set {KEY_VARIABLE}, or base_url for another endpoint."
            )
        return SecretStr(NO_KEY)
    if not (value.isascii() and value.isprintable()):
        raise InputError(f"The API key holds characters that no key has: set {KEY_VARIABLE} to the key alone.")
    return SecretStr(value)


def shown_url(url: str) -> str:
    """`url` without what may be secret in it: user, password and query."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl().rstrip("/")


def check_model(client: openai.OpenAI, model: str) -> None:
    """List the models at the client's `base_url` and look for `model`; an endpoint that keeps no list passes.

    Raises:
        InputError: the endpoint is not there or not ready, refuses the key, or does not list the model.
    """
    url = shown_url(str(client.base_url))
    listed = _model_ids(_listing(client, url), url)
    if listed and not _is_listed(model, listed):
        nearest = difflib.get_close_matches(model, listed, n=_SUGGESTIONS) or listed[:_SUGGESTIONS]
        raise InputError(
            f"The endpoint at {url} has no model {model!r}: give one that it lists, such as {', '.join(nearest)}."
        )


def _listing(client: openai.OpenAI, url: str) -> bytes | None:
    """The body of /models, None where there is no such page, or a broken one on a server that may answer all the same."""
    try:
        return client.models.with_raw_response.list().http_response.content
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise InputError(
            f"The endpoint at {url} refuses the API key (HTTP {error.status_code}): set {KEY_VARIABLE} to one it takes."
        ) from None
    except openai.APIStatusError as error:
        if error.status_code not in _NOT_READY:
            return None
        raise InputError(f"The endpoint at {url} is not ready (HTTP {error.status_code}): try again later.") from None
    except (openai.OpenAIError, OSError) as error:
        raise InputError(
            f"No endpoint answers at {url}, start the server or give another base_url: {describe(error)}"
        ) from None


def _model_ids(listing: bytes | None, url: str) -> list[str]:
    """The ids listed; none when the list has a form that OpenAI's API does not know."""
    if listing is None:
        return []
    try:
        content: Any = json.loads(listing)
    except ValueError:
        raise InputError(
            f"What answers at {url} is no OpenAI-compatible endpoint: check base_url, which mostly ends in /v1."
        ) from None
    models = content.get("data") if isinstance(content, dict) else content
    if not isinstance(models, list):
        return []
    return [model["id"] for model in models if isinstance(model, dict) and isinstance(model.get("id"), str)]


def _is_listed(model: str, listed: list[str]) -> bool:
    # Servers also take short forms of what they list (Ollama's tag, Gemini's prefix) and routes (`name:provider`).
    short = {name.removesuffix(":latest").removeprefix("models/") for name in listed}
    return bool({model, model.rpartition(":")[0]} & set(listed)) or model in short


def _is_openai(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "openai.com" or host.endswith(".openai.com")
