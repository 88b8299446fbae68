"""The page on a thing without a page of its own kind: its statements, and the statements that link to it."""

from functools import partial

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.identity import identity, title
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.properties import properties, property_link
from rarekg.graph.endpoint.pages.registry import ENTRY
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

LINKS_SHOWN = 100  # one less than the LIMIT of links-to-thing.rq


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on ``iri`` shows."""
    queries = (bound("statements-of-things", thing=[iri]), bound("links-to-thing", thing=iri))
    history = bound("history-of-thing", thing=iri)
    graph = await statements(service, request, *queries, history)
    return partial(_context, graph, iri)


def _context(graph: Statements, iri: str) -> Context:
    links = [(name, subject) for name, subject in graph.links_to(iri) if name != expand("rdfs:label")]
    kind = graph.text(iri, "rdf:type")
    return {
        "title": title(graph, iri),
        "identity": identity(graph, iri),
        "doc": document(iri, graph.base),
        "kind": "Mapping" if graph.text(iri, "owl:annotatedTarget") else graph.labels.get(kind, "Thing"),
        "is_entry": graph.iris(iri, "rdf:type") == [ENTRY],
        "properties": properties(graph, iri),
        "links": [(property_link(graph, name), graph.link(subject)) for name, subject in links[:LINKS_SHOWN]],
        "more": len(links) > LINKS_SHOWN,
    }
