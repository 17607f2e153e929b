import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import urls

PIECES = st.sampled_from(
    [
        "http://",
        "https://",
        "//",
        "www.",
        "m.",
        "amp.",
        "a.example",
        "b.co.uk",
        "ж.рф",
        "/",
        "/amp",
        "/print",
        "index.php",
        "?",
        "&",
        "=",
        "#!",
        "#",
        "utm_source=x",
        "amp=1",
        "%41",
        "%",
        "%2f",
        "..",
        ".",
        ":80",
        ":",
        ";jsessionid=1",
        "/web/2024/",
        "é",
        " ",
        "@",
        "[::1]",
        "xn--",
        "ｅ",
        "\u200b",
        "127.0.0.1",
        "\n",
    ]
)
ADDRESSES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@given(ADDRESSES)
def test_a_key_is_its_own_key(text: str) -> None:
    key = urls.canonical_key(text)
    assert urls.canonical_key(key) == key


@given(ADDRESSES, st.none() | ADDRESSES)
def test_any_text_is_borne(text: str, base: str | None) -> None:
    found = urls.clean(text, base)
    assert found is None or (found.startswith(("http://", "https://")) and urls.clean(found) == found)
    assert isinstance(urls.unwrap(text), str)
    for ask in (urls.is_archive, urls.is_shortener, urls.is_share_or_social, urls.is_home):
        assert ask(text) in (True, False)
    assert urls.depth(text) >= 0
    domain = urls.registered_domain(text)
    assert domain is None or (urls.host(text) or "").endswith(domain)


@given(st.text(alphabet="abcdé/ ?&=%.-", max_size=30), st.sampled_from(["http", "https"]))
def test_a_replayed_address_comes_back_whole(tail: str, scheme: str) -> None:
    inner = f"{scheme}://foo.example/{tail}x"
    assert urls.unwrap(f"http://localhost:8080/web/20240113101500id_/{inner}") == inner
    assert urls.unwrap(f"https://web.archive.org/web/2024/{inner}") == inner
    assert urls.unwrap(f"https://vk.com/away.php?to={quote(inner, safe='')}") == inner


@pytest.mark.parametrize(
    "url",
    [
        "http://foo.example/a/b?id=1&x=2",
        "https://www.foo.example/a/b/?x=2&id=1#top",
        "HTTPS://WWW.FOO.EXAMPLE:443/a/b?id=1&x=2&utm_source=rss&fbclid=1",
        "https://m.foo.example/a/b/amp/?id=1&x=2",
        "https://amp.foo.example/a/b?id=1&x=2&amp=1",
        "https://foo.example/a/b/?id=1&amp;x=2&amp;utm_medium=feed",
        "https://foo.example/a/b/print/?id=1&x=2&print=1",
        "https://foo.example/a/b/index.html?id=1&x=2&outputType=amp",
        "https://foo.example/a/./c/../%62;jsessionid=0A1B?x=2&id=1&PHPSESSID=q",
        "https://foo.example/amp/a/b?id=1&x=2&ref=twitter",
        "foo.example/a/b?id=1&x=2",
    ],
)
def test_one_page_has_one_key(url: str) -> None:
    assert urls.canonical_key(url) == "foo.example/a/b?id=1&x=2"


def test_keys_keep_what_names_a_page() -> None:
    others = [
        "foo.example/a",
        "foo.example/A",
        "foo.example/a?ref=chapter-2",
        "foo.example/a?id=1",
        "foo.example/a#!/b",
        "foo.example:8080/a",
        "bar.foo.example/a",
        "foo.example/web/2024/https://bar.example/a",
        "foo.example/index.php/a",
        "foo.example/amplifier",
    ]
    assert len({urls.canonical_key(f"https://{url}") for url in others}) == len(others)
    assert urls.canonical_key("https://пример.рф/Ёж") == urls.canonical_key(
        "http://xn--e1afmkfd.xn--p1ai/%d0%81%d0%b6/"
    )
    assert urls.canonical_key("https://foo.example/") == "foo.example"


