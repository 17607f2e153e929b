"""`provenance serve` as a process: what it prints, when it refuses to begin, how it ends."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager

import pytest

from tests.served import filled, served


@pytest.fixture
def store(tmp_path):
    return filled(tmp_path / "store.db")


def begun(store, *arguments, **more):
    command = [sys.executable, "-m", "provenance", "--store", str(store), "serve", "--port", "0", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def ended(process, number):
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_answers_there_and_stops_cleanly(store, number):
    process = begun(store)
    address = process.stdout.readline().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", address)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(address, timeout=60) as answer:
        assert "token" not in answer.geturl()
        assert "You may judge here" in answer.read().decode()
    assert ended(process, number) == (0, "", "")


def test_a_token_of_ones_own_comes_from_the_environment(store):
    process = begun(store, env={**os.environ, "PROVENANCE_TOKEN": "a-token-of-my-own"})
    assert process.stdout.readline().strip().endswith("/?token=a-token-of-my-own")
    assert ended(process, signal.SIGTERM)[0] == 0


def test_it_refuses_to_be_reached_by_others_without_a_token_and_to_begin_without_a_store(run, store, tmp_path):
    for arguments in (("--host", "0.0.0.0"), ("--host", "0.0.0.0", "--token", "short")):
        refused = run("--store", store, "serve", *arguments)
        assert refused.status == 2
        assert "others can reach 0.0.0.0" in " ".join(refused.err.split())
    assert run("--store", store, "serve", "--token", "a b").status == 2
    missing = run("--store", tmp_path / "none.db", "serve")
    assert (missing.status, missing.err) == (3, f"provenance: {tmp_path / 'none.db'}: no store here\n")
    assert not (tmp_path / "none.db").exists()


def test_a_port_that_is_taken_is_told_in_a_line(run, store):
    process = begun(store)
    port = re.search(r":(\d+)/", process.stdout.readline())[1]
    refused = run("--store", store, "serve", "--port", port)
    assert refused.status == 3
    assert refused.err == f"provenance: cannot listen on 127.0.0.1:{port}: Address already in use\n"
    ended(process, signal.SIGTERM)


def test_a_missing_package_is_named_with_what_to_install(store):
    without = "import sys; sys.modules['fastapi'] = None; from provenance.cli import main; main()"
    command = [sys.executable, "-c", without, "--store", str(store), "serve"]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 3
    assert refused.stderr.startswith("provenance: serve needs the package fastapi")
    assert "pip install 'article-provenance[web]'" in refused.stderr


def test_no_other_command_pays_for_it(store):
    told = "import sys; import provenance.cli.app; print([n for n in sys.modules if n in ('fastapi', 'uvicorn', 'jinja2')])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@contextmanager
def as_anybody():
    """The superuser's right to write what is closed to all, laid down for a while (by this thread and those it begins)."""
    libc = ctypes.CDLL(None, use_errno=True)
    head, rights = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, rights) == 0
    before = rights[0]
    rights[0] = before & ~(1 << 1)  # CAP_DAC_OVERRIDE
    assert libc.capset(head, rights) == 0
    try:
        yield
    finally:
        rights[0] = before
        assert libc.capset(head, rights) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="how rights are laid down is known of Linux only")
@pytest.mark.parametrize("mode", [0o555, 0o777], ids=["folder closed", "folder open"])
def test_a_store_that_may_not_be_written_is_shown_and_never_judged(store, tmp_path, mode):
    store.chmod(0o444)
    tmp_path.chmod(mode)
    try:
        with as_anybody(), served(store) as web:
            assert web.site.writer is None
            assert "This server only reads" in web.get("/review", **web.session).text
            fields = {"key": web.site.access.form_key, "verdict": "confirm"}
            assert web.form("/link/lfirst/judge", fields).status == 403
    finally:
        tmp_path.chmod(0o755)
