"""SampleDemonstrations: the bootstrap's rounds, each a batch of prompts sampled from the pool."""

from __future__ import annotations

import contextlib
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distilabel.constants import SIGINT_HANDLER_CALLED_ENV_NAME
from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import GeneratorStep
from pydantic import Field, PrivateAttr, model_validator

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.ids import prompt_id
from selfinstruct_distilabel.pool import Prompt, TaskPool
from selfinstruct_distilabel.seeds import SeedTask, read_seed_tasks
from selfinstruct_distilabel.steps._rows import Row
from selfinstruct_distilabel.steps.pooled import POOL_VARIABLE, PooledStep

if TYPE_CHECKING:
    from distilabel.pipeline.base import BasePipeline
    from distilabel.typing import GeneratorStepOutput
    from typing_extensions import Self

__all__ = ["SampleDemonstrations"]

_POLL = 0.02  # seconds between two looks at whether a round has been judged


class SampleDemonstrations(PooledStep, GeneratorStep):
    """Sample demonstrations from the pool, round by round, until there are enough instructions.

    A round is a batch of `prompts_per_round` prompts, each with `num_human` instructions of the seeds and `num_machine`
    machine-written ones, shuffled; where there are too few machine-written ones, seeds fill up. Round r samples from the
    pool as the rounds before it left it, by a generator seeded with (`seed`, r): so the same seed and the same
    completions give the same data set, however often the run was broken off. The next round begins when
    `FilterInstructions` has committed the one before. It ends at `num_instructions` admitted instructions, at
    `max_rounds`, or after `patience` rounds without one admission.

    A run that continues first delivers what the pool has: for each judged round a row that names it, which
    `FilterInstructions` unfolds; then the prompts of the round that was open.

    Attributes:
        pool: SQLAlchemy URL or path of the run's database. None: human seeds alone, and `max_rounds` is needed.
        seed_tasks: seed file or Hub data set. None: the seeds that come with the package.
        num_instructions: how many machine instructions are wanted, exactly.
        num_human: human-written demonstrations a prompt.
        num_machine: machine-written demonstrations a prompt.
        prompts_per_round: prompts a round; sets `batch_size`. The loop's `input_batch_size` must divide it.
        max_rounds: the most rounds. None: as many as needed.
        patience: rounds without one admission after which the run ends.
        classification_only: sample classification seeds only.
        seed: seed of the sampling.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `seed_tasks`: seed file or Hub data set. Defaults to `None`, the shipped seeds.
        - `num_instructions`: how many machine instructions are wanted. Defaults to `100`.
        - `num_human`: human-written demonstrations a prompt. Defaults to `6`.
        - `num_machine`: machine-written demonstrations a prompt. Defaults to `2`.
        - `prompts_per_round`: prompts a round. Defaults to `8`.
        - `max_rounds`: the most rounds. Defaults to `None`.
        - `patience`: rounds without one admission after which the run ends. Defaults to `10`.
        - `classification_only`: sample classification seeds only. Defaults to `False`.
        - `seed`: seed of the sampling. Defaults to `0`.

    Output columns:
        - round (`int`): the round.
        - prompt_id (`str`): id of the prompt, the same in every run with the same seed.
        - demonstrations (`list[str]`): the sampled instructions.

    Categories:
        - load

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Two rounds of prompts from the shipped seeds alone:

        ```python
        from selfinstruct_distilabel.steps import SampleDemonstrations

        sampler = SampleDemonstrations(max_rounds=2, prompts_per_round=4)
        sampler.load()
        for rows, is_last in sampler.process():
            print(rows[0]["demonstrations"])
        ```

    Citations:
        ```
        @inproceedings{wang2023selfinstruct,
            title={Self-Instruct: Aligning Language Models with Self-Generated Instructions},
            author={Wang, Yizhong and Kordi, Yeganeh and Mishra, Swaroop and Liu, Alisa and Smith, Noah A. and
                Khashabi, Daniel and Hajishirzi, Hannaneh},
            booktitle={Proceedings of ACL 2023},
            year={2023},
        }
        ```
    """

    seed_tasks: RuntimeParameter[str] | None = Field(
        default=None, description="Seed file or Hub data set; None: the seeds that come with the package."
    )
    num_instructions: RuntimeParameter[int] = Field(
        default=100, gt=0, description="How many machine instructions are wanted, exactly."
    )
    num_human: RuntimeParameter[int] = Field(default=6, ge=0, description="Human-written demonstrations a prompt.")
    num_machine: RuntimeParameter[int] = Field(default=2, ge=0, description="Machine-written demonstrations a prompt.")
    prompts_per_round: RuntimeParameter[int] = Field(default=8, gt=0, description="Prompts a round.")
    max_rounds: RuntimeParameter[int] | None = Field(
        default=None, gt=0, description="The most rounds; None: any number."
    )
    patience: RuntimeParameter[int] = Field(
        default=10, gt=0, description="Rounds without one admission after which the run ends."
    )
    classification_only: RuntimeParameter[bool] = Field(default=False, description="Sample classification seeds only.")
    seed: RuntimeParameter[int] = Field(default=0, description="Seed of the sampling.")

    _seed_tasks: list[SeedTask] = PrivateAttr(default_factory=list)
    _seed_instructions: list[str] = PrivateAttr(default_factory=list)
    _machine: list[tuple[int, str]] = PrivateAttr(default_factory=list)
    _last_position: int = PrivateAttr(0)

    @model_validator(mode="after")
    def _batch_is_round(self) -> Self:
        self.__dict__["batch_size"] = self.prompts_per_round  # no assignment: it would validate again, for ever
        return self

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return ["round", "prompt_id", "demonstrations"]

    def set_pipeline_artifacts_path(self, path: Path) -> None:
        """Called by the pipeline before it runs: checks that the loop's batches fit together.

        Raises:
            InputError: if a step of the loop would wait for more rows than a round has.
        """
        super().set_pipeline_artifacts_path(path)
        if self.pipeline is not None:
            self.check_loop(self.pipeline)

    def check_loop(self, pipeline: BasePipeline) -> None:
        """Checks that the loop can close: through one pool, with batches that fit together.

        Raises:
            InputError: if steps name different pools, or one of the loop would wait for more rows than a round has.
        """
        steps = [pipeline.dag.get_step(name)["step"] for name in pipeline.dag]
        pools = {step.name: step.pool for step in steps if isinstance(step, PooledStep)}
        for name, pool in pools.items():
            if pool != self.pool and not os.environ.get(POOL_VARIABLE):
                raise InputError(
                    f"{name}.pool is {pool}, and {self.name}.pool is {self.pool}; name the same pool for all steps, or one "
                    f"for all in {POOL_VARIABLE}"
                )
        if self.pool is not None:
            for step in self.steps_of_loop(pipeline):
                if self.prompts_per_round % step.input_batch_size:
                    raise InputError(
                        f"{step.name}.input_batch_size = {step.input_batch_size} does not divide {self.name}."
                        f"prompts_per_round = {self.prompts_per_round}, so the loop would wait for ever; set it to a divisor"
                    )

    def steps_of_loop(self, pipeline: BasePipeline) -> Iterator[Any]:
        """The steps behind this one in a pipeline, up to the one that judges rounds."""
        waiting = list(pipeline.dag.get_step_successors(str(self.name)))
        while waiting:
            step = pipeline.dag.get_step(waiting.pop())["step"]
            yield step
            if not getattr(step, "closes_loop", False):
                waiting.extend(pipeline.dag.get_step_successors(step.name))

    def check(self) -> None:
        """Reads the seeds.

        Raises:
            InputError: for seeds that cannot be read or are too few, and without pool and `max_rounds`.
        """
        super().check()
        self._seed_tasks = read_seed_tasks(self.seed_tasks)
        usable = [task for task in self._seed_tasks if task.is_classification or not self.classification_only]
        wanted = int(self.num_human or 0) + int(self.num_machine or 0)
        if not wanted:
            raise InputError(f"{self.name}: num_human and num_machine are both 0; a prompt needs demonstrations")
        if len(usable) < wanted:
            kind = "classification seed tasks" if self.classification_only else "seed tasks"
            raise InputError(
                f"{self.seed_tasks or 'the shipped seed file'} has {len(usable)} {kind}, and a prompt shows {wanted} "
                "demonstrations; add seeds, or lower num_human and num_machine"
            )
        if self.pool is None and self.max_rounds is None:
            raise InputError(f"{self.name} has no pool, so it cannot know when to end; give it a pool or max_rounds")
        self._seed_instructions = [task.instruction for task in usable]

    def compare(self, pool: TaskPool) -> None:
        """Checks that a pool was begun with the same settings and seeds.

        Raises:
            InputError: if it was not; the sentence names what differs.
        """
        super().compare(pool)
        pool.compare_seeds([task.model_dump(mode="json") for task in self._seed_tasks])

    def load(self) -> None:
        """Reads the seeds, and opens the pool and writes them there.

        Raises:
            InputError: for parameters or seeds that cannot be used, and for a pool that was begun with others.
        """
        super().load()
        if self.pool is not None:
            self.task_pool.agree_on_seeds([task.model_dump(mode="json") for task in self._seed_tasks])
            self.task_pool.begin(target=int(self.num_instructions or 0))

    def process(self, offset: int = 0) -> GeneratorStepOutput:
        """Yields the prompts, a round a batch.

        Args:
            offset: rows that an earlier run has yielded; with a pool it is ignored, for the pool knows better.

        Yields:
            Rows, and whether they are the last.
        """
        if self.pool is None:
            yield from self._rounds_without_pool(first=offset // self._round_size)
            return
        try:
            for rows in self._rows_from_pool():
                yield rows, False
        except Exception as error:  # distilabel would wait for ever for a generator that raised
            self._logger.exception("the run ends")
            with contextlib.suppress(Exception):  # it may be the pool that failed
                self._end(f"{self.name} failed: {error}")
        yield self._padded([]), True

    @property
    def _round_size(self) -> int:
        return int(self.prompts_per_round or 1)

    def _rounds_without_pool(self, first: int) -> Iterator[tuple[list[Row], bool]]:
        last = int(self.max_rounds or 1) - 1
        for number in range(min(first, last), last + 1):
            yield [_row(prompt) for prompt in self._sample(number, machine=[])], number == last

    def _rows_from_pool(self) -> Iterator[list[Row]]:
        pool = self.task_pool
        self._read_machine_instructions()
        known = [
            {**self.blank_row(), "round": number} for number in dict.fromkeys(number for number, _ in self._machine)
        ]
        for start in range(0, len(known), self._round_size):
            yield self._padded(known[start : start + self._round_size])
        if unjudged := pool.unjudged_prompts():
            yield self._padded([_row(prompt) for prompt in unjudged])
        while self._wait_for_judgement():
            self._read_machine_instructions()
            number = pool.num_rounds()
            if reason := self._reason_to_end(number):
                self._end(reason)
                return
            prompts = self._sample(number, [text for _, text in self._machine])
            pool.open_round(prompts)
            yield [_row(prompt) for prompt in prompts]

    def _wait_for_judgement(self) -> bool:
        """Waits until all rounds are judged; False where the run is to stop before that."""
        while self.task_pool.has_open_round():
            if reason := self._reason_to_stop():
                self._end(reason)
                return False
            time.sleep(_POLL)
        if reason := self._reason_to_stop():
            self._end(reason)
            return False
        return True

    def _reason_to_stop(self) -> str | None:
        if os.environ.get(SIGINT_HANDLER_CALLED_ENV_NAME):
            return "interrupted"
        return self.task_pool.stop_requested

    def _reason_to_end(self, num_rounds: int) -> str | None:
        if len(self._machine) >= int(self.num_instructions or 0):
            return "target_reached"
        if self.max_rounds is not None and num_rounds >= self.max_rounds:
            return "max_rounds"
        last_fruitful = self._machine[-1][0] if self._machine else -1
        return "patience" if num_rounds - 1 - last_fruitful >= int(self.patience or 1) else None

    def _end(self, reason: str) -> None:
        self.task_pool.end(reason)
        self._logger.info(f"no more rounds: {reason}")

    def _read_machine_instructions(self) -> None:
        for position, number, text in self.task_pool.instruction_texts(after=self._last_position):
            self._machine.append((number, text))
            self._last_position = position

    def _sample(self, number: int, machine: Sequence[str]) -> list[Prompt]:
        """The prompts of a round: a pure function of the seed, the round and the pool as it was before it."""
        rng = random.Random(f"{self.seed}/{number}")
        wanted = int(self.num_human or 0) + int(self.num_machine or 0)
        prompts = []
        for place in range(self._round_size):
            chosen = rng.sample(machine, min(int(self.num_machine or 0), len(machine)))
            chosen += rng.sample(self._seed_instructions, wanted - len(chosen))
            rng.shuffle(chosen)
            prompts.append(Prompt(prompt_id(int(self.seed or 0), number, place), number, chosen))
        return prompts

    def _padded(self, rows: list[Row]) -> list[Row]:
        """A full batch, as the loop needs it; a generator that stands alone needs no blank rows."""
        if self._place == "alone":
            return rows
        missing = -len(rows) % self._round_size if rows else self._round_size
        return rows + [self.blank_row() for _ in range(missing)]


def _row(prompt: Prompt) -> Row:
    return {"round": prompt.round, "prompt_id": prompt.prompt_id, "demonstrations": prompt.demonstrations}
