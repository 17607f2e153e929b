"""The verb `link` over a store: families found, kept, and drawn again only where something joins them."""

import itertools
import json

import pytest

import provenance
from provenance.linking import jointly
from provenance.linking.corpus import Corpus
from provenance.linking.lookups import Lookups
from provenance.model import Relation, Status, Verdict
from tests.test_match_translation import EN, RU
from tests.web import BODY, MORE, Page, source, told, write

pytestmark = pytest.mark.both

FIRST = Page("alpha", published="2024-03-01T08:00:00Z", author="Berit Lund")
SECOND = Page("bravo", tail=(source(FIRST),), published="2024-03-01T19:00:00Z")
THIRD = Page("carol", BODY[1:], tail=(source(FIRST), source(SECOND)), published="2024-03-02T07:00:00Z")
PART = Page("delta", BODY[:3], tail=(f'Read more: <a href="{FIRST.url}">{FIRST.outlet}</a>',), published="2024-03-03")
CHAIN = (FIRST, SECOND, THIRD, PART)


def linked(store):
    return list(provenance.link(store))


def edges(store, *, sure=0.5):
    """The links that are more likely than not, by the first labels of the hosts, with their relations."""
    hosts = {node.id: (node.url or "https://www.nobody").split(".")[1] for node in store.nodes()}
    return {(hosts[x.derived], hosts[x.source]): x.relation for x in store.links() if x.confidence >= sure}


def test_a_web_is_linked_to_the_parents_not_to_the_earliest(store, take):
    take(*reversed(CHAIN))
    linked(store)
    assert edges(store) == {
        ("bravo", "alpha"): Relation.REPUBLICATION,
        ("carol", "bravo"): Relation.REPUBLICATION,
        ("delta", "alpha"): Relation.EXCERPT,
    }
    (hop,) = [x for x in store.links() if x.source == store.find(SECOND.url)[0].id]
    assert any(e.quote == f"Source: {SECOND.outlet}" and e.place == "tail" for e in hop.evidence)
    assert not store.check()


def test_several_processes_give_what_one_gives(tmp_path, monkeypatch):
    monkeypatch.setattr("provenance.linking.indexing._WORTH", 2)
    path = write(
        tmp_path / "web.jsonl", (*CHAIN, told(EN, "english", "en", "2024-05-01"), told(RU, "russian", "ru", None))
    )
    found = []
    for jobs in (1, 2):
        with provenance.open(tmp_path / f"{jobs}.db", write=True) as store:
            list(provenance.ingest(str(path), store))
            list(provenance.link(store, jobs=jobs))
            with store.reading() as connection:
                tables = [connection.exec_driver_sql(f"SELECT * FROM {t}").all() for t in ("postings", "anchors")]
            found.append((list(store.links()), [sorted(map(tuple, rows)) for rows in tables]))
    assert found[0] == found[1]
    assert len(found[0][0]) >= len(CHAIN) - 1


def test_a_pass_over_all_pages_gives_what_look_ups_give(tmp_path, monkeypatch):
    whole = " ".join((*BODY, *MORE, *BODY[::-1]))
    web = (
        *CHAIN,
        told(EN, "english", "en", "2024-05-01"),
        told(RU, "russian", "ru", None),
        Page("echo", (whole,), title="Echo", published="2024-04-01"),
        Page(
            "foxtrot", (" ".join(word if n % 14 else "else" for n, word in enumerate(whole.split())),), title="Foxtrot"
        ),
    )
    path, found = write(tmp_path / "web.jsonl", web), []
    for worth in (1, 1_000):
        monkeypatch.setattr("provenance.linking.jointly._WORTH", worth)
        with provenance.open(tmp_path / f"{worth}.db", write=True) as store:
            list(provenance.ingest(str(path), store))
            linked(store)
            first = list(store.links())
            list(provenance.link(store, again=True))
            assert list(store.links()) == first
            found.append(first)
            look = jointly.look_of(Corpus(store), store.index.texts())
            assert type(look) is (jointly.Jointly if worth == 1 else Lookups)
    assert found[0] == found[1]
    assert len(found[0]) >= len(CHAIN)


