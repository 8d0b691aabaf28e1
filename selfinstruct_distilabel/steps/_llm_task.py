"""What the three tasks share: decoding settings, prompts in two styles, and completions that are asked for once."""

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from distilabel.mixins.runtime_parameters import RuntimeParameter
from distilabel.steps.base import StepInput
from distilabel.steps.tasks.base import Task
from pydantic import BeforeValidator, Field, PrivateAttr

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.ids import content_id
from selfinstruct_distilabel.llms import OpenAICompatibleLLM
from selfinstruct_distilabel.pool import Completion
from selfinstruct_distilabel.steps._asking import Answer, accepted_arguments, ask
from selfinstruct_distilabel.steps._decoding import DECODING, Decoding, PromptStyle, Stage
from selfinstruct_distilabel.steps._rows import Row
from selfinstruct_distilabel.steps.pooled import PooledStep

if TYPE_CHECKING:
    from distilabel.typing import FormattedInput, StepOutput

__all__ = ["SelfInstructTask", "TextList"]

# An endpoint that failed this many requests in a row is taken to be gone: the run stops, and asks the last batch's again
# next time.
_GONE_AFTER = 8
# Of an LLM's fields, those that do not change what it says: the same model may be served elsewhere when a run goes on.
_WHERE_AND_HOW_FAST = {
    "base_url", "timeout", "max_retries", "max_retry_wait", "max_in_flight", "max_tokens_parameter", "latency",
    "jobs_ids", "use_offline_batch_generation", "offline_batch_generation_block_until_done", "type_info",
    "runtime_parameters_info",
}  # fmt: skip


def _read_list(value: Any) -> Any:
    """A list that the command line gives as text: a JSON list, or one item."""
    if not isinstance(value, str):
        return value
    if value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            return [value]
    return [value]


TextList = Annotated[list[str], BeforeValidator(_read_list)]
"""A list of texts that may also be given as one text, or as JSON."""


