"""The language of a page: what it declares, checked against its text.

Codes are the two-letter ones of ISO 639-1 (three letters where there is none); both written
Norwegians are `no`.
"""

import re
from itertools import islice

from provenance.extract.detector import classifier
from provenance.extract.prose import size
from provenance.extract.tables import CLOSE, LANGUAGES

ENOUGH = 200
SAMPLE = 4_000

_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")


def code(declared: str | None) -> str | None:
    """`fr_FR`, `FR-fr`, `fr` -> `fr`; None for what is no language code."""
    found = _CODE.match((declared or "").strip().lower())
    if not found or found[0] in {"und", "mul", "zxx", "xx"}:
        return None
    return LANGUAGES.get(found[0], found[0])


def detect(declared: str | None, text: str) -> str | None:
    """The language of a page from its declared code and its running text.

    The detector outranks the declaration when there are about 200 letters, it is sure, and the two
    are not languages that it confuses.
    """
    said = code(declared)
    if size(text) < ENOUGH and said:
        return said
    if sum(1 for _ in islice(filter(str.isalpha, text[:SAMPLE]), 20)) < 20:
        return said
    found, sure = _classify(text[:SAMPLE])
    if said == found or said is None:
        return found
    if sure < 0.9 or any({said, found} <= group for group in CLOSE):
        return said
    return found


def _classify(text: str) -> tuple[str, float]:
    name, probability = classifier()(text)
    return code(str(name)) or "und", float(probability)
