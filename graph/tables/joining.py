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

    def graphs(self, classes: tuple[str, ...]) -> "pa.Table":
        """Return the named graph ``g`` that says of each node ``s`` that it has one of ``classes``."""
        return select(self.store, f"SELECT ?s ?g {{ VALUES ?c {{ {_iris(classes)} }} GRAPH ?g {{ ?s a ?c }} }}")

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


def several(graph: Graph, nodes: "pa.StringArray", predicate: str, *, short: bool) -> "pa.ListArray":
    """Return the list of what each node has as ``predicate``, sorted; ``short`` makes CURIEs of IRIs. None is null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    pairs = graph.pairs(predicate)
    pairs = pairs.filter(pc.is_in(pairs["s"], nodes))
    values = pairs["o"].combine_chunks()
    pairs = pa.table({"s": pairs["s"], "o": curies(values) if short else values})
    pairs = pairs.group_by(["s", "o"]).aggregate([]).sort_by([("s", "ascending"), ("o", "ascending")])
    lists = pairs.group_by("s", use_threads=False).aggregate([("o", "list")])
    return lists["o_list"].combine_chunks().take(pc.index_in(nodes, lists["s"].combine_chunks()))


def labels(graph: Graph, ids: "pa.StringArray | pa.ListArray") -> "pa.Array":
    """Return the label of each id, or of each id in each list; the id itself stands in a list for one without."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known, names = graph.labels
    if not pa.types.is_list(ids.type):
        return names.take(pc.index_in(ids, known))
    values = ids.flatten()
    found = pc.coalesce(names.take(pc.index_in(values, known)), values)
    lengths = pc.fill_null(pc.list_value_length(ids), 0).cast(pa.int64())
    ends = pc.cumulative_sum(lengths).cast(pa.int32())
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    return pa.ListArray.from_arrays(offsets, found, mask=pc.is_null(ids))


def _iris(classes: tuple[str, ...]) -> str:
    return " ".join(f"<{expand(name)}>" for name in classes)
