"""Where a page's text ends and its sediment begins, as the rest of its family shows."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from provenance.descent.names import Address, address, mentions
from provenance.descent.witness import Line, Witness
from provenance.match.tokens import forms

_SENTENCE = 4  # words from which a last line without a credit is part of the text
_LABEL = 2  # words that may stand beside an author's name


def settled(members: Sequence[Witness], plain: Set[int] = frozenset()) -> list[Witness]:
    """The members with their texts ended rightly: the first short lines below that credit nobody belong to them."""
    family = {member.id: address(member) for member in members}
    authors = {words: member.author for member in members if (words := _words(member.author))}
    authors = {**_signatures(members), **authors}
    return [_settled(_signed(member, authors), family, plain) for member in members]


def _settled(member: Witness, family: Mapping[str, Address], plain: Set[int]) -> Witness:
    head = next((n for n, line in enumerate(member.tail) if not line.credits), len(member.tail))
    named = mentions(member.tail, family)
    end = head
    for line, members in zip(member.tail[head:], named[head:], strict=True):
        if line.links or members or line.key in plain or len(line.words) < _SENTENCE:
            break
        end += 1
    if end == head:
        return member
    return replace(member, body=(*member.body, *member.tail[head:end]), tail=(*member.tail[:head], *member.tail[end:]))


def _signed(member: Witness, authors: Mapping[tuple[str, ...], str]) -> Witness:
    """The page without bylines below its text: a label alone, or with the name of an author of the family.

    An author's name above the text is the author's, whatever stands there for it.
    """
    author = member.author or next((authors[w] for name in member.bylines if (w := _words(name)) in authors), "")
    tail = []
    for line in member.tail:
        name = None if line.credits or line.links else _byline(line, authors)
        if name is None:
            tail.append(line)
        author = author or name or ""
    changed = author != member.author or len(tail) < len(member.tail)
    return replace(member, author=author, tail=tuple(tail)) if changed else member


def _signatures(members: Sequence[Witness]) -> dict[tuple[str, ...], str]:
    """Names of two words or more that stand above the text on several sites."""
    sites: dict[tuple[str, ...], set[str | None]] = {}
    names: dict[tuple[str, ...], str] = {}
    for member in members:
        for name in member.bylines:
            if len(words := _words(name)) > 1:
                sites.setdefault(words, set()).add(member.domain)
                names.setdefault(words, name)
    return {words: name for words, name in names.items() if len(sites[words]) > 1}


def _byline(line: Line, authors: Mapping[tuple[str, ...], str]) -> str | None:
    """The author that a line is the byline of; empty when only the label is left; None for any other line."""
    for words, author in authors.items():
        if line.words[-len(words) :] == words and len(line.words) <= len(words) + _LABEL:
            return author
    return "" if len(line.words) == 1 else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(forms(text))
