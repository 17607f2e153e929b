"""The verbs `trace` and `show`: the walk upstream, hop by hop, and what the store knows of it.

The others are loaded when they are first used: `show` needs nothing of what reads pages.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# At once: the module of the same name would take its place.
from provenance.walk.record import record

if TYPE_CHECKING:
    from provenance.walk.answer import behind, family, named, show
    from provenance.walk.library import Limits
    from provenance.walk.upstream import trace

__all__ = ["Limits", "behind", "family", "named", "record", "show", "trace"]

_HOMES = {
    "Limits": "library",
    "behind": "answer",
    "family": "answer",
    "named": "answer",
    "show": "answer",
    "trace": "upstream",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
