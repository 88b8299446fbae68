"""How long a download waits, how often it is tried again, and how large it may be."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The limits of each download.

    ``timeout`` is the longest time in seconds without an answer, and the time in which ``timeout`` × ``slowest`` bytes
    must arrive. A failure that may pass is tried again up to ``attempts`` times in all, after ``wait`` seconds and then
    twice as long each time. A server that asks for more than ``longest_wait`` seconds is not waited for. ``max_bytes``
    bounds a file, before and after decompression; the largest official one has about 60 MB.
    """

    timeout: float = 30
    slowest: int = 256
    attempts: int = 6
    wait: float = 1
    longest_wait: float = 120
    max_bytes: int = 512 << 20
    max_redirects: int = 10
