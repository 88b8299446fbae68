"""What a query is sorted by, read from its text."""

import pytest
from pyoxigraph import Store

from rarekg.graph.process.ordering import Key, ordering

ROWS = "VALUES (?s ?l) { (<urn:b> 'one') (<urn:a> 'two') (<urn:a> 'three') }"


@pytest.mark.parametrize(
    ("tail", "keys", "offset", "limit"),
    [
        ("ORDER BY ?s", [("s", False)], 0, None),
        ("order by ?s desc(?l) limit 5", [("s", False), ("l", True)], 0, 5),
        ("ORDER BY ASC(?l) OFFSET 2 LIMIT 1", [("l", False)], 2, 1),
        ("ORDER BY (?l) LIMIT 1 OFFSET 2", [("l", False)], 2, 1),
        ("ORDER BY $l#comment\nLIMIT 3", [("l", False)], 0, 3),
    ],
)
def test_the_variables_limit_and_offset_are_read(
    tail: str, keys: list[tuple[str, bool]], offset: int, limit: int | None
) -> None:
    found = ordering(f"SELECT ?s ?l {{ {ROWS} }} {tail}")
    assert found is not None
    assert found.keys == tuple(Key(name, descending, hidden=False) for name, descending in keys)
    assert (found.offset, found.limit) == (offset, limit)
    assert len(list(Store().query(found.unsorted))) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("select", "tail", "columns"),
    [
        ("SELECT ?s", "ORDER BY ?l", "s key0"),
        ("SELECT ?s", "ORDER BY STRLEN(?l) LCASE(STR(?s))", "s key0 key1"),
        ("SELECT ?s (STR(?l) AS ?key0)", "ORDER BY DESC(CONCAT('key1', ?l))", "s key0 key0_"),
        ("SELECT ?s", "ORDER BY <http://www.w3.org/2001/XMLSchema#string>(?l)", "s key0"),
        ("SELECT (STR(?s) AS ?t)", "ORDER BY ?t", "t"),
    ],
)
def test_what_is_no_column_becomes_one(select: str, tail: str, columns: str) -> None:
    found = ordering(f"{select} WHERE {{ {ROWS} }} {tail} LIMIT 2")
    assert found is not None
    result = Store().query(found.unsorted)
    assert " ".join(variable.value for variable in result.variables) == columns  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?s ?l {{ {ROWS} }} LIMIT 3 ORDER BY ?s",
        f"SELECT ?s ?l {{ {ROWS} }} OFFSET 3 ORDER BY ?s",
        f"SELECT ?s ?l {{ {ROWS} }} VALUES ?s {{ 1 }} ORDER BY ?s",
        f"SELECT ?s ?l {{ {ROWS} }}",
        f"SELECT ?s ?l {{ {ROWS} }} LIMIT 3",
        f"SELECT DISTINCT ?s {{ {ROWS} }} ORDER BY LCASE(STR(?s))",
        f"SELECT * {{ {ROWS} }} ORDER BY STR(?s)",
        f"SELECT ?s (COUNT(*) AS ?n) {{ {ROWS} }} GROUP BY ?s ORDER BY COUNT(?l)",
        f"SELECT (COUNT(*) AS ?n) {{ {ROWS} }} ORDER BY STR(?n)",
        f"SELECT * {{ {{ SELECT ?s {{ {ROWS} }} ORDER BY ?s LIMIT 1 }} }}",
        f"CONSTRUCT {{ ?s <urn:p> ?l }} WHERE {{ {ROWS} }} ORDER BY ?s LIMIT 1",
        f"SELECT ?s {{ {ROWS} }} ORDER BY ?s LIMIT 1 VALUES ?s {{ <urn:a> }}",
        f"SELECT ?s {{ {ROWS} }} ORDER BY",
        f"SELECT ?s {{ {ROWS} }} ORDER BY ASC ?s",
        f"SELECT ?s {{ {ROWS} }} ORDER BY (?s",
        f"SELECT ?s {{ {ROWS} }} ORDER BY ?s LIMIT",
        f"SELECT ?s {{ {ROWS} }} ORDER BY ?s LIMIT 1 LIMIT 2",
        f"SELECT ?s {{ {ROWS} }} ORDER BY ?s LIMIT ten",
        f"SELECT ?s {{ {ROWS} }} ORDER",
        "SELECT ?s { ?s ?p 'open } ORDER BY ?s",
        "SELECT ?s } ORDER BY ?s",
        "SELECT ?s { FILTER('a'<'>#') } ORDER BY ?s",
        "",
    ],
)
def test_other_queries_are_left_as_they_are(query: str) -> None:
    assert ordering(query) is None
