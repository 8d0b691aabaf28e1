"""How rows leave a step: never an empty batch for a successor, never a blank row in a data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from distilabel.steps.base import _Step
from pydantic import PrivateAttr

__all__ = ["Row", "RowStep", "is_blank"]

Row = dict[str, Any]


class RowStep(_Step):
    """Base of the steps that may give fewer rows than they were given."""

    _place: Literal["alone", "inner", "leaf"] = PrivateAttr("alone")

    def set_pipeline_artifacts_path(self, path: Path) -> None:
        """Called by the pipeline before it runs; the last moment at which a step can see its neighbours."""
        super().set_pipeline_artifacts_path(path)
        if self.pipeline is not None:
            self._place = "inner" if list(self.pipeline.dag.get_step_successors(self.name)) else "leaf"

    def deliver(self, rows: Sequence[Mapping[str, Any]], columns: Iterable[str] = ()) -> list[Row]:
        """Rows as they may leave the step.

        distilabel hangs when a last batch is empty and somebody waits for it, so in a pipeline there is always a row for
        the next step, a blank one if need be; at the pipeline's end blank rows fall away.

        Args:
            rows: what the step has to give.
            columns: those of a blank row, beside the step's outputs.
        """
        if self._place == "leaf":
            return [dict(row) for row in rows if not is_blank(row)]
        if self._place == "inner" and not rows:
            return [dict.fromkeys([*columns, *self.get_outputs()])]
        return [dict(row) for row in rows]

    def blank_row(self) -> Row:
        """A row that stands for nothing: every step passes it on, sinks drop it."""
        return dict.fromkeys(self.get_outputs())


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing is set in a row."""
    return all(value is None or value in ("", []) for value in row.values())
