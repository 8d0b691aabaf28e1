"""The pool's database as such: opening, reading, writing rows, and facts by name."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from selfinstruct_distilabel.pool import schema
from selfinstruct_distilabel.pool.database import connect, shown

__all__ = ["Store", "chunks"]

_CHUNK = 500  # rows named in one statement; databases limit the parameters of one

T = TypeVar("T")


class Store:
    """An open database with the tables of `selfinstruct_distilabel.pool.schema`.

    Args:
        location: an SQLAlchemy URL, or the path of an SQLite file, which is made where it is missing.
        read_only: make and change nothing; the database must be there, and nobody may be writing to it.

    Raises:
        InputError: if the database cannot be opened.
    """

    def __init__(self, location: str | os.PathLike[str], *, read_only: bool = False) -> None:
        self.location = shown(location)
        self._engine: Engine = connect(location, read_only=read_only)
        weakref.finalize(self, self._engine.dispose)  # now, and not when the garbage is collected
        _open.add(self)

    def close(self) -> None:
        """Closes the connections; the next call opens one again."""
        self._engine.dispose()

    def fact(self, name: str) -> Any:
        """The value stored under a name, None where there is none."""
        return self._read(lambda db: db.scalar(select(schema.facts.c.value).where(schema.facts.c.name == name)))

    def set_facts(self, facts: Mapping[str, Any]) -> None:
        """Stores JSON values under their names, over what was there."""
        with self._engine.begin() as db:
            self._put_facts(db, facts)

    def read(self, query: Any) -> list[Any]:
        """The rows of a select."""
        return self._read(lambda db: list(db.execute(query)))

    def read_by(self, query: Any, column: ColumnElement[Any], values: Sequence[Any]) -> list[Any]:
        """The rows of a select whose column has one of many values."""
        return self._read(
            lambda db: [row for chunk in chunks(values) for row in db.execute(query.where(column.in_(chunk)))]
        )

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._engine.connect().execution_options(reads_only=True) as db:
            return work(db)

    def _insert(self, db: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            db.execute(insert(table), list(rows))

    def _put_facts(self, db: Connection, facts: Mapping[str, Any]) -> None:
        statement = self._dialect.insert(schema.facts)
        statement = statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value})
        db.execute(statement, [{"name": name, "value": value} for name, value in facts.items()])

    @property
    def _dialect(self) -> Any:
        """Where the databases' common language ends: what to do with a row that is there already."""
        return postgresql if self._engine.dialect.name == "postgresql" else sqlite


_open: weakref.WeakSet[Store] = weakref.WeakSet()


def _let_go() -> None:
    """Closes connections that nobody is using, before a process is forked.

    A child inherits what SQLite in its parent believes to have locked, and locks nothing itself; others then take away the
    log into which it writes, and what it committed is lost (https://www.sqlite.org/howtocorrupt.html, section 2.6).
    """
    for store in list(_open):
        store.close()


os.register_at_fork(before=_let_go)


def chunks(values: Sequence[T]) -> list[Sequence[T]]:
    """As many values as one statement may name, and the next ones."""
    return [values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK)]
