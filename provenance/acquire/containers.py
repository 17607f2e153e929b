"""Files that hold pages, told by their first bytes or their name; read alike alone and in a folder.

To add a kind: a module with a function as in CONTAINERS and the NAMES that its files have, and one line in each of the
two tuples.
"""

from collections.abc import Callable, Iterator

from provenance.acquire import jsonl, parquet, wacz, warc
from provenance.acquire.pages import Failure, Options
from provenance.model import Capture

# A reader answers None when the target is not its kind; what it answers else is read lazily.
Reader = Callable[[str, Options], Iterator[Capture | Failure] | None]

CONTAINERS: tuple[Reader, ...] = (
    warc.read_warc,
    wacz.read_wacz,
    jsonl.read_jsonl,
    parquet.read_parquet,
)
NAMES = (*warc.NAMES, *wacz.NAMES, *jsonl.NAMES, *parquet.NAMES)
"""How the names of their files end: what is looked for in a folder."""
