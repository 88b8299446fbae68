"""What changed between two builds: the things of which a source now says more, less or something else than before.

A store keeps its quads in an order that hangs on the terms alone, so two stores are compared in one pass over both,
with one thing of each in memory. What is inferred follows from the rest, and what a build says of itself always
differs: neither is compared.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal, NamedTuple

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple, parse
from pyoxigraph import Literal as RdfLiteral

from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.rdf.labels import label
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress, expand

How = Literal["added", "removed", "changed"]
Node = NamedNode | BlankNode | RdfLiteral | Triple
Said = tuple[NamedNode, Node]

NOT_COMPARED = (INFERRED, "metadata")
BUFFER = 1 << 18
TYPE, STANDS_FOR = NamedNode(expand("rdf:type")), NamedNode(expand("rkg:standsFor"))
TERM = NamedNode(expand("owl:Class"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing of which ``source`` says something else than before.

    ``kind`` is what the vocabulary calls the thing's class. It is ``added`` where the source did not speak of it
    before. ``gone`` and ``come`` are the predicates and objects that only the old, and only the new build has.
    """

    source: str
    kind: str
    how: How
    thing: NamedNode
    gone: tuple[Said, ...]
    come: tuple[Said, ...]


class _Spoken(NamedTuple):
    """What a graph says of one thing, as whole lines of N-Triples."""

    thing: bytes
    lines: tuple[bytes, ...]


def compare(old: Store, new: Store, base: str = BASE) -> Iterator[Change]:
    """Yield every change from ``old`` to ``new``, source by source; both have minted their IRIs below ``base``.

    The plain triple of an association is left to the association. QueryError where the stores keep their quads in
    different orders, OSError where one cannot be read.
    """
    graphs = {graph for store in (old, new) for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    plain = {quad.object for store in (old, new) for quad in store.quads_for_pattern(None, STANDS_FOR, None, None)}
    kind, before = _kinds(new, old), Mint(base).graph("")[1:-1]
    for graph in sorted(graphs, key=str):
        if (source := graph.value.removeprefix(before)) in NOT_COMPARED:
            continue
        for was, now in _pairs(old, new, graph):
            gone, come = (
                [triple for triple in _triples(lines) if triple.predicate not in plain]
                for lines in (set(was) - set(now), set(now) - set(was))
            )
            if gone or come:
                thing = (gone or come)[0].subject
                assert isinstance(thing, NamedNode)  # the graph has no blank nodes
                yield Change(
                    source=source,
                    kind=kind(thing, graph),
                    how="changed" if was and now else "added" if now else "removed",
                    thing=thing,
                    gone=_said(gone),
                    come=_said(come),
                )


def _pairs(old: Store, new: Store, graph: NamedNode) -> Iterator[tuple[tuple[bytes, ...], tuple[bytes, ...]]]:
    """Yield the lines about each thing of which the two stores do not say the same in ``graph``."""
    with _spoken(old, graph) as before, _spoken(new, graph) as after:
        was, now = next(before, None), next(after, None)
        while was or now:
            if was and now and was.thing == now.thing:
                if was.lines != now.lines:
                    yield was.lines, now.lines
                was, now = next(before, None), next(after, None)
            elif was and not _speaks(new, graph, was):
                yield was.lines, ()
                was = next(before, None)
            elif now and not _speaks(old, graph, now):
                yield (), now.lines
                now = next(after, None)
            else:
                raise QueryError("two releases of the engine wrote these builds; build the older one again")


def _speaks(store: Store, graph: NamedNode, of: _Spoken) -> bool:
    (triple,) = _triples(of.lines[:1])
    return any(True for _ in store.quads_for_pattern(triple.subject, None, None, graph))


@contextmanager
def _spoken(store: Store, graph: NamedNode) -> Iterator[Iterator[_Spoken]]:
    """Give what ``graph`` says, thing by thing, while another thread reads it from the store."""
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool, os.fdopen(reading, "rb", buffering=BUFFER) as lines:
        yield _things(lines, pool.submit(_dump, store, graph, writing))


def _things(lines: Iterable[bytes], written: Future[None]) -> Iterator[_Spoken]:
    for thing, found in groupby(lines, lambda line: line[: line.index(b" ")]):
        yield _Spoken(thing, tuple(found))
    written.result()  # a store that cannot be read to its end must not pass for one that says less


def _dump(store: Store, graph: NamedNode, writing: int) -> None:
    with os.fdopen(writing, "wb", buffering=BUFFER) as out:
        store.dump(out, RdfFormat.N_TRIPLES, from_graph=graph)


def _triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    return (quad.triple for quad in parse(b"".join(sorted(lines)), RdfFormat.N_TRIPLES))


def _said(triples: Iterable[Triple]) -> tuple[Said, ...]:
    return tuple((triple.predicate, triple.object) for triple in triples)


def _kinds(*stores: Store) -> Callable[[NamedNode, NamedNode], str]:
    """Return the function that says what a thing is: by its class in a graph, else in any graph."""

    @cache
    def called(kind: Node) -> str:
        if kind == TERM:
            return "term"
        assert isinstance(kind, NamedNode)
        return next((name for store in stores if (name := label(store, kind))), compress(kind.value) or kind.value)

    def kind(thing: NamedNode, graph: NamedNode) -> str:
        for where in (graph, None):
            for store in stores:
                if kinds := [quad.object for quad in store.quads_for_pattern(thing, TYPE, None, where)]:
                    return min(map(called, kinds))
        return "id without a class"

    return kind
