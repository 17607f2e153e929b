"""The reliability curve: how often claims of a confidence are right, on the judged pages.

python -m docs.scripts.reliability     asks the corpus, writes the figures and the picture; some minutes

The figures are `docs/explanation/reliability.csv`, a line for each bin of each set of pages; `tests/test_corpus.py`
holds them against the sets. The picture is drawn from the figures alone.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "explanation"
FIGURES, PICTURE = HOME / "reliability.csv", HOME / "reliability.svg"
SIDE, LEFT, TOP = 360, 60, 20
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """The claims of one set of pages in one tenth of the scale: how many, their mean confidence, the share right."""

    part: str
    claims: int
    confidence: float
    right: float


def read() -> tuple[Row, ...]:
    """The figures that are written down."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["set"], int(row["claims"]), float(row["confidence"]), float(row["right"]))
            for row in csv.DictReader(file)
        )


def summed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """All sets together, a row for each tenth that holds a claim, the least confident first."""
    tenths: dict[int, list[Row]] = {}
    for row in rows:
        tenths.setdefault(min(int(row.confidence * TENTHS), TENTHS - 1), []).append(row)
    return tuple(_sum(tenths[tenth]) for tenth in sorted(tenths))


def table() -> str:
    """The figures of all sets together, in Markdown."""
    rows = summed(read())
    lines = "".join(f"| {row.claims} | {row.confidence:.2f} | {row.right:.2f} |\n" for row in rows)
    return f"| claims | mean confidence | share right |\n|---|---|---|\n{lines}"


def picture(rows: tuple[Row, ...]) -> str:
    """The curve as SVG: a dot a tenth, as large as it has claims; on the line, confidence is the share right."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + 90} {SIDE + 80}" width="{SIDE + 90}"'
            ' font-family="sans-serif" font-size="12" role="img" aria-label="Reliability curve">',
            "<style>text{fill:#555}.axis{stroke:#888}.even{stroke:#888;stroke-dasharray:4 4}"
            "circle{fill:#2a6f97;fill-opacity:.75}@media(prefers-color-scheme:dark){text{fill:#bbb}}</style>",
            *_frame(),
            *(_dot(row) for row in rows),
            "</svg>\n",
        )
    )


def _frame() -> Iterator[str]:
    yield f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{TOP + SIDE}H{LEFT + SIDE}"/>'
    yield f'<path class="even" d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}"/>'
    for fifth in range(6):
        value, at = f"{fifth / 5:.1f}", SIDE * fifth // 5
        yield f'<text x="{LEFT + at}" y="{TOP + SIDE + 18}" text-anchor="middle">{value}</text>'
        yield f'<text x="{LEFT - 8}" y="{TOP + SIDE - at + 4}" text-anchor="end">{value}</text>'
    middle = LEFT + SIDE // 2
    yield f'<text x="{middle}" y="{TOP + SIDE + 40}" text-anchor="middle">confidence of the claims</text>'
    turned = f'transform="translate(16 {TOP + SIDE // 2}) rotate(-90)"'
    yield f'<text {turned} text-anchor="middle">share that is right</text>'


def _dot(row: Row) -> str:
    x, y = LEFT + row.confidence * SIDE, TOP + (1 - row.right) * SIDE
    told = f"{row.claims} claims, confidence {row.confidence:.2f}, right {row.right:.2f}"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + row.claims**0.5 / 2:.1f}"><title>{told}</title></circle>'


def _sum(rows: list[Row]) -> Row:
    claims = sum(row.claims for row in rows)
    return Row(
        "all",
        claims,
        sum(row.confidence * row.claims for row in rows) / claims,
        sum(row.right * row.claims for row in rows) / claims,
    )


def measured() -> Iterator[Row]:
    """Ask the program every page of every set."""
    from tests.corpus.ask import ask
    from tests.corpus.pages import SETS, load
    from tests.corpus.reliability import bins
    from tests.corpus.score import score

    for part in SETS:
        for one in bins(score((page, ask(page)) for page in load(part=part))):
            yield Row(part, one.claims, one.confidence, one.right)


def write(rows: Iterable[Row]) -> None:
    """Write the figures, and draw them."""
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("set", "claims", "confidence", "right"))
        out.writerows((row.part, row.claims, f"{row.confidence:.4f}", f"{row.right:.4f}") for row in rows)
    PICTURE.write_text(picture(summed(read())), "utf-8")


if __name__ == "__main__":
    write(tuple(measured()))
