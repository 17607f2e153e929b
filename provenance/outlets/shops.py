"""Shops and app stores: they sell what a page speaks of, and are nobody's source."""

from provenance.outlets.names import fold

_SHOPS = frozenset({"amazon", "ebay", "etsy", "aliexpress", "appstore", "googleplay", "itunes", "steam"})


def is_shop(name: str) -> bool:
    """Whether a name or a domain is that of a shop, in any country."""
    return fold(name.split(".", 1)[0]) in _SHOPS
