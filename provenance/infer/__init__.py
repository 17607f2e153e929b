"""What a page says, what two texts show and what the dates allow -> hops, and how sure they are.

`claims` is loaded when it is first used: a chain that is known needs nothing of what reads credits.
"""

from typing import TYPE_CHECKING, Any

from provenance.infer.chain import chain

if TYPE_CHECKING:
    from provenance.infer.conclude import claims

__all__ = ["chain", "claims"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name != "claims":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from provenance.infer import conclude

    return conclude.claims
