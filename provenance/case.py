"""Whether a word is written small, in scripts whose writers tell names by a capital.

Georgian letters have had capitals in Unicode since version 11 (U+1C90 and on), so that a program takes the usual ones
for small letters; those capitals are for lines that are set in them as a whole and begin neither names nor sentences.
"""

_GEORGIAN = range(0x10A0, 0x1100)


def is_small(text: str) -> bool:
    """Whether a text holds small letters and no capitals, where its script would tell a name by one."""
    return text.islower() and not any(ord(letter) in _GEORGIAN for letter in text)
