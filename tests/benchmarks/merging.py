"""Merge the store that the engine's loader has left: its command line ends before that is done.

Argument: the store's folder. A build waits for it, because queries on a merged store take half as long.
"""

import sys

from pyoxigraph import Store

from rarekg.graph.pipeline.compaction import settle

if __name__ == "__main__":
    store = Store(sys.argv[1])  # opening it starts the merging, and closing would end it
    settle()
