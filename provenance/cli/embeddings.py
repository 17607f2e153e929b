"""The option that names a model of the user's own, shared by the commands that compare texts."""

from pathlib import Path
from typing import Annotated

import typer


def _chosen(folder: Path | None) -> Path | None:
    from provenance.errors import ModelError
    from provenance.match.vectors import choose

    try:
        choose(folder)
    except ModelError as error:
        raise typer.BadParameter(str(error), param_hint="--embeddings") from None
    return folder


Embeddings = Annotated[
    Path | None,
    typer.Option(
        "--embeddings",
        metavar="FOLDER",
        envvar="PROVENANCE_EMBEDDINGS",
        callback=_chosen,
        help="A sentence-transformers model on this disk, asked too whether a text translates another.",
    ),
]
