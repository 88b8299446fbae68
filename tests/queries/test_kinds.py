"""What each parameter takes comes from the query, and each says what an empty result means."""

from string import Formatter

import pytest
from pyoxigraph import Store

from rarekg.graph.inspect.resolution import resolve
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.errors import QueryError
from rarekg.queries.catalog import SavedQuery, find, load, read
from rarekg.queries.parameters import ANY_ID, LISTED, THINGS, parameter

USERS = pytest.mark.parametrize("query", load(), ids=lambda query: query.name)
WITH_VALUES = [query for query in load() if query.parameters]
# An id of each kind in the graph of these tests.
EXAMPLES = {"disease": "MONDO:0010580", "phenotype": "HP:0000964", "gene": "HGNC:6106", "inheritance": "HP:0001417"}


@USERS
def test_every_parameter_with_an_iri_says_what_it_takes(query: SavedQuery) -> None:
    for taken in query.parameters:
        assert taken.kind != "iri" or taken.takes, f"add takes: to the header of {query.name}"


@USERS
def test_every_query_with_parameters_says_what_an_empty_result_means(query: SavedQuery) -> None:
    named = {field for _, field, _, _ in Formatter().parse(query.empty) if field}
    assert bool(query.empty) == bool(query.parameters)
    assert named <= {taken.name for taken in query.parameters}
    assert not query.parameters or named


@pytest.mark.parametrize("query", WITH_VALUES, ids=lambda query: query.name)
def test_its_default_is_of_the_kind_that_it_takes(query: SavedQuery, ipex: Store) -> None:
    taken = {known.name: known.default for known in query.parameters if set(known.takes) & {*THINGS, LISTED}}
    answer = resolve(ipex, query, taken, BASE)
    assert not any("left out, of another kind" in note for note in answer.notes)
    assert answer.values.keys() == taken.keys()


@pytest.mark.parametrize("query", WITH_VALUES, ids=lambda query: query.name)
def test_it_refuses_things_of_another_kind(query: SavedQuery, ipex: Store) -> None:
    for taken in query.parameters:
        if taken.kind != "iri" or ANY_ID in taken.takes:
            continue
        for kind in EXAMPLES.keys() - set(taken.takes):
            with pytest.raises(UnresolvedError) as refusal:
                resolve(ipex, query, {taken.name: [EXAMPLES[kind]]}, BASE)
            assert refusal.value.reason == ("value" if LISTED in taken.takes else "kind")
            assert EXAMPLES[kind] in str(refusal.value)


@pytest.mark.parametrize("query", WITH_VALUES, ids=lambda query: query.name)
def test_it_refuses_what_the_graph_does_not_know(query: SavedQuery, ipex: Store) -> None:
    for taken in query.parameters:
        if taken.kind == "iri":
            with pytest.raises(UnresolvedError):
                resolve(ipex, query, {taken.name: ["MONDO:9999999"]}, BASE)


def test_a_value_that_is_one_of_a_list_is_checked(ipex: Store) -> None:
    assert resolve(ipex, find("genes-by-role"), {"role": ["causal"]}, BASE).values == {"role": ["causal"]}
    with pytest.raises(UnresolvedError, match=r"role is one of causal, .*, not 'causing'"):
        resolve(ipex, find("genes-by-role"), {"role": ["causing"]}, BASE)


def test_a_kind_that_does_not_exist_is_a_fault_of_the_header() -> None:
    with pytest.raises(QueryError, match="takes 'protein'"):
        parameter("_target_iri", "HGNC:6106", "protein")
    text = find("names-of-disease").text
    with pytest.raises(QueryError, match="no such parameter"):
        read("x", "y", text.replace("#+ defaults:", "#+ takes:\n#+   gene: gene\n#+ defaults:"))
    with pytest.raises(QueryError, match="empty is no sentence"):
        read("x", "y", text.replace("names {disease}", "names {gene}"))