def test_rows_of_the_index_come_in_parts_that_leave_nothing_out(store, take, monkeypatch):
    take(*CHAIN)
    linked(store)
    whole = jointly._likely(store)
    assert len(whole[0]) >= 3
    read = type(store.index).postings

    def piecemeal(self):
        for rows in read(self):
            yield from (rows[n : n + 3] for n in range(0, len(rows), 3))

    monkeypatch.setattr(type(store.index), "postings", piecemeal)
    assert {tuple(map(int, pair)) for pair in zip(*jointly._likely(store), strict=True)} == {
        tuple(map(int, pair)) for pair in zip(*whole, strict=True)
    }


def test_rows_of_the_index_that_name_no_article_are_passed_over(store, take, monkeypatch):
    """No key holds them, and a store may come from anywhere."""
    monkeypatch.setattr(jointly, "_WORTH", 1)
    take(*CHAIN)
    linked(store)
    found = edges(store)
    with store.writing() as connection:
        rows = ", ".join(f"({8 * number}, {article})" for number in range(1, 40) for article in (8001, 8002))
        connection.exec_driver_sql(f"INSERT INTO postings (hash, article) VALUES {rows}")
    list(provenance.link(store, again=True))
    assert edges(store) == found


@pytest.mark.parametrize("families", range(3))
def test_a_run_that_was_ended_is_taken_up_by_the_next(store, take, monkeypatch, families):
    """Ended when all was indexed and so many families were drawn; what others put meanwhile is linked with it."""
    monkeypatch.setattr("provenance.linking.families._NOTED", 1)
    alone = Page("november", MORE)
    translated = told(EN, "english", "en", "2024-05-01"), told(RU, "russian", "ru", "2024-05-02")
    take(*CHAIN[:2], alone, *translated)
    begun = provenance.link(store)
    if families:
        assert len(list(itertools.islice(begun, families))) == families
    else:
        monkeypatch.setattr("provenance.linking.families.Finder", stopped)
        with pytest.raises(KeyboardInterrupt):
            next(begun)
        monkeypatch.undo()
        assert list(store.links()) == []
    begun.close()
    left = store.index.undrawn()
    assert len(left) >= 2 if families else len(left) == 5
    take(*CHAIN[2:])
    linked(store)
    assert store.index.undrawn() == []
    found = list(store.links())
    list(provenance.link(store, again=True))
    assert {(x.id, x.confidence) for x in store.links()} == {(x.id, x.confidence) for x in found}
    assert {("bravo", "alpha"), ("carol", "bravo"), ("delta", "alpha"), ("russian", "english")} <= edges(store).keys()


def stopped(*_):
    raise KeyboardInterrupt


def test_linking_twice_changes_nothing(store, take):
    take(*CHAIN)
    linked(store)
    before = list(store.links())
    assert linked(store) == []
    again = list(provenance.link(store, again=True))
    assert sum(family.pages for family in again) == len(CHAIN)
    assert list(store.links()) == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_pages_that_come_one_by_one_in_any_order_give_the_same_links(tmp_path, order):
    def links(batches, name):
        with provenance.open(tmp_path / name, write=True) as opened:
            for n, batch in enumerate(batches):
                list(provenance.ingest(str(write(tmp_path / f"{n}.jsonl", batch)), opened))
                linked(opened)
            return {(x.derived, x.source, x.relation, x.confidence) for x in opened.links()}

    assert links([[CHAIN[n]] for n in order], "one.db") == links([CHAIN], "all.db")


def test_a_page_whose_text_changed_is_linked_anew(store, take):
    take(FIRST, SECOND)
    linked(store)
    assert ("bravo", "alpha") in edges(store)
    other = tuple(
        f"Part {n} of a recipe for rye bread that wants a night of rest and a hot stone to bake on." for n in range(6)
    )
    take(Page("bravo", other, title="Rye bread", published="2024-03-01T19:00:00Z"))
    linked(store)
    assert ("bravo", "alpha") not in edges(store, sure=0.0)


