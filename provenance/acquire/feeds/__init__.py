"""Feeds, from bytes: RSS 0.9 to 2.0, Atom, RDF and JSON Feed; one entry is one page."""

from provenance.acquire.feeds.discover import feeds_of, looks_like_feed
from provenance.acquire.feeds.entries import Entry, Feed
from provenance.acquire.feeds.pages import captures, is_teaser
from provenance.acquire.feeds.parse import is_feed, parse

__all__ = ["Entry", "Feed", "captures", "feeds_of", "is_feed", "is_teaser", "looks_like_feed", "parse"]
