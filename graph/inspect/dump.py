"""Write a graph in any RDF format: all of it, or one of its named graphs.

The order is the store's own, which depends only on the terms: the same graph gives the same bytes. A format without
named graphs gets their union, each triple once.
"""

from typing import BinaryIO, cast

from pyoxigraph import NamedNode, QueryTriples, RdfFormat, Store, serialize

from rarekg.graph.home.builds import Build
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
    prefixes = dict(prefix_map())
    if form in XML:
        out = cast(BinaryIO, XmlOutput(out))
    try:
        _write(store, chosen, name, out, prefixes)
    except UnwritableError as error:
        raise QueryError(f"{error}; take another format") from error


def _write(store: Store, chosen: RdfFormat, name: NamedNode | None, out: BinaryIO, prefixes: dict[str, str]) -> None:
    if chosen.supports_datasets and name is None:
        store.dump(out, chosen, prefixes=prefixes)
    elif chosen.supports_datasets:
        serialize(store.quads_for_pattern(None, None, None, name), out, chosen, prefixes=prefixes)
    elif name is not None:
        store.dump(out, chosen, from_graph=name, prefixes=prefixes)
    else:
        union = store.query(UNION, use_default_graph_as_union=True)
        assert isinstance(union, QueryTriples)
        serialize(union, out, chosen, prefixes=prefixes)


def _graph(store: Store, graph: str, mint: Mint) -> NamedNode:
    before = mint.graph("")[1:-1]
    name = NamedNode(graph if "://" in graph else before + graph)
    if not store.contains_named_graph(name):
        known = ", ".join(sorted(str(known)[1:-1].removeprefix(before) for known in store.named_graphs()))
        raise QueryError(f"there is no graph {graph!r}; there are {known}")
    return name
