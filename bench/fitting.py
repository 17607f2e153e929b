"""Weights for the traits that make the true trees of families likeliest, in the environment that has scipy.

    python -m bench.fitting FILE        FILE: what `fitted` writes with numpy.savez; the weights are printed as JSON

L-BFGS-B (Byrd et al. 1995) over `bench.likelihood.loss`, which is convex: where it starts changes little.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from bench.likelihood import Floats, Grown, loss, packed, unpacked
from bench.timing import RIVALS, ROOT

SIGNS: Mapping[str, int] = MappingProxyType(
    {
        "added": -1,
        "restored": -1,
        "corrected": -1,
        "words_changed": -1,
        "same_text": 1,
        "same_title": 1,
        "same_author": 1,
        "reading_shared": 1,
        "names_source": 1,
        "names_other": -1,
        "claims_source": 1,
        "names_child": -1,
        "anothers_line": -1,
        "older": -1,
        "timely": 1,
    }
)
"""Traits that speak for an edge (1) or against it (-1) by what they say: a fit gives them this sign, or 0.

Without it a trait that seldom holds, or that comes with another, may come out against its own sentence, which
people read beside its weight.
"""

_STEPS = 2_000
_MISSING = "fitting needs scipy, in the environment of the measurements: make rivals"


def needed() -> None:
    """SystemExit with one line that says what to do where the environment is missing."""
    if not RIVALS.exists():
        raise SystemExit(_MISSING)


def bounds(names: Sequence[str], signs: Mapping[str, int] = SIGNS) -> Floats:
    """The least and the greatest that each weight may be (names x 2)."""
    low = [0.0 if signs.get(name) == 1 else -np.inf for name in names]
    high = [0.0 if signs.get(name) == -1 else np.inf for name in names]
    return np.array([low, high]).T


def fitted(families: Sequence[Grown], start: Floats, limits: Floats, penalty: float) -> Floats:
    """The best weights within `limits` for families that are whole, at least one; sought from `start`.

    It is done by a process in the other environment, SystemExit where that is missing.
    """
    needed()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "families.npz")
        arrays: dict[str, Any] = {**packed(families), "start": start, "limits": limits, "penalty": penalty}
        np.savez(file, **arrays)
        ran = subprocess.run(
            [str(RIVALS), "-m", "bench.fitting", str(file)],
            check=True,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # for matrices this small threads only wait for each other
        )
    return np.array(json.loads(ran.stdout))


def minimised(families: Sequence[Grown], start: Floats, limits: Floats, penalty: float) -> Floats:
    """The work itself; says so on standard error where it ended before it settled."""
    from scipy.optimize import minimize

    found = minimize(
        loss,
        np.clip(start, limits[:, 0], limits[:, 1]),
        args=(families, penalty),
        method="L-BFGS-B",
        jac=True,
        bounds=limits,
        options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "ftol": 1e-10, "gtol": 1e-4},
    )
    if not found.success:
        print(f"the fit did not settle in {found.nit} steps: {found.message}", file=sys.stderr)
    weights: Floats = found.x
    return weights


if __name__ == "__main__":
    with np.load(sys.argv[1]) as read:
        arrays = dict(read)
    every = list(unpacked(arrays))
    print(json.dumps(minimised(every, arrays["start"], arrays["limits"], float(arrays["penalty"])).tolist()))
