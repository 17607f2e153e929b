"""What schema.org markup says: isBasedOn, translationOfWork, translator."""

from collections.abc import Iterator, Mapping

from provenance import urls
from provenance.model import Article, Locator, Place, Relation, Signal
from provenance.signals.locate import domain_of, known_name

WORKS = {
    "isBasedOn": Relation.REPUBLICATION,
    "isBasedOnUrl": Relation.REPUBLICATION,
    "translationOfWork": Relation.TRANSLATION,
}


def find(article: Article) -> Iterator[Signal]:
    """Each declared work that the page's own work is based on, with the declared translator."""
    properties = _properties(article)
    translator = properties.get("translator.name") or properties.get("translator")
    for name, relation in WORKS.items():
        source = _work(properties, name)
        if source is None:
            continue
        yield Signal(
            finder="jsonld",
            cue=name,
            relation=relation,
            place=Place.METADATA,
            quote=f"{name}: {source.url or source.title or source.name}",
            source=source,
            translator=translator if relation is Relation.TRANSLATION else None,
            original_language=properties.get(f"{name}.inLanguage"),
            strength=0.8,
        )


def _properties(article: Article) -> Mapping[str, str]:
    """Properties of the page's own work: the path after the first type, first value of each."""
    found: dict[str, str] = {}
    for fact in article.facts:
        parts = fact.key.split(".", 2)
        if parts[0] == "jsonld" and len(parts) == 3:
            found.setdefault(parts[2], fact.value)
    return found


def _work(properties: Mapping[str, str], name: str) -> Locator | None:
    address = properties.get(f"{name}.url") or properties.get(f"{name}.@id") or properties.get(name)
    url = urls.clean(urls.unwrap(address)) if address else None
    title = properties.get(f"{name}.name") or properties.get(f"{name}.headline")
    if url is None and title is None:
        return None
    outlet = properties.get(f"{name}.publisher.name")
    domain = domain_of(outlet, url)
    return Locator(
        name=outlet or (known_name(domain) or domain if domain else None),
        url=url,
        domain=domain,
        title=title,
        author=properties.get(f"{name}.author.name"),
    )
