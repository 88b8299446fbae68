"""A remote store with the methods of the embedded one (pyoxigraph.Store) that a worker process uses.

A query goes to the store as it was written, after the embedded engine has read it, with the dataset of the build: its
named graphs, and as the default graph all of them together. What the store answers is read while it arrives.
https://www.w3.org/TR/sparql11-protocol/#dataset
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import IO, Any, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from rarekg.graph.remote.client import Answer, RemoteClient
from rarekg.graph.remote.failures import GATEWAY_TIMEOUT, RemoteStoreError
from rarekg.graph.remote.parsing import form
from rarekg.graph.remote.place import Place

AT_ONCE = 200  # things whose statements are asked for together
MARGIN = 0.3  # seconds before the end of a query's time at which a silent store is given up
LEAST = 0.2  # seconds for an answer to begin
ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
_OF_VIRTUOSO = "__ASK_RETVAL"
_CUT = "X-SPARQL-MaxRows"  # which Virtuoso sends with a result that its ResultSetMaxRows has cut
_BASE = re.compile(r"\bbase\b", re.IGNORECASE)
Node = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple


class RemoteStore:
    """The build at ``place``, read through ``client`` by one thread."""

    def __init__(self, client: RemoteClient, place: Place) -> None:
        """Begin with no request."""
        self._client, self._place = client, place
        self._open = ExitStack()
        self._end = 0.0
        self._reading = False  # an answer, so that a mistake is not one of the query

    def begin(self, seconds: float) -> None:
        """Begin a request that may take ``seconds``; answers to the one before are given up."""
        self._open.close()
        self._end = monotonic() + seconds

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool | None = None,
        default_graph: Sequence[NamedNode] | None = None,
        named_graphs: Sequence[NamedNode] | None = None,
    ) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        """Return the result of ``query`` as the embedded store does.

        ``use_default_graph_as_union`` is None for a query that reads no default graph, False for one that names its
        dataset itself. With ``default_graph`` or ``named_graphs`` these are the dataset.

        Raises:
            SyntaxError: The query is not SPARQL.
            FederationError: It has a SERVICE clause.
            RemoteStoreError: The store has no answer, or none that can be read; reading the result raises it too.
        """
        self._reading = False
        expected = form(query, base_iri, prefixes)
        self._reading = True
        if default_graph is not None or named_graphs is not None:
            default, named = ([graph.value for graph in graphs or ()] for graphs in (default_graph, named_graphs))
        elif use_default_graph_as_union is False or self._place.union:
            default, named = [], []
        else:
            named = list(self._place.graphs)
            default = named if use_default_graph_as_union else []
        answer = self._open.enter_context(
            self._client.answer(
                declared(query, base_iri, prefixes),
                TRIPLES if expected == "triples" else ROWS,
                default_graphs=default,
                named_graphs=named,
                silence=self._silence(),
            )
        )
        if most := answer.headers.get(_CUT):
            raise RemoteStoreError(self._place.url, f"cuts results after {most} rows", advice="raise ResultSetMaxRows")
        body = cast(IO[bytes], _Body(answer))
        if expected == "triples":
            return self._triples(body, answer.media_type)
        try:
            result = parse_query_results(body, QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise self._nonsense(error) from error
        if expected == "truth" and isinstance(result, QuerySolutions):
            result = _truth(result)
        if isinstance(result, QueryBoolean) is not (expected == "truth"):
            raise RemoteStoreError(self._place.url, "answers another question than it was asked")
        return result

    def quads_for_pattern(
        self, subject: Node | None, predicate: NamedNode | None, object: Term | None, graph_name: object = None
    ) -> Iterator[Quad]:
        """Yield the quads of the build's graphs that match, None being a wildcard.

        Raises:
            RemoteStoreError: As :meth:`query`.
        """
        terms = dict(zip("spog", (subject, predicate, object, graph_name), strict=True))
        s, p, o, g = (f"?{name}" if term is None else str(term) for name, term in terms.items())
        free = " ".join(f"?{name}" for name, term in terms.items() if term is None)
        for row in self._rows(f"SELECT {free or '(1 AS ?found)'} {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            found: list[Any] = [row[name] if term is None else term for name, term in terms.items()]
            yield Quad(*found)

    def quads_of(self, subjects: Iterable[NamedNode], predicate: NamedNode | None = None) -> Iterator[Quad]:
        """Yield the quads of each of ``subjects`` in turn, with ``predicate`` if it is given, in few requests.

        Raises:
            RemoteStoreError: As :meth:`query`.
        """
        nodes, verb = list(dict.fromkeys(subjects)), "?p" if predicate is None else str(predicate)
        for start in range(0, len(nodes), AT_ONCE):
            group = nodes[start : start + AT_ONCE]
            found: dict[object, list[Quad]] = {node: [] for node in group}
            pattern = f"VALUES ?s {{ {' '.join(map(str, group))} }} GRAPH ?g {{ ?s {verb} ?o }}"
            for row in self._rows(f"SELECT ?s {'?p ' if predicate is None else ''}?o ?g {{ {pattern} }}"):
                found[row["s"]].append(Quad(row["s"], predicate or row["p"], row["o"], row["g"]))
            for quads in found.values():
                yield from quads

    def __contains__(self, quad: Quad) -> bool:
        """Return whether ``quad`` is in the store."""
        return any(True for _ in self.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))

    def contains_named_graph(self, graph: NamedNode) -> bool:
        """Return whether the build has ``graph``."""
        return graph.value in self._place.graphs

    def named_graphs(self) -> Iterator[NamedNode]:
        """Yield the named graphs of the build."""
        return map(NamedNode, self._place.graphs)

    def judged(self, error: Exception) -> Exception:
        """Return ``error``, which a request has raised, or what it says about the store's answer."""
        return self._nonsense(error) if self._reading and isinstance(error, SyntaxError) else error

    def _nonsense(self, error: Exception) -> RemoteStoreError:
        """Return the error of an answer that cannot be read, which ``error`` says."""
        return RemoteStoreError(self._place.url, f"sent a result that cannot be read: {error}")

    def _rows(self, query: str) -> Iterator[Mapping[str, Any]]:
        result = self.query(query)
        assert isinstance(result, QuerySolutions)
        yield from result

    def _triples(self, body: IO[bytes], media_type: str) -> Iterator[Triple]:
        for quad in parse(body, format=RdfFormat.from_media_type(media_type)):
            yield quad.triple

    def _silence(self) -> float:
        left = self._end - monotonic() - MARGIN
        if left <= 0:
            raise RemoteStoreError(self._place.url, "sent nothing for too long", status=GATEWAY_TIMEOUT)
        return max(LEAST, left)


