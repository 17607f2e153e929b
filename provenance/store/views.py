"""Views for whoever looks into the store with SQL; docs/store.md tells of them."""

_CHAINS = """
SELECT l.id AS link, l.relation, l.confidence, j.verdict,
       l.derived, d.url AS derived_url, d.outlet AS derived_outlet, d.domain AS derived_domain,
       d.title AS derived_title, d.language AS derived_language, d.published_text AS derived_published,
       l.source, s.url AS source_url, s.outlet AS source_outlet, s.domain AS source_domain,
       s.title AS source_title, s.language AS source_language, s.published_text AS source_published,
       s.status AS source_status, l.translator, l.translated_for
FROM links l
JOIN articles d ON d.id = l.derived
JOIN articles s ON s.id = l.source
LEFT JOIN judgements j ON j.link = l.id AND j.retired_at IS NULL
"""

# A link that a person rejected is no flow.
_OUTLET_FLOWS = """
SELECT coalesce(d.outlet, d.domain) AS derived, d.domain AS derived_domain,
       coalesce(s.outlet, s.domain) AS source, s.domain AS source_domain,
       l.relation, count(*) AS n
FROM links l
JOIN articles d ON d.id = l.derived
JOIN articles s ON s.id = l.source
LEFT JOIN judgements j ON j.link = l.id AND j.retired_at IS NULL
WHERE j.verdict IS NULL OR j.verdict <> 'reject'
GROUP BY coalesce(d.outlet, d.domain), d.domain, coalesce(s.outlet, s.domain), s.domain, l.relation
"""

_PAGES = """
SELECT a.id, a.url, a.domain, a.outlet, a.title, a.language,
       a.published_earliest, a.published_latest, a.published_text, a.authors, a.path, a.fetched,
       length(t.text) AS characters, t.text
FROM articles a
JOIN texts t ON t.sha256 = a.text_sha256
"""

VIEWS = (("chains", _CHAINS), ("outlet_flows", _OUTLET_FLOWS), ("pages", _PAGES))
