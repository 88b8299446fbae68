"""A client that follows every link from the first address and from IPEX finds a document behind each, none broken."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import httpx
import rdflib
import walked
from crawling import crawl
from rdflib import FOAF, URIRef
from served import BASE, Endpoint

from rarekg.ontology.prefixes import prefix_map

MOST, LEAST = 400, 300
# Terms of the statements about documents; the graph has none about them.
OF_DOCUMENTS = (str(FOAF), prefix_map()["hydra"])
NOT_RDF = ("/sitemap.xml", "/search")
# Documents that are not made from the graph, which has no statement about the terms of other vocabularies.
BESIDE = ("/shapes", "/sparql", "/.well-known/void", "/.well-known/sparql-examples")


def resource(iri: str, url: str) -> str | None:
    """Return the address at which a client requests ``iri``: its own on this server, or that of the whole IRI."""
    if iri.startswith(url):
        return None if urlsplit(iri).path in NOT_RDF else iri.partition("#")[0]
    if iri.startswith(BASE):
        return f"{url}/{iri.removeprefix(BASE).partition('#')[0]}"
    return None if iri.startswith(OF_DOCUMENTS) else f"{url}/resource?iri={quote(iri, safe='')}"


def read(response: httpx.Response) -> rdflib.Graph:
    return rdflib.Graph().parse(data=response.text, format="turtle")


def iri_of(address: str, url: str) -> str:
    """Return the IRI that an address of this server stands for."""
    query = httpx.URL(address).params.get("iri")
    return str(query) if query else BASE + address.removeprefix(url + "/")


def test_every_link_near_ipex_leads_to_turtle_about_its_target(endpoint: Endpoint) -> None:
    broken, silent, visited = [], [], 0

    def links(response: httpx.Response) -> Iterator[str]:
        beside = response.url.path in BESIDE
        if response.is_success:
            for subject, _, value in read(response):
                for end in (subject, value):
                    url = resource(str(end), endpoint.url) if isinstance(end, URIRef) else None
                    if url and not (beside and "/resource?" in url):
                        yield url

    with endpoint.client() as client:
        client.headers["Accept"] = "text/turtle"
        for address, response in crawl(client, [f"{endpoint.url}/", endpoint.url + walked.IPEX], links, MOST):
            visited += 1
            if response.status_code != 200:
                broken.append((address, response.status_code, response.text[:200]))
                continue
            mentioned = {str(end) for triple in read(response) for end in triple}
            iri = iri_of(address, endpoint.url)
            if "/store?" in address:
                continue  # the contents of a graph, which need not speak of the graph
            if iri not in mentioned and not any(end.startswith((iri, address)) for end in mentioned):
                silent.append((address, str(response.url)))
    assert broken == []
    assert silent == []
    assert visited >= LEAST
