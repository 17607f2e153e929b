"""The language detector: py3langid's model, unpacked once into the cache folder and mapped from there.

Unpacking takes half a second, mapping none. Where the folder cannot be written it is unpacked each time.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from provenance import kept

Classify = Callable[[str], tuple[str, float]]

# The parts of a model, in the order in which py3langid's reader gives them.
PARTS = ("ptc", "pc", "classes", "nextmove", "row", "output")


@lru_cache(maxsize=1)
def classifier() -> Classify:
    """A function from a text to its language and how sure that is (0..1), loaded when the first page needs it."""
    from py3langid import __version__ as version
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

    packed = MODEL_DIR / MODEL_FILE
    with contextlib.suppress(OSError, ValueError):
        folder = kept.folder() / f"languages-{version}-{packed.stat().st_size}"
        with contextlib.suppress(OSError, ValueError):
            return _mapped(folder)
        _unpack(packed, folder)
        return _mapped(folder)
    classify: Classify = LanguageIdentifier.from_model_file(packed, norm_probs=True).classify
    return classify


def _mapped(folder: Path) -> Classify:
    """The detector over the parts in a folder; OSError or ValueError when they are not there, whole and this user's."""
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    if not kept.is_ours(folder.stat()):
        raise PermissionError(f"{folder}: others may have written it")
    part: dict[str, Any] = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in PARTS if name != "classes"}
    classes = json.loads((folder / "classes.json").read_text(encoding="utf-8"))
    identifier = LanguageIdentifier(
        part["ptc"],
        np.asarray(part["pc"]),
        classes,
        memoryview(part["nextmove"]),
        memoryview(part["output"]),
        norm_probs=True,
        tk_row=part["row"].tolist(),
    )
    classify: Classify = identifier.classify
    return classify


def _unpack(packed: Path, folder: Path) -> None:
    """Write the parts of a model into a folder that appears whole or not at all; older ones go."""
    import numpy as np
    from py3langid.modelio import load_model

    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".part-"))
    try:
        for name, value in zip(PARTS, load_model(packed), strict=True):
            if name == "classes":
                (part / "classes.json").write_text(json.dumps(value), encoding="utf-8")
            else:
                np.save(part / f"{name}.npy", np.asarray(value, dtype="int32" if name == "output" else None))
        for old in folder.parent.glob("languages-*"):
            shutil.rmtree(old, ignore_errors=True)
        os.replace(part, folder)  # noqa: PTH105 - a folder, which may just have been made by another run
    finally:
        shutil.rmtree(part, ignore_errors=True)
