"""A graph into a file: whole or not at all."""

import io
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from provenance.drafts import draft, remove
from provenance.errors import ExportError
from provenance.formats.formats import find
from provenance.formats.record import Record
from provenance.formats.stream import Parts
from provenance.model import Graph


def export(graph: Parts, name: str, path: str | Path, focus: str | None = None, record: Record | None = None) -> None:
    """Write `graph` in the format `name` (one of `provenance.formats.FORMATS`) to `path`; `-` is standard output.

    The graph of an article with its sources and its copies is `show(target, store).graph`, that of its whole family
    `store.family(id)`, that of a whole store `Stream(store.whole_graph())`.

    A file appears complete or not at all: it is written beside the target, synced, then renamed
    over it. A zip of tables is unpacked where the target is a folder, or a name that ends with a
    slash. `focus` is the id of the article asked about, `record` what the formats `report` and
    `html` have to tell beyond the graph. A `Stream` is written as it goes by,
    unchecked, by the formats that can; a `Graph` is checked first. ExportError: an unknown format, a
    graph that does not hold together, or a target that cannot be written. A closed pipe on
    standard output is left to the caller as BrokenPipeError.
    """
    form = find(name)
    if isinstance(graph, Graph):
        _check(graph, focus)

    def write(out: BinaryIO) -> None:
        form.to(graph, out, focus, record)

    if str(path) == "-":
        _to_stdout(form.pack is not None, write)
        return
    try:
        if form.pack is not None and (str(path).endswith(("/", os.sep)) or named(path).is_dir()):
            _to_folder(named(path), write)
        else:
            _to_file(named(path), write)
    except (OSError, ValueError, RuntimeError) as error:  # a null character in the path, a loop of links
        reason = getattr(error, "strerror", None) or error
        raise ExportError(f"cannot write {str(path)!r}: {reason}") from error


def named(path: str | Path) -> Path:
    """A path to write to; ValueError for an empty name, which would be the folder one stands in."""
    if not str(path).strip():
        raise ValueError("an empty name")
    return Path(path)


def _check(graph: Graph, focus: str | None) -> None:
    known = {node.id for node in graph.nodes}
    if len(known) != len(graph.nodes):
        raise ExportError("the graph holds two nodes of one id")
    if focus is not None and focus not in known:
        raise ExportError(f"the article asked about, {focus!r}, is not in the graph")
    for link in graph.links:
        for end in (link.derived, link.source):
            if end not in known:
                raise ExportError(f"link {link.id!r} names node {end!r}, which is not in the graph")


def _to_stdout(packed: bool, write: Callable[[BinaryIO], None]) -> None:
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:  # a replaced standard output that takes text only
        if packed:
            raise ExportError("this format is bytes, and standard output takes text only")
        whole = io.BytesIO()
        write(whole)
        sys.stdout.write(whole.getvalue().decode())
        return
    if packed and raw.isatty():
        raise ExportError("this format is a zip file, not for a terminal: name a file with --output")
    sys.stdout.flush()
    write(raw)


def _to_file(path: Path, write: Callable[[BinaryIO], None]) -> None:
    target = path.resolve()  # through a symbolic link, which stays
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as out:  # a pipe or a device has no rename
            write(out)
        return
    if target.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    part = draft(target)
    try:
        _write_synced(part, write)
        part.replace(target)
    finally:
        remove(part)
    _sync_folder(target.parent)


def _to_folder(folder: Path, write: Callable[[BinaryIO], None]) -> None:
    """The files of a zip: all are written before the first takes its place."""
    parts: dict[Path, Path] = {}
    try:
        with tempfile.TemporaryFile() as out:
            write(out)
            folder.mkdir(exist_ok=True)
            with zipfile.ZipFile(out) as packed:
                for name in packed.namelist():
                    target = folder / name
                    if target.is_dir():
                        raise IsADirectoryError(None, f"{name} in it is a folder")
                    parts[target] = draft(target)
                    with packed.open(name) as member:
                        _write_synced(parts[target], partial(shutil.copyfileobj, member))
        for target, part in parts.items():
            part.replace(target)
    finally:
        for part in parts.values():
            remove(part)
    _sync_folder(folder)


def _write_synced(part: Path, write: Callable[[BinaryIO], None]) -> None:
    with part.open("xb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # not every system lets a folder be opened; the file itself is safe
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
