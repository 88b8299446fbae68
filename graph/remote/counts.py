"""How many triples each named graph of a remote store has, by its own account."""

from collections.abc import Sequence

from msgspec import DecodeError, Struct, json

from rarekg.graph.remote.client import RemoteClient
from rarekg.graph.remote.failures import RemoteStoreError

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
JSON = "application/sparql-results+json"


class _Term(Struct, frozen=True):
    value: str


class _Row(Struct, frozen=True):
    n: _Term
    g: _Term = _Term("")


class _Results(Struct, frozen=True):
    bindings: tuple[_Row, ...]


class _Rows(Struct, frozen=True):
    results: _Results


def counts(client: RemoteClient, silence: float | None = None) -> dict[str, int]:
    """Return the number of triples of each named graph that is not empty.

    ``silence`` is how many seconds the store may take to count, by default as long as for any other request.

    Raises:
        RemoteStoreError: The store cannot be asked, or answers with something else than numbers.
    """
    return _numbers(client, COUNTS, silence)


def having(client: RemoteClient, graph: str, triples: Sequence[str]) -> int:
    """Return how many of ``triples``, each the text ``<s> <p> <o>`` of IRIs, the named graph ``graph`` has.

    Raises:
        RemoteStoreError: As :func:`counts`.
    """
    # Virtuoso answers ASK with a table, so this is no ASK.
    rows = " ".join(f"({triple})" for triple in triples)
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ VALUES (?s ?p ?o) {{ {rows} }} ?s ?p ?o }} }}"
    return _numbers(client, query).get("", 0)


def _numbers(client: RemoteClient, query: str, silence: float | None = None) -> dict[str, int]:
    try:
        rows = json.decode(client.ask(query, JSON, silence=silence), type=_Rows).results.bindings
        return {row.g.value: int(row.n.value) for row in rows}
    except (DecodeError, ValueError) as error:
        raise _senseless(client) from error


def _senseless(client: RemoteClient) -> RemoteStoreError:
    return RemoteStoreError(
        client.addresses.query, "answers with something else than a result", advice="check the address"
    )
