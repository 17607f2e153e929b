"""Where the store lies when nobody says where."""

import os
import sys
from pathlib import Path


def default_path() -> Path:
    """The store's file in the user's data directory (XDG on Linux, its like on macOS and Windows)."""
    return _data_home() / "provenance" / "provenance.db"


def _data_home() -> Path:
    if sys.platform == "win32":
        return _set_or("LOCALAPPDATA", "AppData", "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return _set_or("XDG_DATA_HOME", ".local", "share")


def _set_or(variable: str, *below_home: str) -> Path:
    # The XDG specification: a relative value is to be ignored.
    value = os.environ.get(variable, "")
    return Path(value) if Path(value).is_absolute() else Path.home().joinpath(*below_home)
