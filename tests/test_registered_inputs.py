"""Every kind of input that is registered says what it is."""

from importlib import import_module

import pytest

from provenance.acquire import READERS
from provenance.acquire.documents import KINDS
from provenance.acquire.imports import IMPORTERS


@pytest.mark.parametrize("reader", [*READERS, *(kind.read for kind in KINDS), *(one.row for one in IMPORTERS)])
def test_what_is_registered_has_a_docstring(reader):
    assert (reader.__doc__ or "").strip()
    assert (import_module(reader.__module__).__doc__ or "").strip()
