"""Documents are whole, and those of hubs say how to get the rest, for clients that know the address alone."""

import json
import subprocess
from collections.abc import Iterator

import comunica
import httpx
import orphanet_graph
import pytest
import rdflib
import served
from rdflib import RDF, RDFS, URIRef
from served import BASE, Endpoint

from rarekg.graph.process.neighbourhood import PART, WHOLE
from rarekg.ontology.prefixes import expand

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
HUB, FULL, HAS = "/HP:0001250", "/HP:0001251", expand("RO:0002200")
LINKS = WHOLE + 150  # to the hub; to the other one WHOLE
PARTS = -(-LINKS // PART)
DISEASE, ASSOCIATIONS = "/MONDO:0008678", 299
NAMED = URIRef(expand("oban:association_has_subject"))


def more() -> Iterator[str]:
    for number in range(LINKS):
        yield f"ORPHA:{700000 + number} <{HAS}> HP:0001250 .\n"
    for number in range(WHOLE):
        yield f"ORPHA:{700000 + number} <{HAS}> HP:0001251 .\n"
    for number in range(ASSOCIATIONS):
        yield (
            f"<association/w{number}> oban:association_has_subject MONDO:0008678 ; "
            f"oban:association_has_object HP:{1000000 + number} .\nHP:{1000000 + number} rdfs:label 'a' .\n"
        )
    yield 'MONDO:0008678 rdfs:label "Williams syndrome"@en . HP:0001250 rdfs:label "Seizure"@en .\n'


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    home = tmp_path_factory.mktemp("hubs")
    orphanet_graph.publish(home, more="".join(more()))
    with served.endpoint(home) as running:
        yield running


@pytest.fixture
def client(endpoint: Endpoint) -> Iterator[httpx.Client]:
    with endpoint.client() as opened:
        yield opened


def parsed(address: str) -> rdflib.Graph:
    return rdflib.Graph().parse(address)  # rdflib asks by itself, with an Accept header of its own


def test_rdflib_reads_all_associations_of_a_disease_from_its_address(endpoint: Endpoint) -> None:
    document = parsed(endpoint.url + DISEASE)
    found = {str(subject) for subject in document.subjects(NAMED, URIRef(expand("MONDO:0008678")))}
    assert found == {f"{BASE}association/w{number}" for number in range(ASSOCIATIONS)}
    assert (None, RDF.type, HYDRA.PartialCollectionView) not in document


def test_rdflib_reads_a_hub_part_by_part(endpoint: Endpoint) -> None:
    found, address, visited = set[str](), URIRef(endpoint.url + HUB), list[str]()
    while address:
        document = parsed(address)
        visited.append(str(address))
        found |= {str(subject) for subject in document.subjects(URIRef(HAS), URIRef(expand("HP:0001250")))}
        comment = f"part {len(visited)} of {PARTS}, {LINKS:,} links in all"
        assert document.value(address, RDFS.comment) == rdflib.Literal(comment, lang="en")
        assert document.value(address, HYDRA.totalItems) == rdflib.Literal(LINKS)
        address = document.value(address, HYDRA.next)  # type: ignore[assignment]
    assert found == {expand(f"ORPHA:{700000 + number}") for number in range(LINKS)}
    assert visited == [endpoint.url + HUB, *(f"{endpoint.url}{HUB}?page={part}" for part in range(2, PARTS + 1))]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("suffix", ["", ".ttl", ".nt", ".rdf", ".jsonld"])
@pytest.mark.parametrize("query", ["", "?page=1", "?page=2", f"?page={PARTS}"])
def test_a_part_is_stated_of_the_address_that_was_asked(endpoint: Endpoint, suffix: str, query: str) -> None:
    with endpoint.client() as client:
        answer = client.get(f"{HUB}{suffix}{query}")
    here, part = URIRef(f"{endpoint.url}{HUB}{suffix}{query}"), int(query.rpartition("=")[2] or 1)
    document = rdflib.Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])
    assert (here, RDF.type, HYDRA.PartialCollectionView) in document
    numbers = {"first": 1, "previous": part - 1, "next": part + 1, "last": PARTS}
    for relation, number in numbers.items():
        path = f"{HUB}{suffix}?page={number}" if number > 1 else f"{HUB}{suffix}"
        there = path if 1 <= number <= PARTS else None
        header = answer.links.get({"previous": "prev"}.get(relation, relation), {}).get("url")
        stated = document.value(here, HYDRA[relation])
        assert (header, stated) == (there, there and URIRef(endpoint.url + there))
    labelled = (URIRef(expand("HP:0001250")), RDFS.label, None) in document
    assert labelled, "a part names what it is about"


def test_what_is_no_hub_is_whole_and_a_hub_ends(client: httpx.Client) -> None:
    whole = client.get(f"{FULL}.nt")
    assert whole.text.count(f"<{HAS}> <{expand('HP:0001251')}>") == WHOLE
    assert "next" not in whole.links
    assert client.get(f"{HUB}?page={PARTS + 1}").status_code == 404
    assert client.get(f"{FULL}?page=2").status_code == 404


def test_comunica_follows_the_parts_of_a_hub_from_its_address(endpoint: Endpoint) -> None:
    query = f"SELECT (COUNT(DISTINCT ?d) AS ?n) {{ ?d <{HAS}> <{expand('HP:0001250')}> }}"
    assert count(endpoint.url + HUB, query) == LINKS


def test_comunica_finds_all_associations_of_a_disease_at_its_address(endpoint: Endpoint) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ ?a <{NAMED}> <{expand('MONDO:0008678')}> }}"
    assert count(endpoint.url + DISEASE, query) == ASSOCIATIONS


def count(address: str, query: str) -> int:
    command = [str(comunica.command()), address, query, "-t", "application/sparql-results+json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return int(json.loads(done.stdout)["results"]["bindings"][0]["n"]["value"])


def test_describe_gives_a_hub_with_the_comment_of_its_first_part(endpoint: Endpoint) -> None:
    answer = endpoint.ask(f"DESCRIBE <{expand('HP:0001250')}>", accept="application/n-triples")
    described = rdflib.Graph().parse(data=answer.text, format="nt")
    assert len(list(described.subjects(URIRef(HAS), URIRef(expand("HP:0001250"))))) == PART
    comment = rdflib.Literal(f"part 1 of {PARTS}, {LINKS:,} links in all", lang="en")
    assert list(described.objects(None, RDFS.comment)) == [comment]
