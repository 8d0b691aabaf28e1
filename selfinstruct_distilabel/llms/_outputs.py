"""From the replies to one input to what distilabel expects of an LLM."""

from dataclasses import dataclass, field
from typing import Any

from distilabel.models.llms.utils import prepare_output
from distilabel.typing import GenerateOutput

from selfinstruct_distilabel.llms._replies import Choice, Reply, cut_at_stop

__all__ = ["Collected", "Outcome", "with_outcome"]


class Outcome(GenerateOutput):
    """distilabel's output with the keys that a task makes columns, one entry for each generation."""

    finish_reason: list[str | None]
    error: list[str]
    endpoints_fault: list[bool]


@dataclass
class Collected:
    """The choices that came back for one input, of the `wanted` ones, and why the others did not."""

    wanted: int
    choices: list[Choice] = field(default_factory=list)
    input_tokens: int = 0
    output_tokens: int = 0
    failure: str = ""
    endpoints_fault: bool = False

    @property
    def missing(self) -> int:
        return self.wanted - len(self.choices)

    def add(self, reply: Reply) -> None:
        self.choices += reply.choices[: self.missing]
        self.input_tokens += reply.input_tokens
        self.output_tokens += reply.output_tokens

    def output(self, *, stops: list[str], with_logprobs: bool) -> Outcome:
        """One generation for each wanted one, None for those that are missing.

        Args:
            stops: sequences that end a text, whether the endpoint heeded them or not.
            with_logprobs: whether to add the log probabilities.
        """
        ends = [_end(choice, stops) for choice in self.choices]
        none: list[Any] = [None] * self.missing
        output = prepare_output(
            generations=[text for text, _ in ends] + none,
            input_tokens=[self.input_tokens],
            output_tokens=[self.output_tokens],
            logprobs=[choice.top_logprobs for choice in self.choices] + none if with_logprobs else None,
        )
        return with_outcome(
            output,
            finish_reason=[finish_reason for _, finish_reason in ends] + none,
            error=[_emptiness(text, finish_reason) for text, finish_reason in ends] + [self.failure] * self.missing,
            endpoints_fault=self.endpoints_fault,
        )


def with_outcome(
    output: GenerateOutput, *, finish_reason: list[str | None], error: list[str], endpoints_fault: bool
) -> Outcome:
    """`output` with its outcome; `error` is empty, not None, where there is none.

    A column that is None in the first rows and text in later ones makes a distilabel pipeline fail at its very end.
    """
    faults = [endpoints_fault and bool(reason) for reason in error]
    return {**output, "finish_reason": finish_reason, "error": error, "endpoints_fault": faults}


def _end(choice: Choice, stops: list[str]) -> tuple[str | None, str | None]:
    """The text of `choice` up to the first stop sequence, and why it ends there."""
    text = choice.completion
    if text is None:
        return None, choice.finish_reason
    kept = cut_at_stop(text, stops)
    return kept, choice.finish_reason if len(kept) == len(text) else "stop"


def _emptiness(text: str | None, finish_reason: str | None) -> str:
    return "" if text is not None else f"The model gave no text (finish reason: {finish_reason or 'not told'})."
