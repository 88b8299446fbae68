"""The vocabulary and the shapes are served whole, and each of their terms leads to it."""

from importlib.resources import files

import httpx
import pytest
import rdflib
from rdflib import OWL, RDF, URIRef
from rdflib.compare import isomorphic

from rarekg.ontology.prefixes import prefix_map

PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize(("path", "file"), [("/vocab", "rarekg.ttl"), ("/shapes", "shapes.ttl")])
def test_each_format_holds_the_whole_file(client: httpx.Client, path: str, file: str) -> None:
    source = files("rarekg.ontology").joinpath(file).read_text(encoding="utf-8")
    assert client.get(path, headers={"Accept": "text/turtle"}).text == source
    expected = rdflib.Graph().parse(data=source, format="turtle")
    for suffix, parser in PARSERS.items():
        response = client.get(f"{path}.{suffix}")
        assert isomorphic(rdflib.Graph().parse(data=response.text, format=parser), expected)


def test_every_term_that_is_minted_is_in_the_document_its_iri_leads_to(client: httpx.Client) -> None:
    namespace = prefix_map()["rkg"]
    graph = rdflib.Graph().parse(data=client.get("/vocab.ttl").text, format="turtle")
    terms = {str(term) for term in graph.subjects(RDF.type) if str(term).startswith(namespace)}
    assert (URIRef(namespace.removesuffix("#")), RDF.type, OWL.Ontology) in graph
    assert len(terms) > 40
    for term in sorted(terms):
        local = term.removeprefix(namespace)
        assert client.get(f"/rkg:{local}").headers["location"] == f"/vocab#{local}"


def test_formats_that_are_not_there_are_not_found(client: httpx.Client) -> None:
    assert client.get("/vocab.csv").status_code == 404
    assert client.get("/shapes.html").status_code == 404
    assert client.get("/vocab", headers={"Accept": "image/png"}).status_code == 406
