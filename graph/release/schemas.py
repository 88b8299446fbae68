"""The columns of a table for programs, in the terms of Table Schema and of Croissant."""

from collections.abc import Mapping
from types import MappingProxyType

from rarekg.graph.tables.catalogue import LISTS, Column, Table, tables

# The type of a column → Table Schema's (https://datapackage.org/standard/table-schema/#field-types) and Croissant's;
# what is in neither is text. Lists are joined in CSV.
_TYPES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "integer": ("integer", "sc:Integer"),
        "number": ("number", "sc:Float"),
        "date": ("date", "sc:Date"),
        "boolean": ("boolean", "sc:Boolean"),
        "flag": ("boolean", "sc:Boolean"),
        "present": ("boolean", "sc:Boolean"),
    }
)


def named(name: str) -> Table:
    """Return the table called ``name``."""
    return next(table for table in tables() if table.name == name)


def table_schema(table: Table, form: str) -> dict[str, object]:
    """Return the Table Schema of ``table`` as ``form`` (parquet or csv) has it; its key is the first column."""
    return {"fields": [_field(column, form) for column in table.columns]}


def record_set(table: Table, path: str) -> dict[str, object]:
    """Return Croissant's set of the records of ``table`` in the file at ``path``."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "field": [_croissant(column, table.name, path) for column in table.columns],
    }


def _field(column: Column, form: str) -> dict[str, object]:
    described: dict[str, object] = {"name": column.name, "description": column.description}
    if column.type in LISTS:
        joined = {"type": "list", "delimiter": "|", "itemType": "string"} if form == "csv" else {"type": "array"}
        return described | joined
    return described | {"type": _TYPES.get(column.type, ("string", ""))[0]}


def _croissant(column: Column, table: str, path: str) -> dict[str, object]:
    described: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": f"{table}/{column.name}",
        "description": column.description,
        "dataType": _TYPES.get(column.type, ("", "sc:Text"))[1],
        "source": {"fileObject": {"@id": path}, "extract": {"column": column.name}},
    }
    return described | ({"repeated": True} if column.type in LISTS else {})
