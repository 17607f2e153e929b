"""What people say of links: appended, retired, never changed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from provenance.errors import StoreError
from provenance.model import Judgement, Verdict
from provenance.store import nouns, pack
from provenance.store.find import between
from provenance.store.tables import JUDGEMENTS, LINKS


def judge(connection: Connection, link: str, verdict: Verdict, by: str, note: str | None) -> Judgement:
    """Add a judgement and retire the one before it; the same word of the same person adds nothing."""
    key = link_id(connection, link)
    by, note = pack.clean(by), pack.maybe(note)
    before = _current(connection, key)
    if before is not None and (before.verdict, before.by, before.note) == (verdict, by, note):
        return before
    now = datetime.now(UTC)
    retired = update(JUDGEMENTS).where(JUDGEMENTS.c.link == key, JUDGEMENTS.c.retired_at.is_(None))
    connection.execute(retired.values(retired_at=pack.write_time(now)))
    row = {"link": key, "verdict": verdict.value, "by": by, "at": pack.write_time(now), "note": note}
    connection.execute(JUDGEMENTS.insert(), [row])
    return Judgement(key, verdict, by, now, note)


def judgements(connection: Connection, link: str) -> list[Judgement]:
    """Every judgement of a link, oldest first; also of a link that was dropped."""
    found = connection.execute(_words_on(pack.clean(link))).mappings().all()
    if not found:
        found = connection.execute(_words_on(link_id(connection, link))).mappings().all()
    return [nouns.read_judgement(row) for row in found]


def _words_on(link: str) -> Select[Any]:
    return select(JUDGEMENTS).where(JUDGEMENTS.c.link == link).order_by(JUDGEMENTS.c.number)


def _current(connection: Connection, link: str) -> Judgement | None:
    wanted = select(JUDGEMENTS).where(JUDGEMENTS.c.link == link, JUDGEMENTS.c.retired_at.is_(None))
    row = connection.execute(wanted).mappings().first()
    return nouns.read_judgement(row) if row else None


def link_id(connection: Connection, link: str) -> str:
    """The id of the link that is named, whole or by its beginning. Raises StoreError unless just one is."""
    link = pack.clean(link.strip())
    exact = connection.execute(select(LINKS.c.id).where(LINKS.c.id == link)).scalar()
    if exact is not None or not link:
        return _just_one(link, [exact] if exact else [])
    wanted = select(LINKS.c.id).where(LINKS.c.id.between(*between(link))).order_by(LINKS.c.id).limit(10)
    return _just_one(link, list(connection.execute(wanted).scalars()))


def _just_one(link: str, found: list[str]) -> str:
    if not found:
        raise StoreError(f"link {link!r}: not in the store")
    if len(found) > 1:
        raise StoreError(f"link {link!r}: {len(found)} links or more begin so: {', '.join(found[:3])} ...")
    return found[0]
