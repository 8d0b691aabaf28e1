"""Where seed rows come from: a file, a folder, the Hub. What a row must hold is decided in `reader.py`.

A file is read by what is in it: gzip and Parquet are known by their first bytes, a JSON document by its opening bracket
(or the suffix `.json`); everything else is JSON Lines.
"""

import gzip
import io
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import load_dataset

from selfinstruct_distilabel.errors import InputError

__all__ = ["SourceRow", "read_rows"]

_GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, 2.3.1
_PARQUET_MAGIC = b"PAR1"  # Apache Parquet, "File format"
_UTF8_MARK = b"\xef\xbb\xbf"
_FILE_SUFFIXES = {".csv", ".gz", ".json", ".jsonl", ".ndjson", ".parquet", ".tsv", ".txt", ".yaml", ".yml"}
_HUB_DATA_SET = re.compile(r"(?P<name>\w[\w.-]*/\w[\w.-]*)(:(?P<config>[\w.-]+))?(/(?P<split>\w+))?", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One row as it was found: its value, or the `problem` that kept it from being read."""

    source: str
    place: str
    """Where in the source, counted from 1: `line 3` in JSON Lines, `row 3` elsewhere."""
    value: Any = None
    problem: str = ""

    @property
    def location(self) -> str:
        """Source and place, as users read them: `seeds.jsonl, line 3`."""
        return f"{self.source}, {self.place}"


class _NotJsonError(ValueError):
    """Bytes that are no JSON; the message continues a sentence about them."""


class _SeveralValuesError(_NotJsonError):
    """Valid JSON with more behind it, as JSON Lines look when taken for one document."""


def read_rows(source: str | Path) -> list[SourceRow]:
    """All rows of a file, of a folder that `datasets` can load, or of a Hub data set, in their order.

    Args:
        source: a path, or the id of a Hub data set: `owner/name`, `owner/name:config`, `owner/name/split` or
            `owner/name:config/split`. What exists as a path is a path.

    Returns:
        The rows, at least one. Lines that are not JSON are rows with a `problem`.

    Raises:
        InputError: there is no such source, it cannot be read as a whole, or it holds no row.
    """
    name = str(source)
    path = os.path.expanduser(name)
    hub = _HUB_DATA_SET.fullmatch(name) if isinstance(source, str) else None
    rows: Iterable[SourceRow]
    if os.path.isfile(path):  # unlike Path.is_file, False and not an error for a name that is too long
        rows = _file_rows(Path(path), name)
    elif os.path.isdir(path):
        rows = _data_set_rows(path, name, what="The folder")
    elif hub and Path(hub["name"]).suffix not in _FILE_SUFFIXES:
        what = "There is no such file, and the Hub data set"
        rows = _data_set_rows(hub["name"], name, what=what, config=hub["config"], split=hub["split"])
    else:
        raise InputError(f'There is no seed file "{name}"; give an existing file, or none for the shipped seeds.')
    rows = list(rows)
    if not rows:
        raise InputError(f'"{name}" is empty; it must hold seed tasks, one a line or row.')
    return rows


def _file_rows(path: Path, name: str) -> Iterable[SourceRow]:
    try:
        data = path.read_bytes()
        if data.startswith(_GZIP_MAGIC):
            data = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f'The seed file "{name}" cannot be read ({_in_short(error)}).') from error
    suffix = Path(path.name.removesuffix(".gz")).suffix
    if suffix == ".parquet" or data.startswith(_PARQUET_MAGIC):
        return _parquet_rows(data, name)
    data = data.removeprefix(_UTF8_MARK)
    if suffix == ".json" or data.lstrip().startswith(b"["):
        return _json_rows(data, name)
    return _json_lines_rows(data, name)


def _parquet_rows(data: bytes, name: str) -> Iterable[SourceRow]:
    try:
        table = pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError) as error:
        raise InputError(f'The seed file "{name}" is not readable as Parquet ({_in_short(error)}).') from error
    return _numbered(table.to_pylist(), name)


def _json_rows(data: bytes, name: str) -> Iterable[SourceRow]:
    """Rows of a JSON document: its list, the list under `data`, or else the document as the only row."""
    if not data.strip():
        return []
    try:
        document = _parsed(data)
    except _SeveralValuesError:
        return _json_lines_rows(data, name)
    except _NotJsonError as error:
        raise InputError(
            f'The seed file "{name}" {error}; it must be a list of tasks, or {{"data": tasks}}.'
        ) from error
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        document = document["data"]
    return _numbered(document if isinstance(document, list) else [document], name)


def _json_lines_rows(data: bytes, name: str) -> Iterator[SourceRow]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            yield SourceRow(source=name, place=place, value=_parsed(line))
        except _NotJsonError as error:
            yield SourceRow(source=name, place=place, problem=f"{error}; it must be one JSON object a line, in UTF-8")


def _data_set_rows(
    path: str, name: str, *, what: str, config: str | None = None, split: str | None = None
) -> Iterable[SourceRow]:
    """Rows of what `datasets` loads: of the split asked for, else of `train`, else of the only one."""
    try:
        splits = load_dataset(path, config)
    except Exception as error:  # ConnectionError, FileNotFoundError, ValueError, ArrowInvalid …: nothing in common
        way_out = "check its name, or give a file"
        raise InputError(f'{what} "{name}" cannot be loaded ({_in_short(error)}); {way_out}.') from error
    wanted = split or (next(iter(splits)) if len(splits) == 1 else "train")
    if wanted not in splits:
        names = ", ".join(map(str, splits))
        raise InputError(f'The data set "{path}" has no split "{wanted}"; put one of {names} behind a slash.')
    return _numbered(splits[wanted].to_list(), name)


def _numbered(values: Iterable[Any], name: str) -> Iterable[SourceRow]:
    return (SourceRow(source=name, place=f"row {number}", value=value) for number, value in enumerate(values, start=1))


def _parsed(data: bytes) -> Any:
    """The one JSON value in UTF-8 bytes, of a line or of a document."""
    document = b"\n" in data
    try:
        return json.loads(data.decode())
    except UnicodeDecodeError as error:
        position = _position(data[: error.start].decode(), document=document)
        raise _NotJsonError(f"is not UTF-8 text ({position})") from error
    except json.JSONDecodeError as error:
        kind = _SeveralValuesError if error.msg == "Extra data" else _NotJsonError
        position = _position(error.doc[: error.pos], document=document)
        raise kind(f"is not valid JSON ({error.msg}, {position})") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise _NotJsonError(f"is not usable JSON ({_in_short(error)})") from error


def _position(before: str, *, document: bool) -> str:
    """The place behind a text, counted from 1; the line is named in a document alone."""
    lines = before.split("\n")
    column = f"character {len(lines[-1]) + 1}"
    return f"line {len(lines)}, {column}" if document else column


def _in_short(error: BaseException) -> str:
    """The first line of an error's message, to be put in brackets."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
