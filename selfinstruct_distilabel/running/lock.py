"""One run at a time on a pool or an output."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfinstruct_distilabel.errors import InputError

__all__ = ["held"]


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Holds a lock file while it lasts; the kernel lets go of it however this process ends.

    A record lock: unlike one of `flock`, it is not inherited by children, which may outlive their parent.

    Raises:
        InputError: if another process holds it; the sentence names the process.
    """
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise InputError(
                f"process {file.read().strip() or 'unknown'} is running on {path.parent}; wait for it, or name another "
                "output"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
