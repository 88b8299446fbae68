"""Decoded files as records: an error has the key, and mappings are read-only."""

from collections.abc import Mapping

import msgspec
import pytest
from msgspec import Struct

from rarekg.ontology.structs import convert, read_only, to_json


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row with what a description may hold: a text, a list, and counts by name."""

    name: str
    also: tuple[str, ...] = ()
    counts: Mapping[str, int] = {}

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        read_only(self)


class Table(Struct, frozen=True, kw_only=True):
    """A table with one row, and several by name."""

    row: Row
    rows: Mapping[str, Row] = {}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"row": {}}, "row: missing required field `name`"),
        ({}, "missing required field `row`"),
        ({"row": {"name": 1}}, "row.name: expected `str`, got `int`"),
        ({"row": {"name": "a", "nmae": "b"}}, "row: contains unknown field `nmae`"),
        ({"row": {"name": "a", "also": ["b", 1]}}, "row.also[1]: expected `str`, got `int`"),
        ({"row": {"name": "a"}, "rows": {"x": {"name": "b"}, "y": 1}}, "rows.y: expected `object`, got `int`"),
        ({"row": {"name": "a"}, "rows": {"x": {"name": "b"}, "y": {}}}, "rows.y: missing required field `name`"),
        ({"row": {"name": "a"}, "rows": {"x": {"name": 1}}}, "rows.x.name: expected `str`, got `int`"),
        ({"row": {"name": "a"}, "rows": {1: {"name": "a"}}}, "rows: expected `str`, got `int`"),
    ],
)
def test_an_error_begins_with_the_key(table: Mapping[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=r"field|expected") as caught:
        convert(table, Table)
    assert str(caught.value) == message


def test_a_key_may_have_any_character() -> None:
    class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        pass

    with pytest.raises(ValueError, match="contains unknown field `a\nb`"):
        convert({"a\nb": 1}, Closed)


def test_a_list_becomes_a_tuple_and_a_mapping_read_only() -> None:
    table = {"row": {"name": "a", "also": ["b"], "counts": {"c": 1}}}
    row = convert(table, Table).row
    assert row == Row(name="a", also=("b",), counts={"c": 1})
    with pytest.raises(TypeError):
        row.counts["c"] = 2  # type: ignore[index]
    assert to_json(row) == b'{"name":"a","also":["b"],"counts":{"c":1}}'


def test_a_value_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="a record holds no object"):
        to_json(Row(name=object()))  # type: ignore[arg-type]
