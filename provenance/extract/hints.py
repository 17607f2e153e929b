"""What the names of elements say: the words of tags, classes, ids and roles, by place.

The words are those of common content systems and themes. They are hints only: `body` drops one
that would swallow the article itself. In a word, `$` ends it (no further letter may follow), `-`
stands for `-`, `_`, `__` or nothing; every word begins where no letter precedes it.
"""

import re
from functools import lru_cache

from provenance.extract.dom import Box
from provenance.model import Place


def _words(text: str) -> re.Pattern[str]:
    pieces = [word.replace("-", "-{0,2}").replace("$", "(?![a-z])") for word in text.split()]
    return re.compile(f"(?<![a-z])(?:{'|'.join(pieces)})")


_COMMENT = _words(
    r"comments$(?!-(?:count|link|number|icon|off|closed|status))"
    r" comment-(?:list|body|content|text|respond|form|area|section|item) comment(?=\s|\Z) disqus respond$"
    r" reply$ commentaires?$ kommentare?$ comentarios?$ discussion$ webmentions? pingbacks?"
    r" commenti$ comentaris$ comentarii$ reacties?$ kommentarer?$ kommentit$ komentarz[ey]?$ opinia$ komentar[ei]?$"
    r" kommentek$ hozzaszolas(?:ok)?$ yorum(?:lar)?$ kommentarii$ disku[sz][ei]$ diskusi[ae]$ dyskusja$ discussione$"
    r" discussie$ diskussion(?:en)?$ keskustelu$ obsuzhdenie$"
)
_QUOTE = _words(
    r"twitter-(?:tweet|embed) tweet$ instagram-media fb-post pull-?quote blockquote"
    r" embedded-(?:post|tweet)"
)
_CAPTION = _words(
    r"(?:wp|image|img|photo|picture|media|figure|article|story|lead|hero)-caption caption$"
    r" (?:photo|image|img|picture|media)-(?:credits?|copyright|source|author|by|rights)$"
    r" fig(?:ure|caption)$ legende$ bildunterschrift bildnachweis slideshow gallery lightbox carousel"
)
_CHROME = _words(
    r"nav$ navi(?:gation|gator)?$ navbar menus?$ submenu mega-menu breadcrumbs? cookies?$ consent$ gdpr$"
    r" masthead site-(?:header|footer|branding|title|info|nav)"
    r" (?:page|global|main|region|region-site)-footer$ (?:global|main|region|page)-header$ topbar$"
    r" toolbar footer-(?:widgets?|links|menu|bottom|nav) skip-(?:link|to) wm-ipp login$ sign-?in$ search$"
    r" search-(?:form|box|bar) banner$ contentinfo pagination pager$ languages?-(?:switcher|selector)"
    r" colophon off-?canvas modal$ pop-?up$"
)
_ASIDE = _words(
    r"side-?bar related$ related-(?:posts?|articles?|content|news|links|stories)"
    r" recommend(?:ed|ations?)? recirc share$ sharing share-(?:bar|buttons?|icons?|daddy) sharedaddy"
    r" addthis addtoany a2a social$ social-(?:share|links|icons|media|bar) follow-us newsletters?"
    r" subscri(?:be|ptions?)$(?!-(?:content|only|required|text))"
    r" promo(?:tion|s)?$ advert(?:s|isements?|ising)?$"
    r" ad-(?:slot|unit|container|wrapper|banner|block) ads$ sponsor(?:ed|s)?$ outbrain taboola widgets?$"
    r" widget-area author-(?:bio|box|info|card|about|description|profile) about-(?:the-)?author bio$"
    r" biography trending popular$ popular-posts most-(?:read|viewed|popular)"
    r" more-(?:news|stories|from|posts|articles) (?:next|prev(?:ious)?)-(?:post|article|story)s?"
    r" post-nav(?:igation)?$ nav-links teasers?$ yarpp jp-relatedposts ratings?$ also-(?:read|like)"
    r" read-(?:next|also) complementary fact-?box"
    r" fakta-?(?:boks|box|ruta|rute)$ fakta$ latest$ recent$ recent-(?:posts|articles|news|comments)"
    r" tag-?cloud post-tags tags$ poll$ donat(?:e|ions?)$ printfriendly"
)
_BODY = _words(
    r"articlebody entry-content post-(?:body|content|text|entry)$"
    r" article-(?:body|content|text|main|paragraphs?)$ td-post-content field-+name-body"
    r" story-(?:body|content|text)$ content-(?:body|article|text)$ body-(?:content|text|copy)$"
    r" single-content news-(?:body|content|text|detail)$ e-content main-text text-content rich-text"
    r" texte$ artikel-(?:text|body|inhalt)"
)
_BYLINE = _words(
    r"by-?lines? authors?$ auteurs? autor(?:es|en)?$ dates?$ date-(?:time|line|published|modified)"
    r" datepublished published posted$ posted-(?:on|by)$ time$ timestamp"
    r" (?:entry|post|article|story)-(?:meta|info|details|date)(?:data)?s?$ meta(?:data|s)?$ submitted"
    r" dateline credits?$ vcard contributors? sources?$ agency provider"
)
_TAIL = _words(
    r"sources?$ credits?$"
    r" (?:post|entry|article|story|node)-(?:footer|bottom|end|credits?|source|after|foot|meta)$"
    r" copyrights?$ licen[cs]e attribution translator footnotes? agency provider origin(?:al)?$ shirttail"
    r" tagline disclaimer editor-note republish syndicat after-(?:content|post|article)"
)
_OF = {"body": _BODY, "byline": _BYLINE, "tail": _TAIL}
_AWAY = (
    (_COMMENT, Place.COMMENT),
    (_QUOTE, Place.QUOTE),
    (_CAPTION, Place.CAPTION),
    (_CHROME, Place.CHROME),
    (_ASIDE, Place.ASIDE),
)
_TAGS = {
    "nav": Place.CHROME,
    "menu": Place.CHROME,
    "button": Place.CHROME,
    "dialog": Place.CHROME,
    "aside": Place.ASIDE,
    "form": Place.ASIDE,
    "figure": Place.CAPTION,
    "figcaption": Place.CAPTION,
    "caption": Place.CAPTION,
    "blockquote": Place.QUOTE,
}


def away(box: Box) -> Place | None:
    """The place that takes a box out of the running text, None when nothing speaks for one."""
    if box.tag == "blockquote" and is_tail(box.names):  # a credit that is set like a quotation
        return None
    return _TAGS.get(box.tag) or _away(box.names)


@lru_cache(maxsize=4096)
def _away(names: str) -> Place | None:
    return next((place for words, place in _AWAY if words.search(names)), None) if names else None


@lru_cache(maxsize=4096)
def _says(kind: str, names: str) -> bool:
    return bool(names and _OF[kind].search(names))


def is_body(names: str) -> bool:
    """Do these names say that the element holds the text of the article?"""
    return _says("body", names)


def is_byline(names: str) -> bool:
    """Do these names speak of an author, a date, or the head's small print?"""
    return _says("byline", names)


def is_tail(names: str) -> bool:
    """Do these names say that the element closes the article (its source, credits, footer)?"""
    return _says("tail", names)
