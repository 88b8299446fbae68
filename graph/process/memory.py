"""The memory of this process: how much there is, and how what was freed goes back to the system.

The C library of most Linux systems keeps what a thread has freed for that thread; the store's loader has a thread for
each million quads (``malloc_trim(3)``). Others have no such function, or need none.
"""

import ctypes
import resource
from pathlib import Path


def give_back() -> bool:
    """Return the memory that this process has freed to the system; False if there was none or no way to do so."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))


def resident() -> int:
    """Return the bytes of physical memory that this process has now; 0 where the system has no ``/proc``."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * resource.getpagesize()
    except FileNotFoundError:
        return 0
