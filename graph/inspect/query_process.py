"""Answer one SPARQL query on a store: the process that runs what a person wrote.

It runs on its own because a deeply nested query overflows the native parser's stack, which ends the process and
cannot be caught, and because a query that runs has no other end than its process's. The query comes on standard input,
the answer leaves on standard output as it is found, one line about an error on standard error.
"""

import os
import resource
import signal
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO

from pyoxigraph import (
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from rarekg.graph.inspect.table import show
from rarekg.ontology.errors import QueryError, one_line
from rarekg.ontology.prefixes import prefix_map

FAILED, BROKEN_PIPE = 3, 141
FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle")
ROWS: Mapping[str, QueryResultsFormat] = MappingProxyType(
    {
        "json": QueryResultsFormat.JSON,
        "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV,
        "xml": QueryResultsFormat.XML,
    }
)
# What a graph is written as: the nearest to the format that was asked for.
GRAPHS: Mapping[str, RdfFormat] = MappingProxyType(
    {"table": RdfFormat.TURTLE, "turtle": RdfFormat.TURTLE, "json": RdfFormat.JSON_LD, "xml": RdfFormat.RDF_XML}
)


def answer(store: Store, query: str, form: str, out: BinaryIO, base: str) -> None:
    """Write the answer of ``query`` over the union of all graphs to ``out``, in one of FORMATS.

    The prefixes of ``prefixes.ttl`` need not be declared. QueryError where the query is not SPARQL, cannot be answered,
    or has an answer that ``form`` cannot hold.
    """
    try:
        found = store.query(query, prefixes=dict(prefix_map()), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(one_line(f"this is not SPARQL: {error}", limit=200)) from error
    except (OSError, ValueError) as error:
        raise QueryError(one_line(f"the query cannot be answered: {error}")) from error
    if isinstance(found, QueryTriples):
        _graph(found, form, out)
    elif form == "table":
        show(store, found, base)
    elif form in ROWS:
        found.serialize(out, ROWS[form])
    else:
        raise QueryError(f"{form} holds graphs, and this query answers with rows; take one of table, {', '.join(ROWS)}")


def _graph(found: QueryTriples, form: str, out: BinaryIO) -> None:
    if form not in GRAPHS:
        raise QueryError(f"{form} holds rows, and this query answers with a graph; take one of {', '.join(GRAPHS)}")
    serialize(found, out, GRAPHS[form], prefixes=dict(prefix_map()))


def main() -> None:
    """Answer the query on standard input; the arguments are the store's folder, the format and the build's base."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a query that ends the parser leaves no core file
    folder, form, base = sys.argv[1:]
    try:
        answer(Store.read_only(folder), sys.stdin.read(), form, sys.stdout.buffer, base)
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(BROKEN_PIPE)
    except (QueryError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(FAILED)


if __name__ == "__main__":
    main()
