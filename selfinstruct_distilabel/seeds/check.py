"""What is wrong with a seed file, and what is in it: `selfinstruct seeds check`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.heuristics import InstructionHeuristics
from selfinstruct_distilabel.novelty import RougeLIndex
from selfinstruct_distilabel.seeds.reader import SeedProblem, SeedTask, find_problems, seed_source

__all__ = ["LengthStatistics", "NearDuplicate", "RefusedInstruction", "SeedReport", "SharedOutput", "check_seed_tasks"]

_SHOWN_LINES = 20  # of each kind of remark on the terminal; to_dict() has them all
_SHOWN_CHARACTERS = 60  # of an output


@dataclass(frozen=True)
class LengthStatistics:
    """Lengths of `count` texts in words, as white space separates them."""

    count: int
    min: int
    median: float
    mean: float
    max: int


@dataclass(frozen=True)
class NearDuplicate:
    """Two tasks whose instructions have a ROUGE-L F1 of `score`; `first_id` stands before `second_id` in the file."""

    first_id: str
    second_id: str
    score: float


@dataclass(frozen=True)
class RefusedInstruction:
    """A task whose instruction the paper's heuristics would refuse if a model had written it."""

    id: str
    reason: str


@dataclass(frozen=True)
class SharedOutput:
    """One output that several tasks have, in the order of the file."""

    output: str
    ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SeedReport:
    """What `check_seed_tasks` found. Everything but `problems` is about the tasks without a problem.

    Attributes:
        source: the file, folder or Hub data set, as it was given.
        problems: what makes the source unusable; all else is information.
        num_tasks: tasks without a problem; `num_classification` and `num_other` add up to it.
        num_instances: instances of all tasks; `num_without_input` of them have an empty input.
        lengths: by `instruction`, `input` (the non-empty ones) and `output`; None where there is none.
        threshold: the ROUGE-L F1 from which two instructions count as near-duplicates.
        near_duplicates: each task against the ten nearest instructions before it.
        refused: seeds are written by people and may break the heuristics; a model's instructions may not.
        shared_outputs: outputs of more than one task; usual for labels, suspicious for anything longer.
    """

    source: str
    problems: tuple[SeedProblem, ...]
    num_tasks: int
    num_classification: int
    num_other: int
    num_instances: int
    num_without_input: int
    lengths: dict[str, LengthStatistics | None]
    threshold: float
    near_duplicates: tuple[NearDuplicate, ...]
    refused: tuple[RefusedInstruction, ...]
    shared_outputs: tuple[SharedOutput, ...]

    @property
    def ok(self) -> bool:
        """Whether the tasks can be used as seeds."""
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """The report in JSON's types, with `ok`."""
        return {"ok": self.ok, **asdict(self)}

    def __rich__(self) -> RenderableType:
        return _rendered(self)


def check_seed_tasks(source: str | Path | None = None, *, threshold: float = 0.7) -> SeedReport:
    """All problems of a seed file, and what its tasks are like.

    Args:
        source: as in `read_seed_tasks`; None: the shipped seeds.
        threshold: the ROUGE-L F1 from which two instructions count as near-duplicates, in (0, 1].

    Raises:
        InputError: the source is missing, empty or unreadable as a whole, or the threshold is out of its range.
    """
    if not 0 < threshold <= 1:
        raise InputError(f"The threshold of near-duplicates must be above 0 and at most 1, not {threshold}.")
    tasks, problems = find_problems(source)
    instances = [instance for task in tasks for instance in task.instances]
    inputs = [instance.input for instance in instances if instance.input]
    num_classification = sum(task.is_classification for task in tasks)
    return SeedReport(
        source=str(seed_source(source)),
        problems=tuple(problems),
        num_tasks=len(tasks),
        num_classification=num_classification,
        num_other=len(tasks) - num_classification,
        num_instances=len(instances),
        num_without_input=len(instances) - len(inputs),
        lengths={
            "instruction": _lengths(task.instruction for task in tasks),
            "input": _lengths(inputs),
            "output": _lengths(instance.output for instance in instances),
        },
        threshold=threshold,
        near_duplicates=tuple(_near_duplicates(tasks, threshold)),
        refused=tuple(_refused(tasks)),
        shared_outputs=tuple(_shared_outputs(tasks)),
    )


