"""What a person sees while a run goes on: a live view on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from selfinstruct_distilabel.pool.views import Counts

__all__ = ["ProgressView", "progress_view"]

_LINE_EVERY = 5.0  # seconds between plain lines at the least


class ProgressView(Protocol):
    """Shows counts; a context manager."""

    def __enter__(self) -> ProgressView: ...
    def __exit__(self, *_: object) -> None: ...
    def show(self, counts: Counts) -> None:
        """Shows how far the run is."""

    def say(self, message: str) -> None:
        """Says one thing, once."""


def progress_view(console: Console, *, target: int, already: int) -> ProgressView:
    """The view that fits the console.

    Args:
        console: where to.
        target: instructions wanted.
        already: instructions that were there when this process began; they say nothing about its speed.
    """
    view = _LiveView if console.is_terminal else _PlainView
    return view(console, target, already)


class _Pace:
    """Speed and expected end."""

    def __init__(self, target: int, already: int) -> None:
        self._target = target
        self._already = already
        self._started = time.monotonic()

    def eta(self, counts: Counts) -> str:
        done = counts.finished_instructions - self._already
        left = self._target - counts.finished_instructions
        if done <= 0 or left <= 0:
            return "-"
        return _duration((time.monotonic() - self._started) / done * left)


class _PlainView:
    def __init__(self, console: Console, target: int, already: int) -> None:
        self._console = console
        self._target = target
        self._pace = _Pace(target, already)
        self._last = ("", 0.0)

    def __enter__(self) -> _PlainView:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def show(self, counts: Counts) -> None:
        text = (
            f"round {counts.rounds}: {counts.instructions}/{self._target} instructions, {_rate(counts)} admitted, "
            f"{counts.finished_instructions} with instances decided, {counts.instances} instances, "
            f"{_requests(counts)} requests, {_tokens(counts)} tokens, ETA {self._pace.eta(counts)}"
        )
        shown, when = self._last
        if text != shown and time.monotonic() - when >= _LINE_EVERY:
            self._last = (text, time.monotonic())
            self._console.print(text, highlight=False, soft_wrap=True)

    def say(self, message: str) -> None:
        self._console.print(message, highlight=False, soft_wrap=True)


class _LiveView:
    def __init__(self, console: Console, target: int, already: int) -> None:
        self._pace = _Pace(target, already)
        self._target = target
        self._bars = Progress(
            TextColumn("{task.description:>12}"), BarColumn(bar_width=40), MofNCompleteColumn(), console=console
        )
        self._admitted = self._bars.add_task("instructions", total=target, completed=already)
        self._finished = self._bars.add_task("decided", total=target, completed=already)
        self._live = Live(self._bars, console=console, refresh_per_second=4, transient=True)

    def __enter__(self) -> _LiveView:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, counts: Counts) -> None:
        self._bars.update(self._admitted, completed=counts.instructions)
        self._bars.update(self._finished, completed=counts.finished_instructions)
        facts = Text(
            f"  round {counts.rounds} · {_rate(counts)} admitted · {counts.instances} instances · "
            f"{_requests(counts)} requests · {_tokens(counts)} tokens · ETA {self._pace.eta(counts)}"
        )
        reasons = Table.grid(padding=(0, 2))
        for title, by_reason in (
            ("instructions rejected", counts.rejected_instructions),
            ("instances rejected", counts.rejected_instances),
        ):
            if by_reason:
                reasons.add_row(f"  {title}", ", ".join(f"{reason} {number}" for reason, number in by_reason.items()))
        self._live.update(Group(self._bars, facts, reasons))

    def say(self, message: str) -> None:
        self._live.console.print(message, highlight=False)


def _rate(counts: Counts) -> str:
    return f"{counts.instructions / counts.candidates:.0%}" if counts.candidates else "-"


def _requests(counts: Counts) -> int:
    return sum(usage.requests for usage in counts.usage.values())


def _tokens(counts: Counts) -> str:
    number = sum(usage.input_tokens + usage.output_tokens for usage in counts.usage.values())
    return f"{number:,}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
