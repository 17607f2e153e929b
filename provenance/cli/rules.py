"""The command that shows by which rules signals become claims."""

import json
from typing import Annotated

import typer

from provenance.cli.settings import DONE, Shape
from provenance.cli.tree import put


def rules(
    shape: Annotated[Shape, typer.Option("--format", help="How to print the table.")] = Shape.TEXT,
) -> int:
    """The table of rules.

    What counts for a credit, what against it, what is thrown out.
    """
    from provenance.infer.rules import BIAS, table

    rows = table()
    if shape is Shape.JSON:
        typer.echo(json.dumps({"bias": BIAS, "rules": [row._asdict() for row in rows]}, ensure_ascii=False, indent=2))
        return DONE
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("rule", "kind", "weight", "what it says"):
        shown.add_column(title, justify="right" if title == "weight" else "left", no_wrap=title == "rule")
    for row in rows:
        shown.add_row(row.name, row.kind, "" if row.weight is None else f"{row.weight:+.1f}", row.says)
    console = Console(highlight=False)
    put(console, shown)
    put(
        console,
        f"\nWeights are log-odds. A credit starts at {BIAS:+.1f}; the heaviest main rule that holds and every qualifier"
        " that holds are added; the sum is calibrated to a probability (Platt scaling). A veto throws the line out"
        " before that.",
    )
    return DONE
