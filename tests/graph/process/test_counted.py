"""What the partitions answer is what the engine counts, and every other query is left to it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from rarekg.graph.process.counted import counted, faster
from rarekg.ontology.prefixes import prefix_map

BASE = "https://w3id.org/rarekg/"
RDF = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
QUERIES = [
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) as ?n) WHERE { ?s ?p ?o . } LIMIT 1",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "SELECT (COUNT(?s) AS ?n) (COUNT(distinct ?p) AS ?m) { ?s ?p ?o FILTER(isIRI(?o)) }",
    "SELECT DISTINCT ?p { ?s ?p ?o }",
    "select distinct ?property where { [] ?property [] }",
    "SELECT DISTINCT ?p WHERE { ?s ?p ?o . } ORDER BY ?p LIMIT 7 OFFSET 3",
    "SELECT DISTINCT ?p WHERE { ?s ?p ?o . FILTER(!isLiteral(?o)) }",
    "SELECT DISTINCT ?p WHERE { ?s ?p ?o . FILTER isLiteral(?o) }",
    "SELECT DISTINCT ?p WHERE { ?s ?p ?o . FILTER(!isBlank(?o)) . }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "SELECT (COUNT(?o) AS ?n) $p { ?a $p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
    "SELECT ?p (COUNT(?p) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(COUNT(*)) ?p LIMIT 5",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(!isLiteral(?o)) } GROUP BY ?p",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isLiteral(?o)) } GROUP BY ?p",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "SELECT DISTINCT ?Concept WHERE {[] a ?Concept}",
    f"{RDF} SELECT DISTINCT ?class {{ ?s rdf:type ?class }} ORDER BY DESC(?class) LIMIT 4",
    "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class",
    "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(isIRI(?c)) } GROUP BY ?c ORDER BY ASC(?c)",
    "SELECT (COUNT(DISTINCT ?class) AS ?n) (COUNT(*) AS ?m) { ?s a ?class }",
    "# what is there?\nSELECT DISTINCT ?p { ?s a <https://w3id.org/biolink/vocab/Disease> ; ?p ?o }",
    "PREFIX b: <https://w3id.org/biolink/vocab/> SELECT ?p (COUNT(*) AS ?n) { ?s a b:Disease . ?s ?p ?o } GROUP BY ?p",
    "SELECT ?p (COUNT(*) AS ?n) { ?s a <http://www.w3.org/2002/07/owl#Class> ; ?p ?o FILTER(isURI(?o)) } GROUP BY ?p",
]
OTHERS = [
    "ASK { ?s ?p ?o }",
    "SELECT ?p { ?s ?p ?o }",
    "SELECT REDUCED ?p { ?s ?p ?o }",
    "SELECT DISTINCT ?s { ?s ?p ?o }",
    "SELECT DISTINCT ?s ?p { ?s ?p ?o }",
    "SELECT DISTINCT ?p { ?s ?p ?s }",
    "SELECT DISTINCT ?p { ?s ?p ?o . ?o ?p ?s }",
    "SELECT DISTINCT ?p { ?s ?p 'x' }",
    "SELECT DISTINCT ?p { <http://a/s> ?p ?o }",
    "SELECT DISTINCT ?p FROM <http://a/g> { ?s ?p ?o }",
    "SELECT DISTINCT ?p { GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT ?p { ?s ?p ?o } VALUES ?p { <http://a/p> }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?_n) { ?s ?p ?o }",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING(COUNT(*) > 1)",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isIRI(?p) && isIRI(?o)) } GROUP BY ?p",
    "SELECT DISTINCT ?p { ?s ?p ?o FILTER(isLiteral(?s)) }",
    "SELECT DISTINCT ?p { ?s a <//a/b:c> ; ?p ?o }",
    "SELECT DISTINCT ?p { ?s a x:C ; ?p ?o }",
    "SELECT DISTINCT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 1 LIMIT 2",
    "SELECT DISTINCT ?p { ?s ?p ?o } LIMIT",
    "SELECT DISTINCT ?p { ?s ?p",
    "SELECT",
    "",
]


def rows(store: Store, query: str) -> tuple[list[str], Counter[tuple[str, ...]]]:
    """Return the columns and the rows of ``query`` on the union of all graphs."""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [variable.value for variable in found.variables], Counter(tuple(map(str, row)) for row in found)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_explorers_has_the_engines_own_result(store: Store, query: str) -> None:
    instead = counted(query, BASE)
    assert instead is not None
    assert rows(store, instead) == rows(store, query)
    assert rows(store, instead)[1]
    assert faster(store, query, BASE) == instead


def test_the_order_is_that_of_the_query(store: Store) -> None:
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) DESC(?p)"
    ours, engines = (list(rows(store, text)[1]) for text in (str(counted(query, BASE)), query))
    assert ours == engines
    assert len(ours) > 50


@pytest.mark.parametrize("query", OTHERS)
def test_any_other_query_is_left_to_the_engine(query: str) -> None:
    assert counted(query, BASE) is None


def test_a_prefix_may_be_predeclared_and_one_of_the_query_wins() -> None:
    query = "SELECT DISTINCT ?p { ?s a biolink:Disease ; ?p ?o }"
    assert counted(query, BASE) is None
    assert "<https://w3id.org/biolink/vocab/Disease>" in str(counted(query, BASE, prefix_map()))
    assert "<http://a/Disease>" in str(counted(f"PREFIX biolink: <http://a/> {query}", BASE, prefix_map()))


def test_a_store_without_partitions_answers_itself() -> None:
    store, node = Store(), NamedNode("http://a/p")
    store.extend(Quad(node, node, node, NamedNode(f"http://a/{graph}")) for graph in "ab")
    query = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    assert faster(store, query, BASE) == query
    # The engine counts a triple once for each graph that has it, as the partitions do.
    assert [int(row[1][1:2]) for row in rows(store, query)[1]] == [2]


@given(
    st.lists(
        st.sampled_from([*"()*{}.;a1", "DISTINCT", "?p", "?s", "?o", "COUNT", "AS", "?n", "FILTER", "GROUP", "BY"])
    )
)
def test_no_text_makes_the_reader_fail(words: list[str]) -> None:
    query = f"SELECT {' '.join(words)}"
    instead = counted(query, BASE)
    if instead is not None:
        assert rows(Store(), instead)[0] == rows(Store(), query)[0]
