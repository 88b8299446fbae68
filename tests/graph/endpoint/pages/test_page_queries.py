"""The pages' own queries: all used, bound as terms, with the limits that the pages tell their readers."""

import re
from importlib.resources import files

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

from rarekg.graph.endpoint.pages import page_queries, publication, thing
from rarekg.graph.endpoint.pages.page_queries import PACKAGE, bound
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import load


def code() -> str:
    modules = [file for file in files(PACKAGE).iterdir() if file.name.endswith(".py")]
    return "".join(file.read_text(encoding="utf-8") for file in modules)


def test_every_page_query_is_used_and_every_used_one_is_there() -> None:
    assert set(re.findall(r'bound\(\s*"([a-z-]+)"', code())) == {query.name for query in load(PACKAGE)}


def test_no_sparql_is_left_in_the_code() -> None:
    assert re.findall(r"\b(?:SELECT|CONSTRUCT|ASK)\b.*\bWHERE\b", code()) == []


def test_every_parameter_is_bound_wherever_a_query_is_used() -> None:
    """A default, made for people who run the file as it stands, never reaches a page."""
    for name, arguments in re.findall(r'bound\(\s*"([a-z-]+)", ([^)]*)', code()):
        parameters = next(query.parameters for query in load(PACKAGE) if query.name == name)
        assert set(re.findall(r"(\w+)=", arguments)) == {parameter.name for parameter in parameters}, name


@pytest.mark.parametrize("name", ["labels", "statements-of-things", "labels-and-genes-of-diseases"])
def test_an_empty_list_is_refused(name: str) -> None:
    (parameter,) = (parameter.name for query in load(PACKAGE) if query.name == name for parameter in query.parameters)
    with pytest.raises(QueryError, match="takes several values and was given 0"):
        bound(name, **{parameter: []})


def test_an_iri_that_looks_like_a_curie_or_runs_scripts_is_bound_unchanged() -> None:
    for iri in ("HP:0000118", "javascript:document.title"):
        assert f"VALUES ?_thing_iri {{ <{iri}> }}" in bound("links-to-thing", thing=iri)


@pytest.mark.parametrize(
    ("name", "limit"),
    [("publication-neighbourhood", publication.SHOWN), ("links-to-thing", thing.LINKS_SHOWN + 1)],
)
def test_a_page_names_the_limit_of_its_query(name: str, limit: int) -> None:
    (text,) = (query.text for query in load(PACKAGE) if query.name == name)
    assert re.findall(r"LIMIT (\d+)", text) == [str(limit)]


def test_inferences_are_stated_in_the_graph_of_inferences_alone(facts: Store) -> None:
    """Queries that read them name no graph."""
    for curie in ("rkg:hasPropagatedPhenotype", "rkg:subsumedBy"):
        graphs = {quad.graph_name for quad in facts.quads_for_pattern(None, NamedNode(expand(curie)), None)}
        assert graphs == {NamedNode("https://w3id.org/rarekg/graph/inferred")}


def test_one_query_counts_what_another_lists(facts: Store) -> None:
    """The build counts the diseases of a phenotype; the list of them is as long."""
    phenotype = expand("HP:0001574")
    counted = solutions(facts, bound("annotated-disease-count", phenotype=phenotype))
    listed = solutions(facts, bound("diseases-below-phenotype", phenotype=phenotype))
    assert [int(count) for (count,) in counted] == [len({disease for disease, _ in listed})]


def solutions(store: Store, query: str) -> list[tuple[str, ...]]:
    results = store.query(query, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions)
    return [tuple(term.value if term else "" for term in row) for row in results]


def test_the_module_names_the_package_that_holds_the_queries() -> None:
    assert page_queries.__name__.rpartition(".")[0] == page_queries.PACKAGE
