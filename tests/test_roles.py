"""Who else had a part: revisers, licences, translators of what was taken over, words on how a source was used."""

import pytest

from tests.marked_pages import inspected, page


def _claims(body: str):
    return inspected(page(body=body)).claims


def test_a_reviser_is_named_beside_the_translator():
    (claim,) = _claims(
        "<p>Source: <a href='https://kurier.example/x'>Kurier</a></p><p>Translation: Anna Berg, revised by Karl Lund</p>"
    )
    assert (claim.relation, claim.translator, claim.reviser) == ("translation", "Anna Berg", "Karl Lund")


@pytest.mark.parametrize(
    ("credit", "licence"),
    [
        ("under CC BY-SA 4.0.", "CC BY-SA 4.0"),
        ("under a <a href='https://creativecommons.org/licenses/by-nd/4.0/'>licence</a>.", "CC BY-ND 4.0"),
        ("with permission.", None),
    ],
)
def test_the_licence_in_the_line_of_a_credit(credit, licence):
    (claim,) = _claims(f"<p>Republished from <a href='https://kurier.example/x'>Kurier</a> {credit}</p>")
    assert claim.licence == licence


def test_the_licence_of_the_page_itself_is_not_the_source_s():
    (claim,) = _claims("<p>Source: <a href='https://kurier.example/x'>Kurier</a></p><p>Our texts are CC BY 4.0.</p>")
    assert claim.licence is None


def test_an_outlet_s_translation_is_taken_over():
    near, far = _claims(
        "<p>Original: <a href='https://www.lemonde.fr/a/b.html'>Le Monde</a></p>"
        "<p>Source: The Harbour Weekly (translation: Anna Berg)</p>"
    )
    assert (near.relation, near.translator, near.source.name) == ("republication", "Anna Berg", "The Harbour Weekly")
    assert (far.relation, far.translator, far.source.domain) == ("translation", "Anna Berg", "lemonde.fr")


def test_words_that_say_only_how_the_source_was_used():
    (claim,) = _claims(
        "<p>This article has been adapted from its original source.</p>"
        "<p>Source: <a href='https://kurier.example/x'>Kurier</a></p>"
    )
    assert (claim.relation, claim.source.name) == ("adaptation", "Kurier")


def test_a_note_set_as_a_quotation_before_the_text_is_a_credit():
    note = "<blockquote>This article was first published by <a href='https://kurier.example/x'>Kurier</a>.</blockquote>"
    before = inspected(page().replace("<p>First.", note + "<p>First."))
    assert [c.source.name for c in before.claims] == ["Kurier"]
    assert [c for c in _claims(note) if c.confidence >= 0.5] == []
