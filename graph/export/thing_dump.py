"""Write the statements about one thing in a format for programs: those of its description, all of them."""

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, Store

from rarekg.graph.export.dump import Dump
from rarekg.graph.export.parts import of_quads
from rarekg.graph.home.builds import Build
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.inspect.description import own_statements, steps
from rarekg.graph.rdf.ties import tied_diseases, ties
from rarekg.mappings.rdf.ntriples import Mint


def dump_thing(
    built: Build, iri: str, form: str, out: BinaryIO, *, labels: bool = False, annotations: bool = False
) -> None:
    """Write to ``out``, in the format ``form`` of DUMPS, what the graph states about ``iri`` and the nodes about it.

    Each statement is written once, in its named graph if the format has those.

    Raises:
        QueryError: ``form`` cannot hold a statement, labels or annotations.
    """
    store, nodes = Store.read_only(str(built.store)), Store()
    quads = tuple(statements(store, iri, built.base))
    nodes.extend(quads)
    Dump(store, of_quads(quads), built.base, nodes=nodes).write(form, out, labels=labels, annotations=annotations)


def statements(store: Store, iri: str, base: str) -> Iterator[Quad]:
    """Yield the statements about ``iri``, the nodes of this graph one step away, and the diseases tied to it."""
    inferred = NamedNode(Mint(base=base).graph(INFERRED)[1:-1])
    for each in (iri, *tied_diseases(ties(store, iri, base), iri)):
        subject = NamedNode(each)
        own = own_statements(store, subject, inferred)
        yield from own
        for node in steps(store, subject, own, base, inferred):
            yield from store.quads_for_pattern(node, None, None, None)
