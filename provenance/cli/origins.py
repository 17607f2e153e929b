"""How the number of independent origins is printed."""

from provenance.origins import Origins


def origins_json(found: Origins) -> dict[str, object]:
    """`found` as a JSON object; `nodes` are the ids of the ends counted by `most`."""
    return {"articles": found.articles, "least": found.least, "most": found.most, "nodes": list(found.ends)}


def told(found: Origins) -> str:
    """`found` in a sentence."""
    count = f"{found.least}" if found.least == found.most else f"between {found.least} and {found.most}"
    articles = "1 article stands" if found.articles == 1 else f"{found.articles} articles stand"
    return f"{articles} on {count} independent origin{'' if found.most == 1 else 's'}."
