"""Signals, matches and dates -> claims and derivations: one table of rules (`rules.py`)."""

from provenance.infer.chain import chain
from provenance.infer.claims import claims

__all__ = ["chain", "claims"]
