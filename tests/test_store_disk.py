"""A disk that is full, and one that may not be written: one clear line, and nothing lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash import web

ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
# A small file system of its own, which lasts as long as the script.
SCRIPT = """
set -eu
disk=$1; python=$2; shift 2
store() { set +e; "$python" -m provenance --store "$disk/store.db" "$@" </dev/null; echo "status $?"; set -e; }
mount -t tmpfs -o size=1m none "$disk"
"""


def on_a_disk(folder: Path, commands: str, *arguments: object) -> tuple[list[str], list[str]]:
    """Run a script: the lines of its standard output and of its standard error."""
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system permits no mount namespace")
    (folder / "disk").mkdir()
    command = [*ALONE, "bash", "-c", SCRIPT + commands, "bash", folder / "disk", sys.executable, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines(), ran.stderr.splitlines()


def test_a_full_disk_is_one_line_and_what_was_kept_before_stays(tmp_path):
    pages = web(tmp_path / "pages.jsonl", 300)
    out, err = on_a_disk(tmp_path, 'store ingest --jobs 1 "$1"\nstore store check\nstore store info\n', pages)
    assert out[:2] == ["status 3", "status 0"]
    assert err == [f"provenance: {tmp_path}/disk/store.db: the disk is full", "the store is whole"]
    told = dict(line.split(maxsplit=1) for line in out[2:-1] if " " in line)
    assert 0 < int(told["read"]) < 300


def test_a_full_disk_stops_a_backup_and_leaves_no_part_of_it(tmp_path):
    pages = web(tmp_path / "pages.jsonl", 60)
    commands = (
        'store ingest "$1"\nhead -c 600000 /dev/zero > "$disk/other"\n'
        'store store backup "$disk/copy.db"\nls -A "$disk"\nstore store check\n'
    )
    out, err = on_a_disk(tmp_path, commands, pages)
    assert [line for line in out if line.startswith("status")] == ["status 0", "status 3", "status 0"]
    assert [line for line in out if "copy" in line or "part" in line] == []
    assert [line for line in err if "copy.db" in line] == [f"provenance: {tmp_path}/disk/copy.db: the disk is full"]


def test_a_disk_that_may_not_be_written_is_one_line_and_can_be_read(tmp_path, examples):
    commands = (
        'store ingest "$1"\nmount -o remount,ro "$disk"\nstore ingest "$1"\n'
        "store judge l0 confirm\nstore show https://carnet-de-quai.example/notes/cent-jours-sans-port/\nstore store check\n"
    )
    out, err = on_a_disk(tmp_path, commands, examples)
    assert [line for line in out if line.startswith("status")] == ["status 0", *["status 3"] * 2, *["status 0"] * 2]
    said = f"provenance: {tmp_path}/disk/store.db: "
    assert [line.startswith(said) for line in err[1:3]] == [True, True], err
    assert all("read-only" in line or "cannot be opened" in line for line in err[1:3]), err
    assert any("Carnet de quai" in line for line in out)
