"""Traces in markup: microformats and microdata, counters of republished texts, importers' fingerprints, images."""

import pytest

from provenance.model import Place
from tests.marked_pages import TEXT, page, read, signals

FROM = "https://harbour.example/2024/night-ferry"
TAKEN = [(1, "republication", "harbour.example", FROM)]


def claim(html):
    return [(relation, domain) for _, relation, domain, _ in read(html)]


def img(src, size="width=1 height=1"):
    return f"<img src='{src}' {size}>"


# --- microformats, microdata, rel=via -------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "relation"),
    [
        (f"<p><a class='u-repost-of' href='{FROM}'>there</a></p>", "republication"),
        (f"<div class='h-cite u-repost-of'><a href='{FROM}'>there</a></div>", "republication"),
        (f"<p><a class='u-translation-of' href='{FROM}'>there</a></p>", "translation"),
        (f"<p><a class='u-quotation-of' href='{FROM}'>there</a></p>", "excerpt"),
        (f"<p>Seen <a rel=via href='{FROM}'>there</a></p>", "via"),
    ],
)
def test_microformats_and_rel_via_lead_upstream(body, relation):
    assert read(page(body=body)) == [(1, relation, "harbour.example", FROM)]


def test_rel_via_in_the_head_and_its_place_in_the_text():
    assert claim(page(f"<link rel=via href='{FROM}'>")) == [("via", "harbour.example")]
    (one,) = signals(page(body=f"<p>Seen <a rel='via nofollow' href='{FROM}'>there</a></p>"))
    assert (one.cue, one.quote, one.place) == ("rel=via", "there", Place.TAIL)


@pytest.mark.parametrize(
    "body",
    [
        f"<p><a class='u-syndication' href='{FROM}'>also there</a></p>",
        f"<p><a class='u-repost' href='{FROM}'>Ida reposted this</a></p>",
        f"<p><a class='u-in-reply-to' href='{FROM}'>an answer</a></p>",
        f"<p><a class='u-like-of' href='{FROM}'>liked</a></p>",
        "<p><a class='u-repost-of' href='https://mirror.example/1'>our own</a></p>",
        f"<p><a class='u-repost-of' href='{FROM}'>a</a> <a class='u-repost-of' href='https://tern.example/1'>b</a></p>",
        "<p>Seen <a rel=via href='https://mirror.example/1'>on our pages</a></p>",
    ],
)
def test_microformats_that_lead_elsewhere_are_nothing(body):
    assert read(page(body=body)) == []


def item(inner, kind="NewsArticle"):
    return f"<div itemscope itemtype='https://schema.org/{kind}'><meta itemprop=headline content='The ferry stops'>{inner}</div>"


def test_microdata_is_read_like_jsonld():
    assert read(page(body=item(f"<link itemprop=isBasedOn href='{FROM}'>"))) == TAKEN
    assert claim(page(body=item("<meta itemprop=provider content='Reuters'>"))) == [("syndication", "reuters.com")]
    translated = item(f"<link itemprop=isBasedOn href='{FROM}'><meta itemprop=translator content='Ida Holm'>")
    assert claim(page(body=translated)) == [("translation", "harbour.example")]
    assert read(page(body=item("<meta itemprop=provider content='Mirror Holdings Ltd'>"))) == []
    assert read(page(body=item(f"<link itemprop=isBasedOn href='{FROM}'>", "Recipe"))) == []
    second = item(f"<link itemprop=isBasedOn href='{FROM}'>").replace("The ferry stops", "The lighthouse")
    assert read(page(body=item("") + second)) == []


