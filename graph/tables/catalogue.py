"""The tables that people take away: each has a row for every thing of a class, and a column for a property.

They stand in ``catalogue.toml``, from which the documents and the descriptions of a release are made too.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct, toml

# id, ids: CURIE or id below the graph's base, of the row itself where there is no property. label, labels: the names of
# the things in the column ``of``. boolean: false where nothing is stated; flag: empty there. graph: the key of the
# source. class: which of the classes. present: neither negated nor seen in nobody.
Type = Literal[
    "id",
    "ids",
    "label",
    "labels",
    "text",
    "texts",
    "integer",
    "number",
    "date",
    "boolean",
    "flag",
    "graph",
    "class",
    "present",
]

LISTS = frozenset({"ids", "texts", "labels"})


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column: its ``type``, what it means, and the ``property`` (CURIE) that it holds or the column it is ``of``.

    A property that begins with ``^`` leads from the value to the row. ``unit`` is that of a number, '' for none.
    """

    name: str
    type: Type
    description: str
    property: str = ""
    of: str = ""
    unit: str = ""


class Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table: a row for every thing of one of ``classes`` (CURIEs), ordered by the columns ``order``.

    Tables of one ``family`` are read from the store together; a column that they share is declared alike.
    """

    name: str
    title: str
    description: str
    family: str
    classes: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]


class _Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    table: tuple[Table, ...]


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables.

    >>> tables()[0].name
    'diseases'
    """
    return toml.decode(files("rarekg.graph.tables").joinpath("catalogue.toml").read_bytes(), type=_Catalogue).table
