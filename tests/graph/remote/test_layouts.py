"""The addresses of known engines, as their own documents name them."""

import pytest

from rarekg.graph.remote.client import Addresses
from rarekg.graph.remote.layouts import addresses


@pytest.mark.parametrize(
    ("url", "server", "ends"),
    [
        ("http://h:7878", "Oxigraph/0.5.13", ("/query", "/update", "/store")),
        ("http://h:7878/", "Oxigraph/0.5.13", ("/query", "/update", "/store")),
        ("http://h:7878/query", "Oxigraph/0.5.13", ("/query", "/update", "/store")),
        ("http://h:8890/sparql", "Virtuoso/07.20.3229", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")),
        ("http://h:3030/rare", "Apache Jena Fuseki (4.5.0)", ("/rare/query", "/rare/update", "/rare/data")),
        ("http://h:3030/rare/sparql", "Apache Jena Fuseki (4.5.0)", ("/rare/query", "/rare/update", "/rare/data")),
        ("https://h/kg/sparql", "nginx", ("/kg/sparql", "/kg/sparql", None)),
        (
            "http://h:7200/repositories/rare/statements",
            "GraphDB",
            ("/repositories/rare", "/repositories/rare/statements", "/repositories/rare/rdf-graphs/service"),
        ),
    ],
)
def test_addresses_follow_from_the_server_and_the_path(
    url: str, server: str, ends: tuple[str, str, str | None]
) -> None:
    start = "/".join(url.split("/")[:3])
    query, update, graphs = ends
    expected = Addresses(query=start + query, update=start + update, graphs=start + graphs if graphs else "")
    assert addresses(url, server) == expected
