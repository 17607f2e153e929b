"""Latin tokens inside other scripts; capitalised words where the script is Latin itself."""

from collections.abc import Iterator

from provenance.match.views.words import Words, latin_tokens


def view(words: Words) -> Iterator[str]:
    """Yield tokens in lower case: NATO, Boeing, G7 stay as they are in most translations."""
    for token in latin_tokens(words.text):
        if words.foreign or token[0].isupper():
            yield token.casefold()
