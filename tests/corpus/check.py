"""Hold the corpus to its form; with --answers, ask the tool and show where it differs from the judgements.

python -m tests.corpus.check [xx ...] [--set first|second|third|fourth|fifth|sixth|seventh|eighth] [--answers] [--raise]
"""

import argparse
import html
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from provenance.model import Claim, Locator
from tests.corpus.ask import ask
from tests.corpus.floors import lift
from tests.corpus.names import deep
from tests.corpus.pages import LOOKALIKES, SETS, Page, Wanted, load, render
from tests.corpus.score import Score, Scores, score

REAL_HOSTS = frozenset({
    "creativecommons.org", "schema.org", "web.archive.org", "doi.org", "feedburner.com", "www.deepl.com", "www.addtoany.com",
    "www.facebook.com", "twitter.com", "t.me", "api.whatsapp.com", "wa.me", "www.linkedin.com", "vk.com", "connect.ok.ru",
    "service.weibo.com", "b.hatena.ne.jp", "line.me", "www.reddit.com", "www.pinterest.com",
})  # fmt: skip
ADDRESS = re.compile(r"""https?://[^\s"'<>)»”]+""")
LOOKALIKES_EACH = 5


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("languages", nargs="*", metavar="xx")
    parser.add_argument(
        "--set", dest="parts", action="append", choices=SETS, help="one set of pages; both if not given"
    )
    parser.add_argument("--answers", action="store_true", help="ask the tool and show its mistakes")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached now")
    args = parser.parse_args()
    parts = args.parts or list(SETS)
    try:
        sets = {part: load(*args.languages, part=part) for part in SETS}
    except (ValueError, KeyError) as error:
        sys.exit(f"not well formed: {error}")
    faults = list(check([page for pages in sets.values() for page in pages]))
    for fault in faults:
        print(fault)
    for part in parts:
        print(f"the {part} set")
        count(sets[part])
        if args.answers or args.lift:
            scores = score((page, ask(page)) for page in sets[part])
            if args.answers:
                show(scores)
            if args.lift and not args.languages:
                lift(part, scores)
    sys.exit(1 if faults else 0)


def count(pages: Sequence[Page]) -> None:
    """Print how many pages of each class a language has."""
    for language, number in Counter(page.language for page in pages).items():
        kinds = Counter(page.kind for page in pages if page.language == language)
        print(f"{language} {number:3} pages: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))


def check(pages: Sequence[Page]) -> Iterator[str]:
    """What is wrong with the form of pages."""
    seen: dict[str, str] = {}
    for identity, count in Counter(page.id for page in pages).items():
        if count > 1:
            yield f"{identity}: used {count} times"
    for page in pages:
        for fault in (*_claims(page), *_addresses(page), *_prose(page, seen)):
            yield f"{page.id}: {fault}"
        if not page.id.startswith(f"{page.language}-"):
            yield f"{page.id}: does not begin with the language"
    for language, count in Counter(p.language for p in pages if p.kind in LOOKALIKES).items():
        if count < LOOKALIKES_EACH and sum(p.language == language for p in pages) > 2 * LOOKALIKES_EACH:
            yield f"{language}: only {count} look-alikes"


def _claims(page: Page) -> Iterator[str]:
    firm = [claim for claim in page.claims if not claim.optional]
    if bool(firm) == (page.kind in LOOKALIKES):
        yield f"class {page.kind} with {len(firm)} claims"
    hops = {claim.hop for claim in page.claims}
    if hops != set(range(1, len(hops) + 1)):
        yield f"hops {sorted(hops)}"
    for claim in page.claims:
        if not (claim.name or claim.url or claim.domain):
            yield "a claim names no source"
        if claim.url and deep(claim.url) not in unquote(html.unescape(render(page).decode())):
            yield f"{claim.url} is not on the page"


def _addresses(page: Page) -> Iterator[str]:
    for address in ADDRESS.findall(f"{page.url} {page.body} {page.head} {page.byline}"):
        host = urlsplit(address).hostname or ""
        if not host.endswith(".example") and host not in REAL_HOSTS:
            yield f"address of a real host: {host}"


def _prose(page: Page, seen: dict[str, str]) -> Iterator[str]:
    for sentence in re.split(r"[.!?。！？।؟\n]|<[^>]*>", page.body):
        if len(sentence.strip()) > 60 and (other := seen.setdefault(sentence.strip(), page.id)) != page.id:
            yield f"shares prose with {other}"


def show(scores: Scores) -> None:
    """Print the pages that are not exactly right, then the figures."""
    for judged in scores.judged:
        if not judged.exact:
            print(f"\n{judged.page.id} ({judged.page.kind}, {judged.page.theme})")
            for wanted in judged.wanted:
                print("   wanted", _line(wanted, wanted))
            for claim in judged.said:
                quotes = [evidence.quote for evidence in claim.evidence if evidence.quote]
                print("   said  ", _line(claim, claim.source), f"{claim.confidence:.2f}", *quotes[:1])
    print()
    for name, one in (*scores.by_class.items(), *scores.by_language.items(), ("all", scores.all)):
        print(f"{name:14} {one.n['exact']:3}/{one.n['pages']:<4}", _figures(one))


def _line(claim: Claim | Wanted, source: Locator | Wanted) -> str:
    parts = (source.name, source.url or source.domain, claim.translator)
    return f"{claim.hop} {claim.relation} " + " | ".join(part or "-" for part in parts)


def _figures(one: Score) -> str:
    return "  ".join(f"{name} {'  - ' if value is None else f'{value:.2f}'}" for name, value in one.figures.items())


if __name__ == "__main__":
    main()
