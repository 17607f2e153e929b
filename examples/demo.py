"""The main job on the shipped example: `make demo`.

Puts the little web of `examples/web` into a store of its own, traces the last repost to the Russian
original, and writes graph files and the page that shows the chain. Everything goes to `build/demo`; nothing is fetched.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "build" / "demo"
ASKED = "https://carnet-de-quai.example/notes/cent-jours-sans-port/"
FILES = {
    "graphml": "chain.graphml",
    "dot": "chain.dot",
    "json": "chain.json",
    "jsonl": "chain.jsonl",
    "mermaid": "chain.mmd",
    "html": "chain.html",
}


def main() -> int:
    """Run the commands one after the other, each shown before its output; the first failure ends it."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    status = _run("ingest", "examples/web") or _run("trace", ASKED, "--offline")
    for form, name in FILES.items():
        status = status or _run("export", ASKED, "--format", form, "--output", f"build/demo/{name}")
    if status == 0:
        print("\nWritten to build/demo:")
        for path in sorted(OUT / name for name in (*FILES.values(), "store.db")):
            print(f"  {path.name:14} {path.stat().st_size:>9,} bytes")
        print(f"Open {(OUT / 'chain.html').as_uri()} in a browser to see the chain.")
    return status


def _run(*arguments: str) -> int:
    print(f"\n$ provenance --store build/demo/store.db {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "provenance", "--store", "build/demo/store.db", *arguments]
    return subprocess.run(command, cwd=HERE.parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
