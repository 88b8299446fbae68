"""Wait until the store's engine has compacted what was loaded, so that a build is published in its fastest form.

The loader leaves several layers of quads. The engine, RocksDB, merges them in threads of its own while the build goes
on, and closing the store stops them. Queries on a compacted store take half as long (``make bench``).

What is missing upstream: Oxigraph has no call that waits for these threads. RocksDB has one, ``DB::WaitForCompact``
(https://github.com/facebook/rocksdb/pull/11436, in C https://github.com/facebook/rocksdb/pull/11737), which Oxigraph
does not expose; ``Store.optimize`` compacts everything a second time. So this module observes the process: when nothing
else is at work, an idle engine uses no processor time.
"""

from time import monotonic, process_time, sleep

LAYER = 1_000_000  # quads; a smaller graph is one layer from the start
SAMPLE_SECONDS = 0.2
IDLE_SAMPLES = 3
IDLE_SHARE = 0.1  # of one processor; compaction uses most of one, a progress line a hundredth
LONGEST_SECONDS = 600.0


def wait_for_compaction() -> float:
    """Wait until this process uses less than IDLE_SHARE of a processor; return the seconds that took.

    No other thread of the process may be at work. After LONGEST_SECONDS it gives up: the store is sound at any time.
    """
    began, idle = monotonic(), 0
    while idle < IDLE_SAMPLES and monotonic() - began < LONGEST_SECONDS:
        before = process_time()
        sleep(SAMPLE_SECONDS)
        idle = idle + 1 if process_time() - before < IDLE_SHARE * SAMPLE_SECONDS else 0
    return monotonic() - began
