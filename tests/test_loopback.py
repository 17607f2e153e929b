"""The tests themselves send nothing beyond this machine; the script that proves it can tell."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback import NOT_PERMITTED

ROOT = Path(__file__).resolve().parent.parent
OUT = """
import socket
for family, address in ((socket.AF_INET, "203.0.113.9"), (socket.AF_INET6, "2001:db8::9")):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            socket.socket(family, kind).connect((address, 53))
        except OSError:
            pass
"""


def alone(*command: str) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.loopback", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ran.returncode == NOT_PERMITTED:
        pytest.skip(ran.stderr.strip())
    return ran


def test_what_tries_to_leave_is_counted():
    ran = alone("python", "-c", OUT)
    assert (ran.returncode, ran.stderr) == (1, "loopback: 4 attempts to reach anything but this machine\n")


def test_the_tests_of_the_web_and_of_archives_do_not_try():
    files = [f"tests/test_{name}.py" for name in ("acquire_web", "acquire_manners", "walk_reach")]
    ran = alone("pytest", *files)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "loopback: 0 attempts" in ran.stderr


@pytest.mark.xdist_group("guard")
def test_a_group_of_tests_is_kept_together_where_tests_are_shared_out(request):
    """pytest-xdist tells the group by the name of a test; a version of pytest that forbids it would undo the groups."""
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@guard")
