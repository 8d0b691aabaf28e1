"""The pipeline in a process group of its own, so that all of it can be watched, and ended."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from distilabel.pipeline import Pipeline

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.processes import die_with_parent

__all__ = ["PipelineProcess"]

_PACKAGE = str(Path(__file__).parents[1]) + os.sep
_LOG_COLUMNS = "200"  # width of distilabel's lines in the log
_MAIN = "MainProcess"  # distilabel writes its log in a process of this name alone


class PipelineProcess:
    """Runs a pipeline in a child process; everything that it prints goes to a log. A context manager: nothing is left.

    Args:
        pipeline: what to run. Its steps' pool must be closed.
        log: file that the child appends to.
        scratch: folder for distilabel's own files of the run, of which nothing is needed afterwards: the pool has all.
        environment: variables of the child alone.
    """

    def __init__(self, pipeline: Pipeline, *, log: Path, scratch: Path, environment: Mapping[str, str]) -> None:
        self._receiver, sender = multiprocessing.Pipe(duplex=False)
        # fork: the pipeline may hold what cannot be pickled, such as an API key that is no part of its dump
        context = multiprocessing.get_context("fork")
        arguments = (pipeline, log, scratch, environment, sender, os.getpid())
        self._process = context.Process(target=_run, args=arguments, name=_MAIN)
        self._process.start()
        sender.close()
        self._told: set[str] = set()
        self._unread: list[str] = []
        self._error: Exception | None = None

    def __enter__(self) -> PipelineProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; says whether it has come."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def kill(self) -> None:
        """Ends the pipeline with all its processes, at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.join()

    def notices(self) -> Iterator[str]:
        """What our steps have warned of since the last call, each thing once a run."""
        while self._unread:
            yield self._unread.pop(0)
        with contextlib.suppress(EOFError):
            while self._receiver.poll():
                kind, message = self._receiver.recv()
                if kind == "input":
                    self._error = InputError(message)
                elif kind == "error":
                    self._error = RuntimeError(message)
                elif message not in self._told:
                    self._told.add(message)
                    yield message

    def error(self) -> Exception | None:
        """What went wrong, after the end; None where nothing did."""
        self.kill()  # what the pipeline left behind: distilabel's manager, a step's own children
        self._unread += self.notices()
        if self._error is None and self._process.exitcode != 0:
            return RuntimeError(f"its main process ended with exit code {self._process.exitcode}")
        return self._error


class _Notices(logging.Handler):
    """Sends the warnings of this package's own steps to the parent; distilabel's are for the log."""

    def __init__(self, sender: Connection) -> None:
        super().__init__(logging.WARNING)
        self._sender = sender

    def emit(self, record: logging.LogRecord) -> None:
        if record.pathname.startswith(_PACKAGE):
            self.send("notice", record.getMessage())

    def send(self, kind: str, message: str) -> None:
        self.acquire()  # two threads may have something to say
        try:
            with contextlib.suppress(OSError):
                self._sender.send((kind, message))
        finally:
            self.release()


def _run(
    pipeline: Pipeline, log: Path, scratch: Path, environment: Mapping[str, str], sender: Connection, parent: int
) -> None:
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
    os.environ.update(environment, COLUMNS=_LOG_COLUMNS)
    notices = _Notices(sender)
    _end_when_a_worker_is_replaced(notices)
    try:
        pipeline._cache_dir = scratch
        pipeline.run(use_cache=False, logging_handlers=[notices])
    except Exception as error:
        traceback.print_exc()
        cause = error.__cause__ or error
        notices.send("input" if isinstance(cause, InputError) else "error", str(cause))
        sys.exit(1)


def _end_when_a_worker_is_replaced(notices: _Notices) -> None:
    """Ends the run when a worker was killed: its batch is lost, and distilabel would wait for it for ever.

    multiprocessing replaces a worker from a thread of its own; distilabel makes all of its processes in the main one.
    """
    pipeline = os.getpid()

    def forked() -> None:
        if os.getpid() == pipeline and threading.current_thread() is not threading.main_thread():
            notices.send("error", "a worker process was killed")
            os.killpg(0, signal.SIGKILL)

    os.register_at_fork(after_in_parent=forked)
