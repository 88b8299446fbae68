"""Whether something takes time by the length of its input, whatever the machine: an input is compared with a part."""

from collections.abc import Callable
from gc import disable, enable
from time import process_time

TIMES, MOST = 16, 100  # a text 16 times as long takes 16 times the time, and 256 times where time grows by its square
SHORTEST = 0.001  # seconds; below them a clock and other processes decide


def assert_linear(use: Callable[[str], object], made: Callable[[int], str], size: int) -> None:
    """Fail unless ``use`` takes at most MOST times as long on ``made(size)`` as on a sixteenth of it."""
    part = max(min(seconds(use, made(size // TIMES)) for _ in range(3)), SHORTEST)
    whole = seconds(use, made(size))
    assert whole <= MOST * part, f"{whole:.3f} s, and {part:.3f} s for a sixteenth"


def seconds(use: Callable[[str], object], text: str) -> float:
    """Return the processor time of ``use(text)``, without collections, whose cost depends on what other tests left."""
    disable()
    try:
        began = process_time()
        use(text)
        return process_time() - began
    finally:
        enable()
