"""What the sentences of two texts mean, by a model that the user has on disk: one more measure of a translation.

Any sentence-transformers model of more than one language will do (the extra `embeddings`). It is read from its folder
and from nowhere else; no code that comes with it is run (`programs`).
"""

import os
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import MissingExtra, ModelError
from provenance.match.align import Chain, chain, links_of
from provenance.match.profile import Profile
from provenance.match.programs import program_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ALIKE = 0.5
"""Cosine from which two sentences that a chain pairs are shown as alike."""
_FOLDER: ContextVar[Path | None] = ContextVar("embeddings", default=None)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The best chain through the cosines of sentences, and how far its links stand out: -1 to 1.

    `apart` is the mean cosine along the chain, each link by the lengths of its sentences, less the mean of all other
    pairs: what any two sentences have in common for the model says nothing.
    """

    ordered: Chain
    apart: float


def choose(folder: Path | None) -> None:
    """Use the model in this folder from now on (None: no model); it is read when it is first needed.

    Raises ModelError when there is no such folder, MissingExtra when what reads models is not installed.
    """
    if folder is not None and not folder.is_dir():
        raise ModelError(f"{folder}: not a folder (a model is read from disk, never fetched)")
    if folder is not None and find_spec("sentence_transformers") is None:
        raise MissingExtra.of("--embeddings", "sentence-transformers", "embeddings")
    _FOLDER.set(folder and folder.resolve())


def meaning(a: Profile, b: Profile) -> Meaning | None:
    """Compare two texts by the chosen model; None where none was chosen. Raises ModelError when it cannot be read."""
    folder = _FOLDER.get()
    if folder is None:
        return None
    first, second = (_vectors(folder, tuple(part.text for part in side.sentences)) for side in (a, b))
    cosines = (first @ second.T).clip(0.0, 1.0)
    matrix = cosines.tolist()
    ordered = chain(matrix, links_of(matrix, a.lengths, b.lengths))
    shares = [(a.lengths[x.a] * b.lengths[x.b]) ** 0.5 for x in ordered.links]
    along = sum(share * link.similarity for share, link in zip(shares, ordered.links, strict=True))
    others = cosines.size - len(ordered.links)
    rest = float(cosines.sum()) - sum(link.similarity for link in ordered.links)
    return Meaning(ordered, along / (sum(a.lengths) * sum(b.lengths)) ** 0.5 - (rest / others if others else 0.0))


@lru_cache(maxsize=128)
def _vectors(folder: Path, sentences: tuple[str, ...]) -> "NDArray[np.float64]":
    """The vectors of sentences, of length 1 (0 for one of which the model knows no word)."""
    import numpy as np

    found = np.asarray(_encoded(_model(folder), sentences, folder), np.float64)
    if found.ndim != 2 or len(found) != len(sentences) or not np.isfinite(found).all():
        raise ModelError(f"{folder}: does not give a vector for each sentence")
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    whole: NDArray[np.float64] = found / np.where(lengths > 0, lengths, 1.0)
    return whole


def _encoded(model: Any, sentences: Sequence[str], folder: Path) -> Any:  # noqa: ANN401 - the library is optional
    try:
        return model.encode(list(sentences), show_progress_bar=False, convert_to_numpy=True)
    except Exception as error:  # a model is a program of others: whatever it raises
        raise ModelError(f"{folder}: the model fails on a text ({_said(error)})") from error


@lru_cache(maxsize=1)
def _model(folder: Path) -> Any:  # noqa: ANN401 - the library is optional
    if program := program_in(folder):
        raise ModelError(f"{folder}: {program}")
    # Both are looked at when the libraries are imported: nothing is asked of a hub, whatever a model's files name.
    os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(str(folder), device="cpu", trust_remote_code=False, local_files_only=True)
    except Exception as error:  # a damaged folder raises anything
        raise ModelError(f"{folder}: no model that can be read ({_said(error)})") from error


def _said(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
