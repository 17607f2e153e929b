"""Imprecise dates as half-open UTC intervals: read as they were written, compared with care.

The readers take any string, never raise, and answer None for what they cannot read and for years
before 1990 or after the next.
"""

from provenance.dates.intervals import as_iso, before, impossible, intersect, overlap, precision, shifted
from provenance.dates.iso import parse_iso
from provenance.dates.paths import from_url
from provenance.dates.words import parse_words

__all__ = [
    "as_iso",
    "before",
    "from_url",
    "impossible",
    "intersect",
    "overlap",
    "parse_iso",
    "parse_words",
    "precision",
    "shifted",
]
