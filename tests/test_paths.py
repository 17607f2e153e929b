"""A file is named to the verbs as text or as a path."""

from pathlib import Path

import provenance
from provenance.acquire import Options

WEB = Path(__file__).parent.parent / "examples" / "web"
COPY, OTHER = WEB / "2-horizon-sud.html", WEB / "4-carnet-de-quai.html"


def test_the_verbs_take_paths(tmp_path):
    (one,), (other,) = provenance.inspect(COPY), provenance.inspect(str(COPY))
    assert one.target == other.target and one.claims == other.claims != ()
    assert provenance.compare(COPY, OTHER).rows == provenance.compare(str(COPY), str(OTHER)).rows
    with provenance.open(tmp_path / "quay.db", write=True) as store:
        assert len(list(provenance.ingest(WEB, store))) == 6
        chain = provenance.trace(COPY, store, Options(offline=True))
        assert provenance.show(COPY, store).graph.nodes == provenance.show(str(COPY), store).graph.nodes
    assert chain.origin.status.value == "found"