# --- counters -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (img("https://counter.theconversation.com/content/151769/count.gif?distributor=republish-lightbox-advanced"), ("republication", "theconversation.com")),
        ("<iframe src='//counter.theconversation.edu.au/content/151769/count.gif' width=1 height=1></iframe>", ("republication", "theconversation.com")),
        (img("https://counter.theconversation.com/content/151769/count", "style='width:1px'"), ("republication", "theconversation.com")),
        (f"<noscript>{img('https://counter.theconversation.com/content/151769/count.gif', '')}</noscript>", ("republication", "theconversation.com")),
        ("<script src='https://pixel.propublica.org/pixel.js' async></script>", ("republication", "propublica.org")),
        (img("https://harbour.example/?republication-pixel=true&post=482&amp;ga4=G-1", "id='republication-tracker-tool-source'"), ("republication", "harbour.example")),
        (img("https://harbour.example/wp-content/plugins/republication-tracker-tool/includes/pixel.php?post=482&ga=UA-1"), ("republication", "harbour.example")),
        ("<script>PARSELY = { autotrack: false, onload: function() { PARSELY.beacon.trackPageView({ url: 'https://harbour.example/2024/night-ferry', urlref: window.location.href }); } }</script>", ("republication", "harbour.example")),
        (img("https://pixel.wp.com/b.gif?host=harbourblog.wordpress.com&blog=9&post=482&subd=harbourblog&ref=&feed=1"), ("republication", "harbourblog.wordpress.com")),
        (img("https://medium.com/_/stat?event=post.clientViewed&referrerSource=full_rss&postId=a1b2c3d4e5f6"), ("republication", "medium.com")),
        (img("https://rt.prnewswire.com/rt.gif?NewsItemId=EN43545&Transmission_Id=2026"), ("syndication", "prnewswire.com")),
        (img("https://www.globenewswire.com/newsroom/ti?nf=ODk3MjE1NyM0"), ("syndication", "globenewswire.com")),
        (img("https://ml-eu.globenewswire.com/media/NjE3ZjE2/small/x.png"), ("syndication", "globenewswire.com")),
        (img("https://cts.businesswire.com/ct/CT?id=bwnews&sty=20240517006230r1&sid=1&distro=nx&lang=en"), ("syndication", "businesswire.com")),
    ],
)  # fmt: skip
def test_a_counter_tells_whose_text_it_goes_with(body, expected):
    assert claim(page(body=body)) == ([expected] if expected else [])


def test_a_counter_s_number_finds_the_page():
    counter = img("https://counter.theconversation.com/content/151769/count.gif")
    link = "https://theconversation.com/why-the-ferry-stopped-151769"
    credit = f"<p>Read the <a href='{link}'>original article</a>.</p>"
    assert [url for *_, url in read(page(body=credit + counter))] == [link]
    tracker = img("https://harbour.example/?republication-pixel=true&post=482")
    assert [url for *_, url in read(page(body=tracker))] == ["https://harbour.example/?p=482"]


SMART = "https://cts.businesswire.com/ct/CT?id=smartlink&url=https%3A%2F%2Fferry.example&esheet=5{n}&newsitemid={item}&index={n}"
WIRE = "https://c212.net/c/link/?t=0&l=en&o={item}-1&h=1{n}&u=https%3A%2F%2Fferry.example&a=ferry"


def links(form, *items):
    return (
        "<p>"
        + " and ".join(f"<a href='{form.format(n=n, item=i)}'>ferry {n}</a>" for n, i in enumerate(items))
        + "</p>"
    )


@pytest.mark.parametrize(
    ("form", "items", "domain"),
    [
        (SMART, ("20240517006230", "20240517006230"), "businesswire.com"),
        (SMART, ("20240517006230",), None),
        (SMART, ("20240517006230", "20240518006111"), None),
        (WIRE, ("2345678", "2345678"), "prnewswire.com"),
        (WIRE, ("2345678",), None),
    ],
)
def test_counted_links_all_through_a_text_make_it_a_release(form, items, domain):
    assert claim(page(body=links(form, *items))) == ([("syndication", domain)] if domain else [])


def test_a_distributor_s_counter_gives_way_to_the_issuer_in_words():
    counter = img("https://rt.prnewswire.com/rt.gif?NewsItemId=EN43545")
    issuer = "<p>This article was originally published by Tern Ferries.</p>"
    assert [claim[2] for claim in read(page(body=issuer + counter))] == ["Tern Ferries"]


@pytest.mark.parametrize(
    "html",
    [
        page(body=img("https://counter.theconversation.com/content/1/count.gif") + img("https://counter.theconversation.com/content/2/count.gif")),
        page(body=img("https://counter.theconversation.com/content/1/count.gif"), url="https://theconversation.com/the-ferry-1", outlet="The Conversation"),
        page(body=img("https://mirror.example/?republication-pixel=true&post=482")),
        page(body=img("https://pixel.wp.com/b.gif?host=harbourblog.wordpress.com&blog=9&post=482")),
        page(body=img("https://pixel.wp.com/g.gif?v=ext&blog=9&post=482")),
        page(body=img("https://www.facebook.com/tr?id=1&ev=PageView")),
        page(body=img("https://pixel.harbour.example/p.gif")),
        page(body=img("https://medium.com/_/stat?event=pixel.load&postId=a1b2c3d4e5f6")),
        page(body="<script>PARSELY.beacon.trackPageView({ url: 'https://mirror.example/2024/ferry' })</script>"),
        page(body="<script>ga.trackPageView({ url: 'https://harbour.example/' })</script>"),
    ],
)  # fmt: skip
def test_other_counters_say_nothing(html):
    assert read(html) == []
    assert signals(html) == ()


