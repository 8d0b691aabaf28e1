"""When a failed request is worth another try, and how long to wait before it.

The openai client retries too, but it gives up at once on (or ignores) a `Retry-After` above its own one or two
minutes, backs off for eight seconds at most and knows nothing of a broken body: hence this policy, with the
client's own retries off.
"""

import math
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import openai

from selfinstruct_distilabel.llms._failures import UnusableReplyError

__all__ = ["RetryPolicy", "is_transient", "retry_after"]

# Request timeout, lock timeout and rate limit; all of 5xx but "not implemented".
_TRANSIENT_STATUS = {408, 409, 429, *range(500, 600)} - {501}


@dataclass(frozen=True)
class RetryPolicy:
    """Exponential back-off with jitter, under the server's own `Retry-After`.

    Args:
        max_retries: how often a request is repeated after its first try.
        max_wait: the longest wait before one retry, in seconds, also when the server asks for more.
        first_wait: the back-off before the first retry, in seconds; it doubles with each retry.
    """

    max_retries: int
    max_wait: float = math.inf
    first_wait: float = 0.5

    def wait(self, retries_done: int, error: Exception) -> float | None:
        """Seconds to wait before the next try, None when there is none."""
        if retries_done >= self.max_retries or not is_transient(error):
            return None
        asked = retry_after(error.response.headers) if isinstance(error, openai.APIStatusError) else None
        if asked is not None:
            # Never sooner than asked (but for the cap); the jitter spreads those that were told the same.
            return min(asked, self.max_wait) * random.uniform(1.0, 1.1)
        return min(math.ldexp(self.first_wait, min(retries_done, 64)), self.max_wait) * random.uniform(0.5, 1.0)


def is_transient(error: Exception) -> bool:
    """Whether the same request may succeed later: connection, timeout, overload, broken body."""
    if not isinstance(error, openai.APIStatusError):
        return isinstance(error, (openai.APIConnectionError, UnusableReplyError, OSError))
    # OpenAI's own word on it, for instance "false" on a 429 because the quota is used up.
    server_says = error.response.headers.get("x-should-retry")
    if server_says in ("true", "false"):
        return bool(server_says == "true")
    return error.status_code in _TRANSIENT_STATUS


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The wait in seconds that a response asks for (`retry-after-ms`, `Retry-After` in seconds or as a date)."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers.get(name, "")) * unit
        except ValueError:
            continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    date = _timestamp(headers.get("retry-after"))
    if date is None:
        return None
    # By the server's clock where it tells it: ours may be off by more than the wait.
    now = _timestamp(headers.get("date"))
    return max(0.0, date - (time.time() if now is None else now))


def _timestamp(http_date: str | None) -> float | None:
    try:
        return parsedate_to_datetime(http_date).timestamp() if http_date else None
    except (ValueError, OverflowError):
        return None
