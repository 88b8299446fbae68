"""The format of a response by suffix, parameter and header, for programs that can set no header and for browsers."""

import csv
import io
import json
from urllib.parse import quote, urlencode
from urllib.request import urlopen

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from selectolax.lexbor import LexborHTMLParser
from served import W3C, Endpoint

from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.sparql.formats import SUFFIXES, by_name, by_suffix
from rarekg.graph.rdf.formats import GRAPHS, HTML, RESULTS, SERVED

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SELECT = "SELECT ?s { ?s a <http://xmlns.com/foaf/0.1/Document> }"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <http://xmlns.com/foaf/0.1/Document> }"
DOCUMENTS = {f"{W3C}{number}.rdf" for number in range(4)}
PARSERS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}


@pytest.mark.parametrize("form", SERVED, ids=lambda form: form.name)
def test_each_format_has_its_suffix_its_name_and_its_media_types(form: object) -> None:
    table = RESULTS if form in RESULTS.values() else GRAPHS
    for name in {form.suffix, form.name, form.suffix.upper(), *form.media_types}:  # type: ignore[attr-defined]
        found = by_name(name)
        assert form.name in (found.rows, found.graph), name  # type: ignore[attr-defined]
        assert not found.html
    assert form.name in table  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "rows", "graph"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        ("rdf+xml", None, "rdfxml"),  # these two, json-ld and n3 are those of SPARQLWrapper
        ("rdf xml", None, "rdfxml"),
        ("json-ld", None, "jsonld"),
        ("n3", None, "turtle"),
        ("application/sparql-results json", "json", None),
        ("text/csv; charset=utf-8", "csv", None),
        (" TTL ", None, "turtle"),
    ],
)
def test_what_libraries_call_the_formats(name: str, rows: str | None, graph: str | None) -> None:
    assert by_name(name) == (rows, graph, False)


def test_a_page_is_a_format_too() -> None:
    assert by_name("html") == by_name(HTML.media_type) == by_suffix("html") == (None, None, True)


@pytest.mark.parametrize("name", ["bogus", "image/png", "/", "", "csv,tsv", "n3x", "é"])
def test_another_name_is_refused_with_the_right_ones(name: str) -> None:
    with pytest.raises(Problem) as caught:
        by_name(name)
    assert caught.value.status == 400
    assert all(suffix in str(caught.value) for suffix in SUFFIXES)
    with pytest.raises(Problem, match="there is no format") as missing:
        by_suffix(name)
    assert missing.value.status == 404


def addresses(query: str, form: str) -> list[str]:
    asked = quote(query)
    return [
        f"/sparql?format={form}&query={asked}",
        f"/sparql?query={asked}&format={form}",
        f"/sparql.{form}?query={asked}",
    ]


@pytest.mark.parametrize("accept", ["*/*", "application/sparql-results+xml", "text/turtle", BROWSER, "image/png"])
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_rows_by_an_address_whatever_accept_says(client: httpx.Client, form: str, accept: str) -> None:
    for address in addresses(SELECT, form):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(RESULTS[form].media_type)
        assert all(document in answer.text for document in DOCUMENTS)


@pytest.mark.parametrize("form", PARSERS)
def test_a_graph_by_an_address(client: httpx.Client, form: str) -> None:
    for address in addresses(CONSTRUCT, form):
        answer = client.get(address)
        found = {str(quad.subject)[1:-1] for quad in parse(answer.content, format=PARSERS[form])}
        assert found == DOCUMENTS


