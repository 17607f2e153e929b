"""Where the store lies when nobody says where, and what a name of its file means."""

import os
import sys
from pathlib import Path

from provenance.errors import StoreError


def default_path() -> Path:
    """The store's file in the user's data directory (XDG on Linux, its like on macOS and Windows)."""
    return _data_home() / "provenance" / "provenance.db"


def expanded(name: str | Path) -> Path:
    """The path of a name in which `~` stands for a home. StoreError for one of nobody's."""
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise StoreError(f"{name}: no such user has a home here") from error


def _data_home() -> Path:
    if sys.platform == "win32":
        return _set_or("LOCALAPPDATA", "AppData", "Local")
    if sys.platform == "darwin":
        return _home() / "Library" / "Application Support"
    return _set_or("XDG_DATA_HOME", ".local", "share")


def _set_or(variable: str, *below_home: str) -> Path:
    # The XDG specification: a relative value is to be ignored.
    value = os.environ.get(variable, "")
    return Path(value) if Path(value).is_absolute() else _home().joinpath(*below_home)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:  # a process of nobody the system knows, as in a container
        raise StoreError("no home folder is known: name the store") from error
