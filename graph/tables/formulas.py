"""What an association says taken together: whether it holds, and of which class it is."""

from typing import TYPE_CHECKING

from rarekg.graph.tables.joining import Graph, single

if TYPE_CHECKING:
    import pyarrow as pa


def presence(graph: Graph, nodes: "pa.StringArray") -> "pa.Array":
    """Return ``excluded``, ``not_observed`` or ``present``: only the last one has a plain triple in the graph."""
    import pyarrow as pa
    import pyarrow.compute as pc

    upper = single(graph, nodes, "rkg:frequencyUpper").cast(pa.float64())
    nobody = pc.fill_null(pc.equal(upper, 0.0), False)
    negated = pc.fill_null(single(graph, nodes, "biolink:negated").cast(pa.bool_()), False)
    return pc.if_else(negated, "excluded", pc.if_else(nobody, "not_observed", "present"))


def kind(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return which of ``classes`` each node has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    members = [graph.members((name,)) for name in classes]
    names = [name for name, found in zip(classes, members, strict=True) for _ in range(len(found))]
    return pa.array(names, pa.string()).take(pc.index_in(nodes, pa.concat_arrays(members)))
