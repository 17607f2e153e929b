"""What is written beside its place and put there when it is done, so that it appears whole or not at all.

A draft's name tells which process writes it. What a killed one left is removed when the same place is written again.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import sys
from pathlib import Path

_REST = re.compile(r"(\d+)\.[0-9a-f]{6}\.part(?:-wal|-shm|-journal|(\.old))?")
_LONGEST = 150  # bytes of a name that a draft's may hold: file systems take 255
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


def draft(target: Path) -> Path:
    """A name for a draft of `target`, in its folder; drafts of it whose writers are gone are removed.

    What such a writer had moved away for its draft is put back.
    """
    mark = f".{_short(target.name)}."
    with contextlib.suppress(OSError):  # a folder that cannot be listed, or is not there
        for path in target.parent.iterdir():
            if path.name.startswith(mark) and (rest := _REST.fullmatch(path.name[len(mark) :])) and not _runs(rest[1]):
                if rest[2]:
                    _put_back(path, target)
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


def put_folder(part: Path, target: Path) -> None:
    """Put a folder in its place; of one that is there, only what stood in it is left, at `part` or nowhere."""
    if not os.path.lexists(target):
        part.rename(target)
    elif not _exchanged(part, target):
        _replace(part, target)


def _exchanged(a: Path, b: Path) -> bool:
    """Whether two paths have changed places, at once; False where the system cannot do that."""
    if sys.platform != "linux":
        return False
    import ctypes

    library = ctypes.CDLL(None)
    if not hasattr(library, "renameat2"):
        return False
    return bool(library.renameat2(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _EXCHANGE) == 0)


def _replace(part: Path, target: Path) -> None:
    """In two steps; after the first, the old one is put back by whoever comes next."""
    old = part.with_name(f"{part.name}.old")
    try:
        target.rename(old)
        part.rename(target)
    finally:
        _put_back(old, target)
        remove(old)


def _put_back(old: Path, target: Path) -> None:
    if old.exists() and not os.path.lexists(target):
        old.rename(target)


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
