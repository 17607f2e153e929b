"""Text and attribute values of XML, as `xml.sax.saxutils` writes them, which would load the network library for it."""

import re

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")


def language(tag: str | None) -> str:
    """A language tag that may stand in a `lang` attribute; "" for what is none."""
    return tag if tag and _LANGUAGE.match(tag) else ""


def escape(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """The value of an attribute, with its quotes."""
    value = escape(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else f'"{value.replace(chr(34), "&quot;")}"'
