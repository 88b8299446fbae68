"""Pages and documents about a term and the disease tied to it, and about obsolete terms."""

from collections.abc import Iterator

import httpx
import pytest
import served
import shown
import tied
from pyoxigraph import NamedNode, RdfFormat, parse

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


def test_the_page_on_the_disease_names_the_term(client: httpx.Client) -> None:
    page = shown.read(client, f"/{tied.ORPHA}")
    (notice,) = shown.texts(page, ".notice")
    assert notice.startswith("Tied to amyotrophic lateral sclerosis MONDO:0004976: This term refers to ORPHA:803")
    assert shown.text(page, "#phenotypes-h") == "Phenotypes 2"


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt"])
def test_the_document_on_a_term_has_the_statements_of_the_tied_disease(client: httpx.Client, suffix: str) -> None:
    form = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}[suffix]
    response = client.get(f"/{tied.ALS}.{suffix}")
    stated = {(str(quad.subject), str(quad.object)) for quad in parse(response.text, format=form)}
    disease = str(NamedNode(expand(tied.ORPHA)))
    for curie in ("HP:0002380", "HP:0007354", "HP:0001417", "HGNC:11179"):
        assert (disease, str(NamedNode(expand(curie)))) in stated
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