def test_node_ids() -> None:
    assert re.fullmatch("n[0-9a-f]{16}", urls.node_id("foo.example/a"))
    assert urls.node_id("foo.example/a") != urls.node_id("foo.example/b")
    assert urls.node_id("\ud800") == urls.node_id("\ud800")


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("topwar.ru/1.html", None, "https://topwar.ru/1.html"),
        ("topwar.ru/1.html", "https://x.example/a", "https://topwar.ru/1.html"),
        ("//x.example/", None, "https://x.example/"),
        ("1.html", "https://x.example/a/b", "https://x.example/a/1.html"),
        ("/q?utm_source=a&p=1#c", "https://x.example/a/b", "https://x.example/q?p=1"),
        ("  https://x.example/é è\n", None, "https://x.example/%C3%A9%20%C3%A8"),
        ("http://user:word@x.example:80", None, "http://x.example/"),
        ("http://x.example:443/", None, "http://x.example:443/"),
        ("https://x.example/#!/a", None, "https://x.example/#!/a"),
        (
            "https://web.archive.org/web/2024/https://x.example//a",
            None,
            "https://web.archive.org/web/2024/https://x.example//a",
        ),
        (
            "c.html",
            "http://localhost:8080/web/20240101000000/https://x.example/a/b",
            "https://x.example/a/c.html",
        ),
        (
            "/web/20240101000000/https://y.example/q",
            "http://localhost:8080/web/20240101000000/https://x.example/a/b",
            "http://localhost:8080/web/20240101000000/https://y.example/q",
        ),
        ("https://x.example/" + "a" * 2000, None, None),
        ("https://x.example:99999/", None, None),
        ("http://exa mple.com/", None, None),
        ("http://", "https://x.example/", None),
        ("1.html", None, None),
        ("README.md", None, None),
        ("Mr.Smith", None, None),
        ("me@foo.com", None, None),
        ("", "https://x.example/", None),
    ],
)
def test_clean(url: str, base: str | None, expected: str | None) -> None:
    assert urls.clean(url, base) == expected


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "mailto:a@x.example", "data:text/html,x", "tel:+331", "ftp://x.example/"]
)
def test_other_schemes_are_no_pages(url: str) -> None:
    assert urls.clean(url, "https://x.example/") is None


X = "https://x.example/a?b=1"


@pytest.mark.parametrize(
    "wrapped",
    [
        f"https://web.archive.org/web/20240113101500/{X}",
        f"web.archive.org/web/20240113101500im_/{X}",
        "https://web.archive.org/web/2024/https:/x.example/a?b=1",
        f"https://archive.ph/2024.01.13-101500/{X}",
        f"https://archive.is/o/AbC1d/{X}",
        f"https://archive.today/newest/{X}",
        f"http://localhost:8080/coll/20240113101500mp_/{X}",
        f"http://localhost:8080/web/{X}",
        f"https://arquivo.pt/wayback/20240113101500/{X}",
        f"https://www.google.com/url?sa=t&url={quote(X, safe='')}&usg=1",
        f"https://www.google.co.uk/url?q={quote(X, safe='')}",
        f"https://l.facebook.com/l.php?u={quote(X, safe='')}&h=A",
        f"https://www.linkedin.com/redir/redirect?url={quote(X, safe='')}&urlhash=1",
        f"https://slack-redir.net/link?url={quote(X, safe='')}",
        f"https://t.umblr.com/redirect?z={quote(X, safe='')}&t=1",
        f"https://eur01.safelinks.protection.outlook.com/?url={quote(X, safe='')}&data=1",
        f"https://y.example/goto/{X}",
        f"https://y.example/out/{quote(X, safe='')}",
        f"https://y.example/redirect.php?id=3&url={quote(X, safe='')}",
        "https://x-example.cdn.ampproject.org/c/s/x.example/a?b=1",
        "https://www.google.com/amp/s/x.example/a?b=1",
        "https://x-example.translate.goog/a?b=1&_x_tr_sl=ru&_x_tr_tl=en",
        f"https://translate.google.com/translate?sl=ru&tl=en&u={quote(X, safe='')}",
        f"https://href.li/?{X}",
        f"https://urldefense.com/v3/__{X}__;!!abc!def$",
        f"https://webcache.googleusercontent.com/search?q=cache:abcDEF123456:{quote(X, safe='')}",
        f"https://vk.com/away.php?to={quote(f'https://web.archive.org/web/2024/{X}', safe='')}",
    ],
)
def test_wrapped_addresses(wrapped: str) -> None:
    assert urls.unwrap(wrapped) == X


@pytest.mark.parametrize(
    "url",
    [
        X,
        "https://www.google.com/search?q=https://x.example/",
        "https://y.example/login?url=https://x.example/",
        "https://www.facebook.com/sharer/sharer.php?u=https://x.example/",
        "https://y.example/web/design/https-explained",
        "https://y.example/goto/page?url=/local",
        "https://archive.is/AbC1d",
        "not an address",
    ],
)
def test_what_wraps_nothing_stays(url: str) -> None:
    assert urls.unwrap(url) == url


def test_wraps_are_undone_to_a_depth() -> None:
    url = X
    for _ in range(9):
        url = f"https://y.example/goto/?url={quote(url, safe='')}"
    assert urls.unwrap(url) != X
    assert urls.unwrap(urls.unwrap(url)) == X


