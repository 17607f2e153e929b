"""How far a watch has come, kept in a file beside the store so that the next one goes on from there."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from provenance import drafts
from provenance.acquire.polling import Stamp
from provenance.errors import StoreError, reason

if TYPE_CHECKING:
    from provenance.store import Store

# A page that could not be read so often is not asked for again until its source changes it.
TRIES = 3
LARGEST = 500_000_000  # bytes of the file; a key has 20


@dataclass(slots=True)
class Place:
    """The place in one source: its last version, the keys of what was read of it, and how often others failed.

    `leads` are the documents that this version led to; `until` is the Unix time before which it is not asked again.
    """

    stamp: Stamp = field(default_factory=Stamp)
    seen: set[str] = field(default_factory=set)
    failed: dict[str, int] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    until: float = 0.0

    def is_done(self, key: str) -> bool:
        """Whether an entry needs no more reading."""
        return key in self.seen or self.failed.get(key, 0) >= TRIES

    def note(self, key: str, *, read: bool) -> None:
        """Write down that an entry was read, or that it could not be."""
        if read:
            self.seen.add(key)
            self.failed.pop(key, None)
        else:
            self.failed[key] = self.failed.get(key, 0) + 1

    def forget_all_but(self, keys: Iterable[str]) -> None:
        """Drop what the source lists no more."""
        listed = set(keys)
        self.seen &= listed
        self.failed = {key: count for key, count in self.failed.items() if key in listed}


class Progress:
    """The places in all sources; `path` is the file, None keeps them in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._places: dict[str, Place] = dict(_loaded(path)) if path else {}

    def place(self, source: str) -> Place:
        """The place in a source, a new one at its beginning."""
        return self._places.setdefault(source, Place())

    def save(self) -> None:
        """Write all places, whole or not at all. StoreError when that cannot be done."""
        if self.path is None:
            return
        rows = {source: _row(place) for source, place in sorted(self._places.items())}
        draft = drafts.draft(self.path)
        try:
            draft.write_text(json.dumps({"version": 1, "sources": rows}, ensure_ascii=False), "utf-8")
            draft.replace(self.path)
        except OSError as error:
            drafts.remove(draft)
            raise StoreError(f"{self.path}: {reason(error)}") from None


def progress_of(store: "Store") -> Progress:
    """The progress of the watches of a store: `<store>.watch.json`, in the data folder for one on a server."""
    from provenance.store.places import default_path

    place = store.location
    if place.path is not None:
        return Progress(place.path.with_name(f"{place.path.name}.watch.json"))
    if place.url.get_backend_name() == "sqlite":
        return Progress()
    folder = default_path().parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Progress(folder / f"{sha256(place.label.encode()).hexdigest()[:16]}.watch.json")


def _row(place: Place) -> dict[str, object]:
    return {
        "etag": place.stamp.etag,
        "modified": place.stamp.modified,
        "seen": sorted(place.seen),
        "failed": place.failed,
        "leads": place.leads,
        "until": place.until,
    }


def _loaded(path: Path) -> Iterable[tuple[str, Place]]:
    try:
        said = json.loads(_read(path))
        rows = said["sources"].items()
        return [(str(source), _place(row)) for source, row in rows]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(f"{path}: {reason(error)}") from None
    except (ValueError, ArithmeticError, LookupError, AttributeError, TypeError, RecursionError):
        raise StoreError(f"{path}: not the progress of a watch; delete it to begin anew") from None


def _read(path: Path) -> bytes:
    """What stands in the file; StoreError for one that has no end, or none in sight."""
    if path.exists() and not path.is_file():
        raise StoreError(f"{path}: not a regular file")
    with path.open("rb") as stream:
        body = stream.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise StoreError(f"{path}: larger than {LARGEST:,} bytes, not the progress of a watch; delete it to begin anew")
    return body


def _place(row: Mapping[str, object]) -> Place:
    seen, failed, leads = row["seen"], row["failed"], row["leads"]
    if not (isinstance(seen, list) and isinstance(failed, dict) and isinstance(leads, list)):
        raise TypeError
    return Place(
        Stamp(_text(row.get("etag")), _text(row.get("modified"))),
        {str(key) for key in seen},
        {str(key): int(count) for key, count in failed.items()},
        tuple(map(str, leads)),
        float(str(row["until"])),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
