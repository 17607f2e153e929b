"""How long a text reads, and whether it reads like a paragraph rather than a label."""

import re
import unicodedata

LONG = 300
FULL = 140

_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END = re.compile("[.!?…。！？।؟։。\u06d4][\\s\"'”’»›)\\]」』]*\\Z")


def size(text: str) -> int:
    """Length in letters of an alphabet: a Han, kana or Hangul character counts for two and a half."""
    if text.isascii():
        return len(text)
    return len(text) + 3 * len(_WIDE.findall(text)) // 2


def ends(text: str) -> bool:
    """Does the text end like a sentence?"""
    return bool(_END.search(text[-12:]))


def is_prose(text: str) -> bool:
    """A paragraph: long, or shorter and ending like a sentence."""
    length = size(text)
    return length >= FULL or (length >= 70 and ends(text))


def fold(text: str) -> str:
    """Letters and digits only, without case, width and accents: for comparing titles and names."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in spread if char.isalnum())
