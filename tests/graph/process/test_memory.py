"""The memory of a process is measured, and what was freed goes back to the system."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rarekg.graph.process import memory

MEGABYTES = 1 << 20
PIECE = 1 << 16  # bytes; small enough that the C library keeps it


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the C library has no malloc_trim")
def test_what_was_freed_is_given_back() -> None:
    held = [ctypes.create_string_buffer(PIECE) for _ in range(100 * MEGABYTES // PIECE)]
    last = ctypes.create_string_buffer(PIECE)  # so that what lies below it is not given back by itself
    del held
    before = resident()
    assert memory.give_back()
    assert before - resident() > 50 * MEGABYTES
    assert last.raw[0] == 0


def test_memory_is_measured() -> None:
    code = (
        "from rarekg.graph.process.memory import resident\nbefore = resident()\nheld = b'x' * (64 << 20)\n"
        "print(resident() - before >> 20)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert abs(int(done.stdout) - 64) < 8


def resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
