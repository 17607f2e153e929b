"""What an entry's source and guid say of its origin, and what looks like it and is nothing."""

import json

import pytest

from tests.feed_files import SITE, TEXT, item, rss

HARBOUR = "https://harbour.example"


@pytest.fixture
def claims(run, tmp_path):
    """The claims of the last entry of a feed: hop, relation, domain, address."""

    def read(*items, **feed):
        path = tmp_path / "feed.xml"
        path.write_text(rss(*items, **feed), "utf-8")
        page = json.loads(run("inspect", path, "--format", "jsonl").out.splitlines()[-1])
        return [
            (claim["hop"], claim["relation"], claim["source_domain"], claim["source_url"]) for claim in page["claims"]
        ]

    return read


def source(url, title="Harbour News"):
    return f'<source url="{url}">{title}</source>'


def test_the_source_of_an_entry_is_a_site_and_no_article(claims):
    wanted = (1, "republication", "harbour.example", f"{HARBOUR}/")
    assert claims(item(more=source(f"{HARBOUR}/feed.xml"))) == [wanted]


def test_the_source_of_an_atom_entry(run, tmp_path):
    path = tmp_path / "atom.xml"
    path.write_text(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Mirror</title><link href="{SITE}"/><entry><title>Ferry</title>'
        f'<link href="{SITE}ferry"/><id>tag:x,2024:1</id><content type="html">&lt;p>It was late.&lt;/p></content>'
        f'<source><id>tag:harbour.example,2020:f</id><title>Harbour News</title><link href="{HARBOUR}/"/></source>'
        "</entry></feed>",
        "utf-8",
    )
    page = json.loads(run("inspect", path, "--format", "jsonl").out)
    (claim,) = page["claims"]
    assert (claim["source_name"], claim["source_domain"]) == ("Harbour News", "harbour.example")
    assert (claim["finder"], claim["place"]) == ("feeds", "metadata")
    assert claim["evidence"] == f"source: Harbour News {HARBOUR}/"


@pytest.mark.parametrize("guid", [f"{HARBOUR}/?p=123", f"{HARBOUR}/2024/ferry-late"])
def test_a_guid_that_survived_betrays_the_origin(claims, guid):
    assert claims(item(guid=guid)) == [(1, "republication", "harbour.example", guid)]


def test_a_guid_sharpens_the_source(claims):
    guid = f"{HARBOUR}/2024/ferry-late"
    found = claims(item(guid=guid, more=source(f"{HARBOUR}/feed.xml")))
    assert found == [(1, "republication", "harbour.example", guid)]


def test_one_guid_among_many_of_the_site_itself(claims):
    own = [item(link=f"{SITE}{n}", guid=f"{SITE}?p={n}") for n in range(5)]
    assert claims(*own, item(guid=f"{HARBOUR}/?p=7")) == [(1, "republication", "harbour.example", f"{HARBOUR}/?p=7")]


def test_a_feed_made_of_one_other_feed(claims):
    copies = [item(link=f"{SITE}{n}-copied", guid=f"{HARBOUR}/2024/{n}/ferry") for n in range(5)]
    assert claims(*copies) == [(1, "republication", "harbour.example", f"{HARBOUR}/2024/4/ferry")]


def test_via_and_dublin_core_are_read_as_in_any_page(claims):
    via = f'<atom:link rel="via" href="{HARBOUR}/ferry"/>'
    assert claims(item(more=via)) == [(1, "via", "harbour.example", f"{HARBOUR}/ferry")]
    taken = f"<dc:source>{HARBOUR}/ferry</dc:source>"
    assert claims(item(more=taken)) == [(1, "republication", "harbour.example", f"{HARBOUR}/ferry")]


def test_the_agency_that_distributes_an_entry(claims):
    credit = '<media:credit role="distributor">Reuters</media:credit>'
    assert [claim[1:3] for claim in claims(item(more=credit))] == [("syndication", "reuters.com")]


def test_an_agency_that_is_named_as_the_source(claims):
    found = claims(item(more='<source url="https://www.reuters.com/">Reuters</source>'))
    assert [claim[1:3] for claim in found] == [("syndication", "reuters.com")]


@pytest.mark.parametrize(
    "entry",
    [
        item(guid=f"{SITE}?p=1"),
        item(guid="https://www.mirror.example/ferry"),
        item(guid="tag:harbour.example,2024:1"),
        item(guid="tag:mirror.example,2024:1"),
        item(guid="5f2b1c0a-6f6e-4b7c-9d55-0a8a3c1d2e3f"),
        item(guid="yt:video:dQw4w9WgXcQ"),
        item(guid="https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        item(guid="http://feedproxy.google.com/~r/harbour/~3/abc/"),
        item(guid="https://feeds.feedburner.com/~r/harbour/~3/abc/"),
        item(guid="https://medium.com/p/3c1d2e3f"),
        item(guid="https://mirrorgazette.wordpress.com/?p=12"),
        item(guid=f"{HARBOUR}/"),
        item(
            guid=f"{HARBOUR}/episode-9", more='<enclosure url="https://x.example/9.mp3" type="audio/mpeg" length="1"/>'
        ),
        item(more=source(f"{SITE}feed")),
        item(more=source("https://feeds.feedburner.com/mirror", "Mirror Gazette")),
        item(more=source("https://feeds.feedburner.com/something", "Something")),
        item(more=source("", "Harbour News")),
        item(more=source("not an address")),
        item(link=f"{HARBOUR}/ferry", guid=f"{HARBOUR}/ferry", more=source(f"{HARBOUR}/feed")),
        item(link=f"{HARBOUR}/ferry", guid=f"{SITE}reader/item/99"),
        item(
            link="http://feedproxy.google.com/~r/mirror/~3/a/",
            more=f"<feedburner:origLink>{SITE}ferry</feedburner:origLink>",
        ),
        item(more="<media:credit role='photographer'>Reuters</media:credit>"),
        item(more="<media:credit role='distributor'>Mirror Gazette</media:credit>"),
        item(link="", html=TEXT + "<p>Source: Mirror Gazette</p>"),
        item(more=f'<atom:link rel="related" href="{HARBOUR}/ferry"/>'),
    ],
)
def test_what_looks_alike_is_no_source(claims, entry):
    assert claims(entry) == []


@pytest.mark.parametrize("old", ["https://mirror-old.example/?p={n}", "https://mirror-old.example/{n}"])
def test_guids_of_the_name_that_the_site_had_before(claims, old):
    moved = [item(link=f"{SITE}{n}", guid=old.format(n=n), html=TEXT) for n in range(6)]
    assert claims(*moved) == []
