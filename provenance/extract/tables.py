"""Tables of names: elements by how they flow, metadata keys by what they tell."""


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


INLINE = frozenset(
    _split(
        "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd mark nobr output q ruby"
        " rb s samp small span strike strong sub sup time tt u var wbr br img picture source"
    )
)
# What a reader does not see as text, or what has no text.
UNREAD = frozenset(
    _split(
        "head script style noscript svg object embed iframe audio video canvas select datalist textarea input"
        " map area progress meter rt rp title meta link base param track frameset noframes"
    )
)
HEAD = frozenset(_split("title meta link base script style noscript template object bgsound basefont isindex"))
VOID = frozenset(_split("br hr img wbr input meta link base area col embed param source track"))
# Elements that a parser closes by itself where the next one begins.
UNNESTED = frozenset(_split("p li td th tr dd dt option thead tbody tfoot"))
SLANTED = frozenset(_split("small em i cite"))

STYLING = frozenset(
    _split(
        "stylesheet preload prefetch preconnect dns-prefetch modulepreload icon shortcut apple-touch-icon"
        " mask-icon apple-touch-icon-precomposed manifest apple-touch-startup-image prerender"
    )
)
MICROFORMATS = frozenset(
    _split(
        "u-repost-of u-syndication u-translation-of u-quotation-of u-in-reply-to u-like-of u-bookmark-of"
        " u-original u-repost u-translation p-author h-cite"
    )
)

ARTICLES = _split(
    "NewsArticle Article BlogPosting ReportageNewsArticle AnalysisNewsArticle LiveBlogPosting Report WebPage"
)
# Where a page gives its own address: in metadata, as the subject of its JSON-LD.
OWN_PAGE = (
    *_split("meta.og:url meta.twitter:url meta.parsely-link meta.url"),
    *(
        f"jsonld.{kind}.{path}"
        for kind in ARTICLES
        for path in ("mainEntityOfPage.@id", "mainEntityOfPage", "mainEntityOfPage.url", "url", "@id")
    ),
)
# Where it gives its site's address.
OWN_SITE = (
    *(f"jsonld.{kind}.publisher.{path}" for kind in ARTICLES for path in ("url", "@id", "logo.url")),
    *_split(
        "jsonld.WebSite.url jsonld.WebSite.@id jsonld.Organization.url jsonld.NewsMediaOrganization.url"
        " meta.twitter:domain meta.identifier-url meta.msapplication-starturl"
    ),
)
# Services of the very site: editing, search, feeds, short and light versions of the page.
OWN_SERVICES = _split(
    "link.edituri link.https://api.w.org/ link.search link.amphtml link.shortlink link.start link.home"
    " link.alternate.application/rss+xml link.alternate.application/atom+xml link.pingback"
    " link.alternate.application/json+oembed"
)
SERVED = _split("meta.og:image link.image_src meta.twitter:image")

OUTLET = (
    "meta.og:site_name",
    *(f"jsonld.{kind}.publisher.name" for kind in ARTICLES),
    *_split(
        "jsonld.WebSite.name jsonld.NewsMediaOrganization.name jsonld.Organization.name meta.application-name"
        " meta.apple-mobile-web-app-title meta.twitter:app:name:iphone meta.dc.publisher"
        " meta.dcterms.publisher meta.citation_journal_title meta.copyright-holder"
    ),
)
AUTHOR = _split(
    "meta.author meta.article:author meta.article:author_name meta.dc.creator meta.dcterms.creator"
    " meta.parsely-author meta.sailthru.author meta.byl meta.cxenseparse:author meta.citation_author"
    " meta.dc.creator.name meta.rnews:author mf.p-author"
)
TITLE = _split("meta.twitter:title meta.headline meta.dc.title meta.citation_title")
PUBLISHED = _split(
    "meta.article:published_time meta.og:article:published_time meta.og:published_time meta.article:published"
    " meta.datepublished meta.parsely-pub-date meta.sailthru.date meta.cxenseparse:recs:publishtime"
    " meta.citation_publication_date meta.dcterms.issued meta.dc.date.issued meta.dcterms.created"
    " meta.dc.date.created meta.publish-date meta.publish_date meta.pubdate meta.publication_date"
    " meta.publishdate meta.rnews:datepublished meta.article.published meta.published_time"
    " meta.originalpublicationdate meta.dc.date meta.dcterms.date meta.date meta.published meta.og:pubdate"
    " meta.article:create_at meta.weibo:article:create_at meta.bt:pubdate meta.vr:published_time meta.ptime"
    " meta.shareaholic:article_published_time"
)

# Language codes that are written for others (old ones, countries, the two written Norwegians).
LANGUAGES = dict(
    pair.split(":")
    for pair in _split(
        "nb:no nn:no iw:he in:id ji:yi mo:ro jw:jv fil:tl cn:zh jp:ja gr:el ua:uk cz:cs dk:da kr:ko eng:en"
        " fra:fr fre:fr deu:de ger:de spa:es rus:ru ita:it por:pt zho:zh chi:zh ara:ar"
    )
)
# Groups that a detector confuses on short or mixed text.
CLOSE = tuple(
    frozenset(group.split("-"))
    for group in _split(
        "hr-bs-sr-sl-mk id-ms-jv cs-sk da-no-sv gl-pt-es-ca ru-uk-bg-be-mk-sr af-nl fa-ps-ur-ar hi-mr-ne"
        " lv-lt et-fi zh-ja fr-oc-ca-wa tr-az"
    )
)
