"""The saved queries as linked data, each an executable of SHACL with its description and its endpoint.

https://www.w3.org/TR/shacl-sparql/ and the sparql-examples of SIB (https://github.com/sib-swiss/sparql-examples)
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.sparql.related import EXAMPLES
from rarekg.graph.endpoint.sparql.triples import about, document, node
from rarekg.queries import catalog

PATH = EXAMPLES
# The class and the property of each form of query.
FORMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "select": ("sh:SPARQLSelectExecutable", "sh:select"),
        "construct": ("sh:SPARQLConstructExecutable", "sh:construct"),
        "ask": ("sh:SPARQLAskExecutable", "sh:ask"),
    }
)


async def examples(service: Service, request: Request) -> Response:
    """Return the document at ``/.well-known/sparql-examples``."""

    async def triples() -> Callable[[], Iterator[Triple]]:
        return partial(_examples, service.address(request))

    return await document(service, request, triples)


def _examples(address: str) -> Iterator[Triple]:
    for query in catalog.load():
        kind, text = FORMS[query.form]
        yield from about(
            NamedNode(f"{address}{PATH}#{query.name}"),
            {
                "rdf:type": (node("sh:SPARQLExecutable"), node(kind)),
                "rdfs:label": Literal(query.name),
                "rdfs:comment": Literal(query.summary, language="en"),
                "dcterms:description": Literal(query.description, language="en"),
                "schema:keywords": [Literal(tag) for tag in query.tags],
                "schema:target": NamedNode(f"{address}/sparql"),
                text: Literal(query.text),
            },
        )
