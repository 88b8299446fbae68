"""The first rows of a result: whatever parts it arrives in, they are its first, and the rest is counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from rarekg.graph.inspect import rows
from rarekg.graph.inspect.rows import Rows, first_rows
from rarekg.ontology.errors import QueryError

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


def tsv(values: list[str]) -> bytes:
    return "".join(["?x\n", *(f'"{_escaped(value)}"\n' for value in values)]).encode()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


@given(st.lists(TEXTS, max_size=30), st.integers(0, 35), st.integers(1, 40))
def test_however_it_arrives_the_first_rows_are_kept_and_the_rest_counted(
    values: list[str], limit: int, size: int
) -> None:
    whole = tsv(values)
    parts = [whole[at : at + size] for at in range(0, len(whole), size)]
    wanted = values[:limit] if limit else values
    found = first_rows(parts, limit)
    assert found == Rows(["x"], [[Literal(value)] for value in wanted], len(values) - len(wanted))


def test_a_yes_or_no_question() -> None:
    assert first_rows([b"true"], 20) is True
    assert first_rows([b"false"], 20) is False


def test_rows_that_are_too_many_for_a_table_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_BYTES", 100)
    parts = [tsv(["a" * 40]), b'"b"\n' * 20, b'"c"\n' * 20]
    with pytest.raises(QueryError, match="too large for a table"):
        first_rows(parts, 0)
    found = first_rows(parts, 1)
    assert isinstance(found, Rows)
    assert (len(found.rows), found.more) == (1, 40)


def test_counting_ends_where_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "COUNTED_BYTES", 100)
    found = first_rows([tsv(["a"]), *[b'"b"\n' * 20] * 50], 1)
    assert isinstance(found, Rows)
    assert not found.exactly
    assert 20 <= found.more < 1000
