"""Who publishes: outlets, news agencies and press-release distributors, with their names, domains and languages.

The tables are data, one file a language and `international.toml` (see `load`). To add an outlet or an agency:
a row there. Nothing here fetches; a name or domain that no table knows is answered from its own letters.
"""

from provenance.outlets.identity import is_misnamed, language_of, name_matches_host, same_source
from provenance.outlets.load import Kind, Outlet, by_domain, by_name, meant
from provenance.outlets.mentions import agency, find_agencies, is_agency, is_distributor
from provenance.outlets.names import fold, inflected, is_article, is_edition, is_written_so
from provenance.outlets.shops import is_shop

__all__ = [
    "Kind",
    "Outlet",
    "agency",
    "by_domain",
    "by_name",
    "find_agencies",
    "fold",
    "inflected",
    "is_agency",
    "is_article",
    "is_distributor",
    "is_edition",
    "is_misnamed",
    "is_shop",
    "is_written_so",
    "language_of",
    "meant",
    "name_matches_host",
    "same_source",
]
