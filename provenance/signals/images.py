"""Hot-linked images: a copy made by a machine often leaves the pictures where they were, on the source's host."""

from collections import Counter
from collections.abc import Iterator

import regex

from provenance import urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals.elsewhere import elsewhere, words

STRENGTH = 0.2
LEAST = 2
BLOGS = regex.compile(r"(?P<blog>[\w-]+)\.files\.(?P<platform>wordpress\.com)")
# Services that serve everybody's images, by their registered domains.
SERVICES = words(
    """
    wp.com wordpress.com gravatar.com googleusercontent.com ggpht.com gstatic.com google.com blogspot.com
    bp.blogspot.com blogger.com twimg.com fbcdn.net facebook.com instagram.com pinimg.com ytimg.com youtube.com
    flickr.com staticflickr.com wikimedia.org wikipedia.org unsplash.com pexels.com pixabay.com shutterstock.com
    gettyimages.com istockphoto.com alamy.com giphy.com tenor.com imgur.com photobucket.com postimg.cc ibb.co
    medium.com substack.com tumblr.com amazon.com amazonaws.com cloudfront.net akamaized.net akamaihd.net
    fastly.net fastly.com edgekey.net cloudinary.com imgix.net imagekit.io uploadcare.com b-cdn.net azureedge.net
    windows.net netdna-ssl.com jsdelivr.net squarespace.com wixstatic.com wix.com shopify.com vk.com userapi.com
    telegram.org tiktokcdn.com datawrapper.de doubleclick.net scorecardresearch.com feedburner.com yimg.com
    zenfs.com archive.org arcpublishing.com townnews.com brightspotcdn.com gannett-cdn.com turner.com
    """
)
# What the name of a house's own server of images holds.
SERVES = regex.compile(
    r"(?i)cdn|static|assets?|media|images?|imgs?|photos?|pics?|bild|foto|thumb|cache|upload|cloud|content"
)


def find(article: Article) -> Iterator[Signal]:
    """The one other outlet whose host serves most of the body's images: it confirms a source named elsewhere."""
    hosts = Counter(_site(fact.value) for fact in article.facts if fact.key == "image")
    if not hosts or article.domain is None:
        return
    site, count = hosts.most_common(1)[0]
    if site is None or count < LEAST or 2 * count <= hosts.total():
        return
    source = elsewhere(article, f"https://{site}/")
    if source and source.domain:
        quote = f"{count} of {hosts.total()} images stand on {site}"
        source = Locator(name=source.name, domain=source.domain)
        yield Signal(
            "images",
            "hot-linked images",
            Relation.REPUBLICATION,
            Place.METADATA,
            quote,
            source=source,
            strength=STRENGTH,
        )


def _site(host: str) -> str | None:
    """The outlet's site that an image's host belongs to; None for services and servers of images alone."""
    blog = BLOGS.fullmatch(host.lower())
    if blog:
        return f"{blog['blog']}.{blog['platform']}"
    domain = urls.registered_domain(host)
    if domain is None or domain in SERVICES or SERVES.search(domain.split(".", 1)[0]):
        return None
    parts = domain.split(".")
    return None if ".".join(parts[-2:]) in SERVICES else domain
