"""Names in Georgian: its letters count as small ones, and its names have no capitals."""

import pytest

from provenance.case import is_small
from provenance.match.views.words import words_of


@pytest.mark.parametrize("text", ["harbour", "порт", "λιμάνι", "1 port"])
def test_small_letters_are_small(text):
    assert is_small(text)


@pytest.mark.parametrize("text", ["Harbour", "dpA", "ნავსადგური", "ნავსადგური x", "港", "बंदरगाह", "مرفأ", "12", ""])
def test_what_is_set_with_a_capital_or_has_none_is_not(text):
    assert not is_small(text)


def test_a_georgian_word_may_be_a_name_like_one_of_any_script_without_capitals():
    assert all(word.name for word in words_of("ანა ბერგაძე თბილისში", True).words)
