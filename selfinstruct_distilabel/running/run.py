"""`selfinstruct run`: checks everything that can be checked, runs the pipeline, and writes the result."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from distilabel.pipeline import Pipeline
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from selfinstruct_distilabel.errors import InputError, SelfInstructError
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.database import pool_url, shown
from selfinstruct_distilabel.pool.views import Counts, count
from selfinstruct_distilabel.running.lock import held
from selfinstruct_distilabel.running.output import RESULT_FILES, write_result
from selfinstruct_distilabel.running.process import PipelineProcess
from selfinstruct_distilabel.running.progress import ProgressView, progress_view
from selfinstruct_distilabel.running.request import (
    RunRequest,
    build,
    check_endpoints,
    check_steps,
    compare,
    sampler_of,
)
from selfinstruct_distilabel.running.settings import pipeline_steps
from selfinstruct_distilabel.steps.pooled import POOL_VARIABLE

__all__ = ["RunResult", "run"]

LOG = "run.log"
_LOCK = ".lock"
_SCRATCH = ".distilabel"
_BEGUN = ("pool.db", "summary.json", LOG)  # one of these is in every folder that a run has written to
_LOOK_EVERY = 0.5  # seconds between two looks at the pool; longer where looking takes long
_STOP_WITHIN = 60.0  # seconds without any progress after which a run that was told to stop is ended
_INTERRUPTED = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated", signal.SIGHUP: "hung up"}


@dataclass(frozen=True)
class RunResult:
    """How a run ended. `ended` is `target_reached`, or why it is short of it."""

    ended: str
    counts: Counts
    summary: dict[str, Any]
    exit_code: int
    advice: str | None = None


def run(request: RunRequest, console: Console) -> RunResult:
    """Runs Self-Instruct, or goes on with a run.

    Args:
        request: what is wanted.
        console: where the progress is shown.

    Returns:
        How it ended; the result is written, whatever that was.

    Raises:
        InputError: for anything in the request that cannot be used; nothing was changed then.
        SelfInstructError: if the pool fails, or the result cannot be written.
    """
    pipeline = build(request)
    _check_output(request)
    check_steps(pipeline)
    try:
        return _run(request, pipeline, console)
    except SQLAlchemyError as error:
        cause = _first_line(getattr(error, "orig", None) or error)
        raise SelfInstructError(
            f"the pool {shown(request.location)} failed ({cause}); what was committed is safe: mend it, then give the "
            "same command again"
        ) from error


def _run(request: RunRequest, pipeline: Pipeline, console: Console) -> RunResult:
    begun = _look(request.location)
    if begun is not None:
        compare(begun, pipeline)
        if _is_complete(begun, pipeline) and all((request.output / name).exists() for name in RESULT_FILES):
            return _result(begun, pipeline, request, ended="target_reached", error=None)
        begun.close()
    _check_writable(request.output)
    check_endpoints(pipeline)
    pool = TaskPool(request.location)
    _make_folder(request.output)
    with held(_lock_path(request)):
        ended, error = _run_pipeline(pipeline, pool, request, console)
        result = _result(pool, pipeline, request, ended=ended, error=error)
        write_result(pool, request.output, result.summary)
    pool.close()
    if isinstance(error, InputError):
        raise error
    return result


def _check_output(request: RunRequest) -> None:
    output = request.output
    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is not a folder; name another one with --output")
    begun = any((output / name).exists() for name in _BEGUN)
    if output.is_dir() and not begun and any(output.iterdir()):
        raise InputError(f"{output} is not empty and holds no run; name another folder with --output")
    if (output / "summary.json").exists():
        try:
            known = json.loads((output / "summary.json").read_text(encoding="utf-8"))["pool"]
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{output}/summary.json is not a run's; name another folder with --output") from None
        if known != _shown_pool(request):
            raise InputError(f"{output} holds the result of the pool {known}; name that, or another --output")


def _shown_pool(request: RunRequest) -> str:
    """The pool as the summary names it: its default place by name alone, so that the folder may be moved."""
    url = pool_url(request.location)
    if url.get_backend_name() != "sqlite":
        return shown(request.location)
    database, output = Path(str(url.database)), request.output.expanduser().absolute()
    return database.name if database.parent == output else str(database)


def _lock_path(request: RunRequest) -> Path:
    """Beside the pool where that is a file, else in the output."""
    url = pool_url(request.location)
    if url.get_backend_name() == "sqlite":
        return Path(f"{url.database}{_LOCK}")
    return request.output / _LOCK


def _look(location: str) -> TaskPool | None:
    """The pool, if there is one already: nothing is made or changed before all else has been checked."""
    url = pool_url(location)
    if url.get_backend_name() != "sqlite":
        return TaskPool(location)
    file, log = Path(str(url.database)), Path(f"{url.database}-wal")
    if not file.exists() or not file.stat().st_size:
        return None
    at_rest = not log.exists() or not log.stat().st_size  # else only a writer can see what is in the log
    return TaskPool(location, read_only=at_rest)


def _check_writable(output: Path) -> None:
    existing = next(folder for folder in (output, *output.absolute().parents) if folder.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(f"{output} cannot be written to; name another folder with --output")


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output} cannot be made ({error.strerror}); name another folder with --output") from error


def _is_complete(pool: TaskPool, pipeline: Pipeline) -> bool:
    counts = count(pool)
    wanted = int(sampler_of(pipeline).num_instructions or 0)
    return counts.instructions >= wanted and counts.finished_instructions == counts.instructions


def _run_pipeline(
    pipeline: Pipeline, pool: TaskPool, request: RunRequest, console: Console
) -> tuple[str, Exception | None]:
    """Runs the pipeline to its end; says why it ended, and what went wrong."""
    target = int(sampler_of(pipeline).num_instructions or 0)
    already = count(pool).finished_instructions
    pool.close()
    log, scratch = request.output / LOG, request.output / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    with _signals() as received, progress_view(console, target=target, already=already) as view:
        view.say(f"pool {pool.location}, log {log}")
        if already:
            view.say(f"going on from {already} instructions")
        with PipelineProcess(
            pipeline, log=log, scratch=scratch, environment={POOL_VARIABLE: request.location}
        ) as process:
            _watch(process, pool, received, view)
            error = process.error()
            _tell(process, view)
        view.show(count(pool))
    shutil.rmtree(scratch, ignore_errors=True)
    if received:
        return _INTERRUPTED[received[0]], None
    return pool.ended or "failed", error


def _watch(process: PipelineProcess, pool: TaskPool, received: list[signal.Signals], view: ProgressView) -> None:
    """Shows the progress until the pipeline ends; the first signal stops it in order, the second at once."""
    pause = _LOOK_EVERY
    asked = False
    counts, changed = Counts(), time.monotonic()
    while not process.wait(pause):
        _tell(process, view)
        started = time.monotonic()
        before, counts = counts, count(pool)
        view.show(counts)
        pause = max(_LOOK_EVERY, 10 * (time.monotonic() - started))
        if counts != before or not received:
            changed = time.monotonic()
        if len(received) > 1 or time.monotonic() - changed > _STOP_WITHIN:
            process.kill()
            return
        if received:
            pool.request_stop(_INTERRUPTED[received[0]])  # again each time: a step that starts late takes it back
            if not asked:
                view.say("stopping when the requests under way are answered; press Ctrl-C again to stop at once")
                asked = True


def _tell(process: PipelineProcess, view: ProgressView) -> None:
    for notice in process.notices():
        view.say(f"warning: {notice}")


@contextmanager
def _signals() -> Iterator[list[signal.Signals]]:
    """Collects SIGINT and SIGTERM while it lasts."""
    received: list[signal.Signals] = []
    before = {
        number: signal.signal(number, lambda number, _frame: received.append(signal.Signals(number)))
        for number in _INTERRUPTED
    }
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _result(
    pool: TaskPool, pipeline: Pipeline, request: RunRequest, *, ended: str, error: Exception | None
) -> RunResult:
    counts = count(pool)
    complete = _is_complete(pool, pipeline)
    if complete:
        ended = "target_reached"
    elif error is not None or ended == "target_reached":  # nothing told the sampler, or steps behind it left rows
        ended = "failed"
    summary = {
        "ended": ended,
        **counts.to_dict(),
        "pool": _shown_pool(request),
        "models": {
            name: step.llm.model_name for name, step in pipeline_steps(pipeline).items() if hasattr(step, "llm")
        },
        "versions": {name: version(name) for name in ("selfinstruct-distilabel", "distilabel")},
    }
    exit_code = 0 if complete else 130 if ended == "interrupted" else 1
    return RunResult(ended, counts, summary, exit_code, None if complete else _advice(ended, counts, error, request))


def _advice(ended: str, counts: Counts, error: Exception | None, request: RunRequest) -> str:
    """One sentence: what happened, and what to do."""
    again = "give the same command again to go on"
    if ended == "patience":
        seen = ", ".join(f"{reason} {number}" for reason, number in counts.rejected_instructions.items())
        return (
            f"no usable instruction came in the last rounds, {counts.instructions} in all (rejected: {seen or 'none'}); "
            "try another model or prompt style, or raise sample_demonstrations.patience to go on"
        )
    if ended == "max_rounds":
        return f"max_rounds was reached at {counts.instructions} instructions; raise it to go on"
    if ended in _INTERRUPTED.values():
        return f"{ended} at {counts.instructions} instructions; nothing is lost, {again}"
    if ended == "failed":
        cause = f" ({_first_line(error)})" if error is not None else ""
        return f"the run failed{cause}; see {request.output / LOG}, then {again}"
    return f"the run stopped at {counts.instructions} instructions: {ended}; mend that, then {again}"


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
