"""`link --engine spark`: the same links as the local engine draws, on a session of this machine."""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import pytest

import provenance
from provenance.cluster import candidates, engine, fingerprints
from provenance.cluster.components import components
from provenance.cluster.drawing import Found
from provenance.cluster.link import link_store, link_tables
from provenance.cluster.session import session
from provenance.errors import Stop
from provenance.linking import families, jointly
from provenance.linking.corpus import Corpus
from provenance.linking.likeness import SLACK
from provenance.match import joint
from provenance.match.thresholds import COPY
from provenance.model import Verdict
from provenance.parquet import export_tables
from provenance.store.indexes import Indexes
from tests.loopback import alone
from tests.spread_web import crowd, made_up, spread
from tests.test_parquet import everything, plain
from tests.web import Page, write
from tests.web import source as crediting

HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
pytestmark = [
    pytest.mark.skipif(not HAS_JAVA and os.environ.get("CI") != "true", reason="Spark needs Java"),
    pytest.mark.xdist_group("spark"),
]
INDEXES = ("postings", "anchors", "indexed")
CONF = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # little work: compiling it costs more
}


@pytest.fixture(scope="module")
def spark():
    """One session for all tests of the file."""
    with session("local[2]", CONF) as started:
        yield started


@pytest.fixture(autouse=True)
def pass_over_all(monkeypatch):
    """The local engine pairs copies of few pages, too, as it does those of many."""
    monkeypatch.setattr(jointly, "_WORTH", 1)


@pytest.fixture
def twins(tmp_path):
    """Two stores of the same pages."""

    def call(pages, stores=()):
        path = write(tmp_path / f"web{len(list(tmp_path.glob('*.jsonl')))}.jsonl", pages)
        opened = stores or [provenance.open(tmp_path / f"{name}.db", write=True) for name in ("local", "spark")]
        for store in opened:
            assert all(one.error is None for one in provenance.ingest(str(path), store))
        return opened

    return call


def links(store):
    return {(link.derived, link.source, link.relation): link for link in store.links()}


def same(store, other):
    """Whether two stores hold the same links, for the same reasons."""
    found, wanted = links(store), links(other)
    assert found.keys() == wanted.keys()
    assert all(found[key].confidence == pytest.approx(wanted[key].confidence, abs=1e-9) for key in wanted)
    assert all(found[key].evidence == wanted[key].evidence for key in wanted)
    assert {node.id: node for node in store.nodes()} == {node.id: node for node in other.nodes()}
    return True


def test_a_store_is_left_as_the_local_engine_leaves_it(spark, twins):
    local, other = twins([*spread(60), *crowd(40)])
    told = list(provenance.link(local))
    assert isinstance(jointly.look_of(Corpus(local), local.index.texts()), jointly.Jointly)
    assert list(link_store(other)) == told
    assert sum(family.pages for family in told) == 100
    holders = Counter(number for rows in local.index.postings() for number, _ in rows)
    assert max(holders.values()) > joint.WINDOW + 1
    assert same(other, local)
    crossing = {link.relation.value for link in local.links()}
    assert {"republication", "translation"} <= crossing
    assert len(links(local)) >= 40
    # The very rows, numbers and all, and the indexes too: the next run of either looks at nothing.
    assert everything(other) == everything(local)
    for table in INDEXES:
        with local.reading() as mine, other.reading() as theirs:
            rows = [c.exec_driver_sql(f"SELECT * FROM {table}").all() for c in (mine, theirs)]
        assert sorted(map(plain, rows[0])) == sorted(map(plain, rows[1]))
    assert list(provenance.link(other)) == []
    assert other.check() == []


