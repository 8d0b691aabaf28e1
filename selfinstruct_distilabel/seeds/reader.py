"""Seed tasks: what one must hold, and all that is wrong with a file of them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.seeds.sources import SourceRow, read_rows

__all__ = ["SHIPPED_SEEDS", "SeedInstance", "SeedProblem", "SeedTask", "find_problems", "read_seed_tasks"]

SHIPPED_SEEDS = Path(__file__).with_name("seed_tasks.jsonl")
_SHIPPED = "shipped"  # how a pipeline names them, wherever the package is installed
"""The package's own seed tasks, the only seed file it has."""

_NAME_WORDS = 5  # how much of the instruction names a task that has no name
_SHOWN_CHARACTERS = 40  # how much of a wrong value a sentence shows

_TASK = 'an object with "id", "instruction", "instances" and "is_classification"'
_INSTANCE = 'an object with "input" and "output"'
_WANTED = {
    "id": "a text that no other task has",
    "name": "a text",
    "instruction": "a text that no other task has",
    "instances": f"a list of at least one instance, {_INSTANCE}",
    "input": 'a text, "" where the task needs none',
    "output": "a text",
    "is_classification": "true or false",
}
_EMPTY = {"string_too_short", "string_pattern_mismatch", "too_short"}  # pydantic's error types

_StrippedText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _SeedModel(BaseModel):
    """Strict about types, indifferent to further columns; null is the same as missing, as Parquet needs it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, data: Any) -> Any:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class SeedInstance(_SeedModel):
    """One worked example of a task; the input is empty where the instruction says it all."""

    input: str = ""
    output: str = Field(pattern=r"\S")


class SeedTask(_SeedModel):
    """One human-written task, in the released file's format.

    Attributes:
        id: unique in its file.
        name: a short snake_case name; made from the instruction where the file has none.
        instruction: what is to be done, without white space around it.
        instances: at least one worked example.
        is_classification: whether the outputs are a small, fixed set of labels.
    """

    id: _StrippedText
    name: str = ""
    instruction: _StrippedText
    instances: tuple[SeedInstance, ...] = Field(strict=False)  # else pydantic refuses JSON's lists
    is_classification: bool

    @model_validator(mode="before")
    @classmethod
    def _name_the_unnamed(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("name") or not isinstance(data.get("instruction"), str):
            return data
        return {**data, "name": "_".join(re.findall(r"\w+", data["instruction"].lower())[:_NAME_WORDS])}

    @field_validator("instances", mode="before")
    @classmethod
    def _transpose(cls, data: Any) -> Any:
        """`datasets` gives a Sequence of structs as a struct of lists."""
        if isinstance(data, dict) and data and all(isinstance(column, list) for column in data.values()):
            return [dict(zip(data, values, strict=True)) for values in zip(*data.values(), strict=True)]
        return data

    @field_validator("instances")
    @classmethod
    def _at_least_one(cls, instances: tuple[SeedInstance, ...]) -> tuple[SeedInstance, ...]:
        # not min_length: pydantic would also count what is there, but invalid, as nothing
        if not instances:
            raise PydanticCustomError("too_short", "no instance")
        return instances


@dataclass(frozen=True)
class SeedProblem:
    """One thing that is wrong in a seed file; `str()` is a sentence for the user."""

    location: str
    """Source and place, as in `seeds.jsonl, line 3`; the source alone where the whole of it is meant."""
    field: str
    """As in `is_classification` or `instances[0].output`; empty where the row as a whole is meant."""
    problem: str
    """What is wrong and how it must be, in words that follow the field's name."""

    def __str__(self) -> str:
        return f"{self.location}: {self.field or 'it'} {self.problem}."


