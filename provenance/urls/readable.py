"""An address as people write it, with its letters unescaped (RFC 3987, 3.2)."""

import re
import unicodedata

_ESCAPED = re.compile(r"(?:%[89A-F][0-9A-F])+", re.IGNORECASE)


def readable(url: str) -> str:
    """The address with letters of other scripts instead of their escapes; its canonical key stays the same.

    What is not UTF-8, or would not be seen (spaces, controls, marks of direction), stays escaped.
    """
    return _ESCAPED.sub(_letters, url)


def _letters(found: re.Match[str]) -> str:
    try:
        text = bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]
    return "".join(char if _is_seen(char) else _escaped(char) for char in text)


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] not in "ZC"


def _escaped(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())