def test_what_is_boilerplate_of_a_site_is_known_to_both(spark, twins, tmp_path, monkeypatch):
    """A line on pages of a site that are no kin of the family: the family's own pages have it from the site."""
    pick, agency = random.Random(3), 'Source: <a href="https://www.reuters.com/">Reuters</a>'
    first = Page("desk.alpha", tail=(agency,), published="2024-03-01T08:00:00Z")
    kin = [
        first,
        Page("desk.beta", tail=(agency, crediting(first)), published="2024-03-02T08:00:00Z"),
        Page("desk.gamma"),
    ]
    others = [
        Page(f"n{n}.{name}", tuple(made_up(pick) for _ in range(7)), tail=(agency,), title=f"Town {n}")
        for n in range(4)
        for name in ("alpha", "beta")
    ]
    told = []
    asked = Corpus.sites

    def sites(*given):
        told.append(asked(*given))
        return told[-1]

    local, other = twins([*others[:3], *kin, *others[3:]])
    monkeypatch.setattr(Corpus, "sites", sites)
    list(provenance.link(local))
    assert {"alpha.example", "beta.example"} <= {site for found in told for site, lines in found.items() if lines}
    list(link_store(other))
    assert same(other, local)
    answers = as_told(spark, local, tmp_path, ["alpha.example", "beta.example"])
    for hashes, domain, most, found in answers:
        assert found == local.index.of_site(hashes, domain, most)
    assert any(lines for *_, found in answers for lines in found.values())


def test_families_are_not_those_of_pages_that_were_linked_meanwhile(spark, twins, tmp_path):
    store, _ = twins(spread(20))
    run = link_store(store)
    next(run)
    list(provenance.ingest(str(write(tmp_path / "late.jsonl", [Page("late")])), store))
    list(provenance.link(store))
    before = everything(store)
    with pytest.raises(Stop, match="another program has linked new pages meanwhile: run it again"):
        list(run)
    assert everything(store) == before


def test_pages_that_were_indexed_meanwhile_are_still_to_be_drawn(spark, twins, tmp_path):
    """Another program reads a page anew when all families are kept, and ends before it has drawn it."""
    pages = spread(12)
    store, local = twins(pages)
    run = link_store(store)
    for _ in provenance.link(local):
        next(run)
    late = replace(pages[0], body=(*pages[0].body, "One more line of the ferry."))
    list(provenance.ingest(str(write(tmp_path / "late.jsonl", [late])), store))
    families._index(Corpus(store), 1)
    undrawn = store.index.undrawn()
    with pytest.raises(Stop, match="another program has linked new pages meanwhile: run it again"):
        list(run)
    assert store.index.undrawn() == undrawn
    assert store.find(late.url)[0].id in undrawn
    assert list(provenance.link(store))
    assert store.index.undrawn() == []


def test_a_page_that_was_not_brought_along_is_no_witness():
    corpus = Found([]).corpus
    assert corpus.witness("n1") is None
    assert corpus.unreadable == {}


def as_told(spark, store, tmp_path, domains):
    """What Spark says of sites, as a family is told it: the hashes and the site asked about, how many pages, which."""
    export_tables(store, tmp_path / "in")
    given = engine.tables(spark, str(tmp_path / "in"))
    entries = engine.entries_of(given)
    pages = [row.asDict(recursive=True) for row in given.pages.orderBy("number").collect()]
    first, *others = (row["number"] for row in pages if row["domain"] in domains)
    tops = spark.createDataFrame([(number, first) for number in others], "number bigint, top bigint")
    sites = {row["number"]: row["sites"] for row in candidates.neighbours(given.pages, entries, tops).collect()}
    assert len(sites) == len(domains)
    nothing = {"answers": None, "spread": None, "before": None}
    found = Found([{**row, **nothing, "sites": sites.get(row["number"])} for row in pages])
    hashes = frozenset(key for row in entries.collect() for key in row["told"])
    return [(hashes, site, most, found.of_site(hashes, site, most)) for site in domains for most in (1, 3, 50)]


def test_copies_are_paired_as_in_a_pass_over_the_index(spark, twins):
    """The same pairs of a family larger than the window, in the same order."""
    store, _ = twins(crowd(60))
    list(provenance.link(store))
    held = defaultdict(list)
    for rows in store.index.postings():
        for number, article in rows:
            held[article].append(number)
    entries = spark.createDataFrame(
        [(article, hashes, fingerprints.estimate(hashes)) for article, hashes in held.items()],
        "number bigint, hashes array<bigint>, estimate bigint",
    )
    every = sorted(tuple(row) for row in candidates.paired(entries).collect())
    articles = [article for article, hashes in held.items() for _ in hashes]
    whole = joint.paired(*(np.array(one) for one in (articles, [n for hashes in held.values() for n in hashes])))
    assert every == list(zip(*(side.tolist() for side in whole), strict=True))
    found = sorted((tuple(row) for row in candidates.sharing(entries).collect()), key=lambda row: (-row[2], row))
    assert [row[:2] for row in found] == list(zip(*(side.tolist() for side in jointly._likely(store)), strict=True))
    assert 60 < len(found) < len(every) < 60 * 59 / 2


