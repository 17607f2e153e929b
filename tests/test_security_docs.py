"""What docs/security.md says is there is there: its files, its tests, the targets in its table."""

import re
from pathlib import Path

from fuzz import note
from fuzz.tally import Run, add
from fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_every_file_that_is_named_is_there():
    named = set(re.findall(r"`((?:provenance|tests|fuzz|docs)/[\w./]+|\w+\.txt)`", PAGE))
    assert len(named) > 40
    assert [name for name in sorted(named) if name != "robots.txt" and not (ROOT / name).exists()] == []


def test_every_test_that_is_named_is_there():
    there = {
        name
        for path in ROOT.glob("tests/test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 50
    assert sorted(named - there) == []


def test_every_attack_has_a_file_that_stops_it_and_a_test_that_shows_it():
    before, _, _ = PAGE.partition("## Who sees")
    rows = [line.strip("|").split("|") for line in before.splitlines() if line.startswith("| ")]
    attacks = [row for row in rows if row[2].strip() != "shown by"]
    assert len(attacks) > 40
    for tried, stopped, shown in attacks:
        assert re.search(r"`test_\w+`|`tests/test_\w+\.py`", shown), tried
        assert re.search(r"`(provenance|tests)/|no cookies|HTML is read", stopped), tried


def test_every_target_of_the_table_is_one():
    table = PAGE.partition("<!-- runs -->")[2].partition("<!-- end of runs -->")[0]
    named = [line.split("|")[1].strip() for line in table.strip().splitlines()[2:]]
    assert named[-1] == "all"
    assert {target.name for target in TARGETS} == set(named[:-1])


def test_the_table_is_written_by_script(tmp_path, monkeypatch):
    (tmp_path / "build" / "fuzz").mkdir(parents=True)
    add(tmp_path / "build" / "fuzz" / "tally.tsv", Run("address", 10, 2.0, 0))
    (tmp_path / "security.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(note, "ROOT", tmp_path)
    monkeypatch.setattr(note, "PAGE", tmp_path / "security.md")
    note.main()
    note.main()
    written = (tmp_path / "security.md").read_text(encoding="utf-8")
    assert "<!-- runs -->\n| target | executions" in written
    assert "\n| all | 10 | 5 | 0 |\n<!-- end of runs -->\n" in written
    assert written.partition("<!-- runs -->")[0] == PAGE.partition("<!-- runs -->")[0]