def _lengths(texts: Iterable[str]) -> LengthStatistics | None:
    words = [len(text.split()) for text in texts]
    if not words:
        return None
    return LengthStatistics(len(words), min(words), float(median(words)), fmean(words), max(words))


def _near_duplicates(tasks: Sequence[SeedTask], threshold: float) -> Iterable[NearDuplicate]:
    index = RougeLIndex(threshold=threshold)
    ids = {task.instruction: task.id for task in tasks}  # instructions are unique in tasks without a problem
    for task in tasks:
        for match in index.nearest(task.instruction):
            if match.score >= threshold:
                yield NearDuplicate(ids[match.text], task.id, match.score)
        index.extend([task.instruction])


def _refused(tasks: Iterable[SeedTask]) -> Iterable[RefusedInstruction]:
    heuristics = InstructionHeuristics()
    for task in tasks:
        reason = heuristics.reason(task.instruction)
        if reason is not None:
            yield RefusedInstruction(task.id, reason.value)


def _shared_outputs(tasks: Iterable[SeedTask]) -> Iterable[SharedOutput]:
    ids_of: dict[str, dict[str, None]] = defaultdict(dict)  # a dict as an ordered set
    for task in tasks:
        for instance in task.instances:
            ids_of[instance.output][task.id] = None
    return (SharedOutput(output, tuple(ids)) for output, ids in ids_of.items() if len(ids) > 1)


def _rendered(report: SeedReport) -> RenderableType:
    summary = Text(f"{report.source}\n", style="bold")
    summary.append(
        f"{report.num_tasks} tasks ({report.num_classification} classification, {report.num_other} not), "
        f"{report.num_instances} instances ({report.num_without_input} without input)",
        style="not bold",
    )
    lengths = Table("words", "texts", "min", "median", "mean", "max", title_justify="left")
    for name, length in report.lengths.items():
        if length is not None:
            numbers = (str(length.count), str(length.min), f"{length.median:g}", f"{length.mean:.1f}", str(length.max))
            lengths.add_row(name, *numbers)
    duplicates = [f"{pair.first_id} and {pair.second_id}: {pair.score:.3f}" for pair in report.near_duplicates]
    shared = [f"{_shortened(same.output)}: {', '.join(same.ids)}" for same in report.shared_outputs]
    return Group(
        summary,
        *([lengths] if lengths.row_count else []),
        *_remarks(f"Near-duplicates (ROUGE-L of {report.threshold:g} and above)", duplicates, "yellow"),
        *_remarks("Same output", shared, "dim"),
        *_remarks(
            "A model's instruction like this would be refused",
            [f"{refused.id}: {refused.reason}" for refused in report.refused],
            "dim",
        ),
        *_remarks("Problems", [str(problem) for problem in report.problems], "red"),
        Text("Nothing is wrong with these seeds.", style="green") if report.ok else Text("These seeds cannot be used."),
    )


def _remarks(title: str, lines: Sequence[str], style: str) -> Iterable[RenderableType]:
    """A titled list of plain lines (never markup: they quote the user's file), cut to what a screen holds."""
    if not lines:
        return
    yield Text(f"{title}: {len(lines)}", style="bold")
    for line in lines[:_SHOWN_LINES]:
        yield Text(f"  {line}", style=style)
    if len(lines) > _SHOWN_LINES:
        yield Text(f"  … and {len(lines) - _SHOWN_LINES} more; --json lists all", style=style)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[: _SHOWN_CHARACTERS - 1]}…"
