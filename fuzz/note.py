"""The table of executions in docs/security.md, from what the runs counted: `python -m fuzz.note`."""

import re
from pathlib import Path

from fuzz.tally import read, table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security.md"
_PLACE = re.compile(r"(?<=<!-- runs -->\n).*?(?=\n<!-- end of runs -->)", re.DOTALL)


def main() -> None:
    """Write the sums of all runs of this tree into the page."""
    written = table(read(ROOT / "build" / "fuzz" / "tally.tsv"))
    PAGE.write_text(_PLACE.sub(lambda _: written, PAGE.read_text(encoding="utf-8"), count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
