"""The verbs `trace` and `show`: the walk upstream, hop by hop, and what the store knows of it."""

from provenance.walk.answer import behind, show
from provenance.walk.library import Limits
from provenance.walk.record import record
from provenance.walk.upstream import trace

__all__ = ["Limits", "behind", "record", "show", "trace"]
