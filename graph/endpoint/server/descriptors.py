"""The file descriptors that the system allows this process, and how many connections fit into them."""

import errno
import resource
from contextlib import suppress

from rarekg.graph.endpoint.limits import Limits

OWN = 64  # for the log, the store's search index, the event loop, and a margin
PER_WORKER = 6  # channel and standard error; three pairs while it starts
PER_CONNECTION = 2  # the socket, and the file of a large result
FEWEST_CONNECTIONS = 8
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


def allowed() -> int:
    """Raise this process's limit of descriptors as far as it may and return it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):  # some systems have a lower bound of their own
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return soft


def connections(descriptors: int, limits: Limits) -> int:
    """Return how many connections fit into ``descriptors`` file descriptors, ``limits.max_connections`` at most.

    >>> connections(256, Limits(workers=5)), connections(1 << 20, Limits(workers=5))
    (75, 1000)
    """
    workers = limits.pool_size + max(1, limits.page_workers)
    left = (descriptors - OWN - PER_WORKER * workers) // PER_CONNECTION
    unlimited = descriptors == resource.RLIM_INFINITY
    return limits.max_connections if unlimited else min(limits.max_connections, max(FEWEST_CONNECTIONS, left))
