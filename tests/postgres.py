"""A real PostgreSQL server on loopback, from Debian's package, for tests of the pool."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["postgres_server"]

_USER = "postgres"  # the server refuses to run as root; Debian's package makes this user


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """Starts a server with its data in a folder, and gives the URL of its first database, for SQLAlchemy.

    Skips the test where PostgreSQL or its driver is not installed.
    """
    pytest.importorskip("psycopg", reason="the extra [postgres] is not installed")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    as_user: list[str] = []
    if os.getuid() == 0:
        as_user = ["runuser", "-u", _USER, "--"]
        for above in (folder, *folder.parents[:3]):  # pytest's folders are for their maker alone
            above.chmod(0o755)
        shutil.chown(folder, _USER, _USER)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    control = [*as_user, str(found[-1].with_name("pg_ctl")), "-D", str(data), "-w", "-l", str(folder / "log")]
    initdb = [*as_user, str(found[-1]), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(initdb, check=True, capture_output=True, cwd="/")
    subprocess.run([*control, "-o", options, "start"], check=True, capture_output=True, cwd="/")
    try:
        yield f"postgresql+psycopg://{_USER}:no-password-needed@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
