"""A real PostgreSQL server for a test run: Debian's programs, on a socket in a folder of its own, stopped at the end.

The first test that asks starts it, also for the other processes of the run; each test gets a database of its own.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest

FOLDER = "PROVENANCE_TEST_SERVER"  # names the folder to all processes of one run
_USER = "provenance"
_TEMPLATE = "empty_store"
# Nothing of it is to outlive the run, so it need not be safe on the disk.
_SETTINGS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def begin() -> None:
    """Name the folder of this run; nothing is started yet."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="pg-")  # short: the path of a socket has at most 107 bytes


def end() -> None:
    """Stop the server, if one was started, and remove its folder."""
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(*, of_a_store: bool = True) -> Iterator[str]:
    """The address of a new database, of an empty store or with nothing in it; dropped at the end.

    Skips the test where there is no server to start, unless CI=true.
    """
    folder = _server()
    name = f"t{uuid.uuid4().hex}"
    template = _TEMPLATE if of_a_store else "template0"
    _sql(folder, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield address(folder, name)
    finally:
        _sql(folder, f"DROP DATABASE {name} WITH (FORCE)")


def address(folder: Path, name: str) -> str:
    """What a store on the server's socket is called."""
    return f"postgresql+psycopg://{_USER}@/{name}?host={quote(str(folder))}"


def _server() -> Path:
    """The folder of the running server; started by whoever comes first."""
    folder = Path(os.environ[FOLDER])
    _require(_bin() is not None, "no PostgreSQL here: apt-get install postgresql")
    with suppress(ModuleNotFoundError):
        import psycopg  # noqa: F401

        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "ready").exists():
                _start(folder)
                (folder / "ready").touch()
        return folder
    _require(False, "no psycopg here: pip install article-provenance[postgres]")
    return folder


def _require(there: bool, reason: str) -> None:
    if not there:
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def _bin() -> Path | None:
    """Where the server's programs lie; Debian keeps them out of the search path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    there = shutil.which("initdb")
    return found[-1].parent if found else Path(there).parent if there else None


def _start(folder: Path) -> None:
    _run(folder, "initdb", "-D", "data", "-U", _USER, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    _run(folder, "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", f"-k {folder} {_SETTINGS}", "start")
    _sql(folder, f"CREATE DATABASE {_TEMPLATE}")
    from provenance.store import open_store

    with open_store(address(folder, _TEMPLATE)):
        pass


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of the server's programs in its folder, as somebody who is not the superuser: it refuses to serve one."""
    command = [*_unprivileged(folder), str((_bin() or Path()) / program), *arguments]
    with (folder / "said").open("ab") as said:  # no pipe: the server would hold it open
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
    assert done.returncode == 0, (folder / "said").read_text(errors="replace")


def _unprivileged(folder: Path) -> list[str]:
    """What to put before a command: in a user namespace, also one inside another, the same files are another's."""
    if os.geteuid():
        return []
    if (
        shutil.which("unshare")
        and not subprocess.run(["unshare", "-U", "true"], capture_output=True, check=False).returncode
    ):
        return ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    shutil.chown(folder, 65534, 65534)
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def _sql(folder: Path, statement: str) -> None:
    import psycopg

    with psycopg.connect(host=str(folder), user=_USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
