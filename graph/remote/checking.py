"""Whether a remote store holds a build: the same identifier, the same number of quads in each named graph.

All counts are asked for at once, which reads every quad: a server asks when it starts, and never again.
"""

from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from rarekg.graph.home.builds import Build
from rarekg.graph.remote.client import Addresses, Limits, RemoteClient, connected
from rarekg.graph.remote.counts import JSON, counts
from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.graph.remote.place import IDENTIFIER, Place
from rarekg.ontology.errors import QueryError

COUNTING_SECONDS = 600.0  # for a store to count its quads


def place(url: str, build: Build, limits: Limits | None = None) -> Place:
    """Return the place of the store at ``url``, the address of its queries, if it holds ``build``.

    Whether its default graph is exactly the build is found out too: then requests need not name all graphs.

    Raises:
        QueryError: It holds another build or other numbers of quads.
        RemoteStoreError: It cannot be asked.
    """
    with connected(Addresses(query=url), limits=limits) as client:
        _check_identifier(client, build)
        union = _check_counts(client, build) and _number(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return Place(url=url, graphs=tuple(build.manifest.graphs), union=union == build.manifest.quads)


def _check_identifier(client: RemoteClient, build: Build) -> None:
    graph, whole = f"<{build.base}graph/metadata>", f"<{build.base}dataset/rarekg>"
    rows = _solutions(client, f"SELECT ?id {{ GRAPH {graph} {{ {whole} <{IDENTIFIER}> ?id }} }}", 60.0)
    ids = sorted(str(row["id"].value) for row in rows if isinstance(row["id"], Literal))
    if ids != [build.id]:
        holds = f"holds the build {' and '.join(ids)}" if ids else "holds no build"
        advice = "load it with `rarekg push`, or name the folder of that build with --build"
        raise QueryError(f"{client.addresses.query} {holds}, not {build.id} of {build.folder}; {advice}")


def _check_counts(client: RemoteClient, build: Build) -> bool:
    """Check the counts of the build's graphs; return whether there are no other graphs."""
    found = counts(client, COUNTING_SECONDS)
    wrong = [
        f"{found.get(graph, 0):,} quads of <{graph}>, not {count:,}"
        for graph, count in build.manifest.graphs.items()
        if found.get(graph, 0) != count
    ]
    if wrong:
        more = f" (and {len(wrong) - 1} more graphs differ)" if wrong[1:] else ""
        raise QueryError(f"{client.addresses.query} holds {wrong[0]}{more}; load build {build.id} again")
    return not found.keys() - build.manifest.graphs.keys()


def _number(client: RemoteClient, query: str) -> int:
    return int(next(iter(_solutions(client, query, COUNTING_SECONDS)))["n"].value)


def _solutions(client: RemoteClient, query: str, silence: float) -> QuerySolutions:
    body = client.ask(query, JSON, silence=silence)
    try:
        rows = parse_query_results(body, QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise RemoteStoreError(client.addresses.query, f"sent a result that cannot be read: {error}") from error
    if isinstance(rows, QueryBoolean):
        raise RemoteStoreError(client.addresses.query, "answers another question than it was asked")
    return rows
