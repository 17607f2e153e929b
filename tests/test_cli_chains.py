"""`trace` and `show` as a person meets them: what is told, what is not claimed, how it looks."""

import json
import re

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from provenance.cli import tree
from provenance.cli.tree import Branch, draw
from tests.terminal import in_terminal

ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
MIDDLE = "https://passerelle-info.example/monde/le-port-ferme-cent-jours/"
ORIGINAL = "https://vestnik-gavani.example/2023/03/15/port-sto-dnej/"
LINK = {"id", "derived", "source", "relation", "hop", "confidence", "translator", "judgement", "evidence", "rivals"}
LINK |= {"translated_for", "reviser", "licence"}
NODE = {"id", "url", "domain", "outlet", "title", "language", "published", "authors", "status", "detail"}
EVIDENCE = {"rule", "weight", "detail", "quote", "place", "finder"}
TEXT = "Le marché aux poissons rouvre lundi, annonce la mairie. Les étals ont été repeints pendant l'hiver.\n"


@pytest.fixture
def traced(run, examples):
    assert run("ingest", examples).status == 0
    assert run("trace", ASKED, "--offline").status == 0


def _json(ran):
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


@pytest.mark.parametrize("command", [("trace", ASKED, "--offline"), ("show", ASKED), ("show", MIDDLE, "--downstream")])
def test_the_json_has_the_promised_keys(run, traced, command):
    chain = _json(run(*command, "--format", "json"))
    assert set(chain) == {"article", "origin", "nodes", "links", "notes", "origins"}
    assert set(chain["origin"]) == {"node", "status", "confidence"}
    assert all(set(node) == NODE for node in chain["nodes"])
    assert all(set(link) == LINK for link in chain["links"])
    assert all(set(one) == EVIDENCE for link in chain["links"] for one in link["evidence"])
    known = {node["id"] for node in chain["nodes"]}
    assert {chain["article"], chain["origin"]["node"]} <= known
    assert {link[end] for link in chain["links"] for end in ("derived", "source")} <= known


def test_the_text_tells_hop_confidence_link_quote_and_place(run, traced):
    out = run("show", ASKED).out
    for hop, word in ((1, "republication"), (2, "republication"), (3, "translation by Clovis for Horizon Sud")):
        assert f"hop {hop}: {word}, 99% sure (link l" in out
    assert "“Repris de Passerelle Info” (tail)" in out
    assert "Origin: “Порт Северная Гавань закроют на сто дней” (Вестник Гавани), found and read" in out


def test_piped_output_is_plain_and_breaks_no_line(run, traced):
    out = run("show", ASKED).out
    assert "\x1b" not in out
    assert any(len(line) > 120 for line in out.splitlines())


