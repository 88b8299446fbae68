"""The sandbox of a worker process: no sockets, bounded memory, no core files, and an end in time.

A seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html) shuts off sockets; it needs no privilege. A
limit on descriptors does not serve: the store opens its files when they are first read, and a read that fails there
makes the engine allocate without end.
"""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

# System call numbers and audit architecture, from the kernel's headers (uapi/asm/unistd.h, linux/audit.h).
_SYSTEMS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING_SETUP = 425  # the same number on all systems; a ring could open sockets too
_X32 = 0x40000000  # the other set of numbers that an x86_64 kernel may take
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
FIRST_TO_GO = "500"  # of 1000: https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def can_shut_off_network() -> bool:
    """Return whether :func:`shut_off_network` works on this platform: Linux on x86-64 and ARM64."""
    return sys.platform == "linux" and platform.machine() in _SYSTEMS


def shut_off_network() -> None:
    """Make each attempt of this thread, and of those that it starts, to open a socket fail with EACCES.

    Raises:
        OSError: The kernel takes no filter.
    """
    architecture, socket_call = _SYSTEMS[platform.machine()]
    code = b"".join(
        struct.pack("HBBI", *step)
        for step in (
            (_LOAD, 0, 0, 4),  # the architecture of the call
            (_IF_EQUAL, 1, 0, architecture),
            (_RETURN, 0, 0, _FAIL),
            (_LOAD, 0, 0, 0),  # its number
            (_IF_EQUAL, 3, 0, socket_call),
            (_IF_EQUAL, 2, 0, _IO_URING_SETUP),
            (_IF_AT_LEAST, 1, 0, _X32),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _FAIL),
        )
    )
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), f"seccomp: {os.strerror(ctypes.get_errno())}")


def bound(memory: int) -> None:
    """Limit this process to ``memory`` bytes of address space and no core file; ignore SIGINT and SIGTERM."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError):
        # If memory runs out all the same, the system is to end a worker and not its parent.
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # both reach the whole group; the parent decides


def expire_in(seconds: float) -> None:
    """Have the system end this process in ``seconds`` even if its parent does not; 0 cancels that."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
