"""Merge the layers of the store that the engine's loader wrote, whose command ends before they are merged.

Argument: the store's folder. A build waits for the merge, because queries on a merged store take half as long.
"""

import sys

from pyoxigraph import Store

from rarekg.graph.pipeline.compaction import wait_for_compaction

if __name__ == "__main__":
    store = Store(sys.argv[1])  # opening the store starts the merge, and closing would stop it
    wait_for_compaction()
