"""The attribution grammar: how pages of each language credit a source (one data file a language)."""

from provenance.grammar.labels import is_according, is_label, label_of_original, may_credit, without_label
from provenance.grammar.lists import without_preposition
from provenance.grammar.load import codes, language
from provenance.grammar.press import heads_references, is_desk, is_of_books, is_section, sounds_like_press
from provenance.grammar.read import covered_by_look_alike, read
from provenance.grammar.tried import Reading, Slot, names_language

__all__ = [
    "Reading",
    "Slot",
    "codes",
    "covered_by_look_alike",
    "heads_references",
    "is_according",
    "is_desk",
    "is_label",
    "is_of_books",
    "is_section",
    "label_of_original",
    "language",
    "may_credit",
    "names_language",
    "read",
    "sounds_like_press",
    "without_label",
    "without_preposition",
]