def _truth(rows: QuerySolutions) -> QueryBoolean | QuerySolutions:
    """Return the answer to an ASK that Virtuoso gives as a row, or as none for false; ``rows`` if it is no such."""
    if [variable.value for variable in rows.variables] != [_OF_VIRTUOSO]:
        return rows
    true = any(row[0].value != "0" for row in rows)
    result = Store().query("ASK {}" if true else "ASK { FILTER(false) }")
    assert isinstance(result, QueryBoolean)
    return result


def declared(query: str, base: str | None, prefixes: Mapping[str, str] | None) -> str:
    """Return ``query`` with the declarations that it needs in front, on its first line.

    >>> declared("ASK { obo:HP_1 ?p <x> }", "http://example.org/", {"obo": "http://purl.org/", "ex": "urn:"})
    'BASE <http://example.org/> PREFIX obo: <http://purl.org/> ASK { obo:HP_1 ?p <x> }'
    """
    before = [f"BASE <{base}>"] if base and not _BASE.search(query) else []
    before += [f"PREFIX {prefix}: <{iri}>" for prefix, iri in (prefixes or {}).items() if f"{prefix}:" in query]
    return " ".join((*before, query))


class _Body:
    """The body of an answer as a file; at its end nothing is left to read."""

    def __init__(self, answer: Answer) -> None:
        self._pieces, self._rest = answer.pieces, b""

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        data, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return data
