"""The packages that only notebooks need."""

from importlib import import_module
from typing import Any

from provenance.errors import MissingExtra


def package(name: str) -> Any:  # noqa: ANN401 - a module
    """The package of this name; MissingExtra says what to install."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise MissingExtra.of(f"to_{name}", name, "notebook") from error
