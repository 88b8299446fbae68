"""Names in plain language: those that mean exactly the phenotype, below its name on pages on diseases."""

import re
from html import unescape

import httpx
import shown
import walked
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.endpoint.pages.identity import identity, other_names
from rarekg.graph.endpoint.pages.page_queries import bound
from rarekg.graph.endpoint.pages.statements import Statements, Value
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand, prefix_map

IPEX, BLISTERS = expand("MONDO:0010580"), expand("HP:0008066")
# The names of HP:0008066 in HPO of 2026-06, shortened: one lay name is only related.
TURTLE = """
<https://w3id.org/rarekg/association/1> a biolink:DiseaseToPhenotypicFeatureAssociation ;
  oban:association_has_subject MONDO:0010580 ; oban:association_has_object HP:0008066 .
<https://w3id.org/rarekg/association/2> a biolink:DifferentialDiagnosisAssociation ;
  oban:association_has_subject MONDO:0010580 ; oban:association_has_object HP:0001596 .
HP:0001596 oboInOwl:hasExactSynonym "Hair loss"@en ; rkg:layName "Hair loss"@en .
HP:0008066 rdfs:label "Abnormal blistering of the skin"@en ;
  oboInOwl:hasExactSynonym "Blister"@en, "Blisters"@en, "Blistering, generalized"@en,
    "abnormal blistering of the skin"@en ;
  oboInOwl:hasRelatedSynonym "Skin blisters"@en ;
  rkg:layName "Blisters"@en, "Blistering, generalized"@en, "Skin blisters"@en, "abnormal blistering of the skin"@en .
"""


def store() -> Store:
    graph = Store()
    declared = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefix_map().items())
    graph.load(declared + TURTLE, format=RdfFormat.TURTLE)
    return graph


def statements(query: str) -> Statements:
    solutions = store().query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return Statements([tuple(map(value, row)) for row in solutions], BASE)


def value(term: object) -> Value:
    assert isinstance(term, NamedNode | Literal)
    return Value(term.value, isinstance(term, NamedNode))


def test_only_lay_names_that_mean_exactly_the_phenotype_are_read() -> None:
    graph = statements(bound("lay-names-of-phenotypes", disease=IPEX))
    assert graph.texts(BLISTERS, "rkg:layName") == [
        "abnormal blistering of the skin",
        "Blistering, generalized",
        "Blisters",
    ]
    assert graph.texts(expand("HP:0001596"), "rkg:layName") == []  # it is no phenotype of the disease


def test_a_lay_name_that_repeats_the_label_is_none_and_the_shortest_comes_first() -> None:
    graph = statements(bound("lay-names-of-phenotypes", disease=IPEX))
    graph.labels[BLISTERS] = "Abnormal blistering of the skin"
    assert other_names(graph, BLISTERS, "rkg:layName") == ["Blisters", "Blistering, generalized"]


def test_the_page_on_a_phenotype_tells_exact_lay_names_from_related_ones() -> None:
    graph = statements(f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(?s = <{BLISTERS}>) }}")
    known = identity(graph, BLISTERS)
    assert dict(known.names) == {
        "Plain language": ["Blistering, generalized", "Blisters"],
        "Synonyms": ["Blister"],
        "Related names": ["Skin blisters"],
    }
    assert known.synonyms == ("Blister", "Blistering, generalized", "Blisters")


def test_a_phenotype_of_a_disease_has_its_lay_name_below_its_label(client: httpx.Client) -> None:
    pages = [shown.read(client, address).html or "" for address in ("/MONDO:0010580", walked.WISKOTT)]
    for page in pages:
        rows = re.findall(r'<th scope="row"><a href="/HP:0001596">.*?</th>', page, re.DOTALL)
        assert [re.findall(r'<div class="lay">(.*?)</div>', row) for row in rows] == [["Hair loss"]]


def test_a_lay_name_that_only_a_source_has_names_the_source(client: httpx.Client) -> None:
    page = unescape(client.get("/MONDO:0010580", headers={"Accept": "text/html"}).text)
    found = re.findall(r'<div class="lay">“(.*?)” <span class="by">in <a href="(.*?)">', page)
    assert [name for name, _ in found] == ["Low platelet count"]  # of the restated page, not of the cut of HPO
    for name, link in found:
        assert f'rkg:layName "{name}"@en' in client.get(link, headers={"Accept": "text/turtle"}).text
