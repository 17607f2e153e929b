"""JSON as the formats write it: letters as they are, lists value by value, so that none is held whole."""

import json
from collections.abc import Callable, Iterable
from typing import TextIO


def in_json(value: object) -> str:
    """A value on one line; ValueError for a number that is not finite."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def put_list(out: TextIO, values: Iterable[object], text: Callable[[object], str] = in_json) -> None:
    """The members of a list, a line each; the brackets are the caller's."""
    for index, value in enumerate(values):
        out.write((",\n" if index else "\n") + text(value))
