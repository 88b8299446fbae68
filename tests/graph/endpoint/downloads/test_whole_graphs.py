"""A graph that is too large for one result is a redirect to its file, which clients follow; VoID names the files."""

import subprocess
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import rdflib
import release_folder
import served
from pyoxigraph import Store
from rdflib.compare import isomorphic

from rarekg.graph.home.builds import current

HPO = f"/store?graph={quote(served.graph('hpo').value, safe='')}"
SMALL = f"/store?graph={quote(served.W3C + '0.rdf', safe='')}"
DCAT, VOID, SPDX = "http://www.w3.org/ns/dcat#", "http://rdfs.org/ns/void#", "http://spdx.org/rdf/terms#"


def size(home: Path, graph: str) -> int:
    store = Store.read_only(str(current(home).store))
    return sum(1 for _ in store.quads_for_pattern(None, None, None, served.graph(graph)))


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("*/*", "ttl"),
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml;q=0.9,*/*;q=0.1", "ttl"),
    ],
)
def test_a_large_graph_is_a_redirect(client: httpx.Client, accept: str, suffix: str) -> None:
    for path, file in ((HPO, "graphs/hpo"), ("/store?default", "rarekg")):
        response = client.get(path, headers={"Accept": accept})
        location = f"/downloads/aaaa1111/{file}.{suffix}"
        assert (response.status_code, response.headers["location"]) == (307, location)
        followed = client.get(location)
        assert followed.headers["content-type"].partition(";")[0] in ("text/turtle", "application/n-triples")


def test_a_format_that_no_file_has_is_refused(client: httpx.Client) -> None:
    response = client.get(HPO, headers={"Accept": "application/rdf+xml"})
    assert response.status_code == 406
    assert "text/turtle" in response.text


def test_a_small_graph_is_sent(client: httpx.Client) -> None:
    response = client.get(SMALL)
    assert response.status_code == 200
    assert len(rdflib.Graph().parse(data=response.text, format="turtle")) == 1


def test_rdflib_and_curl_read_the_large_graph_by_its_address(running: served.Endpoint, home: Path) -> None:
    expected = size(home, "hpo")
    read = rdflib.Graph().parse(running.url + HPO)
    assert len(read) == expected
    command = ["curl", "-sfL", "-H", "Accept: application/n-triples", running.url + HPO]
    lines = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.splitlines()
    assert len(lines) == expected
    compressed = subprocess.run([*command, "--compressed"], capture_output=True, check=True, timeout=60).stdout
    assert compressed.splitlines() == lines


def test_without_a_release_it_is_one_problem_and_no_broken_body(tmp_path: Path) -> None:
    served.publish(tmp_path, "cccc3333")
    with served.endpoint(tmp_path, "--max-result-bytes", "20000") as running, running.client() as client:
        for path in (HPO, "/store?default"):
            response = client.get(path)
            assert (response.status_code, response.text.count("\n")) == (413, 1)
            assert "rarekg release" in response.text
        void = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
        dumped = {str(value) for value in void.objects(None, rdflib.URIRef(f"{VOID}dataDump"))}
        assert f"{running.url}{HPO}" not in dumped
        assert f"{running.url}/store?graph={quote(served.graph('tricky').value, safe='')}" in dumped
        for address in dumped:
            assert client.get(address).status_code == 200
        assert list(void.objects(None, rdflib.URIRef(f"{DCAT}distribution"))) == []
        before = client.get("/.well-known/void").headers["etag"]
        release_folder.write(tmp_path)
        assert client.get("/.well-known/void").headers["etag"] != before
        assert client.get(HPO).status_code == 307


def test_void_names_the_files_with_size_and_checksum(
    client: httpx.Client, folder: Path, running: served.Endpoint
) -> None:
    void = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    files = {str(url): node for node, url in void.subject_objects(rdflib.URIRef(f"{DCAT}downloadURL"))}
    assert set(files) == {f"{running.url}/downloads/aaaa1111/{path}" for path in release_folder.paths(folder)}
    dumped = {str(value) for value in void.objects(None, rdflib.URIRef(f"{VOID}dataDump"))}
    assert dumped == set(files)
    for url, node in files.items():
        content = client.get(url)
        assert int(str(void.value(node, rdflib.URIRef(f"{DCAT}byteSize")))) == len(content.content)
        checksum = void.value(node, rdflib.URIRef(f"{SPDX}checksum"))
        value = void.value(checksum, rdflib.URIRef(f"{SPDX}checksumValue"))
        assert f'"{value}"' == content.headers["etag"]
        assert str(void.value(node, rdflib.URIRef(f"{DCAT}compressFormat"))).endswith("/application/gzip")
    whole = rdflib.URIRef(f"{served.BASE}dataset/rarekg")
    named = {str(value) for value in void.objects(whole, rdflib.URIRef(f"{DCAT}distribution"))}
    assert named == {url for url in files if "/graphs/" not in url}


def test_the_document_on_a_dataset_names_the_same_files(client: httpx.Client, running: served.Endpoint) -> None:
    void = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    thing, property = rdflib.URIRef(f"{served.BASE}dataset/hpo"), rdflib.URIRef(f"{DCAT}distribution")
    document = rdflib.Graph().parse(data=client.get("/dataset/hpo.ttl").text, format="turtle")
    assert set(document.objects(thing, property)) == set(void.objects(thing, property)) != set()


def test_the_file_has_what_the_graph_has(client: httpx.Client, home: Path) -> None:
    location = client.get(HPO).headers["location"]
    read = rdflib.Graph().parse(data=client.get(location).text, format="turtle")
    with served.endpoint(home) as unlimited, unlimited.client() as other:
        direct = rdflib.Graph().parse(data=other.get(HPO).text, format="turtle")
    assert isomorphic(read, direct)
