"""The floors under the corpus's figures: one `floors.toml` a set, written by `check --raise` and never lowered."""

import tomllib
from collections.abc import Iterator, Mapping

from tests.corpus.pages import SETS
from tests.corpus.score import Score, Scores

Floors = Mapping[str, Mapping[str, float]]
SLACK = 1e-6


def floors(part: str = "first") -> Floors:
    """The floors of a set as they are: per group (`all`, `class ...`, `language ...`) each figure's least value."""
    file = SETS[part] / "floors.toml"
    found: Floors = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def below(scores: Scores, least: Floors) -> Iterator[str]:
    """Every figure that is under its floor."""
    now = figures(scores)
    for group, values in least.items():
        for name, floor in values.items():
            value = now.get(group, {}).get(name)
            if value is None or value < floor - SLACK:
                yield f"{group}: {name} {value} is under its floor {floor}"


def figures(scores: Scores) -> dict[str, dict[str, float]]:
    """All figures of the whole, the share of exact pages of each class and language."""
    found = {"all": _known(scores.all)}
    for kind, one in scores.by_class.items():
        found[f"class {kind}"] = {"page": _known(one)["page"]}
    for language, one in scores.by_language.items():
        found[f"language {language}"] = {"page": _known(one)["page"]}
    return found


def _known(one: Score) -> dict[str, float]:
    return {name: value for name, value in one.figures.items() if value is not None}


def lift(part: str, scores: Scores) -> None:
    """Write the floors of a set anew, none of them lower than it was."""
    (SETS[part] / "floors.toml").write_text(raised(scores, floors(part)), encoding="utf-8")


def raised(scores: Scores, least: Floors) -> str:
    """The floors as TOML, each the higher of what it was and what is reached now (rounded down to a thousandth)."""
    lines = ["# Floors under the figures of the judged corpus; `python -m tests.corpus.check --raise` lifts them.", ""]
    now = figures(scores)
    for group in sorted({*now, *least}, key=lambda g: (g != "all", g)):
        lines.append(f'["{group}"]')
        for name in {**least.get(group, {}), **now.get(group, {})}:
            reached = int(now.get(group, {}).get(name, 0) * 1000) / 1000
            lines.append(f"{name} = {max(reached, least.get(group, {}).get(name, 0.0))}")
        lines.append("")
    return "\n".join(lines)
