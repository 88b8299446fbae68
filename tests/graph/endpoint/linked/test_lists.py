"""The way in: every disease, phenotype and gene is reached from the first address, and search engines know of it."""

import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
import served
from rdflib import FOAF, RDF, RDFS, VOID, URIRef
from served import BASE, Endpoint

from rarekg.graph.endpoint.linked import listing, sitemap
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.home.builds import current
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.thing import KINDS, Kind

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")


def read(client: httpx.Client, address: str) -> rdflib.Graph:
    answer = client.get(address, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.fixture(scope="module")
def index(linked_home: Path) -> SearchIndex:
    return SearchIndex(current(linked_home).search)


def locations(sitemap: bytes) -> list[str]:
    tree = ElementTree.fromstring(sitemap)
    return [str(location.text) for location in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def members(client: httpx.Client, start: str) -> Iterator[tuple[str, str]]:
    url: URIRef | None = URIRef(start)
    while url is not None:
        document = read(client, str(url))
        whole = document.value(predicate=RDF.type, object=HYDRA.Collection)
        view = document.value(whole, HYDRA.view)
        for member in document.objects(whole, HYDRA.member):
            yield str(member), str(document.value(member, RDFS.label))
        following = document.value(view, HYDRA.next)
        url = following if isinstance(following, URIRef) else None


def test_from_the_first_address_every_thing_is_reached(
    client: httpx.Client, endpoint: Endpoint, index: SearchIndex
) -> None:
    home = read(client, "/")
    here = URIRef(f"{endpoint.url}/")
    assert home.value(here, FOAF.primaryTopic) == URIRef(f"{BASE}dataset/rarekg")
    assert (URIRef(f"{BASE}dataset/rarekg"), VOID.sparqlEndpoint, URIRef(endpoint.sparql)) in home
    reached = [pair for whole in home.objects(here, HYDRA.collection) for pair in members(client, str(whole))]
    everything = index.things(KINDS, limit=10_000)
    assert sorted(reached) == sorted((row.iri, row.label) for row in everything)
    assert len(reached) == index.count() > 50
    for beside in home.objects(here, RDFS.seeAlso):
        assert client.get(str(beside), follow_redirects=True).status_code == 200


def test_a_list_is_cut_into_pages(index: SearchIndex) -> None:
    total = index.count(("phenotype",))
    first = listing.list_page(index, "phenotypes", 1, 7)
    assert (first.pages, first.total, len(first.rows)) == (-(-total // 7), total, 7)
    pages = [listing.list_page(index, "phenotypes", page + 1, 7) for page in range(first.pages)]
    assert [row for page in pages for row in page.rows] == index.things(("phenotype",), limit=1000)


def test_lists_answer_for_pages_that_are_not_there(client: httpx.Client) -> None:
    assert client.get("/diseases?page=2").status_code == 404
    assert client.get("/diseases?page=x").status_code == 400
    assert client.get("/diseases.xyz").status_code == 404
    assert client.get("/diseases.csv").status_code == 404


def test_the_sitemap_lists_every_page(client: httpx.Client, endpoint: Endpoint, index: SearchIndex) -> None:
    robots = client.get("/robots.txt").text
    place = re.search(r"^Sitemap: (\S+)$", robots, re.MULTILINE)
    assert place
    for path in ("/sparql", "/editor", "/table.csv"):
        assert f"Disallow: {path}\n" in robots
    addresses = locations(client.get(place[1]).content)
    assert len(addresses) == len(set(addresses)) == index.count() + 1 + len(listing.LISTS)
    assert f"{endpoint.url}/MONDO:0010580" in addresses
    for address in addresses[:: len(addresses) // 10]:
        assert client.get(address, follow_redirects=True).status_code == 200
    assert client.get("/sitemap-1.xml").status_code == 200
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_many_addresses_are_listed_in_several_files(index: SearchIndex) -> None:
    site, files = sitemap.Site(address="http://x", day="2026-01-01"), tuple(sitemap.paths(index, BASE, 30))
    numbers = range(1, -(-index.count() // 30) + 1)
    assert locations(sitemap.whole(files, site)) == [f"http://x/sitemap-{at}.xml" for at in numbers]
    addresses = [address for at in numbers for address in locations(sitemap.urls(files, site, at))]
    assert len(addresses) == len(set(addresses)) == index.count() + 1 + len(listing.LISTS)
    with pytest.raises(Problem, match=f"there is no sitemap {len(numbers) + 1}"):
        sitemap.urls(files, site, len(numbers) + 1)


def test_the_sitemap_is_made_once_for_all_hosts(linked_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    things = SearchIndex.things

    def counted(index: SearchIndex, kinds: Sequence[Kind], offset: int = 0, limit: int = 100) -> list[Row]:
        read.append(offset)
        time.sleep(0.05)  # so that requests at the same time would all read
        return things(index, kinds, offset, limit)

    monkeypatch.setattr(SearchIndex, "things", counted)
    names = SearchIndex(current(linked_home).search)
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: sitemap.once(names, BASE), range(8)))
    assert len(set(made)) == 1
    assert read == [0]
    for host in ("a.example", "b.example"):
        site = sitemap.Site(address=f"http://{host}", day="2026-01-01")
        assert f"http://{host}/MONDO:0010580" in locations(sitemap.whole(sitemap.once(names, BASE), site))
    assert read == [0]


@pytest.mark.parametrize(
    "number", ["0", "00", "2", "-1", "x", "9" * 30, "9" * 5000, "0" * 5000 + "1", "%F0%9F%98%80", "%00"]
)
def test_a_sitemap_that_is_not_there_is_not_found(client: httpx.Client, number: str) -> None:
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_build_without_a_search_index_still_has_its_documents(tmp_path: Path) -> None:
    served.publish(tmp_path, "old")
    with served.endpoint(tmp_path) as running, running.client() as client:
        assert client.get("/HP:0000001").status_code == 200
        assert client.get("/HP:9999999").status_code == 404
        assert client.get("/diseases", headers={"Accept": "text/turtle"}).status_code == 503
        assert client.get("/search?q=x").status_code == 503
        assert client.get("/sitemap.xml").status_code == 503
        assert client.get("/", headers={"Accept": "text/turtle"}).status_code == 200
