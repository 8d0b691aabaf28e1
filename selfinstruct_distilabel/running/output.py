"""The result of a run as files, written from the pool alone, each whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from selfinstruct_distilabel.errors import SelfInstructError
from selfinstruct_distilabel.pool import TaskPool
from selfinstruct_distilabel.pool.views import INSTANCE_COLUMNS, instance_rows, instruction_rows, rejected_rows

__all__ = ["RESULT_FILES", "write_result"]

RESULT_FILES = (
    "data/instances.parquet",
    "data/instances.jsonl",
    "instructions.jsonl",
    "rejected.jsonl",
    "summary.json",
)

_BATCH = 1_000  # rows of a Parquet record batch
_TYPES: dict[str, pa.DataType] = {
    "is_classification": pa.bool_(),
    "most_similar": pa.list_(pa.struct([("instruction", pa.string()), ("score", pa.float64())])),
    "avg_similarity": pa.float64(),
    "round": pa.int64(),
    **{name: pa.int64() for name in INSTANCE_COLUMNS if name.endswith("_tokens")},
}
_SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in INSTANCE_COLUMNS])


def write_result(pool: TaskPool, folder: Path, summary: Mapping[str, Any]) -> None:
    """Writes all of `RESULT_FILES` into a folder.

    Args:
        pool: the run's database.
        folder: where; made if it is missing.
        summary: contents of `summary.json`.

    Raises:
        SelfInstructError: if a file cannot be written; those before it are there, whole.
    """
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        with _replacing(folder / "data/instances.parquet") as file:
            _write_parquet(file, instance_rows(pool))
        with _replacing(folder / "data/instances.jsonl") as file:
            _write_lines(file, instance_rows(pool))
        with _replacing(folder / "instructions.jsonl") as file:
            _write_lines(file, instruction_rows(pool))
        with _replacing(folder / "rejected.jsonl") as file:
            _write_lines(file, rejected_rows(pool))
        with _replacing(folder / "summary.json") as file:
            file.write(json.dumps(summary, indent=2).encode() + b"\n")
    except OSError as error:
        raise SelfInstructError(
            f"the result cannot be written to {folder} ({error}); all of it is in the pool {pool.location}: "
            "make room or mend the folder, and give the same command again"
        ) from error


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the path's place when it is complete."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # a temporary file is for its maker alone, a data set is to be shared
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write_lines(file: IO[bytes], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        try:
            line = json.dumps(row, ensure_ascii=False).encode()
        except UnicodeEncodeError:  # a lone surrogate from a model: JSON can say it, UTF-8 cannot
            line = json.dumps(row).encode()
        file.write(line + b"\n")


def _write_parquet(file: IO[bytes], rows: Iterable[Mapping[str, Any]]) -> None:
    with pq.ParquetWriter(file, _SCHEMA) as writer:
        batch: list[Mapping[str, Any]] = []
        for row in rows:
            batch.append({name: _encodable(value) for name, value in row.items()})
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=_SCHEMA))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=_SCHEMA))


def _encodable(value: Any) -> Any:
    """Text as Parquet can hold it: a lone surrogate becomes a question mark."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, list):
        return [{key: _encodable(item) for key, item in entry.items()} for entry in value]
    return value
