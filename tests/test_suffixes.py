"""The public-suffix list as it is kept answers as the one that is shipped."""

from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from provenance import urls

SHIPPED = PublicSuffixList(accept_unknown=False)
NAMES = st.lists(
    st.sampled_from(
        ["a", "shop", "news", "xn--p1ai", "xn--55qx5d", "co", "uk", "ck", "www", "jp", "kobe", "city", "com", "cn"]
    ),
    min_size=2,
    max_size=5,
)


@given(NAMES.map(".".join))
def test_registered_domains_are_those_of_the_list(host):
    expected = SHIPPED.privatesuffix(host)
    if expected and not host.startswith("www."):
        assert urls.registered_domain(host) == expected


def test_suffixes_written_in_other_scripts():
    assert urls.registered_domain("https://новости.пристань.рф/1") == urls.registered_domain("пристань.рф")
    assert urls.registered_domain("https://a.b.kobe.jp/") == "a.b.kobe.jp"
    assert urls.registered_domain("https://x.city.kobe.jp/") == "city.kobe.jp"
