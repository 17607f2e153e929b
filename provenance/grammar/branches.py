"""A pattern's branches: alternatives that are looked for one by one, so that only those run whose words are there."""

from collections.abc import Iterator

LEAST_CHARS, MOST_BRANCHES = 60, 48


def branches(pattern: str) -> tuple[str, ...]:
    """Patterns that together match what one does: its widest group of alternatives, taken apart.

    Long alternatives are taken apart again, as long as the whole stays under 48 branches.
    """
    found = [pattern]
    for _ in range(3):
        parted = [piece for one in found for piece in _parted(one)]
        if len(parted) > MOST_BRANCHES or len(parted) == len(found):
            break
        found = parted
    return tuple(found)


def _parted(pattern: str) -> tuple[str, ...]:
    whole = _alternatives(pattern, 0, len(pattern))
    if len(whole) > 1:
        return tuple(pattern[start:end] for start, end in whole)
    groups = [group for group in _groups(pattern) if len(_alternatives(pattern, *group)) > 1]
    start, end = max(groups, key=lambda group: group[1] - group[0], default=(0, 0))
    if end - start < LEAST_CHARS or 2 * (end - start) < len(pattern):
        return (pattern,)
    before, behind = pattern[:start], pattern[end:]
    return tuple(f"{before}{pattern[a:b]}{behind}" for a, b in _alternatives(pattern, start, end))


def _groups(pattern: str) -> Iterator[tuple[int, int]]:
    """The insides of the plain groups `(?:...)` that stand at the top and are not repeated or optional."""
    depth = opened = 0
    for at, char in _marks(pattern, 0, len(pattern)):
        if char == "(":
            depth += 1
            opened = at if depth == 1 else opened
        elif char == ")":
            depth -= 1
            plain = pattern.startswith("(?:", opened) and pattern[at + 1 : at + 2] not in ("?", "*", "+", "{")
            if depth == 0 and plain:
                yield opened + 3, at


def _alternatives(pattern: str, start: int, end: int) -> list[tuple[int, int]]:
    """The alternatives of a piece of a pattern that is whole in itself."""
    cuts, depth = [], 0
    for at, char in _marks(pattern, start, end):
        depth += {"(": 1, ")": -1, "|": 0}[char]
        if char == "|" and depth == 0:
            cuts.append(at)
    return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))


def _marks(pattern: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Parentheses and bars that are neither escaped nor in a set of characters."""
    at, in_set = start, False
    while at < end:
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
            at += pattern.startswith("^", at + 1)
            at += pattern.startswith("]", at + 1)
        elif char in "()|":
            yield at, char
        at += 1
