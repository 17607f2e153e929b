"""What pages leave to the code: a line `<!-- filled: rules -->` is replaced by that table when they are built."""

import re
from collections.abc import Callable
from pathlib import Path

from docs.scripts import commands, registries, reliability

DOCS = Path(__file__).resolve().parent.parent
# Pages about the inside, in their order, as far as they are there.
INSIDE = ("architecture", "contributing", "security", "benchmarks")
MARK = re.compile(r"^<!-- filled: (\w+) -->$", re.MULTILINE)


def inside() -> str:
    """The last part of the table of contents."""
    there = [name for name in INSIDE if (DOCS / f"{name}.md").exists()]
    return "\n".join(("```{toctree}", ":caption: Inside", ":hidden:", "", *there, "```")) if there else ""


FILLS: dict[str, Callable[[], str]] = {
    "commands": commands.reference,
    "errors": registries.tree,
    "finders": registries.finders,
    "formats": registries.formats,
    "inside": inside,
    "measures": registries.measures,
    "readers": registries.readers,
    "reliability": reliability.table,
    "resolvers": registries.resolvers,
    "rules": registries.rules,
    "traits": registries.traits,
    "values": registries.values,
    "variables": registries.variables,
}


def fill(source: str, page: str) -> str:
    """The page with its marks replaced; ValueError names a page that asks for what nobody makes."""

    def made(mark: re.Match[str]) -> str:
        if mark[1] not in FILLS:
            raise ValueError(f"{page}: nothing fills {mark[1]!r}; known: {', '.join(FILLS)}")
        return FILLS[mark[1]]()

    return MARK.sub(made, source)
