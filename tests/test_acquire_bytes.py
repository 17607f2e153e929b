import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.acquire import decode
from provenance.acquire.inflate import Broken, TooMuch, inflate
from provenance.model import Capture


def body_of(body: bytes, charset: str | None = None) -> Capture:
    from datetime import UTC, datetime

    return Capture("x", body, "0", "text/html", datetime.now(UTC), charset=charset)


# Charsets


@pytest.mark.parametrize(
    ("text", "codec", "declared", "meta"),
    [
        ("Le château d'été près de la forêt", "utf-8", "iso-8859-1", "windows-1252"),
        ("Le château d'été près de la forêt", "utf-8-sig", None, ""),
        ("Le château d’été – près de la forêt", "cp1252", "iso-8859-1", ""),
        ("Le château d'été près de la forêt", "cp1252", None, ""),
        ("Переговоры продолжатся на следующей неделе, заявил министр", "cp1251", None, "windows-1251"),
        ("Переговоры продолжатся на следующей неделе, заявил министр", "cp1251", None, ""),
        ("Переговоры продолжатся на следующей неделе, заявил министр", "cp1251", "utf-8", ""),
        ("Переговоры продолжатся на следующей неделе, заявил министр", "cp1251", "iso-8859-1", ""),
        ("Переговоры продолжатся на следующей неделе, заявил министр", "koi8-r", None, "koi8-r"),
        ("Переговоры продолжатся", "utf-16", None, ""),
        ("双方将继续谈判，外交部发言人表示", "gb18030", None, "gb2312"),
        ("新しい政策を発表した", "iso2022_jp", None, "iso-2022-jp"),
        ("新しい政策を発表した", "cp932", "shift_jis", ""),
        ("Plain words", "ascii", "utf-16", "no-such-charset"),
        ("Plain words", "ascii", "base64", "utf-7"),
    ],
)
def test_charsets(text: str, codec: str, declared: str | None, meta: str) -> None:
    page = f"<html><head><meta charset='{meta}'></head><p>{text}. {text}.</p>"
    assert decode(body_of(page.encode(codec), declared)) == page


JAPANESE = (
    "今朝、渡し船は遅れて港を出た。港長は理由を知らないと述べ、乗客は一時間待たされたという。会社は時刻表を変える予定だ"
)
CHINESE = "今天早上渡輪延遲離開港口，港務長表示不知道原因，乘客等候了一個小時。公司宣布下星期起更改時間表，功能不變"


@pytest.mark.parametrize(
    ("text", "codec"),
    [*((JAPANESE, codec) for codec in ("cp932", "euc_jp", "iso2022_jp")), (CHINESE, "big5"), (CHINESE, "gb18030")],
)
def test_east_asian_letters_that_nothing_declares(text: str, codec: str) -> None:
    page = f"<html><head><title>{text[:12]}</title></head><p>{text}. {text}.</p>"
    assert decode(body_of(page.encode(codec))) == page


def test_a_sign_of_four_bytes_does_not_hide_that_a_page_is_in_gb18030() -> None:
    page = f"<html><head><title>{CHINESE[:12]}</title></head><p>{CHINESE}.</p><footer>© 2024 Harbour</footer>"
    assert decode(body_of(page.encode("gb18030"))) == page


def test_words_of_a_language_go_before_a_little_less_noise() -> None:
    title = "שוק הדגים הישן ייסגר"
    text = "על הסוחרים לעזוב עד סוף החודש. אנחנו כאן ארבעים שנה, אמרה מרים כהן, שמוכרת סרטנים."
    page = f"<html><title>{title} | Tern Daily</title><h1>{title}</h1><p>{text}</p><footer>© 2024 Tern Daily</footer>"
    assert decode(body_of(page.encode("cp1255"))) == page


def test_utf8_with_a_wrong_byte_is_still_utf8() -> None:
    body = ("Le château d'été près de la forêt. " * 40).encode() + b"\xff tail"
    assert decode(body_of(body, "windows-1252")).startswith("Le château d'été")


@given(
    st.binary(max_size=200),
    st.none() | st.text(max_size=12) | st.sampled_from(["utf-8", "gbk", "rot13", "hex"]),
)
def test_any_bytes_become_text(body: bytes, charset: str | None) -> None:
    text = decode(body_of(body, charset))
    assert "\0" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_utf8_round_trip(text: str) -> None:
    assert decode(body_of(("a" + text).encode(), "utf-8")) == "a" + text


# Decompression


@given(st.binary(max_size=3000), st.sampled_from([1, 2]))
def test_inflate_round_trip(data: bytes, members: int) -> None:
    assert inflate(gzip.compress(data) * members, 10_000) == data * members


def test_inflate_is_bounded() -> None:
    with pytest.raises(TooMuch):
        inflate(gzip.compress(b"\0" * 50_000_000), 100_000)
    with pytest.raises(Broken):
        inflate(gzip.compress(b"some words" * 50)[:-12], 100_000)
