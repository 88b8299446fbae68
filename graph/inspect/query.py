"""Run a query that a person wrote on a build, in a supervised process, and write its result to standard output."""

import sys
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.inspect.rows import Rows, first_rows
from rarekg.graph.inspect.table import Layout, show
from rarekg.graph.process.client import WorkerError, running
from rarekg.graph.process.frames import Request
from rarekg.graph.rdf.emptiness import LONGEST, is_empty
from rarekg.ontology.errors import QueryError, one_line
from rarekg.ontology.prefixes import prefix_map
from rarekg.queries.federation import refuse_federation
from rarekg.queries.mistakes.unreadable import unreadable
from rarekg.queries.tokenizer import Token, TokenError, tokens


class Written(NamedTuple):
    """The formats in which solutions and triples are written, by their names in :mod:`rarekg.graph.rdf.formats`."""

    result: str | None
    graph: str | None


FORMATS: Mapping[str, Written] = MappingProxyType(
    {
        "table": Written("tsv", "turtle"),
        "json": Written("json", "jsonld"),
        "csv": Written("csv", None),
        "tsv": Written("tsv", None),
        "xml": Written("xml", "rdfxml"),
        "turtle": Written(None, "turtle"),
        "ntriples": Written(None, "ntriples"),
        "rdfxml": Written(None, "rdfxml"),
        "jsonld": Written(None, "jsonld"),
    }
)
TABLE = Layout()


def run_query(built: Build, query: str, form: str, *, timeout: float, max_memory: int, layout: Layout = TABLE) -> bool:
    """Write the result of ``query`` over the union of all graphs of ``built`` in one of FORMATS; tell if it is empty.

    The prefixes of ``prefixes.ttl`` need not be declared. ``timeout`` is in seconds, ``max_memory`` in bytes,
    ``layout`` is that of a table.

    Raises:
        QueryError: It is not SPARQL, uses SERVICE, fails, takes too long or too much memory, or has a result that
            ``form`` cannot hold.
        BrokenPipeError: Standard output was closed.
    """
    refuse_federation(query, _tokens(query))
    result_format, graph_format = FORMATS[form]
    request = Request(
        query=query,
        result_format=result_format,
        graph_format=graph_format,
        declare_prefixes=True,
        seconds=timeout,
    )
    try:
        with running(built.store, built.base, request, max_memory=max_memory, prefixes=prefix_map()) as result:
            if layout != TABLE and result.format != "tsv":
                raise QueryError(
                    "this query answers with a graph, which is written whole; leave out --limit and --wide"
                )
            rows = first_rows(result.parts, layout.limit) if form == "table" and result.format == "tsv" else None
            written = b"" if rows is not None else _written(result.parts)
    except WorkerError as error:
        raise QueryError(one_line(_advised(error, form), limit=1000)).marked(error.source) from error
    if rows is not None:
        show(Store.read_only(str(built.store)), rows, built.base, wide=layout.wide)
    sys.stdout.flush()
    return isinstance(rows, Rows) and not rows.rows if rows is not None else is_empty(written, result.format)


def _written(parts: Iterable[bytes]) -> bytes:
    """Write ``parts`` to standard output; return the beginning, all of a result without rows."""
    beginning = bytearray()
    for part in parts:
        if len(beginning) <= LONGEST:
            beginning += part
        sys.stdout.buffer.write(part)
    return bytes(beginning)


def _tokens(query: str) -> list[Token]:
    try:
        return list(tokens(query))
    except TokenError as error:
        found = unreadable(query, error)
        raise QueryError(one_line(found.message, limit=1000)).marked(found.source) from error


def _advised(error: WorkerError, form: str) -> str:
    """Return what is wrong and what to do about it."""
    match error.kind:
        case "accept" if FORMATS[form].graph is None:
            takes = ", ".join(name for name, written in FORMATS.items() if written.graph)
            return f"{form} holds rows, and this query answers with a graph; take one of {takes}"
        case "accept":
            takes = ", ".join(name for name, written in FORMATS.items() if written.result)
            return f"{form} holds graphs, and this query answers with rows; take one of {takes}"
        case "timeout":
            return f"{error}; narrow it, or give it more with --timeout"
        case "memory":
            return f"{error}; narrow it, or give it more with --max-memory"
        case "crash":
            return f"{error}; is it nested very deeply?"
        case "start":
            return f"{error}; build again, or give it more with --max-memory"
        case _:
            return str(error)