def test_what_is_likely_is_reckoned_alike(spark):
    sizes = [0, 1, 7, 20, 63, 64, 100, 127, 128, 129, 255, 256, 257, 400, 511, 512, 513, 900, 1023, 1024, 5_000, 10**6]
    counts = (1, 2, 3, 5, 8, 12, 13, 14, 30, 100, 1_000, 30_000)
    rows = [(n, rare, a, b) for a in sizes for b in sizes for n in counts for rare in (True, False)]
    given = spark.createDataFrame(rows, "shared bigint, rare boolean, a_size bigint, b_size bigint")
    shared, rare, a, b = (np.array(column) for column in zip(*rows, strict=True))
    ends = np.arange(len(rows))
    wanted = joint.likely((ends, ends + len(rows), shared, rare), np.concatenate((a, b)), COPY * SLACK)
    assert [row.likely for row in given.select(candidates.likely().alias("likely")).collect()] == wanted.tolist()
    assert 500 < sum(wanted.tolist()) < len(rows) - 500


def test_the_bounds_of_the_indexes_hold_for_tables_with_links_and_words(spark, twins, run, tmp_path, monkeypatch):
    """Where few neighbours are paired and few anchors are rare, much is not found: what is found stays the same."""
    narrow = {"WINDOW": 2, "ANCHORED": 2, "COMMON": 12, "MOST_READ": 250}
    for name, value in narrow.items():
        monkeypatch.setattr(candidates, name, value)
    monkeypatch.setattr("provenance.linking.lookups.ANCHORED", narrow["ANCHORED"])
    monkeypatch.setattr("provenance.store.sharing.MOST_READ", narrow["MOST_READ"])
    monkeypatch.setattr(Indexes.sharing_anchors, "__defaults__", (None, 50, narrow["COMMON"]))
    monkeypatch.setattr(joint.paired, "__defaults__", (narrow["WINDOW"],))
    pages = spread(66, seed=2)
    local, other = twins(pages[:40])
    for store in (local, other):
        list(provenance.link(store))
        first, second, *_ = sorted(store.links(), key=lambda link: link.id)
        store.judge(first.id, Verdict.REJECT, "a reader")
        store.judge(second.id, Verdict.CONFIRM, "a reader")
    twins(pages[40:], (local, other))
    export_tables(other, tmp_path / "in")
    told = run("--store", local.location.path, "link", "--again").err
    ran = run("link", "--engine", "spark", "--tables", tmp_path / "in", "--output", tmp_path / "out")
    assert (ran.status, ran.err) == (0, told)
    dropped = int(told.rpartition(" links, ")[2].split()[0])
    assert dropped
    with provenance.open(tmp_path / "again.db", write=True) as again:
        for folder in ("in", "out"):
            assert not [one.error for one in provenance.ingest(str(tmp_path / folder), again) if one.error]
        gone = links(again).keys() - links(local).keys()
        assert len(gone) == dropped  # tables of before are not told what goes
        again.drop_links([links(again)[key].id for key in gone])
        same_links = links(again)
        assert {key: link.judgement for key, link in same_links.items()} == {
            key: link.judgement for key, link in links(local).items()
        }
        assert same(again, local)


def test_components_are_the_same_by_either_way(spark, monkeypatch):
    pick = random.Random(3)
    chain = [(n, n + 1) for n in range(100, 130)]
    pairs = [*chain, *((pick.randrange(60), pick.randrange(60)) for _ in range(40)), (7, 7), (300, 200), (200, 300)]
    given = spark.createDataFrame(pairs, "a bigint, b bigint")

    def found():
        rows = components(given).collect()
        assert len({row.number for row in rows}) == len(rows)
        return {row.number: row.top for row in rows if row.number != row.top}

    few = found()
    monkeypatch.setattr("provenance.cluster.components.FEW", 0)
    assert found() == few
    together = defaultdict(set)
    for number, top in few.items():
        together[top] |= {number, top}
    assert set(range(100, 131)) in together.values()
    assert {200, 300} in together.values()
    for a, b in pairs:
        assert few.get(a, a) == few.get(b, b)


