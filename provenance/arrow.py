"""pyarrow where it is there, and Parquet files opened so that what is wrong with them is one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from provenance.errors import AcquireError, MissingExtra, NotAnArticle, Unreachable

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_MAGIC = b"PAR1"


def package(name: str = "pyarrow") -> ModuleType:
    """pyarrow, or a module of it. MissingExtra says what to install."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtra.of("Parquet", "pyarrow", "parquet") from error


def is_parquet(path: Path) -> bool:
    """Whether a path is a file that begins as Parquet does."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


@contextmanager
def opened(path: Path) -> "Iterator[pq.ParquetFile]":
    """A Parquet file; what is wrong with it while it is open, or that pyarrow is not there, is an AcquireError."""
    try:
        arrow, parquet = package(), package("pyarrow.parquet")
    except MissingExtra as error:  # other files can be read all the same
        raise AcquireError(f"{path}: {error}") from error
    try:
        with parquet.ParquetFile(path) as file:
            yield file
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:  # a damaged page is an OSError to pyarrow
        if isinstance(error, OSError) and error.errno and error.strerror:
            raise Unreachable(f"{path}: {error.strerror.lower()}") from None
        reason = " ".join(str(error).split())[:200]
        raise NotAnArticle(f"{path}: no Parquet that can be read ({reason})") from None
