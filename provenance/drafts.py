"""What is written beside its place and put there when it is done, so that it appears whole or not at all.

A draft's name tells which process writes it. What a killed one left is removed when the same place is written again.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
from pathlib import Path

_REST = re.compile(r"(\d+)\.[0-9a-f]{6}\.part(?:-wal|-shm|-journal)?")
_LONGEST = 150  # bytes of a name that a draft's may hold: file systems take 255


def draft(target: Path) -> Path:
    """A name for a draft of `target`, in its folder; drafts of it whose writers are gone are removed."""
    mark = f".{_short(target.name)}."
    with contextlib.suppress(OSError):  # a folder that cannot be listed, or is not there
        for path in target.parent.iterdir():
            if path.name.startswith(mark) and (rest := _REST.fullmatch(path.name[len(mark) :])) and not _runs(rest[1]):
                remove(path)
    return target.with_name(f"{mark}{os.getpid()}.{secrets.token_hex(3)}.part")


def remove(path: Path) -> None:
    """Remove a draft, a file or a folder, with what SQLite keeps beside it; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    for beside in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):  # of somebody else's
            path.with_name(path.name + beside).unlink(missing_ok=True)


def _short(name: str) -> str:
    written = os.fsencode(name)
    return name if len(written) <= _LONGEST else f"{name[:20]}-{hashlib.sha256(written).hexdigest()[:16]}"


def _runs(process: str) -> bool:
    """Whether a process of this number runs; True where that cannot be told."""
    if os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError, ValueError):
        return False
    except PermissionError:  # of somebody else's
        return True
    return True
