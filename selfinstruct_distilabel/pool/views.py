"""What a pool holds, as the rows and figures that leave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import func, select

from selfinstruct_distilabel.pool import schema
from selfinstruct_distilabel.pool.records import Completion
from selfinstruct_distilabel.pool.task_pool import TaskPool

__all__ = [
    "INSTANCE_COLUMNS",
    "UNKNOWN",
    "Counts",
    "StageUsage",
    "count",
    "instance_rows",
    "instruction_rows",
    "rejected_rows",
]

INSTANCE_COLUMNS = (
    "instance_id",
    "instruction_id",
    "instruction",
    "input",
    "output",
    "is_classification",
    "most_similar",
    "avg_similarity",
    "round",
    "prompt_id",
    "model_name",
    "raw_instances",
    "instances_finish_reason",
    "instances_model_name",
    "instances_input_tokens",
    "instances_output_tokens",
    "classification_input_tokens",
    "classification_output_tokens",
    "instructions_finish_reason",
    "instructions_model_name",
    "instructions_input_tokens",
    "instructions_output_tokens",
)
"""Columns of the data set, in their order."""

UNKNOWN = "unknown"  # for texts that the model did not tell; a leaf column that is None at first breaks the Distiset
_EXPORT_CHUNK = 1_000  # instructions whose completions are in memory at once
_NO_COMPLETION = Completion(None, None, UNKNOWN, 0, 0)


def instruction_rows(
    pool: TaskPool,
    *,
    instruction_ids: Sequence[str] | None = None,
    prompt_ids: Sequence[str] | None = None,
    rounds: Sequence[int] | None = None,
) -> list[dict[str, Any]]:
    """The admitted instructions in order of admission: all, or some by their ids, prompts or rounds.

    Each has `instruction_id`, `instruction`, `most_similar`, `avg_similarity`, `round`, `prompt_id`,
    `is_classification` (None: not known), `finished`, and model and token counts of its prompt's completion.
    """
    table = schema.instructions
    query = select(table)
    wanted = (
        (table.c.instruction_id, instruction_ids),
        (table.c.prompt_id, prompt_ids),
        (table.c.round, rounds),
    )
    some = [pool.read_by(query, column, values) for column, values in wanted if values is not None]
    found = sorted(some[0] if some else pool.read(query), key=lambda row: row.position)
    asked = _completions(pool, "instructions", list(dict.fromkeys(row.prompt_id for row in found)))
    return [
        {
            "instruction_id": row.instruction_id,
            "instruction": row.instruction,
            "is_classification": row.is_classification,
            "most_similar": row.most_similar,
            "avg_similarity": row.avg_similarity,
            "round": row.round,
            "prompt_id": row.prompt_id,
            "instructions_finish_reason": asked[row.prompt_id].finish_reason or UNKNOWN,
            "instructions_model_name": asked[row.prompt_id].model_name,
            "instructions_input_tokens": asked[row.prompt_id].input_tokens,
            "instructions_output_tokens": asked[row.prompt_id].output_tokens,
            "finished": row.finished,
        }
        for row in found
    ]


def instance_rows(pool: TaskPool, instructions: Sequence[dict[str, Any]] | None = None) -> Iterator[dict[str, Any]]:
    """The finished instances as rows with `INSTANCE_COLUMNS`, in order of admission and place.

    Args:
        pool: where they are.
        instructions: rows of `instruction_rows` whose instances are wanted; None: all.
    """
    rows = instruction_rows(pool) if instructions is None else instructions
    for start in range(0, len(rows), _EXPORT_CHUNK):
        chunk = rows[start : start + _EXPORT_CHUNK]
        ids = [row["instruction_id"] for row in chunk]
        classified = _completions(pool, "classification", ids)
        answered = _completions(pool, "instances", ids, with_text=True)
        found: dict[str, list[Any]] = defaultdict(list)
        query = select(schema.instances).order_by(schema.instances.c.place)
        for instance in pool.read_by(query, schema.instances.c.instruction_id, ids):
            found[instance.instruction_id].append(instance)
        for row in chunk:
            label, answer = classified[row["instruction_id"]], answered[row["instruction_id"]]
            for instance in found[row["instruction_id"]]:
                values = {
                    **row,
                    "instance_id": instance.instance_id,
                    "input": instance.input,
                    "output": instance.output,
                    "is_classification": bool(row["is_classification"]),
                    "model_name": answer.model_name,
                    "raw_instances": answer.text or "",
                    "instances_finish_reason": answer.finish_reason or UNKNOWN,
                    "instances_model_name": answer.model_name,
                    "instances_input_tokens": answer.input_tokens,
                    "instances_output_tokens": answer.output_tokens,
                    "classification_input_tokens": label.input_tokens,
                    "classification_output_tokens": label.output_tokens,
                }
                yield {column: values[column] for column in INSTANCE_COLUMNS}


def rejected_rows(pool: TaskPool) -> Iterator[dict[str, Any]]:
    """What was dropped, in the order in which it was made: instructions first, then instances."""
    prompts, table, admitted = schema.prompts.c, schema.rejections, schema.instructions.c
    candidates = (
        select(table, prompts.round)
        .join(schema.prompts, prompts.prompt_id == table.c.owner_id)
        .where(table.c.stage == "instructions")
        .order_by(prompts.round, prompts.place, table.c.place)
    )
    for row in pool.read(candidates):
        yield {
            "stage": row.stage,
            "reason": row.reason,
            "instruction": row.instruction,
            "nearest": row.nearest,
            "nearest_score": row.nearest_score,
            "round": row.round,
            "prompt_id": row.owner_id,
            "place": row.place,
        }
    instances = (
        select(table, admitted.round)
        .join(schema.instructions, admitted.instruction_id == table.c.owner_id)
        .where(table.c.stage == "instances")
        .order_by(admitted.position, table.c.place)
    )
    for row in pool.read(instances):
        yield {
            "stage": row.stage,
            "reason": row.reason,
            "instruction": row.instruction,
            "input": row.input,
            "output": row.output,
            "round": row.round,
            "instruction_id": row.owner_id,
            "place": row.place,
        }


@dataclass
class StageUsage:
    """Requests of a stage that were answered or failed for good, and the tokens that the endpoint counted."""

    requests: int = 0
    failed: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass
class Counts:
    """How far a run is. Candidates are always the admitted and the rejected ones together."""

    rounds: int = 0
    instructions: int = 0
    finished_instructions: int = 0
    classification: int = 0
    not_classification: int = 0
    unknown_classification: int = 0
    rejected_instructions: dict[str, int] = field(default_factory=dict)
    instances: int = 0
    rejected_instances: dict[str, int] = field(default_factory=dict)
    usage: dict[str, StageUsage] = field(default_factory=dict)

    @property
    def candidates(self) -> int:
        """Candidate instructions judged so far."""
        return self.instructions + sum(self.rejected_instructions.values())

    @property
    def candidate_instances(self) -> int:
        """Candidate instances judged so far."""
        return self.instances + sum(self.rejected_instances.values())

    def to_dict(self) -> dict[str, Any]:
        """JSON values, with the sums."""
        return {
            "rounds": self.rounds,
            "candidates": self.candidates,
            "admitted": self.instructions,
            "rejected": self.rejected_instructions,
            "finished": self.finished_instructions,
            "classification": self.classification,
            "not_classification": self.not_classification,
            "unknown_classification": self.unknown_classification,
            "candidate_instances": self.candidate_instances,
            "instances": self.instances,
            "rejected_instances": self.rejected_instances,
            "usage": {stage: asdict(usage) for stage, usage in self.usage.items()},
        }


def count(pool: TaskPool) -> Counts:
    """Counts what the pool holds, by queries alone."""
    counts = Counts(rounds=pool.num_rounds())
    table = schema.instructions.c
    for row in pool.read(
        select(table.is_classification, table.finished, func.count().label("number")).group_by(
            table.is_classification, table.finished
        )
    ):
        counts.instructions += row.number
        counts.finished_instructions += row.number if row.finished else 0
        if row.finished:
            kind = {True: "classification", False: "not_classification", None: "unknown_classification"}
            name = kind[row.is_classification]
            setattr(counts, name, getattr(counts, name) + row.number)
    (instances,) = pool.read(select(func.count()).select_from(schema.instances))
    counts.instances = instances[0]
    reasons = schema.rejections.c
    for row in pool.read(
        select(reasons.stage, reasons.reason, func.count().label("number"))
        .group_by(reasons.stage, reasons.reason)
        .order_by(func.count().desc(), reasons.reason)
    ):
        by_reason = counts.rejected_instructions if row.stage == "instructions" else counts.rejected_instances
        by_reason[row.reason] = row.number
    asked = schema.completions.c
    for row in pool.read(
        select(
            asked.stage,
            func.count().label("requests"),
            (func.count() - func.count(asked.text)).label("failed"),
            func.sum(asked.input_tokens).label("input_tokens"),
            func.sum(asked.output_tokens).label("output_tokens"),
        )
        .group_by(asked.stage)
        .order_by(asked.stage)
    ):
        counts.usage[row.stage] = StageUsage(row.requests, row.failed, int(row.input_tokens), int(row.output_tokens))
    return counts


def _completions(
    pool: TaskPool, stage: str, row_ids: Sequence[str], *, with_text: bool = False
) -> dict[str, Completion]:
    """The latest answer in a stage, of each row; one that was never given counts as unknown."""
    columns = schema.completions.c
    wanted = [column for column in columns if with_text or column.name != "text"]
    query = select(*wanted).where(columns.stage == stage).order_by(columns.id)
    found: dict[str, Completion] = defaultdict(lambda: _NO_COMPLETION)
    for row in pool.read_by(query, columns.row_id, row_ids):
        found[row.row_id] = Completion(
            row.text if with_text else None,
            row.finish_reason,
            row.model_name,
            row.input_tokens,
            row.output_tokens,
            row.error,
        )
    return found
