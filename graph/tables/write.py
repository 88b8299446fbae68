"""Tables as files: Parquet with its documentation inside, or CSV; the same build always gives the same bytes."""

import csv
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Store

from rarekg.graph.home.builds import Build
from rarekg.graph.tables import columns
from rarekg.graph.tables.catalogue import Column, Table, tables
from rarekg.graph.tables.extraction import require, select

if TYPE_CHECKING:
    import pyarrow as pa

Form = Literal["parquet", "csv"]
_GROUP = 1 << 17  # rows of a row group: fixed, since the bytes depend on it
_LICENCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?title ?licence WHERE {
  ?set a <http://rdfs.org/ns/void#Dataset> ; dcterms:title ?title ; dcterms:license ?licence
}
ORDER BY ?title ?licence"""


def write_tables(built: Build, folder: Path, form: Form) -> tuple[Path, ...]:
    """Write every table into ``folder``, which is there; return the files in the order of the catalogue.

    Raises:
        QueryError: pyarrow is not installed.
        OSError: A file cannot be written.
    """
    require()
    store = Store.read_only(str(built.store))
    notes = MappingProxyType({"build": built.id, "licences": _licences(store)})
    paths = []
    for table, rows in read_tables(store, built.base):
        path = folder / f"{table.name}.{form}"
        if form == "parquet":
            _parquet(_described(table, rows, notes), path)
        else:
            _csv(rows, path)
        paths.append(path)
    return tuple(paths)


def read_tables(store: Store, base: str) -> "Iterator[tuple[Table, pa.Table]]":
    """Yield each table of the catalogue with its rows, in the order of its ``order`` and the id."""
    import pyarrow.compute as pc

    names = columns.names(store)
    for _, group in groupby(tables(), key=lambda table: table.family):
        family = tuple(group)
        reader = columns.reader(store, base, [name for table in family for name in table.classes], names)
        rows = columns.read(_columns(family), reader)
        for table in family:
            some = rows if len(family) == 1 else rows.filter(pc.is_in(rows["class"], value_set=_texts(table.classes)))
            chosen = some.select([column.name for column in table.columns])
            yield table, chosen.sort_by([(name, "ascending") for name in dict.fromkeys((*table.order, "id"))])


def _columns(family: tuple[Table, ...]) -> list[Column]:
    """Return the columns of all tables, each once, with those last that are computed from others."""
    found = {column.name: column for table in family for column in table.columns}
    return sorted(found.values(), key=lambda column: column.type == "present")


def _texts(values: tuple[str, ...]) -> "pa.Array":
    import pyarrow as pa

    return pa.array(values, pa.string())


def _licences(store: Store) -> str:
    rows = select(store, _LICENCES).to_pylist()
    return json.dumps([{"title": row["title"], "licence": row["licence"]} for row in rows])


def _described(table: Table, rows: "pa.Table", notes: MappingProxyType[str, str]) -> "pa.Table":
    import pyarrow as pa

    fields = []
    for column in table.columns:
        about = {"description": column.description, "unit": column.unit, "property": column.property}
        fields.append(rows.schema.field(column.name).with_metadata({key: text for key, text in about.items() if text}))
    about = {"title": table.title, "description": table.description, **notes}
    return rows.cast(pa.schema(fields, metadata=about))


def _parquet(rows: "pa.Table", path: Path) -> None:
    from pyarrow import parquet

    parquet.write_table(rows, path, compression="zstd", row_group_size=_GROUP)


def _csv(rows: "pa.Table", path: Path) -> None:
    """Write RFC 4180: lists are joined by ``|``, and ``|`` and the backslash within an item follow a backslash."""
    import pyarrow as pa

    plain = pa.table({name: _plain(rows[name]) for name in rows.column_names})
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(plain.column_names)
        for batch in plain.to_batches(max_chunksize=_GROUP):
            writer.writerows(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _plain(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_list(column.type):
        return pc.cast(column, pa.string())
    lists = column.combine_chunks()
    lists = pa.concat_arrays(lists.chunks) if isinstance(lists, pa.ChunkedArray) else lists
    items = pc.replace_substring(pc.replace_substring(pc.fill_null(lists.flatten(), ""), "\\", "\\\\"), "|", "\\|")
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    ends = pa.concat_arrays([pa.array([0], pa.int32()), pc.cast(pc.cumulative_sum(lengths), pa.int32())])
    return pa.chunked_array([pc.binary_join(pa.ListArray.from_arrays(ends, items), "|")])
