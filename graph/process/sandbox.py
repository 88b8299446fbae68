"""What a worker process may not do: open sockets, take more memory than its share, leave core files, outlive its time.

Sockets are shut off by a seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html), which needs no
privilege. A limit on descriptors does not serve: the store opens its files when they are first read, and a read that
fails there makes the engine allocate without end.
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
FIRST_TO_GO = "500"  # of 1000, as https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html tells
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def can_shut_off_network() -> bool:
    """Return whether this platform has a lock on sockets that we know how to turn."""
    return sys.platform == "linux" and platform.machine() in _SYSTEMS


def shut_off_network() -> None:
    """Make every attempt of this thread, and of those it starts, to open a socket fail; OSError where it cannot."""
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
    """Limit this process to ``memory`` bytes of address space and no core file; leave stopping it to its parent."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(OSError):
        # Where memory runs out all the same, the system is to end a worker, and not the process that serves HTTP.
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # both reach the whole group, and answers under way are still wanted


def expire_in(seconds: float) -> None:
    """Have the system end this process in ``seconds`` even if its parent does not; 0 calls that off."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def give_back() -> None:
    """Return memory that is free in this process to the system, where the C library can (glibc: malloc_trim)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def resident() -> int:
    """Return how many bytes of memory this process has now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * resource.getpagesize()
    except FileNotFoundError:
        return 0
