"""Everything that can go wrong, as one tree.

    ProvenanceError
      AcquireError        this target could not be read; the walk goes on with the next
        Unreachable       nothing answered, or it answered that the page is gone
          Passing         a broken connection: it may be over in a moment
          Busy            the server asks to come back later
        Refused           robots.txt, a private address, a scheme that is not http(s)
        NotAnArticle      empty, binary, or without any text
        TooLarge          more bytes than the limit
        Unchanged         read before: nothing new is to be had
      Stop                the walk cannot go on at all
        UnknownArticle    the store knows no article of that name
      GrammarError        a language file is wrong: names the file and the pattern
      ModelError          a model of the user's cannot be read, or fails: names its folder
      StoreError          the store cannot be opened, read or written
        NoStore           there is none at this place
        NewerStore        a later version of this program made it
        Damaged           what is kept of one article cannot be read; that of others can
      ExportError         a graph file could not be written
        MissingExtra      an optional package is needed: says what to install

The message of each is one line that says what and where; the command line prints it as it is.
"""

from typing import Self


def reason(error: Exception) -> str:
    """What the system says of an error, in lower case and without a number: `permission denied`."""
    return (getattr(error, "strerror", None) or str(error)).lower()


class ProvenanceError(Exception):
    """The root of all errors that a user may meet."""


class AcquireError(ProvenanceError):
    """A target could not be read."""


class Unreachable(AcquireError):
    """Nothing answered, or the answer was that the page is gone."""


class Passing(Unreachable):
    """The connection broke, which may be over in a moment."""


class Busy(Unreachable):
    """A server that asks to come back after `seconds` (Retry-After)."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class Refused(AcquireError):
    """Reading was not allowed: robots.txt, a private address, an unknown scheme."""


class NotAnArticle(AcquireError):
    """The target was read but holds no article: empty, binary, or without text."""


class TooLarge(AcquireError):
    """The target holds more than the limit."""


class Unchanged(AcquireError):
    """The target was read before and was not asked for again, or has not changed since."""


class Stop(ProvenanceError):
    """The walk cannot go on at all."""


class UnknownArticle(Stop):
    """The store knows no article by this address, file or id."""


class GrammarError(ProvenanceError):
    """A language file is wrong."""


class ModelError(ProvenanceError):
    """A model that the user brought cannot be read, or fails."""


class StoreError(ProvenanceError):
    """The store cannot be opened, read or written."""


class NoStore(StoreError):
    """There is no store at this place."""


class NewerStore(StoreError):
    """A later version of this program made the store."""


class Damaged(StoreError):
    """What the store keeps of something cannot be read, whatever is done: it is damaged there."""


class ExportError(ProvenanceError):
    """A graph file could not be written."""


class MissingExtra(ExportError):
    """An optional package is not installed."""

    @classmethod
    def of(cls, what: str, package: str, extra: str) -> Self:
        """That `what` needs a package, which an extra of ours brings."""
        return cls(f"{what} needs the package {package}: pip install 'article-provenance[{extra}]'")
