"""Saved queries have addresses: a list, one for each query and format, with lists of values and notes."""

import csv
from collections.abc import Iterator
from io import StringIO

import httpx
import pytest
import served
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph

from rarekg.ontology.prefixes import expand
from rarekg.queries import catalog

IPEX, WISKOTT, OMENN = "MONDO:0010580", "MONDO:0010518", "MONDO:0011338"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def client(site: served.Endpoint) -> Iterator[httpx.Client]:
    """Return the client of a program."""
    with site.client() as opened:
        yield opened


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text)))


def test_they_are_listed_for_programs_and_for_people(client: httpx.Client) -> None:
    listed = client.get("/saved").json()["queries"]
    assert {query["name"] for query in listed} == {query.name for query in catalog.load()}
    described = next(query for query in listed if query["name"] == "genes-by-role")
    assert described["parameters"][0] == {
        "name": "about",
        "type": "iri",
        "takes": ["disease", "gene"],
        "many": True,
        "default": ["MONDO:0007947"],
    }
    page = client.get("/saved", headers={"Accept": HTML})
    assert page.headers["content-type"].startswith("text/html")
    assert all(f"/saved/{query['name']}" in page.text for query in listed)
    rdf = client.get("/saved", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert "SPARQLExecutable" in rdf.text


def test_each_query_answers_at_its_address(client: httpx.Client, facts: Store) -> None:
    total = 0
    for query in catalog.load():
        if query.form == "select":
            answer = client.get(f"/saved/{query.name}.json")
            solutions = facts.query(query.text, use_default_graph_as_union=True)
            assert isinstance(solutions, QuerySolutions)
            counted = len(list(solutions))
            assert len(answer.json()["results"]["bindings"]) == counted, query.name
            total += counted
    assert total > 100


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
    ],
)
def test_the_suffix_or_accept_chooses_the_format(client: httpx.Client, suffix: str, media_type: str) -> None:
    named = client.get(f"/saved/names-of-disease.{suffix}", headers={"Accept": "image/png"})
    accepted = client.get("/saved/names-of-disease", headers={"Accept": media_type})
    assert named.headers["content-type"].split(";")[0] == media_type
    assert accepted.content == named.content
    assert client.get("/saved/names-of-disease", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("suffix", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld")])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of its own reader of JSON-LD
def test_a_query_that_constructs_a_graph_has_graph_formats(client: httpx.Client, suffix: str, parser: str) -> None:
    answer = client.get(f"/saved/everything-about-disease.{suffix}", params={"disease": "IPEX syndrome"})
    turtle = client.get("/saved/everything-about-disease", headers={"Accept": "text/turtle"})
    assert len(Graph().parse(data=answer.text, format=parser)) == len(Graph().parse(data=turtle.text)) > 50
    refused = client.get("/saved/everything-about-disease.csv")
    assert (refused.status_code, ".ttl, .nt, .rdf, .jsonld" in refused.text) == (404, True)
    assert client.get("/table.csv?saved=everything-about-disease").status_code == 400


def test_a_browser_gets_the_editor(client: httpx.Client) -> None:
    answer = client.get("/saved/names-of-disease?disease=OMIM:304790", headers={"Accept": HTML})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/editor?saved=names-of-disease&disease=OMIM%3A304790",
    )
    page = client.get(answer.headers["location"])
    assert "OMIM:304790 is MONDO:0010580 (immune" in page.text


def test_a_list_is_answered_in_one_call_by_get_and_by_post(client: httpx.Client) -> None:
    given = [IPEX, "OMIM:301000", "Omenn syndrome", "MONDO:9999999", "HP:0000964"]
    got = client.get("/saved/names-of-disease.csv", params={"disease": given})
    assert {row["disease"] for row in rows(got)} == {expand(curie) for curie in (IPEX, WISKOTT, OMENN)}
    assert got.headers["rarekg-note"].startswith(
        "1 of 5 left out, unknown: MONDO:9999999; 1 of 5 left out, of another kind: HP:0000964; OMIM:301000 is MONDO"
    )
    for path in ("/saved/names-of-disease.csv", "/table.csv?saved=names-of-disease"):
        posted = client.post(path, data={"disease": given})
        assert (posted.text, posted.headers["rarekg-note"]) == (got.text, got.headers["rarekg-note"])
    single = [rows(client.get("/saved/names-of-disease.csv", params={"disease": each})) for each in given[:3]]
    assert sorted(map(str, rows(got))) == sorted(str(row) for table in single for row in table)


def test_what_cannot_be_sent_is_refused(client: httpx.Client) -> None:
    path = "/saved/phenotypes-telling-apart.csv"
    two = client.get(path, params={"disease": [IPEX, WISKOTT]})
    assert (two.status_code, "exactly one value" in two.text) == (400, True)
    assert client.post(path, content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415
    none = client.get("/saved/names-of-disease", params={"disease": ["MONDO:9999999", "HP:0000964"]})
    assert (none.status_code, none.text.startswith("none of the 2 values of disease")) == (404, True)
    unknown = client.get("/saved/names-of-diseas")
    assert (unknown.status_code, "did you mean names-of-disease" in unknown.text) == (404, True)


@pytest.mark.parametrize(
    "path",
    [
        "/saved/names-of-disease.csv",
        "/table.csv?saved=names-of-disease",
        "/diseases",
        "/search?q=IPEX",
        "/saved",
        "/describe?thing=FOXP3",
    ],
)
def test_a_parameter_that_a_question_does_not_have_is_named(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}utm_source=x", headers={"Accept": "application/json"})
    assert (answer.status_code, "'utm_source'" in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "xml"])
def test_an_empty_answer_says_why(client: httpx.Client, suffix: str) -> None:
    address = f"/saved/treatments-curative-first.{suffix}"
    for coding in ("identity", "gzip"):  # and once from the cache
        answer = client.get(address, params={"disease": "OMIM:301000"}, headers={"Accept-Encoding": coding})
        assert answer.headers["rarekg-note"].startswith("OMIM:301000 is MONDO:0010518 (Wiskott-Aldrich syndrome)")
        told = f"the result is empty: no source lists a treatment of {WISKOTT} (Wiskott-Aldrich syndrome) (sources of"
        assert told in answer.headers["rarekg-note"]
    full = client.get(f"/saved/names-of-disease.{suffix}", params={"disease": WISKOTT})
    assert "rarekg-note" not in full.headers
    text = catalog.bind(catalog.find("treatments-curative-first"), {"disease": WISKOTT})
    plain = client.post("/sparql", data={"query": text}, headers={"Accept": "text/csv"})
    assert "rarekg-note" not in plain.headers  # the note belongs to the saved query, not to its text
