"""The licence under which a text was taken, as the line that credits its source gives it."""

import regex

from provenance.model import Link

# 'CC BY-SA 4.0', 'CC-BY', 'Creative Commons Attribution-NoDerivs 3.0', 'CC0'
NAMED = regex.compile(
    r"\b(?:CC[ -]?(?:BY(?:[ -](?:NC|SA|ND)){0,2}|0)(?:[ -]?\d\.\d)?"
    r"|(?-i:Creative Commons)(?:\s(?-i:\p{Lu}[\p{L}-]+)){0,4}(?:\s\d\.\d)?)(?:\s(?-i:International|Unported))?",
    regex.IGNORECASE,
)
DEED = regex.compile(r"creativecommons\.org/(?:licenses|publicdomain)/(?P<kind>[a-z-]{2,9})(?:/(?P<version>\d\.\d))?")


def licence(line: str, links: tuple[Link, ...]) -> str | None:
    """The licence that a line or a link in it names, in its short form where the link tells it; None without one."""
    for link in links:
        if found := DEED.search(link.url.lower()):
            kind = "CC0" if found["kind"] == "zero" else f"CC {found['kind'].upper()}"
            return f"{kind} {found['version']}" if found["version"] else kind
    named = NAMED.search(line)
    return named[0] if named else None
