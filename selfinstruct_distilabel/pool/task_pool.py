"""TaskPool: what a run has, knows and has paid for. Each method that writes is one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.ids import instance_id, instruction_id
from selfinstruct_distilabel.pool import schema
from selfinstruct_distilabel.pool.records import Completion, JudgedCandidate, JudgedInstance, Prompt
from selfinstruct_distilabel.pool.store import Store, chunks

__all__ = ["TaskPool"]

_STOP = "stop"
_TARGET = "target"
_ENDED = "ended"


class TaskPool(Store):
    """The run's database.

    Safe for several processes at once (on one host with SQLite, on several with PostgreSQL). Opens on construction; to
    pickle a step that has one, close it first and open it again.

    Args:
        location: an SQLAlchemy URL, or the path of an SQLite file, which is made where it is missing.

    Raises:
        InputError: if the database cannot be opened.
    """

    def agree(self, what: str, settings: Mapping[str, Any]) -> None:
        """Holds a resumed run to the settings that it was begun with; until the first round they may change.

        Args:
            what: whose settings they are, such as a step's name.
            settings: JSON values by name.

        Raises:
            InputError: if the pool was begun with others; the sentence names the first that differs.
        """
        self.compare(what, settings)
        if not self.num_rounds():
            self.set_facts({f"settings of {what}": _plain(settings)})

    def compare(self, what: str, settings: Mapping[str, Any]) -> None:
        """As `agree`, but writes nothing."""
        known = self.fact(f"settings of {what}")
        if known is None or not self.num_rounds():
            return
        settings = _plain(settings)
        for key in sorted(known.keys() & settings.keys()):  # a parameter that is newer than the pool has its default
            if known[key] != settings[key]:
                raise InputError(
                    f"the pool {self.location} was begun with {what}.{key} = {_brief(known[key])}, this run has "
                    f"{_brief(settings[key])}; give the same, or name another output or pool"
                )

    def agree_on_seeds(self, tasks: Sequence[Mapping[str, Any]]) -> None:
        """Stores the seed tasks, and holds a resumed run to them; until the first round they may change.

        Raises:
            InputError: if the pool was begun with other seeds.
        """
        self.compare_seeds(tasks)
        if not self.num_rounds():
            rows = [{"position": position, "task": dict(task)} for position, task in enumerate(tasks)]
            with self._engine.begin() as db:
                db.execute(delete(schema.seeds))
                self._insert(db, schema.seeds, rows)

    def compare_seeds(self, tasks: Sequence[Mapping[str, Any]]) -> None:
        """As `agree_on_seeds`, but writes nothing."""
        if self.num_rounds() and self.seeds() != [dict(task) for task in tasks]:
            raise InputError(
                f"the pool {self.location} was begun with other seed tasks; give the same, or name another output or pool"
            )

    def seeds(self) -> list[dict[str, Any]]:
        """The human-written tasks, in the order of their file."""
        return self._read(
            lambda db: [row.task for row in db.execute(select(schema.seeds.c.task).order_by(schema.seeds.c.position))]
        )

    def num_instructions(self) -> int:
        """How many machine-written instructions were admitted."""
        return int(self._read(lambda db: db.scalar(select(func.count()).select_from(schema.instructions))) or 0)

    @property
    def target(self) -> int | None:
        """How many machine instructions are wanted; None where nobody said."""
        target: int | None = self.fact(_TARGET)
        return target

    def request_stop(self, reason: str) -> None:
        """Asks all steps to begin nothing new; what has been begun is finished."""
        self.set_facts({_STOP: reason})

    def begin(self, target: int) -> None:
        """Starts or continues the run towards a number of instructions; takes back an earlier wish to stop."""
        with self._engine.begin() as db:
            db.execute(delete(schema.facts).where(schema.facts.c.name.in_([_STOP, _ENDED])))
            self._put_facts(db, {_TARGET: target})

    def end(self, reason: str) -> None:
        """Notes why there are no more rounds."""
        self.set_facts({_ENDED: reason})

    @property
    def ended(self) -> str | None:
        """Why there are no more rounds, or why the run was to stop; None where it was broken off."""
        reason: str | None = self.stop_requested or self.fact(_ENDED)
        return reason

    @property
    def stop_requested(self) -> str | None:
        """Why the run is to stop, None where it is not."""
        reason: str | None = self.fact(_STOP)
        return reason

    # -- rounds ---------------------------------------------------------------------------------------------------

    def open_round(self, prompts: Sequence[Prompt]) -> None:
        """Writes down the prompts of a new round, in their places."""
        rows = [
            {
                "prompt_id": prompt.prompt_id,
                "round": prompt.round,
                "place": place,
                "demonstrations": prompt.demonstrations,
                "judged": False,
            }
            for place, prompt in enumerate(prompts)
        ]
        with self._engine.begin() as db:
            self._insert(db, schema.prompts, rows)

    def num_rounds(self) -> int:
        """How many rounds were opened."""
        last = self._read(lambda db: db.scalar(select(func.max(schema.prompts.c.round))))
        return 0 if last is None else int(last) + 1

    def unjudged_prompts(self) -> list[Prompt]:
        """The prompts whose round is open, in order."""
        return self._prompts(schema.prompts.c.judged.is_(False))

    def prompts_of(self, prompt_ids: Iterable[str]) -> dict[str, tuple[int, bool]]:
        """Round and whether it is judged, of each of the prompts that the pool knows."""
        columns = schema.prompts.c
        query = select(columns.prompt_id, columns.round, columns.judged)
        return {
            row.prompt_id: (row.round, row.judged)
            for row in self.read_by(query, columns.prompt_id, list(dict.fromkeys(prompt_ids)))
        }

    def prompts_of_round(self, round_number: int) -> list[Prompt]:
        """The round's prompts in their places."""
        return self._prompts(schema.prompts.c.round == round_number)

    def has_open_round(self) -> bool:
        """Whether there are prompts that have not been judged; cheap, for it is asked often."""
        query = select(schema.prompts.c.prompt_id).where(schema.prompts.c.judged.is_(False)).limit(1)
        return bool(self.read(query))

    def close_round(self, round_number: int, candidates: Sequence[JudgedCandidate]) -> None:
        """Commits the verdicts on a round's candidates, in the order of admission."""
        admitted = [
            {
                "instruction_id": instruction_id(candidate.instruction),
                "instruction": candidate.instruction,
                "round": round_number,
                "prompt_id": candidate.prompt_id,
                "most_similar": candidate.most_similar,
                "avg_similarity": candidate.avg_similarity,
                "finished": False,
            }
            for candidate in candidates
            if candidate.reason is None
        ]
        rejected = [
            {
                "stage": "instructions",
                "reason": candidate.reason.value,
                "owner_id": candidate.prompt_id,
                "place": candidate.place,
                "instruction": candidate.instruction,
                "nearest": candidate.most_similar[0]["instruction"] if candidate.most_similar else None,
                "nearest_score": candidate.most_similar[0]["score"] if candidate.most_similar else None,
            }
            for candidate in candidates
            if candidate.reason is not None
        ]
        with self._engine.begin() as db:
            self._insert(db, schema.instructions, admitted)
            self._insert(db, schema.rejections, rejected)
            prompts = schema.prompts
            db.execute(update(prompts).where(prompts.c.round == round_number).values(judged=True))

    # -- completions ----------------------------------------------------------------------------------------------

    def completions(self, keys: Iterable[str]) -> dict[str, Completion]:
        """The answers that were kept, by the key of what was asked."""
        columns = schema.completions.c
        return {
            row.key: Completion(
                row.text, row.finish_reason, row.model_name, row.input_tokens, row.output_tokens, row.error
            )
            for row in self.read_by(select(schema.completions), columns.key, list(dict.fromkeys(keys)))
        }

    def keep_completions(self, stage: str, answers: Mapping[str, tuple[str, Completion]]) -> None:
        """Keeps answers, before they travel; what is there already stays.

        Args:
            stage: the stage that asked.
            answers: the row's id and its completion, by the key of what was asked.
        """
        rows = [
            {"key": key, "stage": stage, "row_id": row_id, **completion._asdict()}
            for key, (row_id, completion) in answers.items()
        ]
        if rows:
            with self._engine.begin() as db:
                db.execute(self._dialect.insert(schema.completions).on_conflict_do_nothing(), rows)

    def failed(self, stage: str, row_ids: Iterable[str]) -> set[str]:
        """The rows whose request in a stage failed for good."""
        columns = schema.completions.c
        query = select(columns.row_id).where(columns.stage == stage, columns.text.is_(None))
        return {row.row_id for row in self.read_by(query, columns.row_id, list(row_ids))}

    # -- instructions and instances -------------------------------------------------------------------------------

    def instruction_texts(self, *, after: int = 0) -> list[tuple[int, int, str]]:
        """Position, round and text of the admitted instructions behind a position, in order of admission."""
        columns = schema.instructions.c
        query = select(columns.position, columns.round, columns.instruction).where(columns.position > after)
        return self._read(
            lambda db: [(row.position, row.round, row.instruction) for row in db.execute(query.order_by("position"))]
        )

    def set_classification(self, verdicts: Mapping[str, bool | None]) -> None:
        """Notes, for each instruction id, whether it asks for a classification."""
        with self._engine.begin() as db:
            for key, verdict in verdicts.items():
                table = schema.instructions
                db.execute(update(table).where(table.c.instruction_id == key).values(is_classification=verdict))

    def finish_instructions(self, instances: Mapping[str, tuple[str, Sequence[JudgedInstance]]]) -> None:
        """Commits the verdicts on the instances of instructions; doing it again changes nothing.

        Args:
            instances: instruction and judged instances by instruction id.
        """
        kept: list[dict[str, Any]] = []
        rejected: list[dict[str, Any]] = []
        for key, (instruction, judged) in instances.items():
            for item in judged:
                texts = {"input": item.input, "output": item.output}
                if item.reason is None:
                    row_id = instance_id(instruction, item.input, item.output)
                    kept.append({"instance_id": row_id, "instruction_id": key, "place": item.place, **texts})
                else:
                    owner = {"stage": "instances", "owner_id": key, "instruction": instruction}
                    rejected.append({**owner, "reason": item.reason.value, "place": item.place, **texts})
        ids = list(instances)
        with self._engine.begin() as db:
            for chunk in chunks(ids):
                owned = schema.rejections.c.owner_id.in_(chunk)
                db.execute(delete(schema.rejections).where(schema.rejections.c.stage == "instances", owned))
                db.execute(delete(schema.instances).where(schema.instances.c.instruction_id.in_(chunk)))
                mine = schema.instructions.c.instruction_id.in_(chunk)
                db.execute(update(schema.instructions).where(mine).values(finished=True))
            self._insert(db, schema.instances, kept)
            self._insert(db, schema.rejections, rejected)

    def _prompts(self, condition: ColumnElement[bool]) -> list[Prompt]:
        columns = schema.prompts.c
        query = select(schema.prompts).where(condition).order_by(columns.round, columns.place)
        return [Prompt(row.prompt_id, row.round, row.demonstrations) for row in self.read(query)]


def _plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as JSON gives them back; of what JSON cannot say, such as a function, the type alone."""
    plain: dict[str, Any] = json.loads(json.dumps(settings, default=lambda value: type(value).__name__))
    return plain


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"
