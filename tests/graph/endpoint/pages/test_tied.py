"""Pages and documents about a term and the disease tied to it, and about obsolete terms."""

import json
from collections.abc import Iterator

import httpx
import pytest
import served
import shown
import tied
from rdflib import Graph

from rarekg.ontology.prefixes import expand

BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Endpoint]:
    home = tmp_path_factory.mktemp("tied")
    tied.publish(home)
    with served.endpoint(home) as running:
        yield running


@pytest.fixture
def client(site: served.Endpoint) -> Iterator[httpx.Client]:
    with site.client() as opened:
        opened.headers.update(BROWSER)
        yield opened


def test_the_page_on_a_term_has_what_is_recorded_under_the_tied_disease(client: httpx.Client) -> None:
    page = shown.read(client, f"/{tied.ALS}")
    (notice,) = shown.texts(page, ".notice")
    assert notice.startswith("Recorded under Amyotrophic lateral sclerosis of Orphanet ORPHA:803: This term refers to")
    assert shown.text(page, "#phenotypes-h") == "Phenotypes 2"
    assert {"Motor neuron disease sign HP:0007354", "Fasciculations HP:0002380"} <= {*shown.texts(page, "th")}
    assert all("ORPHA:803" in source for source in shown.texts(page, "td.sources"))
    (glance,) = map(shown.pairs, page.css("#glance"))
    assert glance["Gene"].startswith("SOD1 causal")
    assert glance["Inheritance"].startswith("X-linked inheritance")
    assert "PMID:19122524" in shown.text(page, "#references")
    assert "lists phenotypes" not in shown.text(page, "main")
    (csv,) = [link for link in shown.links(page, ".actions") if "table.csv" in link]
    assert client.get(csv).text.count(tied.ORPHA.replace("ORPHA:", "Orphanet_")) == 2


def test_search_leaves_out_what_is_no_human_disease(client: httpx.Client) -> None:
    query, machine = {"q": "motor neuron disease, dog"}, {"Accept": "application/json"}
    payload = client.get("/search", params=query, headers=machine).json()
    assert (payload["hits"], payload["left_out"]) == ([], 1)
    for path, name, key in (
        ("/search", "q", "curie"),
        ("/complete", "q", "curie"),
        ("/reconcile/suggest/entity", "prefix", "id"),
    ):
        for everything in (False, True):
            sent = {name: query["q"], **({"all": "true"} if everything else {})}
            answer = client.get(path, params=sent, headers=machine).json()
            hits = answer.get("hits", answer.get("result"))
            assert [hit[key].replace("_", ":") for hit in hits] == [tied.ANIMAL] * everything, path
    for address, count in (("/reconcile", 0), ("/reconcile?all=true", 1)):
        batch = client.post(address, data={"queries": '{"q0": {"query": "motor neuron disease, dog"}}'}).json()
        assert len(batch["q0"]["result"]) == count
    assert client.get("/search", params={**query, "all": "x"}, headers=machine).status_code == 400
    page = shown.read(client, "/search?q=motor+neuron+disease,+dog")
    assert shown.text(page, ".notice").startswith("1 match is left out, such as a disease of animals")
    (address,) = shown.links(page, ".notice")
    assert shown.texts(shown.read(client, address), ".hits .name") == ["motor neuron disease, dog"]
    assert client.get(f"/search?q={tied.ANIMAL}").headers["location"] == f"/{tied.ANIMAL}"
    assert tied.ANIMAL not in client.get("/sitemap.xml").text
    listed = shown.texts(shown.read(client, "/diseases"), "main li a")
    assert "motor neuron disease, dog" not in listed
    assert not [label for label in listed if label.startswith("obsolete") and "Monge" not in label]


