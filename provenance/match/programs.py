"""What in the folder of a model would be run as a program by whoever reads it.

Weights in PyTorch's older form are pickles, and the files of a model name classes that its reader imports and calls,
from the model's own folder too. Only weights in safetensors and classes of the libraries themselves are let through.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib")
_SAFE = ("model.safetensors", "model.safetensors.index.json")
_LIBRARIES = ("sentence_transformers.", "torch.nn.")
_MOST = 10_000  # files
_LARGEST = 1_000_000  # bytes of a file that says how a model is put together: vocabularies are larger


def program_in(folder: Path) -> str | None:
    """What in a model's folder would be run, in words; None when there is nothing."""
    return next(_programs(folder), None)


def _programs(folder: Path) -> Iterator[str]:
    count = 0
    for home, _, names in os.walk(folder, followlinks=True):
        for name in names:
            count += 1
            if count > _MOST:
                yield f"more than {_MOST:,} files"
                return
            path = Path(home, name)
            where = path.relative_to(folder)
            if name.lower().endswith(_PICKLES) and not any(Path(home, safe).is_file() for safe in _SAFE):
                yield f"{where} is a pickle, which is a program: save the model as safetensors"
            if name.endswith(".json") and path.is_file() and path.stat().st_size <= _LARGEST:
                yield from (f"{where} {said}" for said in _named(_json(path)))


def _json(path: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None  # who reads models will say so


def _named(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - as above
    if isinstance(value, dict):
        if "auto_map" in value:
            yield "names code of the model's own (auto_map)"
        for name, one in value.items():
            yield from _named(one, "type" if key == "types" else str(name))
    elif isinstance(value, list):
        for one in value:
            yield from _named(one, key)
    elif isinstance(value, str):
        if key in ("type", "tokenizer_class", "activation_function") and "." in value:
            if not value.startswith(_LIBRARIES):
                yield f"names {value[:80]!r}, a class of neither library"
        elif key == "path" and (value.startswith(("/", "\\")) or ".." in PurePosixPath(value.replace("\\", "/")).parts):
            yield f"names {value[:80]!r}, which lies outside"
