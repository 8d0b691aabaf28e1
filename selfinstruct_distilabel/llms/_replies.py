"""Reading what an OpenAI-compatible endpoint answers: lenient in form, strict in that there is a completion."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from selfinstruct_distilabel.llms._failures import UnusableReplyError, server_words

__all__ = ["Choice", "Reply", "cut_at_stop", "read_reply"]


_SHOWN_BYTES = 60
# Content as parts: what the model thought or called stands there under other types.
_TEXT_PARTS = (None, "text", "output_text")


def _joined_text(content: Any) -> Any:
    """Content that comes as a list of parts as one text; None when no part is text."""
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict) and part.get("type") in _TEXT_PARTS]
        texts = [part["text"] for part in parts if isinstance(part.get("text"), str)]
        content = "".join(texts) if texts else None
    if isinstance(content, str):
        # JSON can escape half of a surrogate pair, which no file or database takes.
        return content.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return content


def _none_if_odd(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """A completion that was paid for is not thrown away because something beside it has an odd form."""
    try:
        return validate(value)
    except ValidationError:
        return None


_Text = Annotated[str | None, BeforeValidator(_joined_text)]
_Beside = WrapValidator(_none_if_odd)


class _Message(BaseModel):
    content: _Text = None


class _TokenLogprob(BaseModel):
    token: str
    logprob: float


class _Position(BaseModel):
    top_logprobs: list[_TokenLogprob] = []


class _Logprobs(BaseModel):
    content: list[_Position] | None = None  # chat
    top_logprobs: list[dict[str, float] | None] | None = None  # completions


class _Usage(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Choice(BaseModel):
    """One completion of a chat (`message`) or of a text (`text`)."""

    message: _Message | None = None
    text: _Text = None
    finish_reason: Annotated[str | None, _Beside] = None
    logprobs: Annotated[_Logprobs | None, _Beside] = None

    @property
    def completion(self) -> str | None:
        return self.message.content if self.message else self.text

    @property
    def top_logprobs(self) -> list[Any] | None:
        """distilabel's form: for each position the most likely tokens, `{"token", "logprob"}`."""
        if self.logprobs is None:
            return None
        if self.logprobs.content is not None:
            return [[token.model_dump() for token in position.top_logprobs] for position in self.logprobs.content]
        return [
            None if position is None else [{"token": token, "logprob": logprob} for token, logprob in position.items()]
            for position in self.logprobs.top_logprobs or []
        ]


class Reply(BaseModel):
    """The body of an answer with at least one choice."""

    choices: list[Choice] = Field(min_length=1)
    usage: Annotated[_Usage | None, _Beside] = None

    @property
    def input_tokens(self) -> int:
        return (self.usage and self.usage.prompt_tokens) or 0

    @property
    def output_tokens(self) -> int:
        return (self.usage and self.usage.completion_tokens) or 0


def read_reply(body: bytes) -> Reply:
    """The reply in `body`.

    Raises:
        UnusableReplyError: not JSON, no choices, or an error in place of a completion.
    """
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        beginning = body[:_SHOWN_BYTES].decode("utf-8", "replace")
        raise UnusableReplyError(f"The endpoint's answer is not JSON, it begins {beginning!r}.") from None
    try:
        return Reply.model_validate(content)
    except ValidationError:
        words = server_words(content)
        raise UnusableReplyError(f"The endpoint's answer holds no completion{f': {words}' if words else ''}.") from None


def cut_at_stop(text: str, stops: Iterable[str]) -> str:
    """`text` up to the first of the stop sequences in it."""
    found = [place for stop in stops if stop and (place := text.find(stop)) >= 0]
    return text[: min(found)] if found else text
