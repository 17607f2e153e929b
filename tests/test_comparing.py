"""What changed between two texts: nothing is lost, nothing is invented, in every script."""

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import dates
from provenance.comparing import Change, Comparison, Row, Unit, compare
from provenance.comparing.edits import edits
from provenance.model import Block, Fact, Link, Place
from tests.stores import page
from tests.test_match_translation import AR, DE, EN, ES, FR, RU

HARBOUR = (
    "The harbour of Tarnholm closes for ninety days, its master Ylva Brandt told the council on Monday.",
    "The company Nordkran repairs the quay; it asks for 4.2 million crowns, twice what was planned in 2019.",
    "Fishermen must land their catch in Skarvik, forty kilometres to the north, where the ice house is full.",
    "The council votes on the plan after Easter, and nobody expects that it will be turned down again.",
)
TEXTS = st.text(
    st.sampled_from("the harbour cat sat. 12 3,5\n é« » 港口关闭一百天。 ท่าเรือปิด مرفأ \u0301\u200d👩🚢"), max_size=60
)
PIECES = st.lists(st.one_of(st.sampled_from(HARBOUR), st.sampled_from("abcdef"), TEXTS), max_size=12)


def article(texts, language="en", name="horn", place=Place.INLINE, **changes):
    blocks = tuple(Block(text, place) for text in texts)
    return page(name, blocks=blocks, language=language, text="\n".join(texts), **changes)


def shape(comparison: Comparison) -> list[str]:
    return [row.change.value + (" moved" if row.moved else "") for row in comparison.rows]


def applied(a: str, script) -> str:
    """B, made by following the script along A."""
    out, at = [], 0
    for edit in script:
        if edit.change is not Change.ADDED:
            assert a[at : at + len(edit.text)] == edit.text
            at += len(edit.text)
        if edit.change is not Change.CUT:
            out.append(edit.text)
    assert at == len(a)
    return "".join(out)


def side(row: Row, name: str) -> str:
    return "\n".join(piece.text for piece in getattr(row, name))


@given(TEXTS, TEXTS)
def test_following_the_edits_makes_the_second_text_of_the_first(a, b):
    script = edits(a, b)
    assert applied(a, script) == b
    assert all(edit.text for edit in script)
    assert all(x.change is not y.change for x, y in pairwise(script))


@given(PIECES, PIECES)
def test_every_paragraph_of_both_stands_in_one_row_and_the_rows_make_the_second_text(a, b):
    found = compare(article(a), article(b, name="elm"))
    for name, texts in (("a", a), ("b", b)):
        pieces = list(chain.from_iterable(getattr(row, name) for row in found.rows))
        whole = [" ".join(line.split()) for text in texts for line in text.splitlines()]
        assert (
            "\n".join(p.text for p in sorted(pieces, key=lambda p: p.number)).split("\n")
            == [line for line in whole if line]
            or not pieces
        )
        assert sorted(p.number for p in pieces) == list(range(1, len(pieces) + 1))
    assert [p.number for row in found.rows for p in row.b] == sorted(p.number for row in found.rows for p in row.b)
    for row in found.rows:
        assert (row.change is Change.CUT) == (not row.b) and (row.change is Change.ADDED) == (not row.a)
        if row.a and row.b:
            assert applied(side(row, "a"), row.edits) == side(row, "b")


@given(PIECES)
def test_a_text_beside_itself_is_kept(texts):
    found = compare(article(texts), article(texts, name="elm"))
    assert set(shape(found)) <= {"kept"}
    assert found.numbers.cut == found.numbers.added == ()
    assert found.names == (type(found.numbers)())


