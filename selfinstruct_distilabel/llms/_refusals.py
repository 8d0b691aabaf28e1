"""Which parameters an endpoint refuses, learned from its 400s, and requests without them.

OpenAI-compatible servers take different parts of the API: no `seed` here, no `stop` there, `top_p` above 0 only,
`max_completion_tokens` in place of `max_tokens`. Their errors name the parameter in many shapes; nothing else about
the errors is alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import openai

from selfinstruct_distilabel.llms._failures import server_words, shortened

__all__ = ["Refusals"]

_REFUSING_STATUS = (400, 422)
# The limit on tokens is never left out: a server that refuses one name is sent the other.
_OTHER_LIMIT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_NOT_KNOWN = re.compile(
    r"unsupported|not supported|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed", re.IGNORECASE
)


@dataclass(frozen=True)
class Refusals:
    """What one endpoint is known to refuse: names of parameters with the server's words."""

    words: Mapping[str, str] = field(default_factory=dict)

    def body(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """`settings` as this endpoint takes them."""
        body = {name: value for name, value in settings.items() if name not in self.words}
        body |= {_OTHER_LIMIT[name]: settings[name] for name in self.words if name in settings and name in _OTHER_LIMIT}
        return body

    def after(self, error: openai.APIStatusError, settings: Mapping[str, Any]) -> "Refusals | None":
        """These refusals and one more, the last of `settings` that `error` names; None when it names none.

        One at a time, because a server may mind two parameters only together (`temperature` and `top_p`): put the
        one that is missed least last. Whether the error meant it shows when the request succeeds without it.
        """
        if error.status_code not in _REFUSING_STATUS:
            return None
        words = server_words(error.body)
        # `param` is where OpenAI names it; other servers leave it empty or put something else there.
        for text in (str(error.param or ""), words):
            for name in reversed(list(settings)):
                if name not in self.words and _mentions(text, name) and _is_droppable(name, words):
                    return Refusals({**self.words, name: shortened(words)})
        return None

    def __or__(self, other: "Refusals") -> "Refusals":
        return Refusals({**other.words, **self.words})

    def __sub__(self, known: "Refusals") -> "Refusals":
        return Refusals({name: words for name, words in self.words.items() if name not in known.words})

    def sentences(self) -> list[str]:
        """What to tell the user, one sentence a parameter."""
        return [
            f"refuses `{name}`, {_consequence(name)} from now on (it said: {self.words[name]})" for name in self.words
        ]


def _consequence(name: str) -> str:
    if name in _OTHER_LIMIT:
        return f"`{_OTHER_LIMIT[name]}` is sent in its place"
    if name == "stop":
        return "texts are cut at the stop sequences on this side"
    if name == "n":
        return "generations are asked for one by one"
    return "it is left out"


def _is_droppable(name: str, words: str) -> bool:
    # "max_tokens is too large" is no reason to send it under the other name.
    return name not in _OTHER_LIMIT or _mentions(words, _OTHER_LIMIT[name]) or _NOT_KNOWN.search(words) is not None


def _mentions(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
