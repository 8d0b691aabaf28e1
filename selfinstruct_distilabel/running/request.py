"""What `selfinstruct run` was asked for, as a pipeline; everything that can be checked is checked before anything runs."""

from __future__ import annotations

import difflib
import importlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from distilabel.pipeline import Pipeline
from pydantic import ValidationError

from selfinstruct_distilabel import pipelines
from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.llms import OpenAICompatibleLLM
from selfinstruct_distilabel.pipelines import build_self_instruct
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.running.models import choose_llm
from selfinstruct_distilabel.running.settings import apply_settings, describe, pipeline_steps, set_parameter
from selfinstruct_distilabel.steps import FilterInstances, FilterInstructions, SampleDemonstrations
from selfinstruct_distilabel.steps.pooled import PooledStep

__all__ = ["RunRequest", "build", "check_endpoints", "check_steps", "compare", "sampler_of"]


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What `selfinstruct run` was asked for; None: not said."""

    config: Path | None = None
    num_instructions: int | None = None
    seeds: str | None = None
    llm: str | None = None
    model: str | None = None
    base_url: str | None = None
    output: Path = Path("selfinstruct-output")
    pool: str | None = None
    settings: Sequence[str] = ()

    @property
    def location(self) -> str:
        """Where the pool is."""
        return self.pool or os.fspath(self.output / "pool.db")


def build(request: RunRequest) -> Pipeline:
    """The pipeline with all that the request sets.

    Raises:
        InputError: for what does not fit together.
    """
    if request.config is None:
        llm = choose_llm(request.llm, model=request.model, base_url=request.base_url)
        pipeline = build_self_instruct(llm=llm)
    else:
        pipeline = _read_config(request.config)
        _set_llms(pipeline, request)
    sampler = sampler_of(pipeline)
    if request.num_instructions is not None:
        set_parameter(pipeline, f"{sampler.name}.num_instructions", request.num_instructions)
    if request.seeds is not None:
        set_parameter(pipeline, f"{sampler.name}.seed_tasks", request.seeds)
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, PooledStep):
            step.pool = request.location
    size_before = sampler.prompts_per_round
    apply_settings(pipeline, request.settings)
    if sampler.prompts_per_round != size_before:
        _fit_loop(pipeline, sampler)
    return pipeline


def sampler_of(pipeline: Pipeline) -> SampleDemonstrations:
    """The step that makes the rounds.

    Raises:
        InputError: if there is none.
    """
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, SampleDemonstrations):
            return step
    raise InputError("the pipeline has no SampleDemonstrations step, so there is no run to make")


def check_steps(pipeline: Pipeline) -> None:
    """Has every step check its parameters.

    Raises:
        InputError: the first that one of them raises.
    """
    steps = list(pipeline_steps(pipeline).values())
    for needed in (FilterInstructions, FilterInstances):
        if not any(isinstance(step, needed) for step in steps):
            raise InputError(f"the pipeline has no {needed.__name__} step, so no run would ever be finished")
    for step in steps:
        if isinstance(step, PooledStep):
            step.check()
    sampler_of(pipeline).check_loop(pipeline)


def compare(pool: TaskPool, pipeline: Pipeline) -> None:
    """Checks that a pool was begun with the steps' settings.

    Raises:
        InputError: if it was not.
    """
    for step in pipeline_steps(pipeline).values():
        if isinstance(step, PooledStep):
            step.compare(pool)


def check_endpoints(pipeline: Pipeline) -> None:
    """Asks each endpoint whether it is there and has the model.

    Raises:
        InputError: if one is not, or has not.
    """
    checked = set()
    for step in pipeline_steps(pipeline).values():
        llm = getattr(step, "llm", None)
        if isinstance(llm, OpenAICompatibleLLM) and (llm.base_url, llm.model) not in checked:
            checked.add((llm.base_url, llm.model))
            llm.check_endpoint()


def _read_config(path: Path) -> Pipeline:
    shipped = {file.stem: file for file in Path(pipelines.__file__).parent.glob("*.yaml")}
    path = path if path.is_file() else shipped.get(str(path), path)
    if not path.is_file():
        raise InputError(f"there is no configuration file {path}; the package has {', '.join(sorted(shipped))}")
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))  # JSON is YAML too
        for entry in data["pipeline"]["steps"]:
            _check_parameters(entry["step"], path)
        return Pipeline.from_dict(data)
    except InputError:
        raise
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"{path}: {error.title}.{field} cannot be this: {describe(error)}") from error
    except (TypeError, KeyError) as error:
        raise InputError(
            f"{path} is no pipeline as `distilabel pipeline run` takes it; begin with a shipped one"
        ) from error
    except Exception as error:
        first_line = " ".join(str(error).split())[:200]
        raise InputError(f"{path} is not a pipeline that distilabel can load: {first_line}") from error


def _check_parameters(step: Mapping[str, Any], path: Path) -> None:
    """distilabel drops parameters that a step does not have, without a word."""
    module = importlib.import_module(step["type_info"]["module"])
    known = set(getattr(module, step["type_info"]["name"]).model_fields) | {"type_info", "runtime_parameters_info"}
    for name in step:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise InputError(f"{path}: {step.get('name')} has no parameter {name!r}{hint}")


def _set_llms(pipeline: Pipeline, request: RunRequest) -> None:
    """Another LLM for all tasks where one is named, else another model or endpoint for theirs."""
    if request.llm is not None:
        llm = choose_llm(request.llm, model=request.model, base_url=request.base_url)
        for step in pipeline_steps(pipeline).values():
            if hasattr(step, "llm"):
                step.llm = llm.model_copy(deep=True)
        return
    for name, value in (("model", request.model), ("base_url", request.base_url)):
        if value is not None:
            set_parameter(pipeline, f"llm.{name}", value)


def _fit_loop(pipeline: Pipeline, sampler: SampleDemonstrations) -> None:
    """Batches of the loop are whole rounds, unless they divide them already."""
    for step in sampler.steps_of_loop(pipeline):
        if sampler.batch_size % step.input_batch_size:
            step.input_batch_size = sampler.batch_size
