"""Give memory that was freed back to the system, so that what begins next does not add to it.

The C library of most Linux systems keeps what a thread has freed for that thread; the store's loader has a thread for
each million quads (``malloc_trim(3)``). Others have no such function, or need none.
"""

import ctypes


def give_back() -> bool:
    """Return the memory that this process has freed to the system; tell whether there was any and a way to do so."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
