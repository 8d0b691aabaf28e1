"""The prompt templates beside the tasks, and the few-shot examples that they show."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from selfinstruct_distilabel.seeds import SeedTask, read_seed_tasks

__all__ = ["few_shot", "render"]

_FOLDER = Path(__file__).parent / "prompts"


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, autoescape=False)


def render(name: str, **values: Any) -> str:
    """Renders `prompts/NAME.jinja2`. Values are inserted as they are, never read as a template."""
    return _environment().get_template(f"{name}.jinja2").render(**values)


@cache
def few_shot(stage: str) -> tuple[dict[str, Any], ...]:
    """The examples that a stage's prompts show: shipped seed tasks by id, in the order of `prompts/few_shot.yaml`.

    Each has `instruction`, `is_classification` and `instances`, a list of `input` and `output`: the seed's own, and
    after it those that the YAML file adds, so that a model sees what several examples of one task look like.
    """
    shipped: dict[str, SeedTask] = {task.id: task for task in read_seed_tasks()}
    entries = yaml.safe_load((_FOLDER / "few_shot.yaml").read_text(encoding="utf-8"))[stage]
    examples = []
    for entry in entries:
        task_id, more = (entry, []) if isinstance(entry, str) else (entry["id"], entry["more"])
        task = shipped[task_id]
        instances = [{"input": instance.input, "output": instance.output} for instance in task.instances]
        examples.append(
            {
                "instruction": task.instruction,
                "is_classification": task.is_classification,
                "instances": [*instances, *more],
            }
        )
    return tuple(examples)
