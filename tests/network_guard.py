"""Network guard: run a Python program with every network but loopback switched off.

    python -m tests.network_guard [-m MODULE | -c CODE] ARGUMENTS…

An audit hook refuses connections and name look-ups to anywhere else, in the program and in the Python programs that it
starts; each attempt is written to the file that NETWORK_GUARD_LOG names, so that one whose error is swallowed is seen
too. On Linux, where it is allowed, the whole runs in a network namespace that has loopback only, which holds for native
code as well.
"""

from __future__ import annotations

import ctypes
import fcntl
import ipaddress
import os
import runpy
import socket
import struct
import sys
import tempfile
from pathlib import Path

LOG = "NETWORK_GUARD_LOG"
_CONNECTS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyname_ex", "socket.gethostbyaddr")
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SET_FLAGS, _UP = 0x8914, 0x1


def is_loopback(host: object) -> bool:
    """Whether `host` (a name, an address, None) is this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event in _CONNECTS:
        connection, address = arguments[0], arguments[1]
        if address is None or getattr(connection, "family", None) == getattr(socket, "AF_UNIX", object()):
            return
        host = address[0] if isinstance(address, tuple) else address
    elif event in _LOOK_UPS:
        host = arguments[0]
    else:
        return
    if not is_loopback(host):
        if LOG in os.environ:
            with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
                log.write(f"{event} {host!r}\n")
        raise PermissionError(f"the network is off: {event} to {host!r}")


def install() -> None:
    """Guard this process from now on, for good."""
    sys.addaudithook(_audit)


def enter_namespace() -> bool:
    """Move this process into a network of its own that has loopback only; whether the system allowed it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) != 0:
        if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return False
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh14x", b"lo", _UP))
    return True


def main(arguments: list[str]) -> None:
    """Guard, then run the module or the code that `arguments` name."""
    kind, program, *rest = arguments
    enter_namespace()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sitecustomize.py").write_text("from tests import network_guard\n\nnetwork_guard.install()\n")
        paths = [folder, str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        install()
        if kind == "-c":
            sys.argv = ["-c", *rest]
            exec(compile(program, "<guarded>", "exec"), {"__name__": "__main__"})
        else:
            sys.argv = [program, *rest]
            runpy.run_module(program, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
