"""A result without rows differs from one with a row in every format that the engine writes."""

from io import BytesIO

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, serialize

from rarekg.graph.rdf.emptiness import LONGEST, explained, is_empty
from rarekg.graph.rdf.formats import GRAPHS, RESULTS

ROW, NO_ROW = "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) } }", "SELECT ?a ?b { VALUES (?a ?b) {} }"
BLANK = 'SELECT ?a { VALUES ?a { "" } }'
TRIPLE, NO_TRIPLE = (f"CONSTRUCT {{ <urn:a> <urn:b> ?x }} {{ VALUES ?x {{ {x} }} }}" for x in ('"# x"', ""))


def written(query: str, form: str) -> bytes:
    result, out = Store().query(query), BytesIO()
    if isinstance(result, QueryTriples):
        serialize(result, out, GRAPHS[form].engine, prefixes={"b": "urn:"})
    else:
        assert isinstance(result, QuerySolutions | QueryBoolean)
        result.serialize(out, RESULTS[form].engine)
    return out.getvalue()


@pytest.mark.parametrize("form", list(RESULTS))
def test_rows(form: str) -> None:
    assert is_empty(written(NO_ROW, form), form)
    assert not is_empty(written(ROW, form), form)


@pytest.mark.parametrize("form", ["json", "xml", "tsv", "csv"])
def test_a_row_of_an_empty_text_is_a_row(form: str) -> None:
    assert not is_empty(written(BLANK, form), form)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_answer_of_yes_or_no_is_never_empty(form: str) -> None:
    assert not is_empty(written("ASK {}", form), form)


@pytest.mark.parametrize("form", list(GRAPHS))
def test_triples(form: str) -> None:
    assert is_empty(written(NO_TRIPLE, form), form)
    assert not is_empty(written(TRIPLE, form), form)


def test_what_is_long_has_rows() -> None:
    assert not is_empty(b"x" * (LONGEST + 1), "csv")


def test_the_note_names_the_sources() -> None:
    assert explained("", {"hpo"}) == ""
    assert explained("no source names it", ()) == "the result is empty: no source names it"
