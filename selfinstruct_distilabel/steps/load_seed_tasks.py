"""Seed tasks as rows of a distilabel pipeline."""

from typing import TYPE_CHECKING, Any, cast

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import GeneratorStep
from pydantic import Field, PrivateAttr
from typing_extensions import override

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds.reader import read_seed_tasks

if TYPE_CHECKING:
    from distilabel.typing import GeneratorStepOutput, StepColumns

__all__ = ["LoadSeedTasks"]


class LoadSeedTasks(GeneratorStep):
    """Loads human-written seed tasks.

    `GeneratorStep` that yields a row for each seed task of a file, of a folder, of a data set
    of the Hugging Face Hub, or of the package's own 175 tasks. All tasks are validated when the
    step is loaded: what is missing or mistyped is told with file, line and field.

    Attributes:
        path: Where the seed tasks are: a JSON Lines, JSON or Parquet file, gzipped or not, a
            folder that `datasets` can load, or a Hub data set as `owner/name`,
            `owner/name:config`, `owner/name/split` or `owner/name:config/split`. Defaults to
            `None`, the tasks that come with the package.

    Runtime parameters:
        - `path`: Where the seed tasks are. Defaults to `None`, the tasks that come with the
            package.
        - `batch_size`: The number of tasks in a batch. Defaults to `50`.

    Output columns:
        - task_id (`str`): The id of the task, unique among the tasks loaded.
        - name (`str`): The short name of the task, made from the instruction where the source
            has none.
        - instruction (`str`): What is to be done.
        - instances (`list[dict[str, str]]`): The worked examples of the task, at least one,
            each with `input` (may be empty) and `output`.
        - is_classification (`bool`): Whether the outputs are a fixed set of labels.

    Categories:
        - load

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)
        - [Self-Instruct, the released code and seed tasks](https://github.com/yizhongw/self-instruct)

    Examples:
        Load the seed tasks that come with the package:

        ```python
        from selfinstruct_distilabel.steps import LoadSeedTasks

        loader = LoadSeedTasks(batch_size=2)
        loader.load()

        rows, is_last = next(loader.process())
        # >>> [row["task_id"] for row in rows], is_last
        # (['seed_task_0', 'seed_task_1'], False)
        ```

        Load seed tasks of your own in a pipeline:

        ```python
        from distilabel.pipeline import Pipeline
        from selfinstruct_distilabel.steps import LoadSeedTasks

        with Pipeline() as pipeline:
            LoadSeedTasks(name="load_seed_tasks")

        distiset = pipeline.run(
            parameters={"load_seed_tasks": {"path": "my_seed_tasks.jsonl"}}
        )
        ```

    Citations:
        ```
        @inproceedings{wang2023selfinstruct,
            title={Self-Instruct: Aligning Language Models with Self-Generated Instructions},
            author={Yizhong Wang and Yeganeh Kordi and Swaroop Mishra and Alisa Liu and
                Noah A. Smith and Daniel Khashabi and Hannaneh Hajishirzi},
            booktitle={Proceedings of the 61st Annual Meeting of the Association for
                Computational Linguistics (Volume 1: Long Papers)},
            pages={13484--13508},
            year={2023}
        }
        ```
    """

    path: RuntimeParameter[str] | None = Field(
        default=None,
        description="A file, a folder or a Hub data set with the seed tasks; None: those that come with the package.",
    )

    _rows: list[dict[str, Any]] = PrivateAttr(default_factory=list)

    @override
    def load(self) -> None:
        """Read and validate all tasks.

        Raises:
            InputError: the source cannot be read, something is wrong with a task, or `batch_size` is not positive.
        """
        super().load()
        if not self.batch_size or self.batch_size < 1:  # here, since a generator that raises later never ends
            raise InputError(f"`batch_size` of step `{self.name}` must be at least 1, not {self.batch_size}.")
        self._rows = [
            {
                "task_id": task.id,
                "name": task.name,
                "instruction": task.instruction,
                "instances": [instance.model_dump() for instance in task.instances],
                "is_classification": task.is_classification,
            }
            for task in read_seed_tasks(self.path)
        ]

    @property
    def outputs(self) -> "StepColumns":
        """The columns of a seed task."""
        return ["task_id", "name", "instruction", "instances", "is_classification"]

    @override
    def process(self, offset: int = 0) -> "GeneratorStepOutput":
        """Yield the tasks in the order of their source.

        Args:
            offset: how many tasks to leave out at the start.

        Yields:
            At most `batch_size` rows, at least one, and whether they are the last ones.
        """
        batch_size = cast("int", self.batch_size)
        for start in range(offset, len(self._rows), batch_size):
            end = start + batch_size
            yield self._rows[start:end], end >= len(self._rows)
