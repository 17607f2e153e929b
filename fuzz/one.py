"""One target under libFuzzer, in a process of its own: `python -m fuzz.one TARGET FOLDER [libFuzzer's options]`."""

import sys
from contextlib import suppress

import atheris


def main() -> None:
    """Try the seeds, so that all that the target needs is loaded and counted, then random input."""
    name, *rest = sys.argv[1:]
    with atheris.instrument_imports(include=["provenance", "feedparser", "protego", "w3lib", "warcio"]):
        from fuzz.targets import find

        target = find(name)
        for seed in target.seeds():
            with suppress(Exception):  # it will be met again
                target.check(seed)
    atheris.Setup([sys.argv[0], *rest], target.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