def test_a_link_out_of_a_feed_only_confirms():
    fed = f"<p>More <a href='{FROM}?utm_source=rss&utm_medium=rss&utm_campaign=ferry'>there</a></p>"
    assert signals(page(body=fed)) == ()
    credit = f"<p>Source: <a href='{FROM}?utm_source=rss&utm_medium=rss'>Harbour Weekly</a></p>"
    assert {one.finder for one in signals(page(body=credit))} == {"attribution", "trackers"}
    assert claim(page(body=credit)) == [("republication", "harbour.example")]


# --- importers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        page(f"<meta name='syndication_permalink' content='{FROM}'>"),
        page(f"<meta name='rss_pi_source_url' content='{FROM}'>"),
        page(body=f"<ul class=post-meta><li><span>syndication_permalink:</span> {FROM}</li></ul>"),
        page(body=f"<p>wpe_sourcepermalink: {FROM}</p>"),
        page(body=f"<div class='wpcom-reblog-snapshot'><div class='reblog-post'><p class='reblog-source'><a href='{FROM}'>View original post</a></p></div></div>"),
        page(body=f"<div class='wpcom-reblog-snapshot'><p><a href='{FROM}'>Harbour</a></p></div>"),
        page(body=f"<p><a class='tumblr_blog' href='{FROM}'>harbour</a>:</p><blockquote><p>{TEXT}</p></blockquote>"),
    ],
)  # fmt: skip
def test_an_importer_s_field_and_a_reblog_name_the_source(html):
    assert read(html)[:1] == TAKEN


def test_a_reblog_of_a_reblog_is_two_hops():
    body = "<p><a class='tumblr_blog' href='https://b.tumblr.com/post/2'>b</a>:</p><blockquote><p><a class='tumblr_blog' href='https://a.tumblr.com/post/1'>a</a>:</p></blockquote>"
    (one,) = signals(page(body=body))
    assert (one.source.domain, one.origin.domain) == ("b.tumblr.com", "a.tumblr.com")


def test_pasted_text_brings_its_address():
    body = f"<p>Read more at: {FROM}#ixzz3AbCdEf</p>"
    assert claim(page(body=body)) == [("excerpt", "harbour.example")]
    assert read(page(body="<p>Read more at: https://mirror.example/2024/ferry#ixzz3AbCdEf</p>")) == []
    assert [one for one in signals(page(body=f"<p>See {FROM}#comments there</p>")) if one.finder == "importers"] == []


@pytest.mark.parametrize(
    "html",
    [
        page(body="<p>Harbour <a href='https://ift.tt/2FerrY'>read on</a></p>"),
        page(body="<p><a href='https://feedproxy.google.com/~r/HarbourTimes/~3/abc/'>The ferry</a></p>"),
        page(body="<p>A service of <a href='https://www.fivefilters.org/content-only/faq.php'>these people</a></p>"),
        page(body=img("https://feeds.feedburner.com/~r/HarbourTimes/~4/abc123")),
        page(body=img("https://blogger.googleusercontent.com/tracker/123-456?l=harbour")),
        page("<meta name=generator content='WPeMatico 2.6'>"),
        page("<link rel=canonical href='https://mirror-example.translate.goog/2024/ferry?_x_tr_sl=ru&_x_tr_tl=en'>"),
        page("<link rel=canonical href='https://mirror-example.cdn.ampproject.org/c/s/mirror.example/2024/ferry'>"),
        page(body="<div class='wpematico_credit'><a href='https://wpematico.example/'>x</a></div>"),
    ],
)
def test_a_fingerprint_that_names_nobody_is_a_stamp(html):
    stamps = [one for one in signals(html) if one.stamp]
    assert stamps and all(one.source is None and one.relation is None for one in stamps)
    assert read(html) == []


