"""GenerateInstances: input and output for each instruction, input first or output first."""

from __future__ import annotations

from typing import ClassVar

from distilabel.mixins.runtime_parameters import RuntimeParameter
from pydantic import Field

from selfinstruct_distilabel.pool import Completion
from selfinstruct_distilabel.steps._decoding import Stage
from selfinstruct_distilabel.steps._llm_task import SelfInstructTask
from selfinstruct_distilabel.steps._prompts import few_shot, render
from selfinstruct_distilabel.steps._rows import Row

__all__ = ["GenerateInstances"]


class GenerateInstances(SelfInstructTask):
    """Let the model make instances of an instruction.

    Row by row, by `is_classification`: output-first for a classification task, a label and then an input that has
    it, so that all labels occur; input-first for the others, the input and then its output. Asks the rows that have an
    instruction and no completion yet, and passes the others on.

    Attributes:
        prompt_style: `"chat"` for instruct models, `"completion"` for base models, whose endpoint continues the text.
        num_examples: how many examples a chat model is asked for, at most.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `prompt_style`: `"chat"` or `"completion"`. Defaults to `"chat"`.
        - `num_examples`: how many examples a chat model is asked for, at most. Defaults to `3`.
        - `temperature`: sampling temperature. Defaults to `0`.
        - `top_p`: nucleus sampling; not sent at temperature 0. Defaults to `0`.
        - `frequency_penalty`: penalty by frequency. Defaults to `0`.
        - `presence_penalty`: penalty by presence. Defaults to `1.5`.
        - `max_new_tokens`: longest completion, in tokens. Defaults to `350` for base models, to `1024` for chat.
        - `stop`: texts that end a completion. Defaults to `Example 6` and `Task:` for base models, to none for chat.

    Input columns:
        - instruction (`str`): the instruction.
        - is_classification (`bool`): whether it asks for a label; None counts as no.
        - instruction_id (`str`): its id, optional.

    Output columns:
        - raw_instances (`str`): the completion; None where the request failed.
        - instances_finish_reason (`str`): why it ended; None where the model does not tell.
        - instances_model_name (`str`): the model that was asked.
        - instances_input_tokens (`int`): tokens of the prompt.
        - instances_output_tokens (`int`): tokens of the completion.

    Categories:
        - text-generation

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Make instances of one's own instructions:

        ```python
        from selfinstruct_distilabel.llms import OfflineLLM
        from selfinstruct_distilabel.steps import GenerateInstances

        task = GenerateInstances(llm=OfflineLLM())
        task.load()
        row = {"instruction": "Say whether the number is even or odd.", "is_classification": True}
        rows = next(task.process([row]))
        print(rows[0]["raw_instances"])
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

    stage: ClassVar[Stage] = "instances"

    num_examples: RuntimeParameter[int] = Field(
        default=3, gt=0, description="How many examples a chat model is asked for, at most."
    )

    @property
    def inputs(self) -> dict[str, bool]:
        """Columns read; those that are False may be missing."""
        return {"instruction": True, "is_classification": True, "instruction_id": False}

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return [
            "raw_instances",
            "instances_finish_reason",
            "instances_model_name",
            "instances_input_tokens",
            "instances_output_tokens",
        ]

    def is_due(self, row: Row) -> bool:
        """Whether there is an instruction without completion."""
        return bool(row.get("instruction")) and row.get("raw_instances") is None and not row.get("instance_id")

    def row_id(self, row: Row) -> str | None:
        """The instruction's id."""
        return row.get("instruction_id")

    def prompt(self, row: Row) -> str:
        """The few-shot examples of the row's kind, then the instruction."""
        order = "output_first" if row.get("is_classification") else "input_first"
        return render(
            f"generate_instances.{order}.{self.prompt_style}",
            examples=few_shot(order),
            instruction=row["instruction"],
            max_instances=self.num_examples,
        )

    def read(self, completion: Completion) -> Row:
        """The completion as it is; `FilterInstances` reads it."""
        return {
            "raw_instances": completion.text,
            "instances_finish_reason": completion.finish_reason,
            "instances_model_name": completion.model_name,
        }
