"""The verb `watch`: what is new in feeds and sitemaps, into the store."""

from provenance.watching.progress import Progress, progress_of
from provenance.watching.rounds import Round, Rounds, watch

__all__ = ["Progress", "Round", "Rounds", "progress_of", "watch"]
