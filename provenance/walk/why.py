"""Why the page of a source was not read, and what was tried: "nothing found" is not "could not look"."""

from provenance import urls
from provenance.errors import Refused
from provenance.model import Claim, Status
from provenance.walk.library import StoreAndWeb


def why(claim: Claim, library: StoreAndWeb) -> tuple[Status, str]:
    """Asked and not had, not asked, or named without an address."""
    status, reason = _why(claim, library)
    tried = "; ".join(dict.fromkeys(library.search.tried))
    return status, f"{reason}; tried: {tried}" if tried else reason


def _why(claim: Claim, library: StoreAndWeb) -> tuple[Status, str]:
    url = claim.source.url
    if urls.is_deep(url):
        failure = library.failed.get(url)
        if failure is not None:
            return Status.NOT_LOOKED if isinstance(failure, Refused) else Status.UNREACHABLE, str(failure)
        if library.options.offline:
            return Status.NOT_LOOKED, "offline: its address was not asked for"
        return Status.NAMED, "its address leads back to the page that names it"
    if claim.source.domain:
        return Status.NAMED, f"{claim.source.domain} is named, its page is not; no stored page of it matches"
    if claim.source.name:
        return Status.NAMED, f"{claim.source.name} is named without a site; no stored page of that name matches"
    what = claim.source.title or "the source"
    return Status.NAMED, f"{what} is named without a site or an address; there was nowhere to look"