def test_archives_and_shorteners() -> None:
    assert urls.is_archive("https://archive.ph/AbC1d")
    assert urls.is_archive("http://localhost:8080/web/20240113101500/https://x.example/")
    assert not urls.is_archive("https://x.example/archive/2024/01/story")
    assert urls.is_shortener("https://bit.ly/3x") and urls.is_shortener("http://feedproxy.google.com/~r/x/~3/1/")
    assert not urls.is_shortener("https://habit.ly.example/3x")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/sharer/sharer.php?u=https://x.example/",
        "https://twitter.com/intent/tweet?text=x",
        "https://t.me/share/url?url=https://x.example/",
        "https://wa.me/?text=x",
        "whatsapp://send?text=x",
        "mailto:?subject=x",
        "https://www.reddit.com/submit?url=x",
        "https://pinterest.com/pin/create/button/?url=x",
        "https://x.example/story/?share=twitter",
        "https://twitter.com/someone",
        "https://www.facebook.com/",
        "https://www.youtube.com/channel/UC1",
    ],
)
def test_share_and_social(url: str) -> None:
    assert urls.is_share_or_social(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/someone/status/1",
        "https://t.me/channel/12",
        "https://www.youtube.com/watch?v=1",
        "https://vk.com/wall-123_456",
        "https://facebook.com.example/sharer",
        "https://x.example/",
    ],
)
def test_posts_are_sources_like_others(url: str) -> None:
    assert not urls.is_share_or_social(url)


@pytest.mark.parametrize(
    ("given_host", "host", "domain"),
    [
        ("https://www.foo.example:8080/a", "www.foo.example", "foo.example"),
        ("a.b.co.uk", "a.b.co.uk", "b.co.uk"),
        ("www.foo.wordpress.com", "www.foo.wordpress.com", "foo.wordpress.com"),
        ("foo.blogspot.com", "foo.blogspot.com", "foo.blogspot.com"),
        ("foo.blogspot.fr", "foo.blogspot.fr", "foo.blogspot.fr"),
        ("foo.github.io", "foo.github.io", "foo.github.io"),
        ("github.io", "github.io", "github.io"),
        ("https://wordpress.com/blog", "wordpress.com", "wordpress.com"),
        ("Пример.РФ.", "xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("co.uk", "co.uk", None),
        ("127.0.0.1", "127.0.0.1", None),
        ("http://[::1]:80/", "[::1]", None),
        ("localhost", "localhost", None),
        ("mailto:a@b.com", None, None),
        ("a b", None, None),
        ("", None, None),
    ],
)
def test_hosts_and_domains(given_host: str, host: str | None, domain: str | None) -> None:
    assert urls.host(given_host) == host
    assert urls.registered_domain(given_host) == domain


def test_same_outlet() -> None:
    assert urls.same_outlet("https://fr.foo.example/a", "www.foo.example")
    assert urls.same_outlet("http://127.0.0.1:1/", "http://127.0.0.1:2/")
    assert not urls.same_outlet("a.wordpress.com", "b.wordpress.com")
    assert not urls.same_outlet("a.co.uk", "b.co.uk")
    assert not urls.same_outlet("", "")


def test_home_pages_and_depth() -> None:
    homes = [
        "https://x.example",
        "https://x.example/",
        "https://x.example/fr/",
        "x.example/en-us",
        "https://x.example/index.php",
    ]
    assert all(urls.is_home(url) for url in homes)
    others = [
        "https://x.example/news",
        "https://x.example/?p=1",
        "https://x.example/fr/a",
        "https://x.example/#!/a",
        "x",
    ]
    assert not any(urls.is_home(url) for url in others)
    assert [urls.depth(url) for url in ("https://x.example/", "https://x.example/a//b/", "nothing")] == [
        0,
        2,
        0,
    ]


@given(st.text(max_size=40))
def test_a_readable_address_names_the_same_page(path):
    address = urls.clean(f"https://www.example.org/{path}") or "https://www.example.org/"
    assert urls.canonical_key(urls.readable(address)) == urls.canonical_key(address)
    assert urls.readable(urls.readable(address)) == urls.readable(address)


@pytest.mark.parametrize(
    ("escaped", "read"),
    [
        ("https://x.example/m%C3%A4rz?q=%D1%8F", "https://x.example/märz?q=я"),
        ("https://x.example/a%20b%2Fc%41", "https://x.example/a%20b%2Fc%41"),
        ("https://x.example/%C3%28/%E2%80%AE/%C2%A0", "https://x.example/%C3%28/%E2%80%AE/%C2%A0"),
    ],
)
def test_only_what_is_seen_is_unescaped(escaped, read):
    assert urls.readable(escaped) == read
