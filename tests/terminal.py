"""The command line in a real terminal: a pseudo-terminal of so many columns."""

import fcntl
import os
import pty
import struct
import sys
import termios


def in_terminal(arguments: list[str], *, columns: int, **variables: str) -> str:
    """What `provenance` prints in a terminal, control codes and all; lines end in a line feed."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "CI")}
        environment = {**kept, "TERM": "xterm-256color", **variables}
        os.execve(sys.executable, [sys.executable, "-m", "provenance", *arguments], environment)
    shown = bytearray()
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:  # the far end was closed
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode().replace("\r\n", "\n")
