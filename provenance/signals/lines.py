"""Lines of a block around an offset in it; of a line without end, at most 2,000 characters on each side."""

from provenance.model import Block, Link

LONGEST_LINE = 2_000
MAX_QUOTE = 400


def line_start(text: str, position: int) -> int:
    """Where the line of an offset begins."""
    least = max(position - LONGEST_LINE, 0)
    return max(text.rfind("\n", least, max(position, 0)) + 1, least)


def line_end(text: str, position: int) -> int:
    """Where the line of an offset ends."""
    most = min(max(position, 0) + LONGEST_LINE, len(text))
    end = text.find("\n", max(position, 0), most)
    return most if end < 0 else end


def quoted(text: str, start: int, end: int) -> str:
    """The whole line of a reading, or only the words read when the line is long."""
    first = line_start(text, start)
    line = text[first : line_end(text, end)].strip()
    return line if len(line) <= MAX_QUOTE else text[max(start, 0) : end][:MAX_QUOTE]


def line_at(block: Block, at: int) -> tuple[str, tuple[Link, ...]]:
    """The line of a block in which an offset stands, and its links."""
    first, end = line_start(block.text, at), line_end(block.text, at)
    return block.text[first:end], tuple(link for link in block.links if first <= link.start < end)
