"""The pipeline in a process group of its own, so that all of it can be watched, and ended."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from distilabel.pipeline import Pipeline

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.processes import die_with_parent

__all__ = ["PipelineProcess"]

_LOG_COLUMNS = "200"  # width of distilabel's lines in the log


class PipelineProcess:
    """Runs a pipeline in a child process; everything that it prints goes to a log.

    Args:
        pipeline: what to run. Its steps' pool must be closed.
        log: file that the child appends to.
        scratch: folder for distilabel's own files of the run, of which nothing is needed afterwards: the pool has all.
    """

    def __init__(self, pipeline: Pipeline, *, log: Path, scratch: Path) -> None:
        self._receiver, sender = multiprocessing.Pipe(duplex=False)
        # fork: the pipeline may hold what cannot be pickled, such as an API key that is no part of its dump
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_run, args=(pipeline, log, scratch, sender, os.getpid()), daemon=False)
        self._process.start()
        sender.close()

    @property
    def is_alive(self) -> bool:
        """Whether the pipeline still runs."""
        return self._process.is_alive()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; says whether it has come."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def kill(self) -> None:
        """Ends the pipeline with all its processes, at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.join()

    def error(self) -> Exception | None:
        """What went wrong, after the end; None where nothing did."""
        self.kill()  # what the pipeline left behind: distilabel's manager, a step's own children
        if self._receiver.poll():
            with contextlib.suppress(EOFError):
                kind, message = self._receiver.recv()
                return InputError(message) if kind == "input" else RuntimeError(message)
        if self._process.exitcode != 0:
            return RuntimeError(f"its main process ended with exit code {self._process.exitcode}")
        return None


def _run(pipeline: Pipeline, log: Path, scratch: Path, sender: Connection, parent: int) -> None:
    os.setsid()
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)
    os.register_at_fork(after_in_child=die_with_parent)  # distilabel's manager and workers too
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with log.open("a", buffering=1) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ["COLUMNS"] = _LOG_COLUMNS
    try:
        pipeline._cache_dir = scratch
        pipeline.run(use_cache=False)
    except Exception as error:
        traceback.print_exc()
        cause = error.__cause__ or error
        sender.send(("input" if isinstance(cause, InputError) else "other", str(cause)))
        sys.exit(1)
