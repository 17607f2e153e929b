"""WARCs that were cut, spliced or torn: what is whole is read, what is not is one line each."""

import gzip
import io
import random
import zipfile

import pytest

from provenance.acquire import Options, read
from provenance.acquire.warc import read_records
from provenance.model import Capture

PACKED = b"Content-Encoding: gzip\r\n"


def record(number, body, *, more=b"", length=None, address=b""):
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + more + b"\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://quai.example/%d%s\r\n"
        b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    )
    return head % (number, address, length or len(page)) + page + b"\r\n\r\n"


def words(number, many=300):
    """A page that hardly gets smaller when it is packed."""
    source = random.Random(number)
    return (
        b"<p>The ferry sailed late.\n<p>" + b" ".join(source.randbytes(5).hex().encode() for _ in range(many)) + b"</p>"
    )


PAGES = [record(number, words(number)) for number in range(60)]


class Pipe(io.BytesIO):
    def seekable(self):
        return False


def found(data, pipe=io.BytesIO):
    """The ends of the addresses that were read, and what is said of the rest."""
    got = list(read_records(pipe(data), "x", Options()))
    return (
        [int(one.url.rpartition("/")[2]) for one in got if isinstance(one, Capture)],
        [str(one.error) for one in got if not isinstance(one, Capture)],
    )


@pytest.mark.parametrize("pipe", [io.BytesIO, Pipe])
def test_a_warc_compressed_as_one_piece_and_cut_is_read_as_far_as_it_goes(pipe):
    assert found(gzip.compress(b"".join(PAGES))[:-1000], pipe) == (list(range(59)), ["x:60: cut short"])


def test_a_warc_compressed_as_one_piece_and_cut_leaves_the_later_targets(run, tmp_path):
    cut, later = tmp_path / "cut.warc.gz", tmp_path / "later.txt"
    cut.write_bytes(gzip.compress(b"".join(PAGES[:9]))[:-1000])
    later.write_text("The harbour opened again on Monday. The ferry sailed in the evening.", "utf-8")
    ran = run("ingest", cut, later, "--jobs", 1)
    assert (ran.status, ran.err.splitlines()) == (
        1,
        [f"provenance: {cut}:9: cut short", "9 new, 0 already there, 1 not read"],
    )


def test_the_beginning_of_a_warc_compressed_as_one_piece_says_that_it_is_one(run, tmp_path):
    path = tmp_path / "cut.warc.gz"
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nx: y\n\r\n\r\n"
    whole = gzip.compress(info + b"".join(PAGES[:4]))
    for most, status in ((200, 3), (1500, 3), (4500, 1)):
        path.write_bytes(whole[:most])
        ran = run("inspect", path)
        assert ran.status == status, most
        assert ran.err.count("\n") == 1 and "cut short" in ran.err


def test_damage_within_one_piece_is_told():
    data = bytearray(gzip.compress(b"".join(PAGES)))
    data[-6] ^= 0xFF
    read, said = found(bytes(data))
    assert read == list(range(60))
    assert len(said) == 1 and said[0].startswith("x: broken gzip (CRC check failed")


def test_a_last_member_without_its_end_is_told():
    read, said = found(b"".join(map(gzip.compress, PAGES[:3]))[:-4])
    assert (read, said) == ([0, 1, 2], ["x: cut short at record 4"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_record_that_was_cut_takes_nothing_of_the_next(pack):
    read, said = found(pack(PAGES[0] + PAGES[1][:700] + PAGES[2] + PAGES[3]))
    assert read == [0, 2, 3]
    assert said == [f"x:2: broken record at offset {len(PAGES[0])} (it does not end where its length says)"]


def test_a_record_that_was_cut_is_no_page_of_a_pipe_either():
    read, said = found(PAGES[0] + PAGES[1][:700] + PAGES[2] + PAGES[3], Pipe)
    assert read == [0, 3]
    assert said[0].startswith("x:2: broken record")


def test_a_record_that_claims_more_than_there_is_leaves_the_next():
    read, said = found(PAGES[0] + record(1, words(1), length=10**12) + PAGES[2] + PAGES[3])
    assert read == [0, 2, 3]
    assert said == [f"x:2: broken record at offset {len(PAGES[0])} (cut short)"]


def test_a_warc_in_a_damaged_wacz_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/a.warc", b"".join(PAGES))
    data = bytearray(path.read_bytes())
    data[len(b"".join(PAGES)) - 100] ^= 1
    path.write_bytes(data)
    got = list(read(str(path)))
    assert sum(isinstance(one, Capture) for one in got) > 50
    assert "Bad CRC-32" in str(got[-1].error)


def test_records_without_a_line_between_them_are_no_worse_than_before():
    assert found(b"".join(page.rstrip() for page in PAGES[:3]))[0] == [0, 2]


def test_an_address_with_spaces_is_told_to_those_who_ask(run, tmp_path):
    path = tmp_path / "pages.warc"
    path.write_bytes(record(1, words(1), address=b" a\x1b[31m b"))
    assert run("--quiet", "inspect", path).err == ""
    told = run("--verbose", "inspect", path).err
    assert "Replacing spaces in invalid WARC-Target-URI: https://quai.example/1 a [31m b" in told
    assert "\x1b" not in told


def test_a_page_whose_packing_was_cut_or_damaged_is_no_page():
    packed = gzip.compress(words(1, 3000))
    assert found(record(1, packed, more=PACKED)) == ([1], [])
    assert found(record(1, words(1), more=PACKED)) == ([1], [])  # a crawler unpacked it and left the header
    for cut in (7, 3000, len(packed) - 4):
        read, said = found(record(1, packed[:cut], more=PACKED) + PAGES[2])
        assert (read, said) == ([2], ["x:1: broken gzip (cut short)"])
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (3000, packed[:3000])
    assert found(record(1, chunked, more=PACKED + b"Transfer-Encoding: chunked\r\n"))[1] == [
        "x:1: broken gzip (cut short)"
    ]


def test_a_page_whose_packing_was_damaged_says_nothing_behind_our_back(capfd):
    packed = bytearray(gzip.compress(words(1, 30_000)))
    packed[100_000:100_040] = bytes(40)
    read, said = found(record(1, bytes(packed), more=PACKED) + PAGES[2])
    assert read == [2] and said[0].startswith("x:1: broken gzip (Error")
    assert capfd.readouterr().err == ""