@pytest.mark.parametrize(
    ("a", "b", "script"),
    [
        ("The old mayor sold 12 ships.", "The new mayor sold 21 ships.", "The [old|new] mayor sold [12|21] ships."),
        (
            "He sold the red old ship today.",
            "He sold a blue new boat today.",
            "He sold [the red old ship|a blue new boat] today.",
        ),
        ("港口关闭一百天。", "港口将关闭两百天。", "港口[|将]关闭[一|两]百天。"),
        ("港を百日閉じる。", "港を九十日閉じた。", "港を[百|九十]日閉じ[る|た]。"),
        ("ท่าเรือปิดร้อยวัน", "ท่าเรือเปิดร้อยวัน", "ท่าเรือ[|เ]ปิดร้อยวัน"),
        ("أغلق المرفأ مئة يوم", "فتح المرفأ مئة يوم", "[أغلق|فتح] المرفأ مئة يوم"),
    ],
)
def test_words_are_compared_and_characters_where_nothing_parts_words(a, b, script):
    said, held = "", []
    for edit in edits(a, b):
        if edit.change is Change.KEPT:
            said += _bracket(held) + edit.text
            held = []
        else:
            held.append(edit)
    assert said + _bracket(held) == script


def _bracket(held):
    texts = {edit.change: edit.text for edit in held}
    return f"[{texts.get(Change.CUT, '')}|{texts.get(Change.ADDED, '')}]" if held else ""


def test_paragraphs_are_kept_cut_added_altered_and_moved():
    altered = HARBOUR[1].replace("4.2 million", "2.4 million")
    new = "A spokesman of the ferry line said that nobody had asked him."
    found = compare(article(HARBOUR), article([HARBOUR[3], HARBOUR[0], altered, new], name="elm"))
    assert found.unit is Unit.PARAGRAPH
    assert shape(found) == ["kept moved", "kept", "altered", "cut", "added"]
    assert found.rows[2].numbers.cut == ("4.2",) and found.rows[2].numbers.added == ("2.4",)
    assert found.numbers.cut == ("4.2",) and found.numbers.added == ("2.4",)
    assert found.names is not None and found.names.cut == ("Skarvik",)


def test_a_paragraph_that_was_parted_is_kept_not_cut_and_added():
    joined = " ".join(HARBOUR[:2])
    found = compare(article([joined, *HARBOUR[2:]]), article(HARBOUR, name="elm"))
    assert shape(found) == ["kept", "kept", "kept"]
    assert [piece.number for piece in found.rows[0].b] == [1, 2]
    back = compare(article(HARBOUR), article([joined, *HARBOUR[2:]], name="elm"))
    assert [piece.number for piece in back.rows[0].a] == [1, 2]


def test_what_copying_alone_changes_is_no_change():
    a = "L'« île » — dit-il... c'est tout ; le café\u0301 ferme."
    b = "L’\u00ab\u00a0île\u00a0\u00bb - dit-il… c’est\u00a0tout\u202f; le cafe\u0301\u0301 ferme."
    found = compare(article([a], "fr"), article([b.replace("cafe\u0301", "café")], "fr", "elm"))
    assert shape(found) == ["kept"]
    assert applied(a, found.rows[0].edits) == side(found.rows[0], "b")


@pytest.mark.parametrize(
    ("a", "language"), [(RU, "ru"), (FR, "fr"), (DE, "de"), (ES, "es"), (AR, "ar")], ids=["ru", "fr", "de", "es", "ar"]
)
def test_a_whole_translation_has_nothing_cut_added_or_changed(a, language):
    found = compare(article(a.split("\n"), language), article(EN.split("\n"), "en", "elm"))
    assert found.unit is Unit.SENTENCE and found.related
    assert set(shape(found)) == {"kept"}
    assert (found.numbers.cut, found.numbers.added) == ((), ())
    assert found.fields[0].change is None


