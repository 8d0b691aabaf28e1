"""The Self-Instruct pipeline: the paper's loop and what follows it, as one distilabel pipeline."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from distilabel.models.llms.base import LLM
from distilabel.pipeline import Pipeline

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OfflineLLM
from selfinstruct_distilabel.steps import (
    FilterInstances,
    FilterInstructions,
    GenerateInstances,
    GenerateInstructions,
    IdentifyClassification,
    SampleDemonstrations,
)

__all__ = ["build_self_instruct"]

_STEPS: dict[str, type[Any]] = {
    "sample_demonstrations": SampleDemonstrations,
    "generate_instructions": GenerateInstructions,
    "filter_instructions": FilterInstructions,
    "identify_classification": IdentifyClassification,
    "generate_instances": GenerateInstances,
    "filter_instances": FilterInstances,
}
# Parameters that mean the same in every step that has them.
_SHARED = {"pool", "seed_tasks", "parsing", "prompt_style", "classification_only"}
_SHIPPED_SEEDS = "shipped"
# Behind the loop batches are about as large as a round's instructions: distilabel takes tens of milliseconds for a batch,
# whatever its size, and a task has no more requests under way than a batch has rows.
_SMALLEST_BATCH = 50
_INSTRUCTIONS_OF_PROMPT = 4


def build_self_instruct(
    *,
    llm: LLM | None = None,
    instructions_llm: LLM | None = None,
    classification_llm: LLM | None = None,
    instances_llm: LLM | None = None,
    name: str = "self-instruct",
    cache_dir: str | os.PathLike[str] | None = None,
    steps: Mapping[str, Mapping[str, Any]] | None = None,
    **options: Any,
) -> Pipeline:
    """Builds the pipeline; `pipelines/self_instruct.yaml` is the same.

    Args:
        llm: the model of all three tasks. None: the offline one.
        instructions_llm: another model for `generate_instructions`.
        classification_llm: another model for `identify_classification`.
        instances_llm: another model for `generate_instances`.
        name: the pipeline's name.
        cache_dir: where distilabel keeps its own files of the run. None: its default.
        steps: parameters of single steps, by the step's name: `{"generate_instances": {"temperature": 0.5}}`.
        **options: parameters of the steps by name. `pool`, `seed_tasks`, `parsing`, `prompt_style` and
            `classification_only` go to all steps that have them; the others must be the parameter of one step alone.
            With `prompt_style="completion"`, `parsing` is `"strict"` unless it is given.

    Returns:
        The pipeline, ready to `run(use_cache=False)`.

    Raises:
        InputError: for an option that no step has, or that several steps have.
    """
    model = llm or OfflineLLM()
    models = {
        "generate_instructions": instructions_llm or model,
        "identify_classification": classification_llm or model,
        "generate_instances": instances_llm or model,
    }
    parameters: dict[str, dict[str, Any]] = {step: {"use_cache": False} for step in _STEPS}
    for step, task_llm in models.items():
        parameters[step]["llm"] = task_llm.model_copy(deep=True)
    if options.get("prompt_style") == "completion":
        options.setdefault("parsing", "strict")
    for option, value in options.items():
        for step in _steps_with(option):
            parameters[step][option] = value
    for step, values in (steps or {}).items():
        if step not in _STEPS:
            raise InputError(f"the pipeline has no step {step!r}; it has {', '.join(_STEPS)}")
        parameters[step].update(values)
    if options.get("pool") is None:
        parameters["filter_instructions"].setdefault("seed_tasks", _SHIPPED_SEEDS)
    round_size = parameters["sample_demonstrations"].get("prompts_per_round", 8)
    for step in ("generate_instructions", "filter_instructions"):
        parameters[step].setdefault("input_batch_size", round_size)
    for step in ("identify_classification", "generate_instances", "filter_instances"):
        parameters[step].setdefault("input_batch_size", max(_SMALLEST_BATCH, _INSTRUCTIONS_OF_PROMPT * round_size))

    with Pipeline(name=name, cache_dir=None if cache_dir is None else Path(cache_dir)) as pipeline:
        previous = None
        for step_name, step_class in _STEPS.items():
            step = step_class(name=step_name, **parameters[step_name])
            if previous is not None:
                previous.connect(step)
            previous = step
    return pipeline


def _steps_with(option: str) -> list[str]:
    found = [name for name, step in _STEPS.items() if option in step.model_fields]
    if not found:
        raise InputError(f"no step of the pipeline has a parameter {option!r}")
    if len(found) > 1 and option not in _SHARED:
        raise InputError(
            f"{option} is a parameter of {', '.join(found)}; say of which by steps={{{found[0]!r}: {{{option!r}: …}}}}"
        )
    return found
