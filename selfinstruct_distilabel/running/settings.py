"""Setting parameters of a pipeline's steps by name, as `--set step.parameter=value` does."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from distilabel.pipeline import Pipeline
from pydantic import BaseModel, ValidationError

from selfinstruct_distilabel.errors import InputError

__all__ = ["apply_settings", "describe", "pipeline_steps", "set_parameter"]

_ALL_LLMS = "llm"  # stands for the LLM of every task
# Parameters of steps that follow from something else.
_FIXED = {
    "name": "a step keeps its name",
    "pipeline": "a step keeps its pipeline",
    "pool": "all steps have one pool, name it with --pool",
    "batch_size": "a batch is a round, set prompts_per_round",
    "num_generations": "it is 1, set prompts_per_round for more candidates",
}
_ALL_STEPS = "all"  # stands for every step that has the parameter


def pipeline_steps(pipeline: Pipeline) -> dict[str, Any]:
    """The steps by name, in the order in which they were added."""
    return {name: pipeline.dag.get_step(name)["step"] for name in pipeline.dag}


def apply_settings(pipeline: Pipeline, settings: Iterable[str]) -> None:
    """Applies `step.parameter=value` texts.

    `all.parameter=value` goes to every step that has it, `llm.parameter=value` to the LLM of every task.

    Raises:
        InputError: for an unknown step or parameter, or a value that does not fit; the sentence says which there are.
    """
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals or "." not in path:
            raise InputError(f"--set {setting!r} is not of the form step.parameter=value")
        set_parameter(pipeline, path.strip(), value.strip())


def set_parameter(pipeline: Pipeline, path: str, value: Any) -> None:
    """Sets one parameter; text is read as the parameter's type, by YAML's rules."""
    for owner, name in _owners(pipeline, path):
        if isinstance(owner, dict):
            owner[name] = _read(value)
            continue
        try:
            setattr(owner, name, _read(value))
        except ValidationError as error:
            try:  # text that YAML takes for something else: a model called 7, a prompt style called no
                setattr(owner, name, value)
            except ValidationError:
                raise InputError(f"{path} cannot be {value!r}: {describe(error)}") from error


def describe(error: ValidationError) -> str:
    """The first thing that pydantic has to say, as part of a sentence."""
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return message[:1].lower() + message[1:]


def _owners(pipeline: Pipeline, path: str) -> Iterator[tuple[Any, str]]:
    """Who holds the parameter, and under which name."""
    steps = pipeline_steps(pipeline)
    first, *names = path.split(".")
    if first == _ALL_LLMS:
        for step in steps.values():
            if hasattr(step, "llm"):
                yield _descend(step.llm, names, path), names[-1]
        return
    if first == _ALL_STEPS:
        having = [step for step in steps.values() if names[0] in type(step).model_fields]
        if not having:
            parameters = sorted({field for step in steps.values() for field in type(step).model_fields})
            raise InputError(f"no step has a parameter {names[0]!r}{_choices(names[0], parameters)}")
        yield from ((_descend(step, names, path), names[-1]) for step in having)
        return
    if first not in steps:
        raise InputError(f"there is no step {first!r}{_choices(first, [*steps, _ALL_STEPS, _ALL_LLMS])}")
    yield _descend(steps[first], names, path), names[-1]


def _descend(owner: Any, names: list[str], path: str) -> Any:
    if names[0] in _FIXED:
        raise InputError(f"{path} cannot be set: {_FIXED[names[0]]}")
    for depth, name in enumerate(names):
        if isinstance(owner, BaseModel) and name not in type(owner).model_fields:
            parameters = [field for field in type(owner).model_fields if field not in ("pipeline", "name")]
            raise InputError(f"there is no parameter {path!r}{_choices(name, parameters)}")
        if depth == len(names) - 1:
            break
        owner = owner.setdefault(name, {}) if isinstance(owner, dict) else getattr(owner, name)
        if not isinstance(owner, BaseModel | dict):
            raise InputError(f"{path} goes too deep: {'.'.join(names[: depth + 1])} has no parameters of its own")
    return owner


def _choices(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else f"; there are {', '.join(known)}"


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return yaml.safe_load(value) if value else value
    except yaml.YAMLError:
        return value