@pytest.mark.parametrize(("a", "language"), [(RU, "ru"), (AR, "ar"), (DE, "de")], ids=["ru", "ar", "de"])
def test_what_a_translator_dropped_added_and_miscounted_is_found(a, language):
    changed = EN.replace("640 dockers", "460 dockers").replace(
        "Its shares rose by 7 percent in Frankfurt.",
        "Whoever knows the town will not be surprised at all by any of it.",
    )
    dropped = "She met both sides 11 times before the agreement was signed."
    found = compare(article(a.split("\n"), language), article(changed.replace(dropped, "").split("\n"), "en", "elm"))
    [altered] = [row for row in found.rows if row.change is Change.ALTERED]
    assert "460" in side(altered, "b") and (altered.numbers.cut, altered.numbers.added) == (("640",), ("460",))
    cut = [side(row, "a") for row in found.rows if row.change is Change.CUT]
    assert any("11" in text for text in cut)
    unlike = [row for row in found.rows if "surprised" in side(row, "b")]
    assert [row.change for row in unlike] == [Change.ADDED]
    assert set(found.numbers.cut) == {"640", "7", "11"} and found.numbers.added == ("460",)


def test_texts_that_have_nothing_to_do_with_each_other_are_not_paired():
    other = (
        "Die Bibliothek stellt sechs Bienenstöcke auf ihr Dach. Ein Rentner pflegt sie. Honig gibt es erst im Herbst."
    )
    found = compare(article(RU.split("\n"), "ru"), article([other], "de", "elm"))
    assert not found.related and any("do not show" in note for note in found.notes)
    assert set(shape(found)) == {"cut", "added"}


def test_title_date_links_and_images_are_compared():
    def one(name, link, picture, title):
        blocks = (Block(HARBOUR[0], Place.INLINE, links=(Link(4, 11, link, "harbour"),)),)
        facts = (Fact("image", "i.example"), Fact("image.url", picture))
        return page(name, blocks=blocks, text=HARBOUR[0], facts=facts, title=title)

    a = one("horn", "https://tarnholm.example/plan?utm_source=x", "https://i.example/2023/Quay.jpg", "Harbour closes")
    b = one("elm", "https://tarnholm.example/plan", "https://elm.example/up/quay-300x200.jpg?w=2", "Harbour to close")
    found = compare(a, b)
    title, byline, date = found.fields
    assert (title.change, byline.change, date.change) == (Change.ALTERED, Change.KEPT, Change.KEPT)
    assert applied(title.a, title.edits) == title.b
    assert len(found.links.kept) == len(found.images.kept) == 1
    assert not (found.links.cut or found.links.added or found.images.cut or found.images.added)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("2024-03-01T10:00Z", "2024-03-01T15:00Z", "5 hours later"),
        ("2024-03-01T15:00Z", "2024-03-01T10:00Z", "5 hours earlier"),
        ("2024-03-01T10:00:00Z", "2024-03-01T11:00:00Z", "1 hour later"),
        ("2024-03-01T10:20:00Z", "2024-03-01T10:00:00Z", "20 minutes earlier"),
        ("2024-03-01T10:00:00Z", "2024-03-01T10:01:00Z", "1 minute later"),
        ("2024-03-01T10:00:00Z", "2024-03-01T10:00:07Z", "less than a minute later"),
        ("2024-03-01", "2024-03-04", "3 days later"),
        ("2024-03-04", "2024-03-01", "3 days earlier"),
    ],
)
def test_how_much_later_a_page_is_dated_also_within_a_day(first, second, said):
    one, other = (article(HARBOUR, published=dates.parse_iso(date)) for date in (first, second))
    assert compare(one, other).fields[2].detail == said


@pytest.mark.parametrize(
    "text",
    ["word " * 10_000, "港" * 40_000, "a\n" * 20_000, "x" * 300_000, "1. " * 15_000],
    ids=["words", "one script", "lines", "one word", "numbers"],
)
def test_long_and_strange_texts_are_compared_whole(text):
    found = compare(article([text]), article([text[2:] + " end"], name="elm"))
    assert found.rows
    across = compare(article([text], "zh"), article([EN * 10], "en", "elm"))
    assert across.rows
