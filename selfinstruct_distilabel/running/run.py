"""`selfinstruct run`: checks everything that can be checked, runs the pipeline, and writes the result."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from distilabel.pipeline import Pipeline
from rich.console import Console

from selfinstruct_distilabel import pipelines
from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OpenAICompatibleLLM
from selfinstruct_distilabel.pipelines import build_self_instruct
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.database import pool_url
from selfinstruct_distilabel.pool.views import Counts, count
from selfinstruct_distilabel.running.models import choose_llm
from selfinstruct_distilabel.running.output import RESULT_FILES, write_result
from selfinstruct_distilabel.running.process import PipelineProcess
from selfinstruct_distilabel.running.progress import ProgressView, progress_view
from selfinstruct_distilabel.running.settings import apply_settings, pipeline_steps, set_parameter
from selfinstruct_distilabel.steps import SampleDemonstrations
from selfinstruct_distilabel.steps._pooled import POOL_VARIABLE, PooledStep

__all__ = ["RunRequest", "RunResult", "run"]

LOG = "run.log"
_SCRATCH = ".distilabel"
_LOOK_EVERY = 0.5  # seconds between two looks at the pool; longer where looking takes long
_INTERRUPTED = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What `selfinstruct run` was asked for; None: not said."""

    config: Path | None = None
    num_instructions: int | None = None
    seeds: str | None = None
    llm: str | None = None
    model: str | None = None
    base_url: str | None = None
    output: Path = Path("selfinstruct-output")
    pool: str | None = None
    settings: Sequence[str] = ()


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
        SelfInstructError: if the result cannot be written.
    """
    pipeline = _pipeline(request)
    sampler = _sampler(pipeline)
    location = request.pool or str(request.output / "pool.db")
    _check_output(request, location)
    _check_steps(pipeline)
    pool = _open_begun(location)
    if pool is not None:
        _compare(pool, pipeline)
        if _is_complete(pool, sampler) and all((request.output / name).exists() for name in RESULT_FILES):
            return _result(pool, pipeline, request, ended="target_reached", error=None)
    _check_endpoints(pipeline)
    pool = pool or TaskPool(location)
    _make_folder(request.output)
    ended, error = _run_pipeline(pipeline, pool, request, location, console)
    result = _result(pool, pipeline, request, ended=ended, error=error)
    write_result(pool, request.output, result.summary)
    pool.close()
    if isinstance(error, InputError):
        raise error
    return result


def _pipeline(request: RunRequest) -> Pipeline:
    """The pipeline with all that the request sets."""
    llm_is_given = any((request.llm, request.model, request.base_url)) or request.config is None
    llm = choose_llm(request.llm, model=request.model, base_url=request.base_url) if llm_is_given else None
    if request.config is None:
        pipeline = build_self_instruct(llm=llm)
    else:
        pipeline = _read_config(request.config)
        for step in pipeline_steps(pipeline).values():
            if llm is not None and hasattr(step, "llm"):
                step.llm = llm.model_copy(deep=True)
    sampler = _sampler(pipeline)
    if request.num_instructions is not None:
        set_parameter(pipeline, f"{sampler.name}.num_instructions", request.num_instructions)
    if request.seeds is not None:
        set_parameter(pipeline, f"{sampler.name}.seed_tasks", request.seeds)
    location = request.pool or str(request.output / "pool.db")
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, PooledStep):
            step.pool = location
    size_before = sampler.prompts_per_round
    apply_settings(pipeline, request.settings)
    if sampler.prompts_per_round != size_before:
        _fit_loop(pipeline, sampler)
    return pipeline


def _read_config(path: Path) -> Pipeline:
    shipped = {file.stem: file for file in Path(pipelines.__file__).parent.glob("*.yaml")}
    path = path if path.is_file() else shipped.get(str(path), path)
    if not path.is_file():
        raise InputError(f"there is no configuration file {path}; the package has {', '.join(sorted(shipped))}")
    try:
        return Pipeline.from_json(path) if path.suffix == ".json" else Pipeline.from_yaml(path)
    except Exception as error:
        raise InputError(f"{path} is not a pipeline that distilabel can load: {_first_line(error)}") from error


def _sampler(pipeline: Pipeline) -> SampleDemonstrations:
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, SampleDemonstrations):
            return step
    raise InputError("the pipeline has no SampleDemonstrations step, so there is no run to make; see pipelines/")


def _fit_loop(pipeline: Pipeline, sampler: SampleDemonstrations) -> None:
    """Batches of the loop are whole rounds, unless they divide them already."""
    for step in sampler.steps_of_loop(pipeline):
        if sampler.batch_size % step.input_batch_size:
            step.input_batch_size = sampler.batch_size


def _check_output(request: RunRequest, location: str) -> None:
    output = request.output
    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is not a folder; name another one with --output")
    begun = (output / "pool.db").exists() or (output / "summary.json").exists()
    if output.is_dir() and not begun and any(output.iterdir()):
        raise InputError(f"{output} is not empty and holds no run; name another folder with --output")
    existing = next(folder for folder in (output, *output.absolute().parents) if folder.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(f"{output} cannot be written to; name another folder with --output")


def _check_steps(pipeline: Pipeline) -> None:
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, PooledStep):
            step.check()


def _open_begun(location: str) -> TaskPool | None:
    """The pool, if there is one already; it is not made before all else has been checked."""
    url = pool_url(location)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    return TaskPool(location)


def _compare(pool: TaskPool, pipeline: Pipeline) -> None:
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, PooledStep):
            step.compare(pool)


def _check_endpoints(pipeline: Pipeline) -> None:
    checked = set()
    for step in pipeline_steps(pipeline).values():
        llm = getattr(step, "llm", None)
        if isinstance(llm, OpenAICompatibleLLM) and (llm.base_url, llm.model) not in checked:
            checked.add((llm.base_url, llm.model))
            llm.check_endpoint()


def _make_folder(output: Path) -> None:
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{output} cannot be made ({error.strerror}); name another folder with --output") from error


def _is_complete(pool: TaskPool, sampler: SampleDemonstrations) -> bool:
    counts = count(pool)
    wanted = int(sampler.num_instructions or 0)
    return counts.instructions >= wanted and counts.finished_instructions == counts.instructions


def _run_pipeline(
    pipeline: Pipeline, pool: TaskPool, request: RunRequest, location: str, console: Console
) -> tuple[str, Exception | None]:
    """Runs the pipeline to its end; says why it ended, and what went wrong."""
    os.environ[POOL_VARIABLE] = location
    target = int(_sampler(pipeline).num_instructions or 0)
    already = count(pool).finished_instructions
    pool.close()
    scratch = request.output / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    process = PipelineProcess(pipeline, log=request.output / LOG, scratch=scratch)
    with _signals() as received, progress_view(console, target=target, already=already) as view:
        view.say(f"pool {pool.location}, log {request.output / LOG}")
        if already:
            view.say(f"going on from {already} instructions")
        _watch(process, pool, received, view)
        view.show(count(pool))
    error = process.error()
    shutil.rmtree(scratch, ignore_errors=True)
    if received:
        return _INTERRUPTED[received[0]], None
    return pool.fact("ended") or "failed", error


def _watch(process: PipelineProcess, pool: TaskPool, received: list[signal.Signals], view: ProgressView) -> None:
    """Shows the progress until the pipeline ends; the first signal stops it in order, the second at once."""
    pause = _LOOK_EVERY
    asked = False
    while not process.wait(pause):
        if len(received) > 1:
            process.kill()
            return
        if received:
            pool.request_stop(_INTERRUPTED[received[0]])  # again each time: a step that starts late takes it back
            if not asked:
                view.say("stopping when the requests under way are answered; press Ctrl-C again to stop at once")
                asked = True
        for notice in process.notices():
            view.say(f"warning: {notice}")
        started = time.monotonic()
        view.show(count(pool))
        pause = max(_LOOK_EVERY, 10 * (time.monotonic() - started))


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
    complete = _is_complete(pool, _sampler(pipeline))
    if complete:
        ended = "target_reached"
    elif error is not None or ended == "target_reached":  # nothing told the sampler, or steps behind it left rows
        ended = "failed"
    summary = {
        "ended": ended,
        **counts.to_dict(),
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
    cause = _first_line(error) if error is not None else None
    if ended == "failed":
        return f"the run failed{f' ({cause})' if cause else ''}; see {request.output / LOG}, then {again}"
    return f"the run stopped at {counts.instructions} instructions: {ended}; mend that, then {again}"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
