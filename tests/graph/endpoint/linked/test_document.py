"""Dereferencing by real requests: what leads where, in which format, with which headers; that nothing is left out."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
import rdflib
import walked
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse
from rdflib import FOAF, URIRef
from served import BASE, Endpoint

from rarekg.ontology.prefixes import expand

FORMATS = {
    "text/turtle": ("ttl", "turtle"),
    "application/ld+json": ("jsonld", "json-ld"),
    "application/n-triples": ("nt", "nt"),
    "application/rdf+xml": ("rdf", "xml"),
    "application/n-quads": ("nq", "nquads"),
    "application/trig": ("trig", "trig"),
}
DATASETS = ("application/n-quads", "application/trig")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
KINDS = st.sampled_from(["text/turtle", "text/html", "text/*", "*/*", "application/ld+json", "image/png", "a/b;c=d"])
QUALITIES = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1.000", "; q=2", ";q="])
ACCEPTS = st.lists(st.builds(str.__add__, KINDS, QUALITIES), max_size=4).map(",".join)
INFERRED = {expand(f"rkg:{name}") for name in ("subsumedBy", "hasPropagatedPhenotype", "ofDisease", "ofPhenotype")}


def read(response: httpx.Response) -> rdflib.Graph:
    assert response.status_code == 200, response.text
    kind = response.headers["content-type"].partition(";")[0]
    if kind not in DATASETS:
        return rdflib.Graph().parse(data=response.text, format=FORMATS[kind][1])
    dataset = rdflib.Dataset(default_union=True).parse(data=response.text, format=FORMATS[kind][1])
    union = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        union.add(triple)
    return union


def pages(client: httpx.Client, path: str) -> Iterator[rdflib.Graph]:
    """Yield each page of a document in Turtle, by the links to the next in its header."""
    url: str | None = path
    while url:
        response = client.get(url, headers={"Accept": "text/turtle"})
        yield read(response)
        url = response.links.get("next", {}).get("url")


def associations(graph: Store) -> list[str]:
    kind = NamedNode(expand("biolink:DiseaseToPhenotypicFeatureAssociation"))
    quads = graph.quads_for_pattern(None, NamedNode(expand("rdf:type")), kind, None)
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it uses what it deprecates
@pytest.mark.parametrize("path", [walked.IPEX, walked.ECZEMA, walked.FOXP3, "/dataset/hpo", "/page/GARD_0001850"])
def test_a_document_has_the_same_statements_in_each_format(endpoint: Endpoint, client: httpx.Client, path: str) -> None:
    documents = []
    for accept, (suffix, _) in FORMATS.items():
        by_header = client.get(path, headers={"Accept": accept}, follow_redirects=True)
        by_suffix = client.get(f"{path}.{suffix}", headers={"Accept": "image/png"})
        assert by_header.headers["content-type"].partition(";")[0] == accept
        asked = by_header.url.path
        lines = by_suffix.text.replace(f"{path}.{suffix}", asked).splitlines()
        assert sorted(by_header.text.splitlines()) == sorted(lines)
        assert by_header.headers["content-location"] == f"{path}.{suffix}"
        # Only what a document says of own is different.
        own = {URIRef(f"{endpoint.url}{path}.{suffix}")}
        documents.append({triple for triple in read(by_suffix) if triple[0] not in own})
    assert documents[0]
    assert all(other == documents[0] for other in documents)


def test_what_was_minted_is_led_to_its_document(client: httpx.Client, graph: Store) -> None:
    iri = associations(graph)[0]
    path = f"/{iri.removeprefix(BASE)}"
    for accept, suffix in [
        ("*/*", "ttl"),
        *((accept, suffix) for accept, (suffix, _) in FORMATS.items()),
        (BROWSER, "html"),
    ]:
        answer = client.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{path}.{suffix}")
        assert answer.headers["vary"] == "Accept, Accept-Encoding"
        assert answer.links["describedby"]["url"] == f"{path}.{suffix}"
    document = read(client.get(f"{path}.ttl"))
    stored = {quad.predicate.value for quad in graph.quads_for_pattern(NamedNode(iri), None, None, None)}
    assert {str(predicate) for predicate in document.predicates(URIRef(iri))} == stored


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/OMIM:304790", 303, walked.IPEX),
        ("/OMIM:304790.ttl", 303, f"{walked.IPEX}.ttl"),
        ("/ORPHA:37042.jsonld", 303, f"{walked.IPEX}.jsonld"),
        ("/Orphanet:37042", 301, "/ORPHA:37042"),
        ("/GARD:1850", 301, "/GARD:0001850"),
        ("/GARD:0001850", 303, walked.IPEX),
        ("/NCBIGene:50943", 303, walked.FOXP3),
        ("/rkg:hasOnset", 303, "/vocab#hasOnset"),
        ("/vocab/0.1.0", 303, "/vocab"),
        ("/resource?iri=http://purl.obolibrary.org/obo/MONDO_0010580", 303, walked.IPEX),
        ("/resource.nt?iri=http://purl.obolibrary.org/obo/MONDO_0010580", 303, f"{walked.IPEX}.nt"),
        ("/resource?iri=https://w3id.org/rarekg/dataset/hpo", 303, "/dataset/hpo.ttl"),
        ("/resource?iri=https://w3id.org/rarekg/vocab%23hasOnset", 303, "/vocab#hasOnset"),
    ],
)
def test_other_ids_lead_to_the_one_document(client: httpx.Client, path: str, status: int, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers.get("location")) == (status, location)


def test_a_mapped_id_leads_people_to_the_disease_too(client: httpx.Client) -> None:
    answer = client.get("/OMIM:304790", headers={"Accept": BROWSER})
    assert (answer.status_code, answer.headers["location"]) == (303, walked.IPEX)
    assert client.get("/OMIM:304790.html").headers["location"] == f"{walked.IPEX}.html"


@pytest.mark.parametrize(("old", "new"), [("HP:0000976", "HP:0000964"), ("HP:0001111", "HP:0001596")])
def test_obsolete_ids_point_to_their_successor(client: httpx.Client, old: str, new: str) -> None:
    answer = client.get(f"/{old}")
    document = read(answer)
    assert (URIRef(expand(old)), URIRef(expand("IAO:0100001")), URIRef(expand(new))) in document
    assert str(document.value(URIRef(expand(old)), URIRef(expand("owl:deprecated")))) == "true"
    assert answer.links["successor-version"]["url"] == f"/{new}"


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/MONDO:0010581", "MONDO:0010580"),
        ("/MONDO:0010850", "MONDO:0010580"),
        ("/MONDO:10581", "MONDO:0010580"),
        ("/wiskot aldrich", "MONDO:0010518"),
        ("/resource?iri=http://purl.obolibrary.org/obo/MONDO_0010589", None),
        ("/association/nothing.ttl", None),
        ("/favicon.ico", None),
        ("/NOPE:1", None),
        ("/GARD:9999999", None),
    ],
)
@pytest.mark.parametrize("accept", ["text/turtle", "application/json"])
def test_what_is_unknown_is_not_found_and_what_is_near_is_named(
    client: httpx.Client, path: str, near: str | None, accept: str
) -> None:
    answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
    assert answer.status_code == 404
    if near is not None:
        assert f"{near} (" in answer.text
        assert accept == "text/turtle" or near in answer.json()["near"]


@pytest.mark.parametrize(
    "path", ["/MONDO:0010580", "/MONDO:0010580.ttl", "/vocab", "/vocab.rdf", "/diseases", "/", "/robots.txt"]
)
def test_head_has_the_headers_of_get_and_an_unchanged_document_gets_304(client: httpx.Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    for name in ("content-type", "etag", "vary", "cache-control", "link", "content-location"):
        assert head.headers.get(name) == got.headers.get(name)
    assert head.content == b""
    again = client.get(path, headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == got.headers["etag"]
    assert client.get(path, headers={"If-None-Match": '"something-else"'}).status_code == 200


def test_a_tag_is_of_one_format_and_one_address(client: httpx.Client) -> None:
    tags = {client.get(walked.IPEX, headers={"Accept": accept}).headers["etag"] for accept in (*FORMATS, BROWSER)}
    tags |= {client.get(path).headers["etag"] for path in (walked.ECZEMA, f"{walked.IPEX}.ttl")}
    assert len(tags) == len(FORMATS) + 3


def test_a_document_names_its_topic_and_links_to_its_other_formats(endpoint: Endpoint, client: httpx.Client) -> None:
    answer = client.get(walked.IPEX)
    ipex, here = expand("MONDO:0010580"), URIRef(f"{endpoint.url}{walked.IPEX}")
    assert (here, FOAF.primaryTopic, URIRef(ipex)) in read(answer)
    assert answer.links["canonical"]["url"] == walked.IPEX
    assert answer.links["describes"]["url"] == ipex
    others = [part for part in answer.headers["link"].split(", ") if 'rel="alternate"' in part]
    offered = {re.findall(r'type="(.*?)"', part)[0]: re.findall("<(.*?)>", part)[0] for part in others}
    assert set(offered) == {*FORMATS, "text/html", "text/csv"} - {"text/turtle"}
    for kind, path in offered.items():
        assert client.get(path).headers["content-type"].partition(";")[0] == kind
    page = client.get(walked.IPEX, headers={"Accept": BROWSER})
    assert page.links["describedby"] == {"url": f"{walked.IPEX}.ttl", "rel": "describedby", "type": "text/turtle"}


def test_nothing_is_left_out_of_a_disease_with_many_associations(client: httpx.Client, graph: Store) -> None:
    ipex = NamedNode(expand("MONDO:0010580"))
    links = {
        quad.triple for quad in graph.quads_for_pattern(None, None, ipex, None) if quad.predicate.value not in INFERRED
    }
    nodes = {link.subject for link in links if str(link.subject).startswith(f"<{BASE}")}
    own = {q.triple for q in graph.quads_for_pattern(ipex, None, None, None) if q.predicate.value not in INFERRED}
    expected = links | own | {q.triple for node in nodes for q in graph.quads_for_pattern(node, None, None, None)}
    served = {tuple(map(str, triple)) for page in pages(client, walked.IPEX) for triple in page}
    missing = [triple for triple in expected if _texts(triple) not in served]
    assert missing == []
    assert len(expected) > 200


def _texts(triple: Triple) -> tuple[str, ...]:
    """Return subject, predicate and object as rdflib reads them, which writes a double 0 as 0.0."""
    value = triple.object
    if isinstance(value, Literal) and value.datatype.value == expand("xsd:double"):
        value = Literal(str(rdflib.Literal(value.value, datatype=rdflib.XSD.double)))
    return tuple(end.value for end in (triple.subject, triple.predicate, value))  # type: ignore[union-attr]


@pytest.mark.parametrize("path", [walked.IPEX, walked.ECZEMA, walked.FOXP3])
def test_describe_gives_the_document_without_what_is_inferred(endpoint: Endpoint, graph: Store, path: str) -> None:
    answer = endpoint.ask(f"DESCRIBE <{expand(path[1:])}>", accept="application/n-triples")
    described = answer.text.splitlines()
    with endpoint.client() as client:
        document = set(client.get(f"{path}.nt").text.splitlines())
    own = {line for line in document if line.startswith(f"<{endpoint.url}")}
    inferred = {f"{q.triple} ." for q in graph.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/inferred"))}
    assert len(described) == len(set(described))
    assert set(described) <= document - own - inferred
    # The label of what inferred statements alone mention is of no use there.
    missing = document - own - inferred - set(described)
    assert all(f" <{expand('rdfs:label')}> " in line for line in missing)
    assert not any(f" {line.partition(' ')[0]} ." in "\n".join(described) for line in missing)
    assert any("/association/" in line for line in described)


def test_each_thing_that_is_described_in_json_ld_has_one_object(endpoint: Endpoint) -> None:
    answer = endpoint.ask(f"DESCRIBE <{expand('MONDO:0010580')}>", accept="application/ld+json")
    ids = [node["@id"] for node in answer.json()]
    assert len(ids) == len(set(ids)) > 20


def test_datasets_have_each_statement_in_its_graph(client: httpx.Client, graph: Store) -> None:
    for suffix, form in (("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)):
        answer = client.get(f"{walked.IPEX}.{suffix}")
        quads = set(parse(answer.content, format=form))
        stated = {quad for quad in quads if isinstance(quad.graph_name, NamedNode)}
        assert all(quad in graph for quad in stated)
        triples = {quad.triple for quad in parse(client.get(f"{walked.IPEX}.nt").content, format=RdfFormat.N_TRIPLES)}
        about = [triple for triple in triples if str(triple.subject).endswith(f"{walked.IPEX}.nt>")]
        assert {quad.triple for quad in stated} == triples - set(about)
        assert len(quads - stated) == len(about) == 3


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/n-quads", "application/n-quads"),
        ("application/trig;q=0.9, */*;q=0.1", "application/trig"),
        ("application/n-quads, application/ld+json;q=0.9, text/turtle;q=0.6", "application/ld+json"),
        ("application/trig, text/html;q=0.1", "text/html"),
    ],
)  # fmt: skip
def test_named_graphs_are_for_clients_that_want_nothing_else(client: httpx.Client, accept: str, kind: str) -> None:
    answer = client.get(walked.FOXP3, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == kind


@pytest.mark.parametrize("path", [walked.IPEX, walked.ECZEMA, "/diseases", "/", "/.well-known/void", "/sparql"])
def test_a_document_declares_the_prefixes_that_it_uses(client: httpx.Client, path: str) -> None:
    text = client.get(path, headers={"Accept": "text/turtle"}).text
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|#.*', "", text)
    declared = re.findall(r"^@prefix ([^:]*):", bare, re.MULTILINE)
    rest = re.sub(r"^@prefix.*$", "", bare, flags=re.MULTILINE)
    assert set(declared) == set(re.findall(r"(?:^|[\s^])([A-Za-z][\w.-]*):", rest))
    assert len(declared) == len(set(declared)) > 1


def test_what_is_mentioned_is_named(client: httpx.Client, graph: Store) -> None:
    document = read(client.get(walked.WISKOTT))
    label = NamedNode(expand("rdfs:label"))
    ends = {end for triple in document for end in (triple[0], triple[2]) if isinstance(end, URIRef)}
    ends -= {URIRef(f"{BASE}dataset/rarekg")}  # about which the document has statements and the graph has none
    for end in ends:
        for quad in graph.quads_for_pattern(NamedNode(str(end)), label, None, None):
            assert str(document.value(end, rdflib.RDFS.label)) == quad.object.value  # type: ignore[union-attr]


def test_a_part_is_one_whole_number(client: httpx.Client) -> None:
    assert client.get(f"{walked.IPEX}?page=1").status_code == 200
    assert client.get(f"{walked.IPEX}?page=2").status_code == 404
    for wrong in ("0", "-1", "x", "1.5", "²", "99999999999", ""):
        assert client.get(walked.IPEX, params={"page": wrong}).status_code == 400
    assert client.get(f"{walked.IPEX}?page=1&page=2").status_code == 400


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize(
    "path",
    ["/", walked.IPEX, f"{walked.IPEX}.html", walked.FOXP3, "/resource?iri=https%3A%2F%2Fhpo.jax.org%2F", "/vocab"],
)
def test_a_link_that_was_passed_on_leads_to_the_same_document(client: httpx.Client, path: str, accept: str) -> None:
    added = f"{'&' if '?' in path else '?'}utm_source=letter&fbclid=1"
    plain, passed_on = (client.get(address, headers={"Accept": accept}) for address in (path, path + added))
    assert passed_on.status_code == 200
    assert passed_on.text.replace(added, "") == plain.text  # RDF states of the very address what it holds
    assert passed_on.headers["ignored-parameters"] == "utm_source, fbclid"
    assert "ignored-parameters" not in plain.headers
    again = client.get(path + added, headers={"Accept": accept, "If-None-Match": passed_on.headers["etag"]})
    assert (again.status_code, again.headers["ignored-parameters"]) == (304, "utm_source, fbclid")


def test_phenotypes_of_a_disease_are_there_as_a_table(client: httpx.Client) -> None:
    answer = client.get(f"{walked.IPEX}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="MONDO_0010580_phenotypes.csv"'
    lines = answer.text.splitlines()
    assert lines[0].startswith("phenotype,phenotypeLabel,affected,examined,share,lowest,highest,frequency")
    assert any("HP_0000964,Eczematoid dermatitis," in line for line in lines)
    assert client.get(f"{walked.HAIR_LOSS}.csv").status_code == 404


def test_a_table_is_had_by_accept_too_where_there_is_one(client: httpx.Client) -> None:
    table = client.get(f"{walked.IPEX}.csv")
    answer = client.get(walked.IPEX, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.content) == (200, table.content)
    assert answer.headers["content-location"] == f"{walked.IPEX}.csv"
    for liked, kind in (
        ("*/*", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/csv;q=0.5, text/turtle", "text/turtle"),
    ):
        assert client.get(walked.IPEX, headers={"Accept": liked}).headers["content-type"].startswith(kind)
    none = client.get(walked.FOXP3, headers={"Accept": "text/csv"})
    assert (none.status_code, "text/turtle" in none.text) == (406, True)
    other = client.get(walked.FOXP3, headers={"Accept": "text/csv, application/n-triples;q=0.5"})
    assert (other.status_code, other.headers["content-type"]) == (200, "application/n-triples")


@pytest.mark.parametrize(
    "path", ["/resource", "/resource?iri=", "/resource?iri=x", "/resource?iri=a:b&iri=c:d", "/resource?iri=http://a b/"]
)
def test_resource_needs_one_iri(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_a_thing_without_a_short_address_has_its_document_at_resource(client: httpx.Client) -> None:
    iri = "https://hpo.jax.org/"
    document = read(client.get("/resource", params={"iri": iri}))
    assert list(document.subjects(object=URIRef(iri)))
    assert client.get("/resource.ttl", params={"iri": "http://example.org/nothing"}).status_code == 404


@pytest.mark.parametrize("path", [walked.IPEX, "/vocab", "/diseases", "/", "/dataset/hpo.ttl"])
def test_only_reading_is_allowed(client: httpx.Client, path: str) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert client.request(method, path).status_code == 405
    assert client.options(path).status_code == 204


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(accept=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60).map(str.strip) | ACCEPTS)
def test_any_accept_header_gets_a_document_or_406(endpoint: Endpoint, accept: str) -> None:
    with endpoint.client() as client:
        answer = client.get(walked.FOXP3, headers={"Accept": accept})
    assert answer.status_code in (200, 406)
    if answer.status_code == 200:
        assert answer.headers["content-type"].partition(";")[0] in {*FORMATS, "text/html"}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_path_gets_an_answer(endpoint: Endpoint, name: str) -> None:
    with endpoint.client() as client:
        assert client.get(f"/{quote(name, safe='')}").status_code < 500


def test_a_mapping_leads_to_its_set_and_the_set_to_its_terms_of_use_alone(client: httpx.Client, graph: Store) -> None:
    mappings = NamedNode(expand("sssom:mappings"))
    one = next(quad for quad in graph.quads_for_pattern(None, mappings, None) if isinstance(quad.object, NamedNode))
    owner, mapping = (URIRef(one.subject.value), URIRef(one.object.value))  # type: ignore[union-attr]
    document = read(client.get(f"/{mapping.removeprefix(BASE)}.ttl"))
    assert list(document.triples((None, URIRef(mappings.value), None))) == [(owner, URIRef(mappings.value), mapping)]
    described = read(client.get(f"/{owner.removeprefix(BASE)}.ttl"))
    assert described.value(owner, rdflib.DCTERMS.license)
    assert list(described.triples((None, URIRef(mappings.value), None))) == []


def test_each_named_graph_has_a_document_that_links_to_its_statements(client: httpx.Client, graph: Store) -> None:
    for name in graph.named_graphs():
        iri = URIRef(str(name.value))
        document = read(client.get(f"/{iri.removeprefix(BASE)}.ttl"))
        whole = document.value(iri, rdflib.RDFS.seeAlso)
        assert client.head(str(whole)).status_code == 200
        assert set(document.objects(predicate=rdflib.VOID.dataDump)) <= {whole}
    dataset = URIRef(f"{BASE}dataset/hpo")
    assert (
        client.head(str(read(client.get("/dataset/hpo.ttl")).value(dataset, rdflib.VOID.dataDump))).status_code == 200
    )
    assert client.get("/graph/none.ttl").status_code == 404