def test_what_is_wrong_is_one_line(spark, run, tmp_path):
    assert run("ingest", write(tmp_path / "web.jsonl", spread(2, seed=5))).status == 0
    assert run("export", "--format", "parquet", "--output", tmp_path / "in").status == 0
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "articles.parquet").write_bytes(b"PAR1 and so on")
    (tmp_path / "twice" / "articles.parquet").mkdir(parents=True)
    for part in ("a", "b"):
        shutil.copy(tmp_path / "in" / "articles.parquet", tmp_path / "twice" / "articles.parquet" / f"{part}.parquet")
    for source, target, said in (
        ("in", "in", "in: there is something already"),
        ("none", "new", "does not exist"),
        ("bad", "new", "spark: "),
        ("twice", "new", "twice: 4 articles have 2 numbers and 2 ids"),
    ):
        ran = run("link", "--engine", "spark", "--tables", tmp_path / source, "--output", tmp_path / target)
        assert (ran.status, len(ran.err.splitlines())) == (3, 1)
        assert said in ran.err
    assert not (tmp_path / "new").exists()


def test_a_page_that_cannot_be_is_named(spark, twins, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    store, _ = twins(spread(3, seed=6))
    export_tables(store, tmp_path / "in")
    table = pq.read_table(tmp_path / "in" / "articles.parquet")
    told = table.to_pylist()
    told[1]["blocks"][0]["place"] = "nowhere"
    pq.write_table(pa.Table.from_pylist(told, table.schema), tmp_path / "in" / "articles.parquet")
    with pytest.raises(Stop, match=r"^spark: articles\.parquet: number 2: blocks\.0\.place: "):
        link_tables(str(tmp_path / "in"), str(tmp_path / "out"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--tables", "x"),
        ("--spark-master", "local[1]"),
        ("--spark-conf", "spark.a=b"),
        ("--engine", "spark", "--tables", "x"),
        ("--engine", "spark", "--spark-conf", "x"),
        ("--engine", "spark", "--jobs", "2"),
    ],
)
def test_wrong_usage_is_said(run, store, arguments):
    ran = run("link", *arguments)
    assert (ran.status, len(ran.err.splitlines())) == (2, 1)


def test_without_its_parts_it_says_what_to_install(run, store, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    ran = run("link", "--engine", "spark")
    assert (ran.status, len(ran.err.splitlines())) == (3, 1)
    assert "pip install 'article-provenance[spark]'" in ran.err


def test_without_java_it_says_so(tmp_path):
    code = "from provenance.cluster.session import session\nwith session(): pass"
    clean = {key: value for key, value in os.environ.items() if key != "JAVA_HOME"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=clean | {"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert "Stop: the engine spark needs Java" in ran.stderr.splitlines()[-1]


@pytest.mark.skipif(not HAS_JAVA, reason="no Java here")
def test_what_is_wrong_is_one_line_in_a_session_of_its_own_too(tmp_path):
    """Which is over when it is told."""
    command = [sys.executable, "-m", "provenance", "link", "--engine", "spark", "--spark-master", "local[1]"]
    more = ["--tables", str(tmp_path / "none"), "-o", str(tmp_path / "out")]
    ran = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    assert ran.returncode == 3
    assert ran.stderr.startswith("provenance: spark: ") and "does not exist" in ran.stderr
    assert ran.stderr.count("\n") == 1


def test_a_session_needs_no_name_of_this_machine(tmp_path):
    """In a network of its own, on a machine whose name nobody knows."""
    closed = alone()
    if not closed:
        pytest.skip("this system permits no network of one's own")
    rest = {key: value for key, value in CONF.items() if not key.startswith("spark.sql.")}
    code = (
        "import socket; socket.sethostname('nobody-knows-it')\n"
        "from provenance.cluster.session import session\n"
        f"with session('local[2]', {rest}) as spark:\n"
        "    print(spark.range(3).count(), spark.conf.get('spark.sql.shuffle.partitions'))"
    )
    command = [closed[0], "-rnu", sys.executable, "-m", "tests.loopback", "--inside", sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, "3 8"), ran.stderr  # parts for two cores, not for a cluster
