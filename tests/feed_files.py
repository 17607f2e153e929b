"""Feeds written for the tests: the same entries in each dialect."""

import json
from xml.sax.saxutils import escape, quoteattr

RSS_NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)
SITE = "https://mirror.example/"
TEXT = "<p>The ferry sailed late this morning, the harbour master said, and nobody knew why it had.</p>"


def rss(*items: str, title: str = "Mirror Gazette", site: str = SITE, more: str = "") -> str:
    head = f"<title>{escape(title)}</title><link>{escape(site)}</link>{more}"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {RSS_NAMES}><channel>{head}{"".join(items)}</channel></rss>'


def item(
    title: str = "The ferry was late", link: str = SITE + "ferry", guid: str = "", html: str = TEXT, more: str = ""
) -> str:
    identity = f'<guid isPermaLink="false">{escape(guid)}</guid>' if guid else ""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{identity}"
        f"<content:encoded>{escape(html)}</content:encoded>{more}</item>"
    )


def as_rss(entries) -> bytes:
    return rss(*(item(*entry) for entry in entries)).encode()


def as_rdf(entries) -> bytes:
    items = "".join(
        f"<item rdf:about={quoteattr(guid)}><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<content:encoded>{escape(html)}</content:encoded></item>"
        for title, link, guid, html in entries
    )
    return (
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f"{RSS_NAMES}><channel><title>Mirror Gazette</title><link>{SITE}</link></channel>{items}</rdf:RDF>"
    ).encode()


def as_atom(entries) -> bytes:
    items = "".join(
        f"<a:entry><a:title>{escape(title)}</a:title><a:link href={quoteattr(link)}/><a:id>{escape(guid)}</a:id>"
        f'<a:content type="html">{escape(html)}</a:content></a:entry>'
        for title, link, guid, html in entries
    )
    head = f'<a:title>Mirror Gazette</a:title><a:link href="{SITE}"/>'
    return f'<a:feed xmlns:a="http://www.w3.org/2005/Atom">{head}{items}</a:feed>'.encode()


def as_json(entries) -> bytes:
    items = [{"id": guid, "url": link, "title": title, "content_html": html} for title, link, guid, html in entries]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": "Mirror Gazette", "home_page_url": SITE}
    return json.dumps({**head, "items": items}).encode()


DIALECTS = (as_rss, as_rdf, as_atom, as_json)
