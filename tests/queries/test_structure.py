"""Data blocks, variables and form are found although strings, IRIs and comments hold what looks like them."""

import pytest

from rarekg.ontology.errors import QueryError
from rarekg.queries.structure import data_blocks, form, variables

HIDDEN = 'VALUES ?_x { "no" } }'


@pytest.mark.parametrize(
    "hiding",
    [
        f"# {HIDDEN}\n",
        f"'{HIDDEN}'",
        f"'''{HIDDEN}'''",
        f'"""{HIDDEN}"""',
        "'\\'" + HIDDEN + "'",
        "<http://example.org/VALUES?_x{no}>".replace("{no}", "#no"),
    ],
)
def test_values_inside_a_string_an_iri_or_a_comment_is_not_a_data_block(hiding: str) -> None:
    query = f"SELECT * {{ {hiding} values ?_y {{ 1 }} }}"
    assert [query[block.start : block.end] for block in data_blocks(query)] == [" 1 "]


def test_a_data_block_ends_at_its_brace_and_not_at_one_in_its_terms() -> None:
    query = "SELECT * { VALUES ?_x { '}' # }\n <http://a/b> } ?s ?p ?_x }"
    (block,) = data_blocks(query)
    assert block.variable == "_x"
    assert query[block.start : block.end] == " '}' # }\n <http://a/b> "


def test_every_data_block_of_a_query_is_found() -> None:
    query = "SELECT * { { VALUES ?_x { 1 } } UNION { VALUES $_x {2} VALUES (?a ?b) { (3 4) } } }"
    assert [(block.variable, query[block.start : block.end]) for block in data_blocks(query)] == [
        ("_x", " 1 "),
        ("_x", "2"),
    ]


def test_a_data_block_without_end_is_refused() -> None:
    with pytest.raises(QueryError, match="no closing brace"):
        data_blocks("SELECT * { VALUES ?_x { 1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("PREFIX select: <http://construct/> ASK {}", "ask"),
        ("# SELECT\nconstruct { ?s ?p 'ask' } WHERE {}", "construct"),
        ("DESCRIBE ?x", "describe"),
        ("DROP ALL", None),
        ("", None),
    ],
)
def test_form(query: str, expected: str | None) -> None:
    assert form(query) == expected


def test_variables_are_named_once_and_without_their_mark() -> None:
    assert variables("SELECT ?b $a { ?b ?p '?c' . $b ?a ?p } # ?d") == ("b", "a", "p")
