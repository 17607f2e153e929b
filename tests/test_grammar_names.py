"""Names of people that stand in an oblique case are given in the nominative, where their language can tell."""

import pytest

from provenance.grammar import read

READ = (
    ("ru", "Перевод Олега Дымова", "Олег Дымов"),
    ("ru", "Перевод Льва Белозерского и Марии Лугиной", "Лев Белозерский и Мария Лугина"),
    ("ru", "Перевод выполнен Ольгой В. Соминой", "Ольга В. Сомина"),
    ("ru", "Перевод: Анна Дымова", "Анна Дымова"),
    ("uk", "Переклад Сергія Коваленка", "Сергій Коваленко"),
    ("uk", "Переклад Олени Бондаренко", "Олена Бондаренко"),
    ("pl", "Przekład: Jan Kowalski", "Jan Kowalski"),
    ("pl", "Przekład Marka Wiślickiego", "Marek Wiślicki"),
    ("cs", "Překlad Anny Jelínkové", "Anna Jelínková"),
)
STAY = (
    ("ru", "Перевод Дэвида Миллера", "given names that the file does not know"),
    ("ru", "Перевод Александра Дымова", "a nominative of one gender that is a genitive of the other"),
)


def _translators(code, text):
    return [r.value("translator") for r in read(text, code) if r.value("translator")]


@pytest.mark.parametrize(("code", "text", "name"), READ)
def test_a_translator_is_named_in_the_nominative(code, text, name):
    assert _translators(code, text) == [name]


@pytest.mark.parametrize(("code", "text", "why"), STAY)
def test_a_name_that_cannot_be_told_stays_as_it_is_written(code, text, why):
    assert _translators(code, text) == [text.removeprefix("Перевод ")], why


@pytest.mark.parametrize("behind", ["", " (quais.example)", " (www.quais.example)"])
def test_an_address_behind_whom_a_translation_was_made_for_is_no_part_of_the_name(behind):
    [found] = [r for r in read(f"Traduction : Lise Morvan pour Les Quais{behind}", "fr") if r.value("translator")]
    assert found.value("for") == "Les Quais"


def test_a_translator_s_label_behind_a_bar_is_no_outlet_whose_title_stands_before_it():
    said = {
        slot: value.value
        for r in read("Fonte: Diário da Costa | Tradução: Rui Mar", "pt")
        for slot, value in r.slots.items()
    }
    assert said == {"outlet": "Diário da Costa", "translator": "Rui Mar"}
