"""Asking any distilabel LLM, one verdict a request: a bad one never costs its batch, and what was answered is kept."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from distilabel.models.llms.base import LLM, AsyncLLM

from selfinstruct_distilabel.pool import Completion

if TYPE_CHECKING:
    from distilabel.typing import FormattedInput

__all__ = ["Answer", "accepted_arguments", "ask"]


class Answer(NamedTuple):
    """The completion of one input; `endpoints_fault`: it failed as any other would have."""

    place: int
    completion: Completion
    endpoints_fault: bool = False


Keep = Callable[[list[Answer]], None]


def ask(llm: LLM, inputs: Sequence[FormattedInput], arguments: Mapping[str, Any], keep: Keep) -> None:
    """Sends one request for each input.

    Args:
        llm: a loaded LLM.
        inputs: prompts, as text (completion) or messages (chat).
        arguments: generation arguments that the LLM accepts.
        keep: called with answers, as soon as there are some. A request that failed is a completion without a text.
    """
    if isinstance(llm, AsyncLLM):
        llm.event_loop.run_until_complete(_ask_at_once(llm, inputs, arguments, keep))
    else:
        _ask_as_batch(llm, list(enumerate(inputs)), arguments, keep)


def accepted_arguments(llm: LLM) -> set[str] | None:
    """Names of the generation arguments that an LLM takes; None: any."""
    parameters = llm.generate_parameters
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters):
        return None
    return {parameter.name for parameter in parameters}


async def _ask_at_once(
    llm: AsyncLLM, inputs: Sequence[FormattedInput], arguments: Mapping[str, Any], keep: Keep
) -> None:
    """All requests in flight together; answers are kept in groups, as many as came while the last group was written."""
    answered: asyncio.Queue[Answer] = asyncio.Queue()

    async def one(place: int, prompt: FormattedInput) -> None:
        try:
            output = await llm.agenerate(input=prompt, num_generations=1, **arguments)
            answered.put_nowait(_answer(llm, place, output))
        except Exception as error:
            answered.put_nowait(_failure(llm, place, error))

    requests = [asyncio.create_task(one(place, prompt)) for place, prompt in enumerate(inputs)]
    missing = len(requests)
    try:
        while missing:
            group = [await answered.get()]
            while not answered.empty():
                group.append(answered.get_nowait())
            await asyncio.to_thread(keep, group)
            missing -= len(group)
    finally:  # where an answer cannot be kept, no other is asked for
        for request in requests:
            request.cancel()
        await asyncio.gather(*requests, return_exceptions=True)


def _ask_as_batch(
    llm: LLM, inputs: Sequence[tuple[int, FormattedInput]], arguments: Mapping[str, Any], keep: Keep
) -> None:
    """One call for all; one call for each where that fails, so that it costs the bad input alone."""
    try:
        outputs = llm.generate_outputs(inputs=[prompt for _, prompt in inputs], num_generations=1, **arguments)
        if len(outputs) != len(inputs):
            raise RuntimeError(f"{len(inputs)} requests were given {len(outputs)} answers")
        group = [_answer(llm, place, output) for (place, _), output in zip(inputs, outputs, strict=True)]
    except Exception as error:
        if len(inputs) > 1:
            for item in inputs:
                _ask_as_batch(llm, [item], arguments, keep)
            return
        group = [_failure(llm, place, error) for place, _ in inputs]
    keep(group)


def _answer(llm: LLM, place: int, output: Mapping[str, Any]) -> Answer:
    generations = output.get("generations") or [None]
    statistics = output.get("statistics") or {}
    text = generations[0]
    completion = Completion(
        text=text if text is None else str(text),
        finish_reason=_first(output.get("finish_reason")),
        model_name=llm.model_name,
        input_tokens=sum(statistics.get("input_tokens") or []),
        output_tokens=sum(statistics.get("output_tokens") or []),
        error=_first(output.get("error")) or ("the model gave no text" if text is None else None),
    )
    return Answer(place, completion, endpoints_fault=any(output.get("endpoints_fault") or []))


def _failure(llm: LLM, place: int, error: Exception) -> Answer:
    return Answer(place, Completion(None, None, llm.model_name, 0, 0, f"{type(error).__name__}: {error}"))


def _first(values: Any) -> str | None:
    """Of a list with one value a generation, or of a bare value."""
    if isinstance(values, list | tuple):
        values = values[0] if values else None
    return None if values is None else str(values)
