"""Write the statements about one thing in a format for programs: those of its description, all of them."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from pyoxigraph import NamedNode, Quad, Store, serialize

from rarekg.graph.home.builds import Build
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.inspect.description import own_statements, steps
from rarekg.graph.rdf.formats import DUMPS
from rarekg.graph.rdf.ties import tied_diseases, ties
from rarekg.graph.rdf.xml import XML, UnwritableError, XmlOutput, expressible
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import prefix_map


def dump_thing(built: Build, iri: str, form: str, out: BinaryIO) -> None:
    """Write to ``out``, in the format ``form`` of DUMPS, what the graph states about ``iri`` and the nodes about it.

    Each statement is written once, in its named graph if the format has those.

    Raises:
        QueryError: ``form`` cannot hold a statement.
    """
    quads = dict.fromkeys(statements(Store.read_only(str(built.store)), iri, built.base))
    chosen = DUMPS[form]
    text = "\n".join(map(str, quads)) if chosen.prefixed else ""
    used = {prefix: namespace for prefix, namespace in prefix_map().items() if f"<{namespace}" in text}
    try:
        if chosen.engine.supports_datasets and form != "jsonld":
            serialize(quads, out, chosen.engine, prefixes=used)
        else:
            triples = iter(dict.fromkeys(quad.triple for quad in quads))
            target = cast(BinaryIO, XmlOutput(out)) if form in XML else out
            serialize(expressible(triples) if form in XML else triples, target, chosen.engine, prefixes=used)
    except UnwritableError as error:
        raise QueryError(f"{error}; take another format") from error


def statements(store: Store, iri: str, base: str) -> Iterator[Quad]:
    """Yield the statements about ``iri``, the nodes of this graph one step away, and the diseases tied to it."""
    inferred = NamedNode(Mint(base=base).graph(INFERRED)[1:-1])
    for each in (iri, *tied_diseases(ties(store, iri, base), iri)):
        subject = NamedNode(each)
        own = own_statements(store, subject, inferred)
        yield from own
        for node in steps(store, subject, own, base, inferred):
            yield from store.quads_for_pattern(node, None, None, None)
