"""What is worked out once from the package's data files and kept in the user's cache folder.

A kept value is named by a digest of what it was made from, so it is never out of date; where the folder cannot be
written it is worked out each time. What another user could have written is not taken up: compiled patterns are
programs. `XDG_CACHE_HOME` moves the folder.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

MAX_BYTES = 64_000_000


def folder() -> Path:
    """Where values are kept: `provenance` in the user's cache folder. FileNotFoundError where no home is known."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    except RuntimeError as error:  # a process of nobody the system knows, as in a container
        raise FileNotFoundError("no home folder is known") from error
    return Path(base) / "provenance"


def digest(parts: Iterable[bytes]) -> str:
    """A name for what something is made from: 24 hexadecimal digits."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()[:24]


def kept_json(name: str, made_from: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value that `make` gives, as JSON brings it back; made anew unless it is kept for this `made_from`."""
    from msgspec import DecodeError
    from msgspec.json import decode  # of the grammar's index in half the time that Python's own takes

    data = read(name, made_from)
    with contextlib.suppress(DecodeError, ValueError):
        if data is not None:
            return decode(data)
    text = json.dumps(make(), ensure_ascii=False, separators=(",", ":"))
    write(name, made_from, text.encode())
    return json.loads(text)


def read(name: str, made_from: str) -> bytes | None:
    """The bytes kept under a name, whole; None when there are none, or when they are damaged or not this user's."""
    with contextlib.suppress(OSError), _path(name, made_from).open("rb") as file:
        told = os.fstat(file.fileno())
        if told.st_size <= MAX_BYTES and is_ours(told):
            whole = file.read()
            if whole[:32] == hashlib.sha256(whole[32:]).digest():
                return whole[32:]
    return None


def is_ours(told: os.stat_result) -> bool:
    """Whether nobody but this user and the system's could have written a file or folder, by its owner and mode."""
    return os.name != "posix" or (told.st_uid in (os.geteuid(), 0) and not told.st_mode & 0o022)


def write(name: str, made_from: str, data: bytes) -> None:
    """Keep bytes under a name, whole or not at all; what was kept for another `made_from` goes."""
    with contextlib.suppress(OSError):
        path = _path(name, made_from)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        with os.fdopen(handle, "wb") as out:
            out.write(hashlib.sha256(data).digest() + data)
        Path(part).replace(path)
        for old in path.parent.glob(f"{name}-*.kept"):
            if old != path:
                old.unlink(missing_ok=True)


def _path(name: str, made_from: str) -> Path:
    return folder() / f"{name}-{made_from}.kept"
