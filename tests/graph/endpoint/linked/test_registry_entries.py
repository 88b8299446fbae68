"""What an id of Orphanet leads to, and that the document of a disease has what Orphanet states of its entry."""

from collections.abc import Iterator

import httpx
import orphanet_graph
import pytest
import served
from orphanet_graph import ALONE, ENTRY, GROUP, INACTIVE, IPEX, MOVED, REFERRED
from pyoxigraph import NamedNode, RdfFormat, parse

from rarekg.graph.process.neighbourhood import WHOLE
from rarekg.ontology.prefixes import expand


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    home = tmp_path_factory.mktemp("orphanet")
    orphanet_graph.publish(home)
    with served.endpoint(home) as running, running.client() as opened:
        yield opened


def stated(client: httpx.Client, curie: str) -> set[tuple[str, str, str]]:
    """Return the triples in the Turtle document on ``curie``."""
    response = client.get(f"/{curie}.ttl")
    assert response.status_code == 200
    found = parse(response.text, format=RdfFormat.TURTLE)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in found}


def iri(curie: str) -> str:
    return str(NamedNode(expand(curie)))


@pytest.mark.parametrize(("accept", "suffix"), [("text/html", ""), ("text/turtle", "")])
def test_the_id_of_an_entry_leads_to_the_disease(client: httpx.Client, accept: str, suffix: str) -> None:
    response = client.get(f"/{ENTRY}{suffix}", headers={"Accept": accept})
    assert (response.status_code, response.headers["location"]) == (303, f"/{IPEX}")
    assert client.get(f"/{ENTRY}.ttl").headers["location"] == f"/{IPEX}.ttl"


def test_the_document_of_the_disease_has_the_statements_of_its_entry(client: httpx.Client) -> None:
    found = stated(client, IPEX)
    assert (iri(ENTRY), iri("rkg:entryGroup"), iri("rkg:Disorder")) in found
    assert (iri(ENTRY), iri("rkg:classifiedUnder"), iri(GROUP)) in found
    assert any(subject == iri(ENTRY) and name == iri("rdfs:label") for subject, name, _ in found)
    assert (iri(GROUP), iri("rdfs:label"), '"Primary immunodeficiency"@en') in found
    assert (iri(GROUP), iri("rkg:entryGroup"), iri("rkg:GroupOfDisorders")) not in found


def test_the_document_of_the_disease_has_its_definition_criteria_and_their_review(client: httpx.Client) -> None:
    found = stated(client, IPEX)
    of_ipex = {subject for subject, name, value in found if (name, value) == (iri("rkg:ofDisease"), iri(IPEX))}
    assert {subject.rpartition("/rarekg/")[2] for subject in of_ipex} == {
        *("definition/ipex>", "criterion/eczema>", "criterion/diarrhea>", "criterion/alopecia>", "review/ipex>")
    }
    criterion = f"<{served.BASE}criterion/eczema>"
    assert (criterion, iri("rkg:featureKind"), iri("rkg:DiagnosticCriterion")) in found


def test_the_document_of_a_phenotype_leads_to_the_criterion_that_it_is(client: httpx.Client) -> None:
    assert (f"<{served.BASE}criterion/eczema>", iri("rkg:ofPhenotype"), iri("HP:0000964")) in stated(
        client, "HP:0000964"
    )


@pytest.mark.parametrize("curie", [ALONE, INACTIVE, GROUP])
def test_an_entry_that_no_term_matches_has_a_document_of_its_own(client: httpx.Client, curie: str) -> None:
    assert any(subject == iri(curie) for subject, _, _ in stated(client, curie))
    assert client.get(f"/{curie}", headers={"Accept": "text/html"}).status_code == 200


def test_a_moved_entry_leads_to_its_successor_and_a_referred_one_says_what_to_consider(client: httpx.Client) -> None:
    moved = client.get(f"/{MOVED}.ttl")
    assert f'</{ENTRY}>; rel="successor-version"' in moved.headers["link"]
    assert (iri(REFERRED), iri("oboInOwl:consider"), iri(ENTRY)) in stated(client, REFERRED)


def test_an_entry_with_more_links_than_a_page_holds_leads_to_its_disease(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The link by the exact match need not be among the first ones."""
    home = tmp_path_factory.mktemp("parents")
    children = "".join(f"ORPHA:{800000 + number} rkg:classifiedUnder {ENTRY} .\n" for number in range(WHOLE + 500))
    orphanet_graph.publish(home, more=children)
    with served.endpoint(home) as running, running.client() as opened:
        for suffix in (".ttl", ".html"):
            assert opened.get(f"/{ENTRY}{suffix}").headers["location"] == f"/{IPEX}{suffix}"