def test_search_shows_what_an_id_was_and_what_a_disease_is_tied_to(client: httpx.Client) -> None:
    page = shown.read(client, "/search?q=caroli+disease")
    assert "was MONDO:0000506 obsolete Caroli disease" in shown.texts(page, ".hits .quiet")
    page = shown.read(client, "/search?q=ORPHA:803")
    assert shown.texts(page, ".hits .id") == ["MONDO:0004976", "ORPHA:803"]
    assert shown.texts(page, ".hits .quiet") == ["2 phenotypes", "tied to MONDO:0004976", "2 phenotypes"]
    hit = client.get("/search?q=MONDO:0000506", headers={"Accept": "application/json"}).json()["hits"][0]
    assert (hit["curie"], hit["was"]) == ("MONDO:0010913", "MONDO:0000506 obsolete Caroli disease")


def test_the_page_on_the_disease_names_the_term(client: httpx.Client) -> None:
    page = shown.read(client, f"/{tied.ORPHA}")
    (notice,) = shown.texts(page, ".notice")
    assert notice.startswith("Tied to amyotrophic lateral sclerosis MONDO:0004976: This term refers to ORPHA:803")
    assert shown.text(page, "#phenotypes-h") == "Phenotypes 2"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own, in its reader of JSON-LD
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt"])
def test_the_document_on_a_term_has_the_statements_of_the_tied_disease(client: httpx.Client, suffix: str) -> None:
    response = client.get(f"/{tied.ALS}.{suffix}")
    document = Graph().parse(f"{client.base_url}/{tied.ALS}.{suffix}")
    stated = {(str(subject), str(value)) for subject, _, value in document}
    disease = expand(tied.ORPHA)
    for curie in ("HP:0002380", "HP:0007354", "HP:0001417", "HGNC:11179"):
        assert (disease, expand(curie)) in stated
    evidence = {subject for subject, value in stated if value == disease and "/association/" in subject}
    assert len(evidence) == 4
    if suffix == "ttl":
        heading = f"# Recorded under ORPHA:803 (Amyotrophic lateral sclerosis of Orphanet): {tied.REASON}"
        assert heading in response.text.splitlines()


def test_the_table_of_a_term_has_the_phenotypes_of_the_tied_disease(client: httpx.Client) -> None:
    assert client.get(f"/{tied.ALS}.csv").text.count("Orphanet_803") == 2
    assert client.get("/MONDO:0019056.csv").status_code == 404


def test_an_obsolete_term_leads_to_the_end_of_its_chain(client: httpx.Client) -> None:
    page = shown.read(client, f"/{tied.OLD}")
    assert shown.text(page, ".notice").endswith("It was replaced by bile duct dilatation MONDO:0010913.")
    assert shown.text(page, "#phenotypes").endswith("Its phenotypes are on the page on bile duct dilatation.")
    response = client.get(f"/{tied.OLD}.ttl")
    assert '</MONDO:0010913>; rel="successor-version"' in response.headers["link"]
    assert "/MONDO:0000507>; rel" not in response.headers["link"]


def test_a_withdrawn_term_is_flagged_and_names_candidates(client: httpx.Client) -> None:
    page = shown.read(client, f"/{tied.WITHDRAWN}")
    assert shown.text(page, ".notice") == (
        "This term is obsolete. MONDO has withdrawn this term and names no successor. "
        "Suggested instead: Caroli disease, adult MONDO:0000222."
    )
    assert shown.text(page, "#phenotypes-h") == "Phenotypes 1"
    lost = shown.read(client, f"/{tied.LOST}")
    assert shown.text(lost, ".notice").endswith("MONDO has withdrawn this term and names no successor.")


def test_a_table_gets_what_is_recorded_under_the_tied_disease(client: httpx.Client) -> None:
    wanted = {"ids": [tied.ALS], "properties": [{"id": name} for name in ("phenotypes", "causal_genes", "inheritance")]}
    row = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()["rows"][tied.ALS]
    assert {name: [cell["id"] for cell in cells] for name, cells in row.items()} == {
        "phenotypes": ["HP_0002380", "HP_0007354"],
        "causal_genes": ["HGNC:11179"],
        "inheritance": ["HP_0001417"],
    }
