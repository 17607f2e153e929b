"""The command line: parse, call a verb, print."""

__all__ = ["main"]


def main() -> None:
    """Run the command line; Ctrl-C while it is still being loaded is as clean as later."""
    from provenance.cli.interrupts import heard

    try:
        with heard():
            from provenance.cli.app import main as run

            run()
    except KeyboardInterrupt:
        import sys

        print("provenance: interrupted; nothing was begun", file=sys.stderr)
        sys.exit(130)