def read_seed_tasks(source: str | Path | None = None) -> list[SeedTask]:
    """The seed tasks of a file, a folder or a Hub data set.

    Args:
        source: JSON Lines, JSON (a list, or `{"data": list}`) or Parquet, gzipped or not; a folder that `datasets` can
            load; a Hub data set as `owner/name`, `owner/name:config`, `owner/name/split` or `owner/name:config/split`.
            None or `"shipped"`: the seeds of this package.

    Returns:
        The tasks in the order of the source, at least one; their ids and their instructions are unique.

    Raises:
        InputError: the source cannot be read, or something is wrong with a task: the first problem, and how many more.
    """
    tasks, problems = find_problems(source)
    if problems:
        more = len(problems) - 1
        hint = f" ({more} more: `selfinstruct seeds check` lists all.)" if more else ""
        raise InputError(f"{problems[0]}{hint}")
    return tasks


def seed_source(source: str | Path | None) -> str | Path:
    """Where seeds are read from: the shipped file for None and `"shipped"`."""
    return SHIPPED_SEEDS if source in (None, _SHIPPED) else source


def find_problems(source: str | Path | None = None) -> tuple[list[SeedTask], list[SeedProblem]]:
    """The tasks of a source that are right, and everything that is wrong with the others.

    Args:
        source: as in `read_seed_tasks`.

    Returns:
        The tasks without a problem (the first of two that repeat each other among them), and all problems, both in the
        order of the source.

    Raises:
        InputError: the source is missing, empty, or unreadable as a whole.
    """
    rows = read_rows(seed_source(source))
    if _is_alpaca_style(rows):
        wanted = 'put "input" and "output" into "instances" and add "id" and "is_classification"'
        problem = f"is missing in all rows, as in Alpaca-style lists, which are not seed tasks; {wanted}"
        return [], [SeedProblem(rows[0].source, "instances", problem)]
    tasks: list[SeedTask] = []
    problems: list[SeedProblem] = []
    first_places: dict[tuple[str, str], str] = {}
    for row in rows:
        task, found = _validated(row)
        found += _repetitions(row, first_places)
        if task is not None and not found:
            tasks.append(task)
        problems += found
    return tasks, problems


def _is_alpaca_style(rows: list[SourceRow]) -> bool:
    tasks = [row.value for row in rows if isinstance(row.value, dict)]
    return any("output" in task for task in tasks) and not any("instances" in task for task in tasks)


def _validated(row: SourceRow) -> tuple[SeedTask | None, list[SeedProblem]]:
    if row.problem:
        return None, [SeedProblem(row.location, "", row.problem)]
    try:
        return SeedTask.model_validate(row.value), []
    except ValidationError as error:
        return None, [_problem(row, details) for details in error.errors(include_url=False)]


def _repetitions(row: SourceRow, first_places: dict[tuple[str, str], str]) -> list[SeedProblem]:
    """What the row shares with an earlier one; remembers where each id and instruction stood first."""
    found = []
    for field in ("id", "instruction"):
        value = row.value.get(field) if isinstance(row.value, dict) else None
        text = " ".join(value.split()) if isinstance(value, str) else ""
        place = first_places.setdefault((field, text), row.place)
        if text and place != row.place:
            problem = f"is the same as in {place} ({_shown(text)}); it must be {_WANTED[field]}"
            found.append(SeedProblem(row.location, field, problem))
    return found


def _problem(row: SourceRow, details: ErrorDetails) -> SeedProblem:
    """A row's problem in our words: what the field is, and what it must be."""
    path = details["loc"]
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
    return SeedProblem(row.location, field, f"{_what_it_is(details)}; it must be {_wanted(path)}")


def _wanted(path: tuple[int | str, ...]) -> str:
    if not path:
        return _TASK
    last = path[-1]
    return _INSTANCE if isinstance(last, int) else _WANTED[last]


def _what_it_is(details: ErrorDetails) -> str:
    if details["type"] == "missing":
        return "is missing"
    if details["type"] in _EMPTY:
        return "is empty"
    if details["type"] == "string_unicode":
        return "has half a surrogate pair"
    value = details["input"]
    kinds = {str: "the text ", int: "the number ", float: "the number ", list: "the list ", dict: "the object "}
    return f"is {kinds.get(type(value), '')}{_shown(value)}"


def _shown(value: Any) -> str:
    """A value as JSON, shortened, and printable even with half a surrogate pair in it."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 1]}…"
    return text.encode(errors="backslashreplace").decode()
