"""The process that writes a graph of a store to standard output as N-Triples, for :mod:`rarekg.graph.inspect.diff`.

Each of two stores has such a process, so that both are read while their lines are compared. The arguments are the
folder of the store and the IRI of the graph.
"""

import sys
from contextlib import suppress

from pyoxigraph import NamedNode, RdfFormat, Store


def main() -> None:
    """Write the graph. Exit code 1 if the store cannot be read to its end."""
    folder, graph = sys.argv[1:]
    try:
        Store.read_only(folder).dump(sys.stdout.buffer, RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            sys.stdout.close()  # nobody reads on, and that is no fault
    except OSError:
        sys.exit(1)


if __name__ == "__main__":
    main()
