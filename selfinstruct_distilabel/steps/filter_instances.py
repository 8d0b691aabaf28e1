"""FilterInstances: which instances of an instruction are usable."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import Step, StepInput
from pydantic import Field, PrivateAttr

from selfinstruct_distilabel.heuristics import RejectionReason, is_truncated, judge_instances
from selfinstruct_distilabel.ids import instance_id
from selfinstruct_distilabel.parsing import Parsing, parse_instances
from selfinstruct_distilabel.pool import JudgedInstance
from selfinstruct_distilabel.pool.views import instance_rows, instruction_rows
from selfinstruct_distilabel.steps._rows import Row
from selfinstruct_distilabel.steps.pooled import PooledStep

if TYPE_CHECKING:
    from distilabel.typing import StepOutput

__all__ = ["FilterInstances"]


class FilterInstances(PooledStep, Step):
    """Split completions into instances, and keep the usable ones.

    With a pool, the verdicts on an instruction are committed together and the instruction is done with. No state is kept
    between rows, so any number of replicas may run.

    Attributes:
        pool: SQLAlchemy URL or path of the run's database. None: the step works alone.
        max_instances: the most instances of an instruction, the first ones. None: all.
        parsing: `"tolerant"` reads what chat models send, `"strict"` decides as the released code.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `max_instances`: the most instances of an instruction. Defaults to `5`.
        - `parsing`: `"tolerant"` or `"strict"`. Defaults to `"tolerant"`.

    Input columns:
        - instruction (`str`): the instruction.
        - is_classification (`bool`): whether it asks for a label; None counts as no.
        - raw_instances (`str`): a completion; None: the request failed.
        - instances_finish_reason (`str`): why it ended, optional; absent or None means not truncated.

    Output columns:
        - instance_id (`str`): hash of instruction, input and output.
        - instruction (`str`): the instruction.
        - input (`str`): the input; empty where the instruction needs none.
        - output (`str`): the output.
        - is_classification (`bool`): whether it is a classification task.

    Categories:
        - filtering

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Keep what is usable in a completion:

        ```python
        from selfinstruct_distilabel.steps import FilterInstances

        filter_instances = FilterInstances()
        filter_instances.load()
        row = {
            "instruction": "Add the two numbers.",
            "is_classification": False,
            "raw_instances": "Example 1\\n2 and 3\\nOutput: 5\\nExample 2\\n4 and 4\\nOutput: 8",
        }
        rows = next(filter_instances.process([row]))
        print([(row["input"], row["output"]) for row in rows])
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

    max_instances: RuntimeParameter[int] | None = Field(
        default=5, gt=0, description="The most instances of an instruction, the first ones; None: all."
    )
    parsing: RuntimeParameter[Parsing] = Field(default="tolerant", description="How completions are read.")

    _counts: Counter[str] = PrivateAttr(default_factory=Counter)

    @property
    def inputs(self) -> dict[str, bool]:
        """Columns read; those that are False may be missing."""
        return {
            "instruction": True,
            "is_classification": True,
            "raw_instances": True,
            "instances_finish_reason": False,
        }

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return ["instance_id", "instruction", "input", "output", "is_classification"]

    @property
    def counts(self) -> Counter[str]:
        """Instances that this object has judged, by reason; `kept` for those without one."""
        return self._counts

    def unload(self) -> None:
        """Says what was judged, and closes the pool."""
        if self._counts:
            self._logger.info(f"instances by verdict: {dict(self._counts.most_common())}")
        super().unload()

    def process(self, inputs: StepInput) -> "StepOutput":  # type: ignore[override]  # distilabel's own form
        """Judges the instances.

        Args:
            inputs: rows, one an instruction; those that have an `instance_id` or are blank are passed on.

        Yields:
            A row for each instance that is kept.
        """
        done = [row for row in inputs if not _is_due(row)]
        due = [row for row in inputs if _is_due(row)]
        yield self.deliver(done + (self._judge_alone(due) if self.pool is None else self._judge_with_pool(due)))

    def impute_step_outputs(self, step_output: list[Row]) -> list[Row]:
        """What leaves the step when it raised: what was an instance already."""
        return super().impute_step_outputs([row for row in step_output if row.get("instance_id")])

    def _judge_alone(self, rows: Sequence[Row]) -> list[Row]:
        return [
            {
                **row,
                "instance_id": instance_id(row["instruction"], item.input, item.output),
                "input": item.input,
                "output": item.output,
                "is_classification": bool(row.get("is_classification")),
            }
            for row in rows
            for item in self._judge(row)
            if item.reason is None
        ]

    def _judge_with_pool(self, rows: Sequence[Row]) -> list[Row]:
        """Commits the verdicts; the rows are then what the pool says, so that they are the same after every resume."""
        unasked = self._unasked(rows)
        mine = {
            row["instruction_id"]: row
            for row in rows
            if row.get("instruction_id") and row["instruction_id"] not in unasked
        }
        if mine:
            self.task_pool.finish_instructions(
                {key: (row["instruction"], self._judge(row)) for key, row in mine.items()}
            )
        found = instruction_rows(self.task_pool, instruction_ids=list(mine)) if mine else []
        known = {row["instruction_id"] for row in found}
        kept = [row | _others(mine[row["instruction_id"]], row) for row in instance_rows(self.task_pool, found)]
        return kept + self._judge_alone([row for row in rows if row.get("instruction_id") not in known | unasked])

    def _unasked(self, rows: Sequence[Row]) -> set[str]:
        """Instructions without an answer because the run is to stop; they stay unfinished."""
        silent = [
            row["instruction_id"] for row in rows if row.get("instruction_id") and row.get("raw_instances") is None
        ]
        if not silent or not self.task_pool.stop_requested:
            return set()
        return set(silent) - self.task_pool.failed("instances", silent)

    def _judge(self, row: Row) -> list[JudgedInstance]:
        completion = row.get("raw_instances")
        if completion is None or completion == "" or (isinstance(completion, str) and not completion.strip()):
            judged = [JudgedInstance(0, "", "", RejectionReason.NO_COMPLETION)]
        elif not isinstance(completion, str):  # somebody's list of generations: one bad row must not cost its batch
            judged = [JudgedInstance(0, "", str(completion), RejectionReason.UNPARSEABLE)]
        else:
            found = parse_instances(
                completion,
                is_classification=bool(row.get("is_classification")),
                parsing=self.parsing or "tolerant",
            )
            verdicts = judge_instances(
                found, truncated=is_truncated(row.get("instances_finish_reason")), max_instances=self.max_instances
            )
            judged = [JudgedInstance(place, *item, reason) for place, (item, reason) in enumerate(verdicts)]
            judged = judged or [JudgedInstance(0, "", completion, RejectionReason.UNPARSEABLE)]
        self._counts.update(item.reason.value if item.reason else "kept" for item in judged)
        return judged


def _is_due(row: Row) -> bool:
    """Whether the row has an instruction and is not an instance yet."""
    return bool(row.get("instruction")) and not row.get("instance_id")


def _others(row: Row, known: Row) -> Row:
    """Columns that other people's steps have added."""
    return {name: value for name, value in row.items() if name not in known}