def test_a_persons_word_is_kept_and_followed(store, take):
    take(*CHAIN)
    linked(store)
    hop = next(x for x in store.links() if x.derived == store.find(THIRD.url)[0].id)
    store.judge(hop.id, Verdict.REJECT, "a reader")
    list(provenance.link(store, again=True))
    after = {x.id: x for x in store.links()}
    assert after[hop.id].judgement is Verdict.REJECT
    assert ("carol", "alpha") in edges(store)


def test_a_lost_ancestor_is_a_node_of_its_own(store, take):
    take(
        Page("alpha", BODY[:6], published="2024-03-01T08:00:00Z", author="Berit Lund"),
        Page("bravo", (*BODY[2:], *MORE), published="2024-03-01T09:00:00Z", author="Jonas Vik"),
    )
    linked(store)
    (lost,) = [node for node in store.nodes() if node.status is Status.UNIDENTIFIED]
    assert {x.derived for x in store.links_to(lost.id)} == {
        store.find(f"https://www.{n}.example/news/{n}-story")[0].id for n in ("alpha", "bravo")
    }


def test_a_source_that_is_not_stored_stays_named(store, take):
    take(SECOND)
    linked(store)
    (hop,) = store.links()
    assert hop.relation is Relation.REPUBLICATION
    take(FIRST)
    linked(store)
    assert {x.source for x in store.links()} == {store.find(FIRST.url)[0].id}


@pytest.mark.parametrize(
    ("title", "published", "found"),
    [
        (FIRST.title, "2024-03-02", FIRST.url),
        (FIRST.title.upper(), "2024-03-02", FIRST.url),
        (FIRST.title, "2024-04-12", None),  # a title of another month may be used again
        ("Skarvik is without a fish market", "2024-03-02", None),
    ],
)
def test_a_teaser_that_credits_a_site_is_of_its_page_of_these_days_with_the_same_title(
    store, take, title, published, found
):
    teaser = ("The stalls go, and with them eighty years of mornings. All is told by our neighbours.",)
    take(FIRST, Page("teaser", teaser, ("Source: Alpha Post",), title, published))
    linked(store)
    (hop,) = store.links_from(store.find("https://www.teaser.example/news/teaser-story")[0].id)
    assert store.node(hop.source).url == found


def test_of_two_pages_of_a_site_with_one_title_none_is_chosen(store, take):
    credit = 'Source: <a href="https://www.alpha.example/">Alpha Post</a>'
    teaser = Page("teaser", ("The stalls go.",), (credit,), FIRST.title, "2024-03-02")
    again = Page("alpha2.alpha", MORE, title=FIRST.title, published="2024-03-02")
    take(FIRST, teaser, again)
    linked(store)
    (hop,) = store.links_from(store.find(teaser.url)[0].id)
    assert store.node(hop.source).url == "https://www.alpha.example/"


def test_the_boilerplate_of_a_site_makes_no_copies(store, take):
    plug = "Our newsroom in Skarvik writes for you every day of the year and lives on what its readers give, thank you all."
    take(
        *(
            Page(
                f"site{n}",
                (
                    *(
                        f"Report {n}, line {m}: nothing of what is told here under number {n * m + 7} stands elsewhere."
                        for m in range(4)
                    ),
                    plug,
                ),
                title=f"Report {n}",
            )
            for n in range(4)
        )
    )
    linked(store)
    assert edges(store) == {}


def test_the_command_links_and_its_export_tells(run, tmp_path):
    assert run("ingest", write(tmp_path / "web.jsonl", CHAIN)).status == 0
    ran = run("link")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.strip() == "4 pages looked at, 1 family, 3 links, 0 dropped"
    assert "0 pages looked at" in run("link").err
    out = tmp_path / "links.jsonl"
    assert run("export", "--format", "jsonl", "--output", out).status == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    links = {(r["derived_url"], r["source_url"]): r for r in rows if r["kind"] == "link"}
    assert links[THIRD.url, SECOND.url]["relation"] == "republication"
    assert links[THIRD.url, SECOND.url]["evidence"]


