"""Web addresses: one key a page, one outlet a site, and the page behind a wrapped address.

Nothing here fetches. Every function takes any string and never raises.
"""

from provenance.urls.canonical import canonical_key, clean, node_id
from provenance.urls.domains import host, registered_domain, same_outlet
from provenance.urls.kinds import depth, is_deep, is_home, is_share_or_social, is_shortener
from provenance.urls.readable import readable
from provenance.urls.wraps import is_archive, unwrap

__all__ = [
    "canonical_key",
    "clean",
    "depth",
    "host",
    "is_archive",
    "is_deep",
    "is_home",
    "is_share_or_social",
    "is_shortener",
    "node_id",
    "readable",
    "registered_domain",
    "same_outlet",
    "unwrap",
]
