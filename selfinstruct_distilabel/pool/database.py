"""Opening the pool's database: SQLite by default, or PostgreSQL."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from selfinstruct_distilabel.errors import InputError
from selfinstruct_distilabel.pool.schema import metadata

__all__ = ["connect", "pool_url", "shown"]

_BACKENDS = ("sqlite", "postgresql")
BUSY_TIMEOUT = 120.0  # seconds that one process waits for another one's transaction
_SCHEMA_LOCK = 2212_10560  # any number: PostgreSQL's key for "somebody is making the tables"


def pool_url(location: str | os.PathLike[str]) -> URL:
    """Reads a pool's location.

    Args:
        location: an SQLAlchemy URL (it has a `://`), or the path of an SQLite file.

    Returns:
        The URL of the database, an SQLite file by its absolute path.

    Raises:
        InputError: if it looks like a URL and is none, or names what cannot hold a pool.
    """
    name = os.fspath(location)
    if "://" not in name:
        return URL.create("sqlite", database=str(Path(name).expanduser().absolute()))
    try:
        url = make_url(name)
    except ArgumentError as error:
        raise InputError("the pool is neither a path nor an SQLAlchemy URL such as sqlite:///run.db") from error
    if url.get_backend_name() not in _BACKENDS:
        raise InputError(
            f"the pool {_without_secrets(url)} is no database of {' or '.join(_BACKENDS)}; name one that is"
        )
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise InputError("a pool in memory would be another one in each process; name a file for the pool")
    return url


def shown(location: str | os.PathLike[str]) -> str:
    """The pool's location as it may be printed or stored: a password in it is hidden."""
    url = pool_url(location)
    return os.fspath(location) if url.get_backend_name() == "sqlite" else _without_secrets(url)


def _without_secrets(url: URL) -> str:
    """Without the password, and without the query, in which there may be one too."""
    return url.set(query={}).render_as_string(hide_password=True)


def connect(location: str | os.PathLike[str], *, read_only: bool = False) -> Engine:
    """Opens the database and makes its tables where they are missing.

    Args:
        location: as for `pool_url`.
        read_only: make and change nothing, not even the files that SQLite keeps beside its own.

    Raises:
        InputError: if it cannot be opened or written to, or is no pool; the sentence names it.
    """
    url = pool_url(location)
    is_sqlite = url.get_backend_name() == "sqlite"
    try:
        if is_sqlite and read_only:
            query = {"mode": "ro", "immutable": "1", "uri": "true"}
            url = url.set(database=f"file:{quote(str(url.database))}", query=query)
        elif is_sqlite:
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT} if is_sqlite else {})
        if is_sqlite and not read_only:
            _write_through(engine)
        with engine.begin() as connection:
            if not is_sqlite:
                _wait_for_other_creators(connection)
            tables = inspect(connection).get_table_names()
            if (tables or read_only) and metadata.tables["facts"].name not in tables:
                raise InputError(
                    f"the pool {shown(location)} is a database of something else; name another one with --pool"
                )
            if not read_only:
                metadata.create_all(connection)
    except (OSError, DBAPIError) as error:
        cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise InputError(
            f"the pool {shown(location)} cannot be opened ({cause}); name one that can be written to with --pool"
        ) from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise InputError(
            f"the pool {shown(location)} needs a database driver that is not installed ({error}); "
            "for PostgreSQL: pip install 'selfinstruct-distilabel[postgres]' and postgresql+psycopg://…"
        ) from error
    return engine


def _write_through(engine: Engine) -> None:
    """Makes SQLite keep what it committed through a power cut, and take the write lock when a transaction begins.

    The driver's own transactions are turned off: they begin with the first write, so that two processes which have
    both read can fail each other instead of waiting.
    """

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _wait_for_other_creators(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SCHEMA_LOCK})