def test_an_empty_store_is_linked_without_a_word_of_trouble(run, tmp_path):
    assert run("ingest", write(tmp_path / "web.jsonl", [])).status in (0, 3)
    ran = run("link")
    assert (ran.status, ran.err.strip()) == (0, "0 pages looked at, 0 families, 0 links, 0 dropped")


def test_letters_of_an_address_come_back_as_they_were_given(run, tmp_path):
    page = Page("märz", published="2024-03-01T08:00:00Z")
    path = tmp_path / "web.jsonl"
    given = "https://www.maerz.example/2024/03/фабрика-und-märz"
    row = {"url": given, "html": page.html().replace(page.url, given), "fetched": "2026-01-12T08:30:00Z"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert run("ingest", path).status == 0
    ran = run("export", "--format", "jsonl")
    assert json.loads(ran.out.splitlines()[0])["url"] == given


# The other commands with --link


QUIET = Page("gamma", BODY[:-1], tail=SECOND.tail, published="2024-03-02T09:00:00Z")
"""A copy of the second that credits nobody of its own: it carried the line of that one on."""


def test_pages_are_linked_as_they_are_ingested(run, tmp_path):
    ran = run("ingest", write(tmp_path / "web.jsonl", CHAIN), "--link")
    assert (ran.status, ran.err.splitlines()) == (
        0,
        ["4 pages looked at, 1 family, 3 links, 0 dropped", "4 new, 0 already there, 0 not read"],
    )
    ran = run("ingest", write(tmp_path / "more.jsonl", [*CHAIN, QUIET]), "--link")
    assert ran.err.splitlines() == [
        "5 pages looked at, 1 family, 4 links, 0 dropped",
        "1 new, 4 already there, 0 not read",
    ]
    assert "0 pages looked at" in run("link").err


def test_only_the_family_that_a_new_page_joins_is_drawn_again(run, tmp_path):
    other = Page("omega", MORE, title="The bell of the first boat", published="2024-04-01T08:00:00Z")
    copy = Page("sigma", MORE, (source(other),), "The bell of the first boat", "2024-04-02T08:00:00Z")
    assert run("ingest", write(tmp_path / "web.jsonl", [*CHAIN, other]), "--link").status == 0
    ran = run("ingest", write(tmp_path / "more.jsonl", [copy]), "--link")
    assert ran.err.splitlines()[0] == "2 pages looked at, 1 family, 1 link, 0 dropped"


def test_a_trace_finds_the_source_of_a_page_that_names_none(run, tmp_path):
    silent = Page("gamma", published="2024-03-02T09:00:00Z")
    assert run("ingest", write(tmp_path / "web.jsonl", [FIRST, silent])).status == 0
    ran = run("trace", silent.url, "--offline", "--format", "json")
    assert json.loads(ran.out)["links"] == []
    ran = run("trace", silent.url, "--offline", "--link", "--format", "json")
    told = json.loads(ran.out)
    urls = {node["id"]: node["url"] for node in told["nodes"]}
    assert [(urls[x["derived"]], urls[x["source"]]) for x in told["links"]] == [(silent.url, FIRST.url)]
    assert (urls[told["origin"]["node"]], told["origin"]["status"]) == (FIRST.url, "found")


def test_a_trace_that_links_tells_the_notes_of_the_new_chain(run, tmp_path):
    silent = Page("gamma", published="2024-03-03T09:00:00Z")
    assert run("ingest", write(tmp_path / "web.jsonl", [SECOND]), "--link").status == 0
    (hop,) = json.loads(run("show", SECOND.url, "--format", "json").out)["links"]
    assert run("judge", hop["id"], "reject").status == 0
    assert run("ingest", write(tmp_path / "more.jsonl", [silent])).status == 0
    told = json.loads(run("trace", silent.url, "--offline", "--link", "--format", "json").out)
    assert told["origin"]["status"] == "unknown"
    assert told["notes"] == [f"{SECOND.outlet} names a source of its own: the hop to it was rejected."]
