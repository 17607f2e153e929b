"""The verb `watch`: what is new in feeds and sitemaps, into the store."""

from provenance.watching.progress import Progress, progress_of
from provenance.watching.rounds import Rounds, watch

__all__ = ["Progress", "Rounds", "progress_of", "watch"]
