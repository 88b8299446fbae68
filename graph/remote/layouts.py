"""Where known engines take queries, updates and graphs, from one address and what the server calls itself."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from rarekg.graph.remote.client import Addresses


class Layout(NamedTuple):
    """The ends of an engine's addresses behind a common beginning."""

    query: str
    update: str
    graphs: str


# By a word of the header Server, in small letters.
SERVERS: Mapping[str, Layout] = MappingProxyType(
    {
        "oxigraph": Layout("/query", "/update", "/store"),  # https://github.com/oxigraph/oxigraph/tree/main/cli
        # The addresses that want a password: https://docs.openlinksw.com/virtuoso/rdfsparqlprotocolendpoint/
        "virtuoso": Layout("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        "fuseki": Layout("/query", "/update", "/data"),  # https://jena.apache.org/documentation/fuseki2/
    }
)
# RDF4J and GraphDB, by the path: https://rdf4j.org/documentation/reference/rest-api/
REPOSITORY = re.compile(r"(.*/repositories/[^/]+)(?:/.*)?")
RDF4J = Layout("", "/statements", "/rdf-graphs/service")
_ENDS = re.compile(r"/(?:query|sparql|update|store|data|sparql-auth|sparql-graph-crud(?:-auth)?)?/?$")


def addresses(url: str, server: str) -> Addresses:
    """Return the addresses of the store at ``url``, which calls itself ``server``.

    An engine that is not known takes queries and updates at ``url`` itself.

    >>> addresses("http://127.0.0.1:8890/sparql", "Virtuoso/07.20.3229 (Linux)").graphs
    'http://127.0.0.1:8890/sparql-graph-crud-auth'
    >>> addresses("http://127.0.0.1:7200/repositories/rare", "").update
    'http://127.0.0.1:7200/repositories/rare/statements'
    """
    parts = urlsplit(url)
    layout: Layout | None
    if repository := REPOSITORY.fullmatch(parts.path):
        start, layout = repository[1], RDF4J
    else:
        start = _ENDS.sub("", parts.path)
        layout = next((known for name, known in SERVERS.items() if name in server.casefold()), None)
    if layout is None:
        return Addresses(query=url, update=url)
    made = (urlunsplit(parts._replace(path=start + end, query="", fragment="")) for end in layout)
    return Addresses(**dict(zip(Layout._fields, made, strict=True)))
