"""How long to wait before a retry, where waiting for real would take minutes."""

from email.utils import formatdate
from typing import Any

import httpx
import openai
import pytest

from selfinstruct_distilabel.llms._failures import UnusableReplyError
from selfinstruct_distilabel.llms._retries import RetryPolicy, retry_after

NOW = 1_800_000_000


def status_error(status: int, **headers: str) -> openai.APIStatusError:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    response: Any = httpx.Response(status, headers=names, request=httpx.Request("POST", "http://127.0.0.1"))
    return openai.APIStatusError("scripted", response=response, body=None)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "7200"}, 7200),
        ({"retry-after": "0.25"}, 0.25),
        ({"retry-after-ms": "250", "retry-after": "1"}, 0.25),
        ({"retry-after": "-3"}, 0),
        ({"retry-after": formatdate(NOW + 90, usegmt=True), "date": formatdate(NOW, usegmt=True)}, 90),
        ({"retry-after": formatdate(NOW - 90, usegmt=True), "date": formatdate(NOW, usegmt=True)}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "Thu, 99 Foo 2026 00:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds, a date by the server's own clock; None for what says nothing."""
    assert retry_after(headers) == (None if seconds is None else pytest.approx(seconds))


def test_a_date_without_a_clock_is_read_by_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Date header the wait counts from now here."""
    monkeypatch.setattr("time.time", lambda: NOW)
    assert retry_after({"retry-after": formatdate(NOW + 300, usegmt=True)}) == pytest.approx(300)


def test_back_off_doubles_under_its_cap() -> None:
    """0.5, 1, 2, … seconds, each with up to half of it off by chance, and never above `max_wait`."""
    policy = RetryPolicy(max_retries=2000, max_wait=10)
    for done, longest in [(0, 0.5), (1, 1), (2, 2), (3, 4), (4, 8), (5, 10), (1999, 10)]:
        waits = [policy.wait(done, UnusableReplyError("scripted")) for _ in range(50)]
        assert all(wait is not None and longest / 2 <= wait <= longest for wait in waits)
        assert len(set(waits)) > 1


@pytest.mark.parametrize("asked", [90, 600])
def test_retry_after_beyond_a_minute_is_kept_up_to_the_cap(asked: int) -> None:
    """The server's wait is neither shortened nor a reason to give up; only `max_wait` bounds it."""
    wait = RetryPolicy(max_retries=1, max_wait=300).wait(0, status_error(429, retry_after=str(asked)))
    assert wait is not None
    assert min(asked, 300) <= wait <= min(asked, 300) * 1.1


def test_no_wait_when_all_retries_are_used() -> None:
    """`max_retries` tries more, then the request is lost; 0 means one try."""
    policy = RetryPolicy(max_retries=2)
    assert policy.wait(1, status_error(500)) is not None
    assert policy.wait(2, status_error(500)) is None
    assert RetryPolicy(max_retries=0).wait(0, status_error(500)) is None
