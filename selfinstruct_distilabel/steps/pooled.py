"""What the steps of the loop share: the pool, and life as a worker process of distilabel."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import time
import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from distilabel.mixins.runtime_parameters import RuntimeParameter
from pydantic import Field, PrivateAttr, field_serializer

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.database import shown
from selfinstruct_distilabel.processes import die_with_parent
from selfinstruct_distilabel.steps._rows import Row, RowStep

if TYPE_CHECKING:
    from pydantic import SerializationInfo

__all__ = ["POOL_VARIABLE", "PooledStep"]

POOL_VARIABLE = "SELFINSTRUCT_POOL"
"""Environment variable that names the pool of all steps that have one."""

# Neither names of things nor what a resumed run may change; the rest of a step's fields is what it was begun with.
_NOT_SETTINGS = {
    "name", "resources", "pipeline", "input_mappings", "output_mappings", "use_cache", "input_batch_size", "batch_size",
    "exclude_from_signature", "type_info", "runtime_parameters_info", "pool", "seed_tasks", "num_instructions",
    "max_rounds", "patience",
}  # fmt: skip


class PooledStep(RowStep):
    """Base of the steps that may have a pool.

    Attributes:
        pool: SQLAlchemy URL or path of the run's database. None: the step works alone. Where it is set, the
            environment variable `SELFINSTRUCT_POOL` names another one for all steps.
    """

    closes_loop: ClassVar[bool] = False  # whether rounds end with this step

    pool: RuntimeParameter[str] | None = Field(
        default=None, description="SQLAlchemy URL or path of the run's database; None: the step works alone."
    )

    _open_pool: TaskPool | None = PrivateAttr(None)
    _nonce: str = PrivateAttr(default_factory=lambda: uuid.uuid4().hex)
    _parameters_info: dict[type, list[dict[str, Any]]] = PrivateAttr(default_factory=dict)

    @field_serializer("pool")
    def _without_password(self, pool: str | None, _info: SerializationInfo) -> str | None:
        return pool if pool is None else shown(pool)

    def check(self) -> None:
        """Checks the step's parameters, without side effects; `load` does it too.

        Raises:
            InputError: if they cannot be used together.
        """

    def compare(self, pool: TaskPool) -> None:
        """Checks that a pool was begun with the step's settings.

        Raises:
            InputError: if it was not; the sentence names what differs.
        """
        pool.compare(str(self.name), self.settings())

    def load(self) -> None:
        """Opens the pool."""
        super().load()
        self.check()
        if multiprocessing.parent_process() is not None:  # a worker of distilabel, which would outlive its pipeline
            die_with_parent()
        if self.pool is not None:
            self.task_pool.agree(str(self.name), self.settings())

    def unload(self) -> None:
        """Closes the pool."""
        super().unload()
        self._logger.info(f"step {self.name} used {time.process_time():.1f} s of CPU time")
        if self._open_pool is not None:
            self._open_pool.close()
            self._open_pool = None

    @property
    def task_pool(self) -> TaskPool:
        """The pool, opened when it is first wanted, so that a step can be sent to another process.

        Raises:
            InputError: if it cannot be opened.
        """
        if self._open_pool is None:
            location = os.environ.get(POOL_VARIABLE) or self.pool
            if location is None:
                raise InputError(f"step {self.name} has no pool; give it one by its parameter pool")
            if ":***@" in location:
                raise InputError(
                    f"the pool {location} was stored without its password; name it in the environment variable "
                    f"{POOL_VARIABLE}"
                )
            self._open_pool = TaskPool(location)
        return self._open_pool

    def settings(self) -> dict[str, Any]:
        """The step's parameters that decide what the data set will be, as JSON values."""
        return {name: value for name, value in self.dump().items() if name not in _NOT_SETTINGS}

    def get_runtime_parameters_info(self) -> list[dict[str, Any]]:
        """As distilabel's, but worked out once: it is asked for several times a batch, and takes milliseconds."""
        llm = type(getattr(self, "llm", None))
        if llm not in self._parameters_info:
            self._parameters_info[llm] = super().get_runtime_parameters_info()
        return self._parameters_info[llm]

    @property
    def signature(self) -> str:
        """With a pool, another one in each process: distilabel's cache, which cannot resume the loop, never matches."""
        return f"{self.name}-{self._nonce}" if self.pool is not None else super().signature

    def impute_step_outputs(self, step_output: list[Row]) -> list[Row]:
        """What leaves the step when it raised: the rows as they came; the run stops, and the next one finds them undone.

        distilabel goes on, as if nothing had been said about these rows; the filters behind would take them for failed.
        """
        if self.pool is not None:
            with contextlib.suppress(Exception):  # it may be the pool that failed
                self.task_pool.request_stop(f"{self.name} failed: {sys.exc_info()[1]}")
        return self.deliver([{**dict.fromkeys(self.get_outputs()), **row} for row in step_output])