@pytest.mark.parametrize(
    "html",
    [
        page(body="<p><a href='https://feeds.feedburner.com/MirrorGazette'>Subscribe</a></p>"),
        page(body="<p><a href='https://feedly.com/i/subscription/feed/https://mirror.example/feed'>Follow us</a></p>"),
        page(body="<p><a href='https://feedproxy.google.com/~r/mirror/~3/abc/'>The ferry</a></p>"),
        page("<meta name=generator content='WordPress 6.4'>"),
        page(body="<div class='reblog-button'><a href='https://wordpress.example/'>Reblog</a></div>"),
        page(body=f"<div class='comments'><p>Ida: reblogged this on <a href='{FROM}'>Harbour</a></p></div>"),
        page(body="<div class='wpcom-reblog-snapshot'><a href='https://mirror.example/2023/old'>View original post</a></div>"),
        page(body=f"<div class='wpcom-reblog-snapshot'><a href='{FROM}'>1</a></div><div class='wpcom-reblog-snapshot'><a href='https://tern.example/1'>2</a></div>"),
    ],
)  # fmt: skip
def test_buttons_and_lists_are_no_fingerprints(html):
    assert read(html) == []
    assert [one for one in signals(html) if one.finder == "importers"] == []


# --- images ---------------------------------------------------------------------------------------


def pictures(*hosts):
    return "".join(f"<p>{TEXT}<img src='https://{host}/{n}.jpg'></p>" for n, host in enumerate(hosts))


CREDIT = "<p>Source: Harbour</p>"


def test_images_of_another_outlet_confirm_a_named_source_and_claim_nothing_alone():
    alone = page(body=pictures("img.harbour.example", "img.harbour.example", "mirror.example"))
    assert signals(alone) == () and read(alone) == []
    both = page(body=pictures("img.harbour.example", "img.harbour.example", "mirror.example") + CREDIT)
    (weak,) = (one for one in signals(both) if one.finder == "images")
    assert (weak.strength, weak.source.domain, weak.quote) == (
        0.2,
        "harbour.example",
        "2 of 3 images stand on harbour.example",
    )
    assert [claim[:3] for claim in read(both)] == [(1, "republication", "harbour.example")]


@pytest.mark.parametrize(
    "hosts",
    [
        ("img.harbour.example",),
        ("img.harbour.example", "img.harbour.example", "mirror.example", "mirror.example"),
        ("mirror.example", "img.mirror.example"),
        ("mirror.test", "mirror.test"),
        ("i0.wp.com", "i0.wp.com"),
        ("d1.cloudfront.net", "d1.cloudfront.net"),
        ("harbourcdn.example", "harbourcdn.example"),
        ("1.bp.blogspot.com", "2.bp.blogspot.com"),
    ],
)
def test_few_images_own_ones_and_services_confirm_nothing(hosts):
    from provenance.signals import images
    from tests.marked_pages import article

    assert list(images.find(article(page(body=pictures(*hosts) + CREDIT)))) == []


def test_a_blog_s_images_name_the_blog():
    from provenance.signals import images
    from tests.marked_pages import article

    html = page(body=pictures(*["harbour.files.wordpress.com"] * 2))
    assert [one.source.domain for one in images.find(article(html))] == ["harbour.wordpress.com"]


def test_only_weak_signals_for_a_source_are_no_claim():
    from provenance.infer import claims
    from provenance.signals import images
    from tests.marked_pages import article

    one = article(page(body=pictures(*["www.theguardian.com"] * 3)))
    (found,) = claims(one, tuple(images.find(one)))
    assert found.confidence < 0.1


@pytest.mark.parametrize(
    "pump", ["\n", " . ", "http://", "https://x.example/", "syndication_permalink", "https://a.b/?post=1&", "x?feed=1&"]
)
def test_no_pattern_blows_up_on_pumped_text(pump):
    from time import process_time

    from provenance.model import Article, Block, Fact
    from provenance.signals import importers, trackers

    text = pump * (100_000 // len(pump))
    facts = tuple(Fact(key, (pump * 2_000)[:2_000]) for key in ("pixel", "tracked", "href.feed", "meta.generator"))
    one = Article(
        "n1", None, "mirror.example", None, None, "en", None, (), (Block(text, Place.TAIL),), facts, text, "0"
    )
    started = process_time()
    assert all(found.quote for finder in (importers, trackers) for found in finder.find(one))
    assert process_time() - started < 1
