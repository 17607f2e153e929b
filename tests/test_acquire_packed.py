"""Pages that were saved packed by gzip, as some tools leave them."""

import gzip

import pytest

from provenance.acquire import Options, read
from provenance.errors import NotAnArticle, TooLarge
from tests.test_acquire import PAGE, one


@pytest.mark.parametrize("name", ["page.html.gz", "page.html", "page.gz"])
def test_a_page_that_was_saved_packed_is_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(PAGE.encode()) + b"\0" * 10)
    capture = one(path)
    assert (capture.body, capture.media_type, capture.path) == (PAGE.encode(), "text/html", str(path))
    if name != "page.gz":
        assert one(tmp_path).body == PAGE.encode()


def test_what_is_packed_is_bounded_and_damage_is_told(tmp_path):
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(b"<p>" + b"\0" * 50_000_000))
    with pytest.raises(TooLarge, match=r"page.html.gz: larger than the limit of 20,000,000 bytes"):
        list(read(str(path), Options()))
    path.write_bytes(gzip.compress(PAGE.encode())[:-12])
    with pytest.raises(NotAnArticle, match=r"page.html.gz: a damaged gzip file \(cut short\)"):
        list(read(str(path), Options()))
    path.write_bytes(gzip.compress(gzip.compress(PAGE.encode())))
    with pytest.raises(NotAnArticle, match="a gzip file, not a page"):
        list(read(str(path), Options()))
