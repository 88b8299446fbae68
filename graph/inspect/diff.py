"""The changes between two builds: the things about which a source has added, removed or changed statements.

A store keeps its quads in an order that depends only on the terms, so two stores are compared in one pass over both,
with one thing of each in memory. A process for each store reads it, graph by graph. Inferred statements and the plain
triples of associations and mappings follow from the others, and a build's metadata always differ: none are compared.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, Triple, parse
from pyoxigraph import Literal as RdfLiteral

from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.rdf.labels import label
from rarekg.mappings.rdf.ntriples import BASE, STATED, Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress, expand

How = Literal["added", "removed", "changed"]
Node = NamedNode | BlankNode | RdfLiteral | Triple
Value = tuple[NamedNode, Node]  # predicate and object
Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]

NOT_COMPARED = (INFERRED, STATED, "metadata")
BUFFER = 1 << 18
SHOWN_EVERY = 1000  # changes
TYPE, ASSOCIATION = NamedNode(expand("rdf:type")), NamedNode(expand("biolink:Association"))
KINDS = {NamedNode(expand("owl:Class")): "term", NamedNode(expand("owl:Axiom")): "mapping"}
MEMBER = NamedNode(expand("sssom:mappings"))  # each mapping is compared itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing whose statements in ``source`` differ between two builds.

    ``kind`` is the label of the thing's class. ``how`` is ``added`` if the old build has no statement about it,
    ``removed`` if the new one has none. ``removed`` and ``added`` are the predicates and objects that only the old, and
    only the new build has.
    """

    source: str
    kind: str
    how: How
    thing: NamedNode
    removed: tuple[Value, ...]
    added: tuple[Value, ...]


class _Statements(NamedTuple):
    """The statements of a graph about one thing, as lines of N-Triples."""

    thing: bytes
    lines: tuple[bytes, ...]


def _unseen(title: str) -> AbstractContextManager[Callable[[str], None]]:
    return nullcontext(lambda detail: None)


def compare(old: Path, new: Path, base: str = BASE, step: Step = _unseen) -> Iterator[Change]:
    """Yield every change from store ``old`` to ``new``, source by source; both have minted IRIs below ``base``.

    ``step`` shows the progress: it is entered with the
    name of each source, and what it gives is called with the number of changes.

    Raises:
        QueryError: The stores keep their quads in different orders.
        OSError: A store cannot be read.
    """
    stores = Store.read_only(str(old)), Store.read_only(str(new))
    graphs = {graph for store in stores for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    kind, before = _kinds(*reversed(stores)), Mint(base).graph("")[1:-1]
    for graph in sorted(graphs, key=lambda graph: graph.value):
        if (source := graph.value.removeprefix(before)) in NOT_COMPARED:
            continue
        with step(source) as show:
            found = 0
            for was, now in _pairs((old, new), stores, graph):
                if (change := _change(source, was, now, partial(kind, graph))) is not None:
                    found += 1
                    yield change
                    if found % SHOWN_EVERY == 0:
                        show(f"{found:,} changes")
            show(f"{found:,} changes")


def _change(
    source: str,
    was: tuple[bytes, ...],
    now: tuple[bytes, ...],
    kind: Callable[[NamedNode], str],
) -> Change | None:
    """Return the change from the lines ``was`` about a thing to ``now``, None if only members of a set differ."""
    removed, added = (
        [triple for triple in _triples(lines) if triple.predicate != MEMBER]
        for lines in (set(was) - set(now), set(now) - set(was))
    )
    if not removed and not added:
        return None
    thing = (removed or added)[0].subject
    assert isinstance(thing, NamedNode)  # the graph has no blank nodes
    return Change(
        source=source,
        kind=kind(thing),
        how="changed" if was and now else "added" if now else "removed",
        thing=thing,
        removed=_values(removed),
        added=_values(added),
    )


def _pairs(
    folders: tuple[Path, Path], stores: tuple[Store, Store], graph: NamedNode
) -> Iterator[tuple[tuple[bytes, ...], tuple[bytes, ...]]]:
    """Yield the lines about each thing whose statements in ``graph`` differ between the two stores."""
    old, new = stores
    with _statements(folders[0], graph) as before, _statements(folders[1], graph) as after:
        was, now = next(before, None), next(after, None)
        while was or now:
            if was and now and was.thing == now.thing:
                if was.lines != now.lines:
                    yield was.lines, now.lines
                was, now = next(before, None), next(after, None)
            elif was and not _has(new, graph, was):
                yield was.lines, ()
                was = next(before, None)
            elif now and not _has(old, graph, now):
                yield (), now.lines
                now = next(after, None)
            else:
                raise QueryError("two releases of the engine wrote these builds; build the older one again")


def _has(store: Store, graph: NamedNode, statements: _Statements) -> bool:
    """Return whether ``graph`` has any statement about the thing of ``statements``."""
    (triple,) = _triples(statements.lines[:1])
    return any(True for _ in store.quads_for_pattern(triple.subject, None, None, graph))


@contextmanager
def _statements(store: Path, graph: NamedNode) -> Iterator[Iterator[_Statements]]:
    """Give the statements of ``graph``, thing by thing, while another process reads them from the store."""
    command = [sys.executable, "-P", "-m", "rarekg.graph.inspect.graph_lines", str(store), graph.value]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=BUFFER) as process:
        try:
            yield _things(process, store)
        finally:
            process.kill()  # does nothing to one that has ended


def _things(process: "subprocess.Popen[bytes]", store: Path) -> Iterator[_Statements]:
    assert process.stdout is not None
    for thing, about in groupby(process.stdout, lambda line: line[: line.index(b" ")]):
        yield _Statements(thing, tuple(about))
    if process.wait():  # a store that cannot be read to its end must not pass for a smaller one
        raise OSError(f"{store}: the store cannot be read to its end; build it again")


def _triples(lines: Iterable[bytes]) -> Iterator[Triple]:
    return (quad.triple for quad in parse(b"".join(sorted(lines)), RdfFormat.N_TRIPLES))


def _values(triples: Iterable[Triple]) -> tuple[Value, ...]:
    return tuple((triple.predicate, triple.object) for triple in triples)


def _kinds(*stores: Store) -> Callable[[NamedNode, NamedNode], str]:
    """Return the function that gives, for a graph and a thing, the label of its class there, else in any graph."""

    @cache
    def name(kind: Node) -> str:
        assert isinstance(kind, NamedNode)
        if kind in KINDS:
            return KINDS[kind]
        labels = (label(store, kind) for store in stores)
        return next(filter(None, labels), compress(kind.value) or kind.value)

    def kind(graph: NamedNode, thing: NamedNode) -> str:
        for where in (graph, None):
            for store in stores:
                if kinds := {quad.object for quad in store.quads_for_pattern(thing, TYPE, None, where)} - {ASSOCIATION}:
                    return min(map(name, kinds))
        return "id without a class"

    return kind
