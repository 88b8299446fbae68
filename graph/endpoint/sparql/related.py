"""What else there is for who knows only the endpoint: its documents, in its description and in each of its headers."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from rarekg.graph.endpoint.http.link_header import link_header
from rarekg.graph.endpoint.sparql.triples import about

VOID, EXAMPLES, HELP, GUIDE = "/.well-known/void", "/.well-known/sparql-examples", "/help", "/llms.txt"
VOCABULARY, SHAPES = "/vocab", "/shapes"
# Path → relation, of RFC 8288's registry: https://www.iana.org/assignments/link-relations/
_RELATIONS = {
    "/sparql": "service-desc",
    HELP: "service-doc",
    VOID: "describedby",
    VOCABULARY: "describedby",
    SHAPES: "describedby",
    EXAMPLES: "related",
}
# The header that leads from an answer of the endpoint to its documents.
LINKS = {"Link": link_header((path, {"rel": relation}) for path, relation in _RELATIONS.items())}


def see_also(endpoint: NamedNode, address: str) -> Iterator[Triple]:
    """Yield the documents about the ``endpoint`` of the service at ``address``."""
    paths = (VOID, EXAMPLES, VOCABULARY, SHAPES, HELP, GUIDE)
    yield from about(endpoint, {"rdfs:seeAlso": [NamedNode(address + path) for path in paths]})
