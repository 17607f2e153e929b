"""Media Cloud's lists of stories, CSV of its search tool and of its API, of the years before 2022 and since.

Since: `id`, `indexed_date`, `language`, `media_name`, `media_url`, `publish_date`, `title`, `url`. Before:
`stories_id`, `media_id`, `media_name`, `media_url`, `publish_date`, `title`, `url`, `language`, `ap_syndicated`,
`themes`. Stories are read from the web; their outlet's name is taken from the list where it is a name and no host.
Its dates are those of its crawler's guess, so the page's own is preferred. A `text` column, where there is one (what
`story_list` gives with expanded=True), is the story itself, and nothing is fetched.
"""

from provenance import urls
from provenance.acquire.imports.rows import Row, declared, page
from provenance.acquire.pages import HTML, Options, Source, make_capture
from provenance.acquire.targets import Target
from provenance.model import Capture

_KEYS = frozenset({"media_name", "media_url", "stories_id", "media_id", "indexed_date"})


def mine(names: frozenset[str]) -> bool:
    """A table of addresses with two of Media Cloud's own columns."""
    return "url" in names and len(names & _KEYS) >= 2


def row(row: Row, options: Options) -> Capture | Target:
    """The story's address; the story itself where its text is given."""
    url = row.url("url")
    outlet = row.get("media_name")
    if urls.host(outlet) and "." in outlet:
        outlet = ""
    text = row.get("text", "story_text")
    if not text:
        return Target(url, row.where, row.line, declared(outlet=outlet))
    said = declared(
        outlet=outlet,
        title=row.get("title"),
        published=row.get("publish_date"),
        language=row.get("language"),
    )
    source = Source(url=url, charset="utf-8", media_type=HTML, declared=said)
    return make_capture(row.where, page(row.get("title"), text, {}), options, source)
