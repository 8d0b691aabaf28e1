"""IdentifyClassification: is the answer one label out of a small set?"""

from typing import TYPE_CHECKING, ClassVar

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import StepInput
from pydantic import Field

from selfinstruct_distilabel.parsing import Parsing, parse_classification
from selfinstruct_distilabel.pool import Completion
from selfinstruct_distilabel.steps._decoding import Stage
from selfinstruct_distilabel.steps._llm_task import SelfInstructTask
from selfinstruct_distilabel.steps._prompts import few_shot, render
from selfinstruct_distilabel.steps._rows import Row

if TYPE_CHECKING:
    from distilabel.typing import StepOutput

__all__ = ["IdentifyClassification"]


class IdentifyClassification(SelfInstructTask):
    """Ask the model whether an instruction is a classification task.

    Asks the rows that have an instruction and no verdict yet, and passes the others on. A row without a usable answer
    goes on with None: it is treated as no classification, and counted.

    Attributes:
        prompt_style: `"chat"` for instruct models, `"completion"` for base models, whose endpoint continues the text.
        parsing: `"tolerant"` reads what chat models send, `"strict"` a bare Yes or No.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `prompt_style`: `"chat"` or `"completion"`. Defaults to `"chat"`.
        - `parsing`: `"tolerant"` or `"strict"`. Defaults to `"tolerant"`.
        - `temperature`: sampling temperature. Defaults to `0`.
        - `top_p`: nucleus sampling; not sent at temperature 0. Defaults to `0`.
        - `frequency_penalty`: penalty by frequency. Defaults to `0`.
        - `presence_penalty`: penalty by presence. Defaults to `0`.
        - `max_new_tokens`: longest completion, in tokens. Defaults to `3` for base models, to `64` for chat.
        - `stop`: texts that end a completion. Defaults to a newline and `Task:` for base models, to none for chat.

    Input columns:
        - instruction (`str`): the instruction.
        - instruction_id (`str`): its id, optional.

    Output columns:
        - is_classification (`bool`): the verdict; None where there is no usable answer.
        - classification_input_tokens (`int`): tokens of the prompt.
        - classification_output_tokens (`int`): tokens of the completion.

    Categories:
        - classification

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Sort one's own instructions:

        ```python
        from selfinstruct_distilabel.llms import OfflineLLM
        from selfinstruct_distilabel.steps import IdentifyClassification

        task = IdentifyClassification(llm=OfflineLLM())
        task.load()
        rows = next(task.process([{"instruction": "Say whether the number is even or odd."}]))
        print(rows[0]["is_classification"])
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

    stage: ClassVar[Stage] = "classification"

    parsing: RuntimeParameter[Parsing] = Field(default="tolerant", description="How answers are read.")

    @property
    def inputs(self) -> dict[str, bool]:
        """Columns read; those that are False may be missing."""
        return {"instruction": True, "instruction_id": False}

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return ["is_classification", "classification_input_tokens", "classification_output_tokens"]

    def is_due(self, row: Row) -> bool:
        """Whether there is an instruction without verdict."""
        return bool(row.get("instruction")) and row.get("is_classification") is None and not row.get("instance_id")

    def row_id(self, row: Row) -> str | None:
        """The instruction's id."""
        return row.get("instruction_id")

    def prompt(self, row: Row) -> str:
        """The few-shot examples with their verdicts, then the instruction."""
        examples = few_shot("classification")
        return render(f"identify_classification.{self.prompt_style}", examples=examples, instruction=row["instruction"])

    def read(self, completion: Completion) -> Row:
        """The verdict."""
        return {"is_classification": parse_classification(completion.text, parsing=self.parsing or "tolerant")}

    def process(self, inputs: StepInput) -> "StepOutput":  # type: ignore[override]  # distilabel's own form
        """Asks the rows that are due, and notes the verdicts in the pool.

        Args:
            inputs: rows.

        Yields:
            The same rows, in order; those that were asked with the verdict.
        """
        due = {row["instruction_id"] for row in inputs if self.is_due(row) and row.get("instruction_id")}
        for rows in super().process(inputs):
            if self.pool is not None and due:
                self.task_pool.set_classification(
                    {
                        row["instruction_id"]: row["is_classification"]
                        for row in rows
                        if row.get("instruction_id") in due
                    }
                )
            yield rows
