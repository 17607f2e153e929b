"""All targets, the quick ones first."""

from fuzz import addresses, documents, graphs, keeping, pages, texts, words
from fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *addresses.TARGETS,
    *words.TARGETS,
    *documents.TARGETS,
    *keeping.TARGETS,
    *graphs.TARGETS,
    *texts.TARGETS,
    *pages.TARGETS,
)


def find(name: str) -> Target:
    """The target of a name; KeyError when there is none."""
    return {target.name: target for target in TARGETS}[name]
