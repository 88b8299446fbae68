"""Join what the graph says of nodes into columns: one query for each predicate, joined on the node."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Store

from rarekg.graph.tables.curies import curies
from rarekg.graph.tables.extraction import select
from rarekg.ontology.errors import RarekgError
from rarekg.ontology.prefixes import expand

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, kw_only=True)
class Graph:
    """A store with the ``base`` of the IRIs that its build minted."""

    store: Store
    base: str

    def members(self, classes: tuple[str, ...]) -> "pa.StringArray":
        """Return the IRIs of the nodes of ``classes``, each once."""
        import pyarrow.compute as pc

        rows = select(self.store, f"SELECT ?s {{ VALUES ?c {{ {_iris(classes)} }} ?s a ?c }}")
        return pc.unique(rows["s"].combine_chunks())

    def pairs(self, predicate: str) -> "pa.Table":
        """Return the subjects ``s`` and objects ``o`` of a predicate; of ``^p``, the objects of p as ``s``."""
        triple = f"?o <{expand(predicate[1:])}> ?s" if predicate.startswith("^") else f"?s <{expand(predicate)}> ?o"
        return select(self.store, f"SELECT ?s ?o {{ {triple} }}")

    @cached_property
    def labels(self) -> "tuple[pa.StringArray, pa.StringArray]":
        """The ids that have a label, as the columns have them, and their labels."""
        rows = self.pairs("rdfs:label")
        return curies(rows["s"].combine_chunks()), rows["o"].combine_chunks()


def single(graph: Graph, nodes: "pa.StringArray", predicate: str) -> "pa.StringArray":
    """Return what each node has as ``predicate``, or null.

    Raises:
        RarekgError: A node has several; the model allows one.
    """
    import pyarrow.compute as pc

    pairs = graph.pairs(predicate)
    of, values = pairs["s"].combine_chunks(), pairs["o"].combine_chunks()
    mine = pc.is_in(of, nodes)
    of, values = of.filter(mine), values.filter(mine)
    if pc.count_distinct(of).as_py() != len(of):
        raise RarekgError(f"a node of a table has several {predicate}; build the graph again with this version")
    return values.take(pc.index_in(nodes, of))


def labels(graph: Graph, ids: "pa.StringArray") -> "pa.StringArray":
    """Return the label of each id, null where it has none."""
    import pyarrow.compute as pc

    known, names = graph.labels
    return names.take(pc.index_in(ids, known))


def _iris(classes: tuple[str, ...]) -> str:
    return " ".join(f"<{expand(name)}>" for name in classes)
