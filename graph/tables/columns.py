"""Rows and columns of tables: each property is read whole, and joined to the rows by their positions in Arrow."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Store

from rarekg.graph.tables.catalogue import LISTS, Column
from rarekg.graph.tables.curies import curies
from rarekg.graph.tables.extraction import select
from rarekg.graph.tables.joining import Graph
from rarekg.ontology.prefixes import expand

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 4  # properties that are read side by side, each of which takes memory until it is joined


@dataclass(frozen=True)
class Values:
    """Values of a property: the position of the row of each, ascending, and the value, sorted within a row."""

    rows: "pa.Array"
    values: "pa.Array"


@dataclass(frozen=True)
class Reader:
    """What the columns of one family are read with: ``things`` are the IRIs of its rows, ``names`` all labels."""

    graph: Graph
    things: "pa.Table"
    names: "pa.Table"


def reader(store: Store, base: str, classes: Iterable[str], names: "pa.Table") -> Reader:
    """Return the reader of the things of ``classes`` (CURIEs), sorted by IRI, one row for each."""
    import pyarrow as pa

    parts = []
    for name in classes:
        part = select(store, f"SELECT ?iri ?graph WHERE {{ GRAPH ?graph {{ ?iri a <{expand(name)}> }} }}")
        parts.append(part.append_column("class", pa.array([name] * len(part), pa.string())))
    things = pa.concat_tables(parts).sort_by([("iri", "ascending"), ("class", "ascending"), ("graph", "ascending")])
    return Reader(Graph(store=store, base=base), _first(things, "iri"), names)


def names(store: Store) -> "pa.Table":
    """Return the labels of all things: columns ``row`` (IRI, each once) and ``value``."""
    rows = Graph(store=store, base="").pairs("rdfs:label").rename_columns(["row", "value"])
    return _first(rows.sort_by([("row", "ascending"), ("value", "ascending")]), "row")


def read(columns: Sequence[Column], reader: Reader) -> "pa.Table":
    """Return the columns, in which each row stands at the position of its thing in the reader.

    Properties are read side by side: engine and kernels work without the interpreter's lock.
    """
    import pyarrow as pa

    read: dict[str, pa.Array] = {}
    stated = [column for column in columns if column.property]
    with ThreadPoolExecutor(min(len(os.sched_getaffinity(0)), AT_ONCE)) as pool:
        found = pool.map(lambda column: _values(column, reader), stated)
        values = dict(zip((column.name for column in stated), found, strict=True))
    for column in columns:
        if column.property:
            mine = values[column.name]
        elif column.of:
            mine = _named(values[column.of], reader.names)
        else:
            read[column.name] = _of_row(column, reader, read)
            continue
        read[column.name] = _typed(column, mine, reader)
    return pa.table(read)


def _first(table: "pa.Table", key: str) -> "pa.Table":
    """Return the first row for each value of the sorted column ``key``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = table[key].combine_chunks()
    if len(column) < 2:
        return table
    other = pc.not_equal(column.slice(1), column.slice(0, len(column) - 1))
    return table.filter(pa.concat_arrays([pa.array([True]), other])).combine_chunks()


def _values(column: Column, reader: Reader) -> Values:
    import pyarrow as pa
    import pyarrow.compute as pc

    found = reader.graph.pairs(column.property)
    places = pc.index_in(found["s"], value_set=reader.things["iri"].combine_chunks())
    table = pa.table({"row": places, "value": found["o"]}).filter(pc.is_valid(places))
    table = table.sort_by([("row", "ascending"), ("value", "ascending")]).combine_chunks()
    return Values(*(_whole(table[name]) for name in ("row", "value")))


def _named(iris: Values, names: "pa.Table") -> Values:
    import pyarrow.compute as pc

    places = pc.index_in(iris.values, value_set=_whole(names["row"]))
    return Values(iris.rows, _whole(names["value"]).take(places))


def _of_row(column: Column, reader: Reader, read: "dict[str, pa.Array]") -> "pa.Array":
    import pyarrow as pa
    import pyarrow.compute as pc

    match column.type:
        case "id":
            return _ids(_whole(reader.things["iri"]), reader.graph.base)
        case "class":
            return _whole(reader.things["class"])
        case "graph":
            return _ids(_whole(reader.things["graph"]), f"{reader.graph.base}graph/")
        case "present":
            nobody = pc.fill_null(pc.equal(read["frequency_upper"], 0.0), False) if "frequency_upper" in read else False
            return pc.invert(pc.or_(read["negated"], pa.scalar(False) if nobody is False else nobody))
        case _:
            raise ValueError(f"{column.name} has neither a property nor a column that it is of")


def _typed(column: Column, found: Values, reader: Reader) -> "pa.Array":
    """Return the values as the type of the column, at the positions of their rows."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = found.values
    if column.type in ("id", "ids"):
        values = _ids(values, reader.graph.base)
    elif column.type in ("integer", "number", "date"):
        values = pc.cast(values, {"integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}[column.type])
    elif column.type in ("boolean", "flag"):
        values = pc.is_in(values, value_set=pa.array(["true", "1"]))
    if column.type in LISTS:
        return _lists(found.rows, values, len(reader.things))
    single = values.take(pc.index_in(pa.array(range(len(reader.things)), pa.int32()), value_set=found.rows))
    return pc.fill_null(single, False) if column.type == "boolean" else single


def _ids(iris: "pa.Array", base: str) -> "pa.Array":
    """Return each IRI as a CURIE, or below ``base`` as a local id; one that has neither stays as it is."""
    import pyarrow.compute as pc

    ids = curies(iris)
    return pc.if_else(pc.starts_with(ids, base), pc.utf8_slice_codeunits(ids, len(base)), ids)


def _lists(rows: "pa.Array", values: "pa.Array", length: int) -> "pa.Array":
    import numpy as np
    import pyarrow as pa

    ends = np.searchsorted(rows.to_numpy(zero_copy_only=False), np.arange(length + 1), side="left")
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), values)


def _whole(column: "pa.ChunkedArray") -> "pa.Array":
    import pyarrow as pa

    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
