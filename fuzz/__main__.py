"""Runs the targets one after the other and prints a line each; see the package's docstring."""

import argparse
import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path

from fuzz.tally import Run, add, table
from fuzz.target import Target
from fuzz.targets import TARGETS, find

BUILD = Path("build/fuzz")
_HANG = 20  # seconds of one input
_MEGABYTES = 3_000
_DONE = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")


def main() -> int:
    """The command line; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(target.name for target in TARGETS))
    parser.add_argument("--runs", type=int, default=-1, help="executions of each target")
    parser.add_argument("--seconds", type=int, default=20, help="seconds of each target; 0 for no limit")
    given = parser.parse_args()
    chosen = [find(name) for name in given.targets] or TARGETS
    runs = [_run(target, given.runs, given.seconds) for target in chosen]
    print(table(runs))
    return 1 if any(run.finds for run in runs) else 0


def _run(target: Target, runs: int, seconds: int) -> Run:
    begun = time.monotonic()
    command = [sys.executable, "-m", "fuzz.one", target.name, str(_corpus(target)), *_options(target, runs, seconds)]
    ended = subprocess.run(command, check=False, capture_output=True)
    (BUILD / f"{target.name}.log").write_bytes(ended.stderr + ended.stdout)
    done = _DONE.search(ended.stderr)
    run = Run(target.name, int(done[1]) if done else 0, time.monotonic() - begun, int(ended.returncode != 0))
    print(run.line, flush=True)
    if ended.returncode:
        print(f"  reproducers and what was said: {BUILD / target.name}, {BUILD / target.name}.log", flush=True)
    add(BUILD / "tally.tsv", run)
    return run


def _options(target: Target, runs: int, seconds: int) -> list[str]:
    found = BUILD / target.name
    found.mkdir(parents=True, exist_ok=True)
    return [
        *_words(target),
        f"-max_len={target.longest}",
        f"-artifact_prefix={found}/",
        f"-timeout={_HANG}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-runs={runs}",
        f"-max_total_time={seconds}",
        "-print_final_stats=1",
        "-verbosity=0",
    ]


def _words(target: Target) -> list[str]:
    """The option that names the words to put into inputs; none for a target without them."""
    if not target.tokens:
        return []
    path = BUILD / f"{target.name}.dict"
    path.write_text("".join(f'"{_escaped(token)}"\n' for token in target.tokens), encoding="ascii")
    return [f"-dict={path}"]


def _corpus(target: Target) -> Path:
    """The folder of inputs to go on from: the seeds, and what earlier runs reached further with."""
    folder = BUILD / "corpus" / target.name
    folder.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds():
        (folder / hashlib.sha256(seed).hexdigest()[:20]).write_bytes(seed)
    return folder


def _escaped(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token)


if __name__ == "__main__":
    sys.exit(main())
