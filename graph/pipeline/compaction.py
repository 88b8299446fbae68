"""Wait until the store's engine has come to rest, so that a build is published in its fastest form.

The loader leaves several layers of quads, and the engine merges them in threads of its own while the build goes on.
Nothing tells when they are done, a closed store stops them, and to ask for the merging again
(``Store.optimize``) does all of it a second time; but where nothing else is at work, a process at rest uses no
processor time. Queries on a merged store take half as long (``make bench``).
"""

from time import monotonic, process_time, sleep

LAYER = 1_000_000  # quads; a smaller graph is one layer from the start
LOOK_SECONDS = 0.2
QUIET_LOOKS = 3
QUIET_SHARE = 0.1  # of one processor; merging takes most of one, a progress line a hundredth
LONGEST_SECONDS = 600.0


def settle() -> float:
    """Wait until this process uses less than QUIET_SHARE of a processor; return the seconds that took.

    No other thread of it may be at work. It gives up after LONGEST_SECONDS: the store is sound at any time.
    """
    began, quiet = monotonic(), 0
    while quiet < QUIET_LOOKS and monotonic() - began < LONGEST_SECONDS:
        before = process_time()
        sleep(LOOK_SECONDS)
        quiet = quiet + 1 if process_time() - before < QUIET_SHARE * LOOK_SECONDS else 0
    return monotonic() - began
