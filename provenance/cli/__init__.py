"""The command line: parse, call a verb, print."""

from provenance.cli.app import main

__all__ = ["main"]