def test_a_library_that_sends_no_header_reads_the_rows(endpoint: Endpoint) -> None:
    """As `pandas.read_csv` does: by urllib."""
    with urlopen(f"{endpoint.sparql}?format=csv&{urlencode({'query': SELECT})}") as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8")))
    assert {row["s"] for row in rows} == DOCUMENTS
    with urlopen(f"{endpoint.url}/sparql.json?{urlencode({'query': SELECT})}") as answer:
        bindings = json.load(answer)["results"]["bindings"]
    assert {binding["s"]["value"] for binding in bindings} == DOCUMENTS


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_format_goes_with_every_way_to_send_a_query(client: httpx.Client, form: str) -> None:
    sent = [
        client.get(addresses(SELECT, form)[0]),
        client.post("/sparql", data={"query": SELECT, "format": form}),
        client.post(f"/sparql.{form}", data={"query": SELECT}),
        client.post(f"/sparql?format={form}", content=SELECT, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert len({answer.content for answer in sent}) == 1
    assert sent[0].headers["content-type"].startswith(RESULTS[form].media_type)


def test_a_tag_is_of_the_format_and_holds_for_it_alone(client: httpx.Client) -> None:
    tags = {form: client.get(addresses(SELECT, form)[0]).headers["etag"] for form in ("csv", "tsv", "json", "xml")}
    assert len(set(tags.values())) == 4
    for form, tag in tags.items():
        assert client.get(addresses(SELECT, form)[2], headers={"If-None-Match": tag}).status_code == 304
    assert client.get(addresses(SELECT, "csv")[0], headers={"If-None-Match": tags["tsv"]}).status_code == 200


@pytest.mark.parametrize(
    ("query", "form", "listed"),
    [(SELECT, "ttl", RESULTS), (CONSTRUCT, "csv", GRAPHS), ("ASK {}", "nt", RESULTS)],
)
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(
    client: httpx.Client, query: str, form: str, listed: dict[str, object]
) -> None:
    for address in addresses(query, form):
        answer = client.get(address)
        assert answer.status_code == 406
        assert all(RESULTS.get(name, GRAPHS.get(name)).media_type in answer.text for name in listed)  # type: ignore[union-attr]


def test_a_406_lists_what_there_is(client: httpx.Client) -> None:
    for address, forms in (
        (f"/sparql?query={quote(SELECT)}", SERVED),
        ("/sparql", tuple(GRAPHS.values())),
        ("/store?default", tuple(GRAPHS.values())),
        ("/.well-known/void", tuple(GRAPHS.values())),
    ):
        answer = client.get(address, headers={"Accept": "image/png"})
        assert answer.status_code == 406
        assert [form.name for form in forms if form.media_type not in answer.text] == []


@pytest.mark.parametrize(
    "address", ["/sparql?format=bogus&query=ASK%7B%7D", "/sparql?format=csv&format=tsv&query=ASK%7B%7D"]
)
def test_a_format_that_is_none_is_an_error(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, "format" in answer.text) == (400, True)


def test_a_suffix_that_is_none_is_not_found(client: httpx.Client) -> None:
    answer = client.get("/sparql.bogus?query=ASK%7B%7D")
    assert (answer.status_code, "csv" in answer.text) == (404, True)


def test_the_description_has_the_formats_of_graphs(client: httpx.Client) -> None:
    for form, parser in PARSERS.items():
        for address in (f"/sparql?format={form}", f"/sparql.{form}"):
            subjects = {str(quad.subject)[1:-1] for quad in parse(client.get(address).content, format=parser)}
            assert any(subject.endswith("/sparql") for subject in subjects)
    assert client.get("/sparql.csv").status_code == 406


@pytest.mark.parametrize("accept", [BROWSER, "text/html", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"])
def test_a_browser_gets_the_editor_with_the_query_and_its_table(client: httpx.Client, accept: str) -> None:
    sent = [
        client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept}),
        client.post("/sparql", data={"query": SELECT}, headers={"Accept": accept}),
    ]
    for answer in (*sent, client.get("/sparql.html", params={"query": SELECT})):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        page = LexborHTMLParser(answer.text)
        assert [area.text().strip() for area in page.css("textarea#query")] == [SELECT]
        assert {link.attributes["href"] for link in page.css(".result td a")} != set()
        assert len(page.css(".result tbody tr")) == len(DOCUMENTS)


def test_the_page_has_the_dataset_of_the_request(client: httpx.Client) -> None:
    one = {"query": SELECT, "default-graph-uri": f"{W3C}1.rdf"}
    page = LexborHTMLParser(client.get("/sparql", params=one, headers={"Accept": BROWSER}).text)
    assert len(page.css(".result tbody tr")) == 1


def test_a_mistake_in_a_browser_is_a_page_and_never_not_acceptable(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {"}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_head_and_options_of_the_addresses(client: httpx.Client) -> None:
    address = addresses(SELECT, "csv")[2]
    got, headed = client.get(address), client.head(address)
    assert (headed.status_code, headed.content) == (200, b"")
    assert (headed.headers["etag"], headed.headers["content-type"]) == (got.headers["etag"], "text/csv; charset=utf-8")
    assert client.head("/sparql", params={"query": SELECT}, headers={"Accept": BROWSER}).status_code == 200
    assert set(client.options("/sparql.csv").headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert client.put("/sparql.csv").status_code == 405


def test_parameters_without_a_meaning_are_named(client: httpx.Client) -> None:
    sent = {"query": SELECT, "timeout": "9", "a b,ü": "x", "debug": ""}
    for answer in (client.get("/sparql", params=sent), client.post("/sparql", data=sent)):
        assert answer.status_code == 200
        assert answer.headers["ignored-parameters"] == "timeout, a%20b%2C%C3%BC, debug"
    known = {"query": SELECT, "format": "csv", "default-graph-uri": f"{W3C}1.rdf", "named-graph-uri": f"{W3C}1.rdf"}
    assert "ignored-parameters" not in client.get("/sparql", params=known).headers
    assert client.get("/sparql.csv", params=known).headers["ignored-parameters"] == "format"
    page = client.get("/sparql", params=sent, headers={"Accept": BROWSER})
    assert page.headers["ignored-parameters"].startswith("timeout, ")
    wrong = client.get("/sparql", params={**sent, "query": "x"})
    assert (wrong.status_code, "timeout" in wrong.headers["ignored-parameters"]) == (400, True)


def test_a_query_by_another_name_is_no_query(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"qeury": SELECT})
    assert (answer.status_code, "qeury" in answer.text) == (400, True)


def test_many_ignored_parameters_do_not_swell_the_head(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}", **{f"parameter{number}": "" for number in range(500)}})
    named = answer.headers["ignored-parameters"]
    assert len(named) <= 1000
    assert named.startswith("parameter0, parameter1, ")
