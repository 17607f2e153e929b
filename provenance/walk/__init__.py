"""The verbs `trace` and `show`: the walk upstream, hop by hop, and what the store knows of it."""

from provenance.walk.upstream import Limits, show, trace

__all__ = ["Limits", "show", "trace"]
