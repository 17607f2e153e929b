"""WACZ files: WARCs in a zip; what its pages say is read from the WARCs themselves."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from provenance.acquire.pages import Failure, Options, followed
from provenance.acquire.warc import read_records
from provenance.errors import NotAnArticle, Unreachable, reason
from provenance.model import Capture

NAMES = (".wacz",)
_MOST = 10_000
# An encrypted member is a RuntimeError, an unknown version or compression a NotImplementedError; what stands at odds
# within the file comes out as any of the others.
_DAMAGES = (zipfile.BadZipFile, RuntimeError, ValueError, OverflowError, EOFError, struct.error, zlib.error)


def read_wacz(target: str, options: Options) -> Iterator[Capture | Failure] | None:
    """A WACZ file by its name (`.wacz`): the pages of every WARC in its `archive` folder."""
    path = Path(target)
    return _file(path, target, options) if target.lower().endswith(NAMES) and path.is_file() else None


def _file(path: Path, name: str, options: Options) -> Iterator[Capture | Failure]:
    try:
        with zipfile.ZipFile(path) as file:
            members = [one for one in file.infolist()[:_MOST] if _is_warc(one.filename)]
            if not members:
                raise NotAnArticle(f"{name}: a zip without WARC files in it")
            for member in members:
                yield from _warc(file, member, name, options)
    except _DAMAGES as error:
        raise NotAnArticle(f"{name}: not a WACZ file ({error})") from None
    except OSError as error:
        raise Unreachable(f"{name}: {reason(error)}") from None


def _is_warc(member: str) -> bool:
    return member.startswith("archive/") and member.endswith((".warc", ".warc.gz"))


def _warc(file: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, options: Options) -> Iterator[Capture | Failure]:
    where = f"{name}:{member.filename}"
    try:
        with file.open(member) as stream:
            pages = read_records(cast("BinaryIO", stream), where, options)
            # As far as it was unpacked: archives are put into a WACZ as they are.
            yield from followed(pages, Path(name), lambda: member.header_offset + stream.tell(), options)
    except _DAMAGES as error:
        yield Failure(where, NotAnArticle(f"{where}: {error}"))
