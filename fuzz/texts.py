"""Two texts: what they share, what changed, and that neither depends on luck."""

from itertools import pairwise

from fuzz import seeds
from fuzz.pages import understood
from fuzz.target import Target, parts, text_of
from provenance.model import Match, Passage

_LANGUAGES = ("fr", "en", "ru", "ja", "ar", "", "zh", "de")


def _match(match: Match, a: str, b: str) -> None:
    assert 0 <= match.score <= 1, match
    assert 0 <= match.a_in_b <= 1, match
    assert 0 <= match.b_in_a <= 1, match
    for passage in match.passages:
        _passage(passage, a, b)


def _passage(passage: Passage, a: str, b: str) -> None:
    assert 0 <= passage.a_start <= passage.a_end <= len(a), passage
    assert 0 <= passage.b_start <= passage.b_end <= len(b), passage
    assert 0 <= passage.score <= 1, passage


def _two(data: bytes) -> tuple[str, str, str, str]:
    head, body = data[:2], data[2:]
    first, *rest = map(text_of, parts(body, 1))
    languages = [_LANGUAGES[byte % len(_LANGUAGES)] for byte in head.ljust(2, b"\0")]
    return first, languages[0], rest[0] if rest else first, languages[1]


def overlap(data: bytes) -> None:
    """Passages stand in both texts; what is in the first of the second is in the second of the first."""
    from provenance.match import fingerprint
    from provenance.match import overlap as measured

    a, language, b, _ = _two(data)
    match, other = measured(a, b, language or None), measured(b, a, language or None)
    _match(match, a, b)
    assert (match.a_in_b, match.b_in_a, match.score) == (other.b_in_a, other.a_in_b, other.score), (match, other)
    same = measured(a, a, language or None)
    assert same.score in (0.0, 1.0) or same.score <= 0.3, same
    assert fingerprint(a, language or None) == fingerprint(a, language or None)


def translation(data: bytes) -> None:
    """Pairs of sentences stand in both texts."""
    from provenance.match import lean_anchors
    from provenance.match import translation as measured

    a, first, b, second = _two(data)
    _match(measured(a, first, b, second), a, b)
    lean_anchors(a, first)


def compared(data: bytes) -> None:
    """Every paragraph of both pages stands once in a comparison."""
    from provenance.comparing.compare import compare

    first, *rest = parts(data, 1)
    a, b = understood(first, "text/plain"), understood(rest[0] if rest else first, "text/plain")
    if a is None or b is None:
        return
    found = compare(a, b)
    for row in found.rows:
        assert row.a or row.b
        assert 0 <= row.score <= 1, row
    assert len({piece for row in found.rows for piece in row.a}) == sum(len(row.a) for row in found.rows)


def _pairs() -> list[bytes]:
    bodies = [page["body"].encode()[:900] for page in seeds.judged()[:120:9]]
    return [
        bytes([n % 8, n % 5]) + one + b"\xff" + one[200:] + other for n, (one, other) in enumerate(pairwise(bodies))
    ]


TARGETS = (
    Target("overlap", overlap, _pairs, (b"\xff", "。".encode(), b". "), 1_500),
    Target("translation", translation, _pairs, (b"\xff", b" 1,234.5 ", "１２".encode(), b". "), 1_200),
    Target("compare", compared, lambda: [one[2:] for one in _pairs()], (b"\xff", b"\n\n", b"2024"), 1_200),
)
