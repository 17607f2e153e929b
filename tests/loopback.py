"""Run the tests, or any command, where nothing but this machine itself can be reached, and count what tried to leave.

    python -m tests.loopback                     all tests
    python -m tests.loopback pytest tests/test_x.py
    python -m tests.loopback python -c ...

A network namespace of its own holds `lo` alone. The kernel counts each datagram or connection that found no route
(OutNoRoutes); one is enough for exit status 1, whatever the command said.
"""

import fcntl
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

INSIDE = "--inside"
NOT_PERMITTED = 77
_SIOCSIFFLAGS, _UP = 0x8914, 1


def main(arguments: list[str]) -> int:
    """Run a command inside: its exit status; 1 when something tried to leave, 77 where namespaces are not permitted."""
    if arguments[:1] == [INSIDE]:
        return _inside(arguments[1:])
    before = alone()
    if not before:
        print("loopback: this system permits no network namespace", file=sys.stderr)
        return NOT_PERMITTED
    command = arguments or ["pytest", "-n", "2", "--dist", "loadgroup"]
    here = [*before, sys.executable, "-m", "tests.loopback", INSIDE, *command]
    return subprocess.run(here, check=False).returncode


def alone() -> list[str]:
    """What to put before a command that is to have no network at all; nothing where that is not permitted."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode:
        return []
    return [unshare, "-rn"]


def _inside(command: list[str]) -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh", b"lo", _UP))
    if command[0] in ("python", "pytest"):
        command = [str(Path(sys.executable).with_name(command[0])), *command[1:]]
    before = lost()
    status = subprocess.run(command, check=False).returncode
    left = lost() - before
    print(f"loopback: {left} attempts to reach anything but this machine", file=sys.stderr)
    return 1 if left else status


def lost() -> int:
    """How often the kernel found no way to an address, IPv4 and IPv6 together."""
    four = Path("/proc/net/snmp").read_text().splitlines()
    names, values = (line.split() for line in four if line.startswith("Ip:"))
    count = int(values[names.index("OutNoRoutes")])
    six = Path("/proc/net/snmp6")
    lines = six.read_text().splitlines() if six.exists() else []
    return count + sum(int(line.split()[1]) for line in lines if line.startswith("Ip6OutNoRoutes"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
