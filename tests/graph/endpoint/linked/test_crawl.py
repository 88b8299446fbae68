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
# Words that documents use of themselves; the graph says nothing of them.
OF_DOCUMENTS = (str(FOAF), prefix_map()["hydra"])
NOT_RDF = ("/sitemap.xml", "/search")
# Documents that are not out of the graph: of what they mention in other vocabularies it says nothing.
BESIDE = ("/shapes", "/sparql", "/.well-known/void", "/.well-known/sparql-examples")


def resource(iri: str, url: str) -> str | None:
    """Return where a client asks for what ``iri`` means: at its own address on this server, or by its IRI."""
    if iri.startswith(url):
        return None if urlsplit(iri).path in NOT_RDF else iri.partition("#")[0]
    if iri.startswith(BASE):
        return f"{url}/{iri.removeprefix(BASE).partition('#')[0]}"
    return None if iri.startswith(OF_DOCUMENTS) else f"{url}/resource?iri={quote(iri, safe='')}"


def read(response: httpx.Response) -> rdflib.Graph:
    return rdflib.Graph().parse(data=response.text, format="turtle")


def meant(address: str, url: str) -> str:
    """Return the IRI that an address of this server stands for."""
    query = httpx.URL(address).params.get("iri")
    return str(query) if query else BASE + address.removeprefix(url + "/")


def test_every_link_around_ipex_leads_to_turtle_that_speaks_of_what_was_asked(endpoint: Endpoint) -> None:
    broken, silent, visited = [], [], 0

    def links(response: httpx.Response) -> Iterator[str]:
        beside = response.url.path in BESIDE
        if response.is_success:
            for subject, _, value in read(response):
                for end in (subject, value):
                    there = resource(str(end), endpoint.url) if isinstance(end, URIRef) else None
                    if there and not (beside and "/resource?" in there):
                        yield there

    with endpoint.client() as client:
        client.headers["Accept"] = "text/turtle"
        for address, response in crawl(client, [f"{endpoint.url}/", endpoint.url + walked.IPEX], links, MOST):
            visited += 1
            if response.status_code != 200:
                broken.append((address, response.status_code, response.text[:200]))
                continue
            told = {str(end) for triple in read(response) for end in triple}
            asked = meant(address, endpoint.url)
            if "/store?" in address:
                continue  # the contents of a graph, which need not speak of the graph
            if asked not in told and not any(end.startswith((asked, address)) for end in told):
                silent.append((address, str(response.url)))
    assert broken == []
    assert silent == []
    assert visited >= LEAST