class SelfInstructTask(PooledStep, Task):
    """Base of the tasks: asks the rows that have its input and lack its output, and passes the others on.

    Attributes:
        prompt_style: `"chat"` for instruct models, `"completion"` for base models, whose endpoint continues the text.
        temperature: sampling temperature.
        top_p: nucleus sampling; not sent where the temperature is 0.
        frequency_penalty: penalty on tokens by their frequency.
        presence_penalty: penalty on tokens that have occurred.
        max_new_tokens: the longest completion, in tokens.
        stop: texts that end a completion.
    """

    stage: ClassVar[Stage]

    prompt_style: RuntimeParameter[PromptStyle] = Field(
        default="chat", description="chat for instruct models, completion for base models."
    )
    temperature: RuntimeParameter[float] | None = Field(default=None, ge=0, description="Sampling temperature.")
    top_p: RuntimeParameter[float] | None = Field(
        default=None, ge=0, le=1, description="Nucleus sampling; not sent at temperature 0."
    )
    frequency_penalty: RuntimeParameter[float] | None = Field(default=None, description="Penalty by frequency.")
    presence_penalty: RuntimeParameter[float] | None = Field(default=None, description="Penalty by presence.")
    max_new_tokens: RuntimeParameter[int] | None = Field(
        default=None, gt=0, description="Longest completion, in tokens."
    )
    stop: RuntimeParameter[TextList] | None = Field(default=None, description="Texts that end a completion.")

    _told: set[str] = PrivateAttr(default_factory=set)
    _failed_in_a_row: int = PrivateAttr(0)

    def __init__(self, **data: Any) -> None:
        # Not the fields' defaults, because two of them depend on the style; an explicit None stays: it is not sent.
        style: PromptStyle = data.get("prompt_style") or "chat"
        super().__init__(**{**self._defaults(style), **data})

    def set_runtime_parameters(self, runtime_parameters: dict[str, Any]) -> None:
        """Sets parameters; another prompt style brings its own settings where the old style's were in force."""
        style = runtime_parameters.get("prompt_style", self.prompt_style)
        old, new = self._defaults(self.prompt_style), self._defaults(style)
        moved = {name: new[name] for name in old.keys() & new.keys() if getattr(self, name) == old[name] != new[name]}
        super().set_runtime_parameters({**moved, **runtime_parameters})

    def check(self) -> None:
        """Checks the task's parameters.

        Raises:
            InputError: if more than one generation is asked for.
        """
        super().check()
        if self.num_generations != 1:
            raise InputError(f"{self.name}.num_generations must be 1; for more candidates raise prompts_per_round")
        accepted = accepted_arguments(self.llm)
        for name in self.llm.get_generation_kwargs() or {}:
            if accepted is not None and name not in accepted:
                known = sorted(accepted - {"input", "inputs", "num_generations"})
                raise InputError(
                    f"{self.name}.llm.generation_kwargs: {type(self.llm).__name__} takes no {name!r}; it takes {', '.join(known)}"
                )

    def settings(self) -> dict[str, Any]:
        """The task's parameters and its model, but not where the model is served."""
        kept = {name: value for name, value in super().settings().items() if name != "llm"}
        llm = {name: value for name, value in self.llm.dump().items() if name not in _WHERE_AND_HOW_FAST}
        llm |= {"class": type(self.llm).__name__, "model": self.llm.model_name}
        return kept | {f"llm.{name}": value for name, value in llm.items()}

    @abstractmethod
    def is_due(self, row: Row) -> bool:
        """Whether the row has the task's input and lacks its output."""

    @abstractmethod
    def row_id(self, row: Row) -> str | None:
        """The id under which the pool keeps the row's completion; None: the row has none."""

    @abstractmethod
    def read(self, completion: Completion) -> Row:
        """The task's own columns, read from a completion."""

    @abstractmethod
    def prompt(self, row: Row) -> str:
        """The text that the model is given."""

    def format_input(self, input: Row) -> "FormattedInput":
        """The prompt as text or as messages, by the prompt style."""
        text = self.prompt(input)
        return text if self.prompt_style == "completion" else [{"role": "user", "content": text}]

    def format_output(self, output: str | None, input: Row | None = None) -> Row:
        """The task's columns, of an answer of which only the text is known."""
        return self.columns(Completion(output, None, self.llm.model_name, 0, 0))

    def columns(self, completion: Completion) -> Row:
        """All columns that the task fills."""
        return {
            **self.read(completion),
            f"{self.stage}_input_tokens": completion.input_tokens,
            f"{self.stage}_output_tokens": completion.output_tokens,
        }

    def process(self, inputs: StepInput) -> "StepOutput":  # type: ignore[override]  # distilabel's own form
        """Asks the rows that are due.

        Args:
            inputs: rows.

        Yields:
            The same rows, in order; those that were asked with the task's columns.
        """
        due = [place for place, row in enumerate(inputs) if self.is_due(row)]
        completions = self._completions([inputs[place] for place in due])
        rows = [{**dict.fromkeys(self.outputs), **row} for row in inputs]
        for place, completion in zip(due, completions, strict=True):
            if completion is not None:
                rows[place].update(self.columns(completion))
        yield self.deliver(rows)

    def _completions(self, rows: Sequence[Row]) -> list[Completion | None]:
        """The completion of each row: the kept one, else a new one; None where the run is to stop."""
        prompts = [self.format_input(row) for row in rows]
        arguments = self._arguments()
        ids = [self.row_id(row) for row in rows]
        model = self.llm.model_name
        keys = [content_id(self.stage, id_, model, prompt, arguments) for id_, prompt in zip(ids, prompts, strict=True)]
        kept = {} if self.pool is None else self.task_pool.completions(keys)
        missing = [place for place, key in enumerate(keys) if key not in kept]
        if missing and self.pool is not None and self.task_pool.stop_requested:
            missing = []

        failures: dict[str, tuple[str, Completion]] = {}  # held back until it is known whose they are
        gone: list[str] = []

        def keep(group: list[Answer]) -> None:
            answers: dict[str, tuple[str, Completion]] = {}
            for answer in group:
                key = keys[missing[answer.place]]
                kept_as = (ids[missing[answer.place]] or key, answer.completion)
                if answer.completion.error is None:  # the endpoint is there: what failed before this failed for itself
                    self._failed_in_a_row = 0
                    answers |= {**failures, key: kept_as}
                    failures.clear()
                    continue
                self._tell_failure(answer.completion.error)
                self._failed_in_a_row += 1
                if answer.endpoints_fault and self.pool is not None:  # without a pool there is no run to stop
                    gone.append(answer.completion.error)
                else:
                    failures[key] = kept_as
            self._keep(answers, kept)

        ask(self.llm, [prompts[place] for place in missing], arguments, keep)
        if failures and self._failed_in_a_row >= _GONE_AFTER:
            gone.append(f"{self._failed_in_a_row} requests in a row failed, the last with: {_last_error(failures)}")
        if gone and self.pool is not None:
            self.task_pool.request_stop(f"{self.name}: {gone[-1]}")
        else:
            self._keep(failures, kept)
        return [kept.get(key) for key in keys]

    def _keep(self, answers: Mapping[str, tuple[str, Completion]], kept: dict[str, Completion]) -> None:
        kept.update({key: completion for key, (_, completion) in answers.items()})
        if self.pool is not None:
            self.task_pool.keep_completions(self.stage, answers)

    def _tell_failure(self, error: str) -> None:
        if not isinstance(self.llm, OpenAICompatibleLLM):  # which tells it itself
            self._logger.warning(f"a request failed for good: {error}")

    def _arguments(self) -> dict[str, Any]:
        """The generation arguments to send: the task's, under the ones that the LLM was given itself."""
        explicit: Mapping[str, Any] = self.llm.get_generation_kwargs() or {}
        wanted = {name: value for name in Decoding._fields if (value := getattr(self, name)) is not None}
        if explicit.get("temperature", wanted.get("temperature")) == 0:
            wanted.pop("top_p", None)
        accepted = accepted_arguments(self.llm)
        if accepted is not None:
            for name in [name for name in wanted if name not in accepted and name not in explicit]:
                del wanted[name]
                self._tell_once(f"{type(self.llm).__name__} takes no {name}: {self.name} is run without it")
        return {**wanted, **explicit}

    def _tell_once(self, message: str) -> None:
        if message not in self._told:
            self._told.add(message)
            self._logger.warning(message)

    @classmethod
    def _defaults(cls, style: PromptStyle | None) -> dict[str, Any]:
        decoding = DECODING.get((cls.stage, style or "chat"))
        return {} if decoding is None else decoding._asdict()  # an unknown style is told by the field's own check


def _last_error(failures: Mapping[str, tuple[str, Completion]]) -> str | None:
    return list(failures.values())[-1][1].error
