"""Write a graph in any RDF format: all of it, or one of its named graphs.

The order is the store's own, which depends only on the terms: the same graph gives the same bytes. A format without
named graphs gets their union, each triple once.
"""

from typing import BinaryIO, cast

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.rdf import prefixed
from rarekg.graph.rdf.formats import DUMPS
from rarekg.graph.rdf.xml import XML, UnwritableError, XmlOutput
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import prefix_map

UNION = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def dump(built: Build, form: str, out: BinaryIO, graph: str | None = None) -> None:
    """Write ``built`` to ``out`` in one of DUMPS; ``graph`` is the name or IRI of the only graph to write.

    Raises:
        QueryError: There is no such graph; the message names those that exist. Or the format cannot hold a text.
    """
    store, chosen = Store.read_only(str(built.store)), DUMPS[form].engine
    name = _graph(store, graph, Mint(base=built.base)) if graph else None
    if form in XML:
        out = cast(BinaryIO, XmlOutput(out))
    try:
        _write(store, chosen, name, out)
    except UnwritableError as error:
        raise QueryError(f"{error}; take another format") from error


def _write(store: Store, chosen: RdfFormat, name: NamedNode | None, out: BinaryIO) -> None:
    quads = store.quads_for_pattern(None, None, None, name)
    if chosen in (RdfFormat.N_QUADS, RdfFormat.JSON_LD) and name is None:
        store.dump(out, chosen)  # without prefixes the engine alone is the fastest
    elif chosen.supports_datasets:
        prefixed.write(quads, chosen, out, prefix_map())
    elif name is not None:
        prefixed.write((quad.triple for quad in quads), chosen, out, prefix_map())
    else:
        union = store.query(UNION, use_default_graph_as_union=True)
        assert isinstance(union, QueryTriples)
        prefixed.write(union, chosen, out, prefix_map())


def _graph(store: Store, graph: str, mint: Mint) -> NamedNode:
    before = mint.graph("")[1:-1]
    name = NamedNode(graph if "://" in graph else before + graph)
    if not store.contains_named_graph(name):
        known = ", ".join(sorted(str(known)[1:-1].removeprefix(before) for known in store.named_graphs()))
        raise QueryError(f"there is no graph {graph!r}; there are {known}")
    return name