@pytest.mark.parametrize("columns", [50, 80])
def test_a_narrow_terminal_wraps_words_and_leaves_addresses_whole(run, traced, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("show", ASKED).out
    assert all(len(line) <= columns for line in out.splitlines() if "://" not in line)
    for url in (ASKED, MIDDLE, ORIGINAL):
        assert url in out


def test_show_draws_the_copies_too(run, traced):
    out = run("show", MIDDLE).out
    above, below = out.split("Taken from it:")
    assert "hop 1: republication" in above and "hop 2: translation" in above
    assert "↓ republication" in below and ASKED in below
    assert "Taken from it:" not in run("show", MIDDLE, "--upstream").out
    assert "hop 1" not in run("show", MIDDLE, "--downstream").out


def test_the_origin_is_the_same_when_only_copies_are_asked_for(run, traced):
    both = _json(run("show", MIDDLE, "--format", "json"))["origin"]
    assert both["status"] == "found"
    assert _json(run("show", MIDDLE, "--downstream", "--format", "json"))["origin"] == both


def test_show_finds_by_address_in_any_spelling_and_by_id(run, traced):
    whole = _json(run("show", ASKED, "--format", "json"))
    node = whole["article"]
    for name in (ASKED.rstrip("/"), ASKED.removeprefix("https://"), f"{ASKED}?utm_source=x", node, node[:9]):
        assert _json(run("show", name, "--format", "json")) == whole


def test_show_finds_a_file_by_its_path_and_by_its_bytes(run, tmp_path, monkeypatch):
    page = tmp_path / "page.txt"
    page.write_text(f"{TEXT}Source : Le Monde\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    node = _json(run("trace", "page.txt", "--offline", "--format", "json"))["article"]
    moved = tmp_path / "elsewhere" / "other.txt"
    moved.parent.mkdir()
    moved.write_bytes(page.read_bytes())
    for name in ("page.txt", "./page.txt", page, moved):
        assert _json(run("show", name, "--format", "json"))["article"] == node
    page.unlink()
    assert _json(run("show", page, "--format", "json"))["article"] == node


def test_files_of_one_name_in_two_folders_are_two_articles(run, tmp_path, monkeypatch):
    for folder, name in (("a", "Le Monde"), ("b", "Le Figaro")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(f"{TEXT}Source : {name}\n", "utf-8")
        monkeypatch.chdir(tmp_path / folder)
        assert f"“Source : {name}”" in run("trace", "page.txt", "--offline").out
        assert f"“Source : {name}”" in run("show", "page.txt").out


def test_a_file_that_changed_is_read_again(run, tmp_path):
    page = tmp_path / "page.txt"
    for name in ("Le Monde", "Le Figaro"):
        page.write_text(f"{TEXT}Source : {name}\n", "utf-8")
        assert f"“Source : {name}”" in run("trace", page, "--offline").out
        assert f"“Source : {name}”" in run("show", page).out


def test_a_page_without_address_is_called_by_its_file_and_its_id_is_told(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(f"{TEXT}Source : Le Monde\n", "utf-8")
    head = run("trace", page, "--offline").out.splitlines()[:2]
    assert head[0].startswith(f"{page} · fr")
    assert run("show", head[1].removeprefix("id ")).status == 0


def test_standard_input_is_traced_like_a_file(run, tmp_path, monkeypatch):
    import io
    import sys

    page = tmp_path / "page.txt"
    page.write_text(f"{TEXT}Source : Le Monde\n", "utf-8")
    chain = _json(run("trace", page, "--offline", "--format", "json"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.read_bytes())))
    assert _json(run("trace", "-", "--offline", "--format", "json")) == chain
    assert run("show", page).status == 0


def test_what_was_only_ingested_is_not_called_an_original(run, examples):
    run("ingest", examples)
    chain = _json(run("show", ASKED, "--format", "json"))
    assert chain["origin"]["status"] == "unknown"
    assert any("names a source of its own" in note and "trace" in note for note in chain["notes"])
    assert "original" not in run("show", ASKED).out
    assert _json(run("show", ORIGINAL, "--format", "json"))["origin"]["status"] == "original"


def test_a_walk_cut_short_has_not_found_the_origin(run, examples):
    run("ingest", examples)
    chain = _json(run("trace", ASKED, "--offline", "--depth", "1", "--format", "json"))
    assert len(chain["links"]) == 1
    assert chain["origin"]["status"] == "unknown"
    assert "The walk stopped after 1 hop; there is more upstream." in chain["notes"]
    assert run("trace", ASKED, "--offline", "--depth", "3").out.count("The walk stopped") == 0


def test_a_chain_longer_than_ten_hops_is_shown_whole(run, tmp_path):
    rows = []
    for number in range(14):
        credit = f'<p>Source : <a href="https://s{number + 1}.example/a/page-{number + 1}">Site</a></p>'
        body = f"<p>{TEXT}</p>{credit if number < 13 else ''}"
        rows.append(json.dumps({"url": f"https://s{number}.example/a/page-{number}", "html": f"<body>{body}</body>"}))
    (tmp_path / "pages.jsonl").write_text("\n".join(rows), "utf-8")
    assert run("ingest", tmp_path / "pages.jsonl").status == 0
    first = "https://s0.example/a/page-0"
    chain = _json(run("trace", first, "--offline", "--depth", "50", "--format", "json"))
    assert max(link["hop"] for link in chain["links"]) == 13
    assert _json(run("show", first, "--upstream", "--format", "json")) == chain


def test_a_site_whose_stored_pages_do_not_match_stays_named(run, examples, tmp_path):
    for path in examples.glob("[2345]*.html"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    run("ingest", tmp_path)
    chain = _json(run("trace", ASKED, "--offline", "--format", "json"))
    assert chain["origin"]["status"] == "named"
    end = next(node for node in chain["nodes"] if node["id"] == chain["origin"]["node"])
    assert (end["domain"], end["status"]) == ("vestnik-gavani.example", "named")


def test_a_source_without_a_site_is_looked_for_by_its_name_alone(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(f"{TEXT}Source : Lire l'article complet par Horizon Sud\n", "utf-8")
    assert "no stored page of that name matches" in run("trace", page, "--offline").out


def test_an_address_that_is_not_asked_for_offline_is_not_looked_at(run, examples, tmp_path):
    (tmp_path / "page.html").write_bytes((examples / "3-passerelle-info.html").read_bytes())
    chain = _json(run("trace", tmp_path / "page.html", "--offline", "--format", "json"))
    source = next(node for node in chain["nodes"] if node["id"] != chain["article"] and "horizon" in node["domain"])
    assert (source["status"], source["detail"]) == ("not-looked", "offline: its address was not asked for")


def test_a_folder_is_kept_whole_and_its_first_page_traced(run, examples, tmp_path):
    (tmp_path / "0-empty.html").write_bytes(b"")
    for path in examples.iterdir():
        if path.suffix == ".html":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    chain = _json(run("trace", tmp_path, "--offline", "--format", "json"))
    assert any("holds 6 pages" in note for note in chain["notes"])
    assert run("show", ASKED).status == 0


@pytest.mark.parametrize(
    ("verdict", "words", "status"),
    [
        ("confirm", "confirmed by a person", "found"),
        ("reject", "rejected by a person", "unknown"),
        ("unsure", "a person is unsure", "found"),
    ],
)
def test_a_judgement_stays_through_trace_and_show(run, traced, verdict, words, status):
    link = next(x for x in _json(run("show", ASKED, "--format", "json"))["links"] if x["hop"] == 3)
    ran = run("judge", link["id"][:6], verdict, "--by", "Ada", "--note", "read both")
    assert (ran.status, ran.err) == (0, f"{link['id']}: {verdict} by Ada\n")
    for command in (("trace", ASKED, "--offline"), ("show", ASKED)):
        assert words in run(*command).out
        chain = _json(run(*command, "--format", "json"))
        after = next(x for x in chain["links"] if x["id"] == link["id"])
        assert (after["judgement"], after["confidence"]) == (verdict, link["confidence"])
        assert chain["origin"]["status"] == status
    exported = [json.loads(line) for line in run("export", ASKED, "--format", "jsonl").out.splitlines()]
    assert [x["judgement"] for x in exported if x["kind"] == "link" and x["id"] == link["id"]] == [verdict]


def test_a_page_cannot_send_commands_to_the_terminal(run, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>Titre \x1b[31mrouge\x1b]0;x\x07</title><body><p>{TEXT}</p><p>Source : Le \x1b[1mMonde</p></body>",
        "utf-8",
    )
    for command in (("inspect", page), ("trace", page, "--offline"), ("show", page)):
        ran = run(*command)
        assert ran.status == 0
        assert not {"\x1b", "\x07"} & set(ran.out)


def test_a_tree_hangs_each_branch_on_its_own(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    words = "one two three four five six seven eight nine ten"
    draw(Branch(["root"], [Branch([words], [Branch(["leaf"])]), Branch(["last"])]))
    assert capsys.readouterr().out.splitlines() == [
        "root",
        "├── one two three four five six seven eight nine",
        "│   ten",
        "│   └── leaf",
        "└── last",
    ]


def test_a_narrow_terminal_spends_less_on_the_guides(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    draw(Branch(["root"], [Branch(["one two three four five six seven"], [Branch(["leaf"])]), Branch(["last"])]))
    assert capsys.readouterr().out.splitlines() == [
        "root",
        "├ one two three four five six",
        "│ seven",
        "│ └ leaf",
        "└ last",
    ]


def test_wide_letters_count_twice():
    assert list(tree.wrap("新聞 新聞 新聞", 9)) == ["新聞 新聞", "新聞"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("港口关闭一百天，居民说。", ["港口关闭一", "百天，居民", "说。"]),
        ("号「东方」今天离港", ["号「东方」", "今天离港"]),
        ("ท่าเรือปิดร้อยวัน", ["ท่าเรือปิดร้อย", "วัน"]),
        ("المرفأ مغلق مئة يوم", ["المرفأ", "مغلق مئة", "يوم"]),
        ("新聞 https://shinbun.example/新聞新聞新聞 新聞", ["新聞", "https://shinbun.example/新聞新聞新聞", "新聞"]),
    ],
)
def test_lines_are_broken_where_their_script_allows_it(text, lines):
    assert list(tree.wrap(text, 10)) == lines


@example("::\u200dท。。", 6)
@given(st.text(st.sampled_from("abc 港口关，。「」ท่าเรือ مرفأ é\u0301👩\u200d🚢/:"), max_size=50), st.integers(1, 30))
def test_wrapping_loses_nothing_and_breaks_no_line_that_fits(text, width):
    words = " ".join(text.split())
    lines = list(tree.wrap(words, width))
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    if cell_len(words) <= width:
        assert lines == [words]


@pytest.mark.parametrize("turn", ["\u202e", "\u2066", "\u200f", "\u061c", "\U000e0041", "\u2028", "\x9b"])
def test_what_turns_a_line_around_does_not_reach_the_terminal(run, tmp_path, turn):
    page = tmp_path / "page.html"
    page.write_text(
        f"<meta charset=utf-8><title>Titre {turn}x</title><p>{TEXT}</p><p>Source : Le {turn}Monde</p>", "utf-8"
    )
    for command in (("inspect", page), ("trace", page, "--offline"), ("show", page)):
        assert turn not in run(*command).out


def test_a_terminal_shows_colours_unless_it_is_told_not_to(traced, tmp_path):
    """In a real terminal: a pair of pseudo-terminal ends, the command at the far one."""
    for more, colours in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        shown = in_terminal(["show", ASKED], columns=60, PROVENANCE_STORE=str(tmp_path / "store.db"), **more)
        assert ("\x1b[" in shown) == colours
        bare = re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert "\x1b" not in bare and "“Repris de Passerelle Info” (tail)" in bare
        assert all(cell_len(line) <= 60 for line in bare.splitlines() if "://" not in line)


def test_authors_are_named_as_far_as_there_is_room(run, tmp_path):
    page = tmp_path / "page.html"
    names = "".join(f'<meta name="author" content="Ada {name}">' for name in ("Berg", "Lund", "Holm", "Dal"))
    page.write_text(f"<title>Titre</title>{names}<p>{TEXT}</p>", "utf-8")
    assert "by Ada Berg, Ada Lund, Ada Holm and 1 more" in run("trace", page, "--offline").out


class Web:
    """Stands where the network is: pages by address, everything else is a 404; `asked` holds what was asked for."""

    def __init__(self, pages):
        self.pages = pages
        self.asked = []

    def transport(self, *_, **__):

        def answer(request):
            if request.url.path != "/robots.txt":
                self.asked.append(str(request.url))
            page = self.pages.get(str(request.url))
            headers = {"content-type": "text/html; charset=utf-8"}
            return (
                httpx.Response(404, stream=httpx.ByteStream(b""))
                if page is None
                else httpx.Response(200, stream=httpx.ByteStream(page), headers=headers)
            )

        return httpx.MockTransport(answer)


@pytest.fixture
def web(examples, monkeypatch):
    names = {ASKED: "4-carnet-de-quai", MIDDLE: "3-passerelle-info", ORIGINAL: "1-vestnik-gavani"}
    made = Web({url: (examples / f"{name}.html").read_bytes() for url, name in names.items()})
    monkeypatch.setattr("provenance.acquire.transport.Transport", made.transport)
    return made


def test_online_the_addresses_of_the_credits_are_fetched_once_and_kept(run, web, examples):
    horizon = "https://horizon-sud.example/2023/03/port-ferme-cent-jours/"
    web.pages[horizon] = (examples / "2-horizon-sud.html").read_bytes()
    chain = _json(run("trace", MIDDLE, "--format", "json"))
    home = "https://vestnik-gavani.example/"  # of the site that is only named its lists are asked for
    assert web.asked == [MIDDLE, horizon, home, f"{home}sitemap.xml"]
    assert [x["status"] for x in chain["nodes"]] == ["read", "read", "named"]
    assert _json(run("trace", MIDDLE, "--format", "json")) == chain
    assert web.asked[4:] == [home, f"{home}sitemap.xml"]
    assert run("trace", horizon, "--offline").status == 0


def test_online_an_address_that_does_not_answer_is_unreachable_and_the_walk_goes_on(run, web):
    ran = run("trace", MIDDLE, "--format", "json")
    chain = _json(ran)
    source = next(node for node in chain["nodes"] if node["domain"] == "horizon-sud.example")
    assert source["status"] == "unreachable"
    assert "404" in source["detail"]
    out = run("show", MIDDLE).out
    assert "could not be read: https://horizon-sud.example/2023/03/port-ferme-cent-jours/: HTTP 404" in out


def test_offline_nothing_is_fetched(run, web):
    ran = run("trace", ASKED, "--offline")
    assert ran.status == 3
    assert len(ran.err.splitlines()) == 1 and "offline" in ran.err
    assert web.asked == []


def test_an_article_that_is_not_there_leaves_the_others_shown(run, examples):
    run("ingest", examples)
    ran = run("show", ASKED, "https://nowhere.example/x")
    assert (ran.status, ran.out) == (1, run("show", ASKED).out)
    assert ran.err == "provenance: https://nowhere.example/x: not in the store\n"
    ran = run("show", ASKED, "https://nowhere.example/x", "--format", "json")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    whole = json.loads(ran.out)
    assert [chain["article"] for chain in whole["chains"]] == [_json(run("show", ASKED, "--format", "json"))["article"]]
    assert set(whole) == {"chains", "origins"}
    ran = run("show", "https://nowhere.example/x", "https://nowhere.example/y")
    assert (ran.status, ran.out, ran.err.count("\n")) == (3, "", 2)
