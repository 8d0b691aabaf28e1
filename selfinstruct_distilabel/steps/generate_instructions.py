"""GenerateInstructions: the model continues a list of tasks."""

from __future__ import annotations

import re
from typing import ClassVar

from distilabel.mixins.runtime_parameters import RuntimeParameter
from pydantic import Field

from selfinstruct_distilabel.pool import Completion
from selfinstruct_distilabel.steps._decoding import Stage
from selfinstruct_distilabel.steps._llm_task import SelfInstructTask
from selfinstruct_distilabel.steps._prompts import render
from selfinstruct_distilabel.steps._rows import Row

__all__ = ["GenerateInstructions"]

NUM_NEW = 8  # the paper's list has 8 demonstrations and is stopped at item 16; a chat model is asked for a round 8


class GenerateInstructions(SelfInstructTask):
    """Show the model demonstrations from the pool and let it continue the list.

    Asks the rows that have demonstrations and no completion yet, and passes the others on. With a pool, a
    completion is written to it before it travels, and is never asked for twice.

    Attributes:
        prompt_style: `"chat"` for instruct models, `"completion"` for base models, whose endpoint continues the text.
        classification_only: ask for classification tasks, with their labels named.

    Runtime parameters:
        - `pool`: SQLAlchemy URL or path of the run's database. Defaults to `None`.
        - `prompt_style`: `"chat"` or `"completion"`. Defaults to `"chat"`.
        - `classification_only`: ask for classification tasks. Defaults to `False`.
        - `temperature`: sampling temperature. Defaults to `0.7`.
        - `top_p`: nucleus sampling. Defaults to `0.5`.
        - `frequency_penalty`: penalty by frequency. Defaults to `0`.
        - `presence_penalty`: penalty by presence. Defaults to `2`.
        - `max_new_tokens`: longest completion, in tokens. Defaults to `1024`.
        - `stop`: texts that end a completion. Defaults to a blank line and item 16 for base models, to none for chat.

    Input columns:
        - demonstrations (`list[str]`): instructions of the pool.
        - prompt_id (`str`): id of the prompt, optional.

    Output columns:
        - raw_instructions (`str`): the completion; None where the request failed.
        - instructions_finish_reason (`str`): why it ended; None where the model does not tell.
        - instructions_model_name (`str`): the model that was asked.
        - instructions_input_tokens (`int`): tokens of the prompt.
        - instructions_output_tokens (`int`): tokens of the completion.

    Categories:
        - text-generation

    References:
        - [Self-Instruct: Aligning Language Models with Self-Generated Instructions](https://arxiv.org/abs/2212.10560)

    Examples:
        Continue a list of tasks:

        ```python
        from selfinstruct_distilabel.llms import OfflineLLM
        from selfinstruct_distilabel.steps import GenerateInstructions

        task = GenerateInstructions(llm=OfflineLLM())
        task.load()
        rows = next(task.process([{"demonstrations": ["Name three rivers of Europe.", "Add the two numbers."]}]))
        print(rows[0]["raw_instructions"])
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

    stage: ClassVar[Stage] = "instructions"

    classification_only: RuntimeParameter[bool] = Field(default=False, description="Ask for classification tasks.")

    @property
    def inputs(self) -> dict[str, bool]:
        """Columns read; those that are False may be missing."""
        return {"demonstrations": True, "prompt_id": False}

    @property
    def outputs(self) -> list[str]:
        """Columns written."""
        return [
            "raw_instructions",
            "instructions_finish_reason",
            "instructions_model_name",
            "instructions_input_tokens",
            "instructions_output_tokens",
        ]

    def is_due(self, row: Row) -> bool:
        """Whether there is something to show and no completion yet."""
        return bool(row.get("demonstrations")) and row.get("raw_instructions") is None and not row.get("instruction_id")

    def row_id(self, row: Row) -> str | None:
        """The prompt's id."""
        return row.get("prompt_id")

    def prompt(self, row: Row) -> str:
        """The numbered demonstrations, and what is asked for."""
        demonstrations = [re.sub(r"\s+", " ", text).strip().rstrip(":") for text in row["demonstrations"]]
        return render(
            f"generate_instructions.{self.prompt_style}",
            demonstrations=demonstrations,
            classification_only=self.classification_only,
            num_new=NUM_NEW,
        )

    def read(self, completion: Completion) -> Row:
        """The completion as it is; `FilterInstructions` reads it."""
        return {
            "raw_instructions": completion.text,
            "instructions_finish_reason": completion.finish_reason,
            "instructions_model_name": completion.model_name,
        }
