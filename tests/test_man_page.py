"""The man page is that of today's commands, readable to troff without a warning, and shipped."""

import os
import shutil
import subprocess
import tomllib
import zipfile

import pytest

from docs.scripts import man_page
from docs.scripts.commands import commands
from tests.documented import ROOT

READERS = {
    "groff": ["groff", "-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", "-rLL=200n", "-rHY=0"],
    "mandoc": ["mandoc", "-Tlint", "-Wwarning"],
    "man": ["man", "--warnings=w", "-l", "-P", "cat"],
}
IN_CI = os.environ.get("CI") == "true"


def test_it_is_of_todays_commands():
    assert man_page.PAGE.read_text("utf-8") == man_page.page(), "run python -m docs.scripts.man_page"


@pytest.mark.parametrize("reader", READERS)
def test_it_is_read_without_a_warning(reader):
    if shutil.which(reader) is None and not (IN_CI and reader == "groff"):
        pytest.skip(f"{reader} is not installed")
    done = subprocess.run(
        [*READERS[reader], man_page.PAGE],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    if reader == "groff":
        shown = " ".join(done.stdout.split())
        for command in commands():
            assert all(name in shown for name, _ in (*command.arguments, *command.options)), command.name
        assert "PROVENANCE_TOKEN" in shown and "EXIT STATUS" in shown


def test_what_a_help_may_hold_is_shown_as_it_is():
    if shutil.which("groff") is None and not IN_CI:
        pytest.skip("groff is not installed")
    written = """.so /etc/passwd 'x' "y" \\n --a-b \\fB"""
    source = f'.TH X 1\n.SH "S"\n.TP\n.B "{man_page._text(written)}"\n{man_page._text(written)}\n'
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-P-c", "-P-b", "-P-u"], input=source, capture_output=True, text=True, check=True
    )
    assert done.stdout.count(written) == 2


def test_it_goes_with_the_wheel(tmp_path):
    from hatchling.builders.wheel import WheelBuilder

    shared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert (ROOT / "docs/man/provenance.1").is_file() and "docs/man/provenance.1" in shared["shared-data"]
    [wheel] = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if name.endswith("/data/share/man/man1/provenance.1")]
        assert packed.read(name) == man_page.PAGE.read_bytes()
