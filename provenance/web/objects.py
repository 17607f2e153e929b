"""Nouns as the JSON objects of the API."""

from provenance.formats.values import address, clean, cleaned, moment
from provenance.model import Capture, Signal
from provenance.store.outlets import Outlet
from provenance.store.search import Word


def word_json(word: Word) -> dict[str, object]:
    """A judgement."""
    said = word.judgement
    return {
        "link": clean(said.link),
        "verdict": said.verdict,
        "by": clean(said.by),
        "at": moment(said.at),
        "note": cleaned(said.note),
        "current": word.current,
    }


def outlet_json(outlet: Outlet) -> dict[str, object]:
    """An outlet."""
    return {"key": clean(outlet.key), "name": clean(outlet.name), "read": outlet.read, "known": outlet.known}


def capture_json(capture: Capture) -> dict[str, object]:
    """When and where bytes were received."""
    return {
        "fetched": moment(capture.fetched),
        "url": address(capture.url),
        "final_url": address(capture.final_url),
        "status": capture.status,
        "media_type": clean(capture.media_type),
        "memento": address(capture.memento),
    }


def signal_json(signal: Signal) -> dict[str, object]:
    """What a page says."""
    return {
        "finder": signal.finder,
        "relation": signal.relation,
        "place": signal.place.value,
        "quote": clean(signal.quote),
        "strength": signal.strength,
    }
