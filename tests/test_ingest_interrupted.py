"""Ctrl-C while the processes that read pages are begun."""

import os
import signal
import subprocess
import sys

import pytest

from tests.crash import web

CODE = """
import os, signal, sys, threading, time
from multiprocessing import forkserver

def interrupt():
    while forkserver._forkserver._forkserver_pid is None:
        time.sleep(0.01)
    time.sleep(0.2)  # it takes longer to load what pages are read with
    {send}

threading.Thread(target=interrupt, daemon=True).start()
from provenance.cli import main
main()
"""
ONE, ALL = "os.kill(os.getpid(), signal.SIGINT)", "os.killpg(0, signal.SIGINT)"


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("send", [ONE, ALL], ids=["as kill does", "as a terminal does"])
def test_ctrl_c_while_processes_are_begun_is_one_line(run, tmp_path, send):
    store = tmp_path / "s.db"
    pages = web(tmp_path / "pages.jsonl", 180)
    ran = subprocess.run(  # until nobody writes to the standard error any more
        [sys.executable, "-c", CODE.format(send=send), "--store", str(store), "ingest", str(pages), "--jobs", "2"],
        capture_output=True,
        text=True,
        timeout=120,
        start_new_session=True,
        check=False,
    )
    assert ran.stderr == "provenance: interrupted; what was finished is kept\n"
    assert ran.returncode in (130, -signal.SIGINT)
    assert run("--store", store, "store", "check").status == 0
