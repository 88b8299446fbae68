"""Columns that no source states as such: each is a function of the nodes and of what the graph says of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rarekg.graph.tables.joining import Graph, single

if TYPE_CHECKING:
    import pyarrow as pa

Formula = Callable[[Graph, "pa.StringArray", tuple[str, ...]], "pa.Array"]


def negated(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return whether each node is negated; false where it does not say."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.fill_null(single(graph, nodes, "biolink:negated").cast(pa.bool_()), False)


def presence(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return ``excluded``, ``not_observed`` or ``present``: only the last one has a plain triple in the graph."""
    import pyarrow as pa
    import pyarrow.compute as pc

    upper = single(graph, nodes, "rkg:frequencyUpper").cast(pa.float64())
    nobody = pc.fill_null(pc.equal(upper, 0.0), False)
    return pc.if_else(negated(graph, nodes, classes), "excluded", pc.if_else(nobody, "not_observed", "present"))


def frequency_percent(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return percentages that a source gives; those that the graph computed from a count are null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    counted = pc.is_valid(single(graph, nodes, "biolink:has_total"))
    percent = single(graph, nodes, "biolink:has_percentage").cast(pa.float64())
    return pc.if_else(counted, pa.scalar(None, pa.float64()), percent)


def kind(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return which of ``classes`` each node has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    members = [graph.members((name,)) for name in classes]
    names = [name for name, found in zip(classes, members, strict=True) for _ in range(len(found))]
    return pa.array(names, pa.string()).take(pc.index_in(nodes, pa.concat_arrays(members)))


def named_graph(graph: Graph, nodes: "pa.StringArray", classes: tuple[str, ...]) -> "pa.Array":
    """Return the name of the graph that says what each node is."""
    import pyarrow.compute as pc

    pairs = graph.graphs(classes)
    names = pc.utf8_slice_codeunits(pairs["g"], len(f"{graph.base}graph/"))
    return names.take(pc.index_in(nodes, pairs["s"].combine_chunks())).combine_chunks()


FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "negated": negated,
        "presence": presence,
        "frequency_percent": frequency_percent,
        "kind": kind,
        "graph": named_graph,
    }
)
