"""A remote store that cuts its results, answers another question or sends nonsense is an error, never fewer rows."""

import json

import pytest
import upstream
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Triple
from upstream import Answer, Upstream

from rarekg.graph.remote.client import Addresses, connected
from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.graph.remote.place import Place
from rarekg.graph.remote.store import RemoteStore

JSON = {"Content-Type": "application/sparql-results+json"}
TURTLE = {"Content-Type": "text/turtle"}
ONE = {"type": "literal", "value": "1"}
TRUTH = {"head": {}, "boolean": True}


def rows(*values: str, name: str = "n") -> bytes:
    found = [{name: ONE | {"value": value}} for value in values]
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": found}}).encode()


def asked(server: Upstream, answer: Answer, query: str) -> object:
    """Return the result of ``query``, read to its end, from a store that sends ``answer``."""
    url = server.serve("/query", answer)
    with connected(Addresses(query=url)) as client:
        store = RemoteStore(client, Place(url=url, graphs=("urn:a",), union=True))
        store.begin(20)
        try:
            result = store.query(query, use_default_graph_as_union=True)
            return list(result) if not isinstance(result, QueryBoolean) else bool(result)
        except SyntaxError as error:
            raise store.judged(error) from error


@pytest.mark.parametrize(
    ("answer", "query", "words"),
    [
        (upstream.file(rows("1"), headers=JSON | {"X-SPARQL-MaxRows": "10000"}), "SELECT ?n {}", "after 10000 rows"),
        (upstream.file(b'{"head"', headers=JSON), "SELECT ?n {}", "a result that cannot be read"),
        (upstream.file(rows("1")[:-5], headers=JSON), "SELECT ?n {}", "a result that cannot be read"),
        (upstream.file(json.dumps(TRUTH).encode(), headers=JSON), "SELECT ?n {}", "answers another question"),
        (upstream.file(rows("1"), headers=JSON), "ASK {}", "answers another question"),
        (upstream.file(b"<urn:a> <urn:b>", headers=TURTLE), "DESCRIBE <urn:a>", "a result that cannot be read"),
    ],
    ids=["cut", "no JSON", "broken off", "a truth for rows", "rows for a truth", "no Turtle"],
)
def test_an_answer_that_is_none_is_one_line(server: Upstream, answer: Answer, query: str, words: str) -> None:
    with pytest.raises(RemoteStoreError) as caught:
        asked(server, answer, query)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.status == 502


def test_turtle_is_read_where_ntriples_are_asked_for(server: Upstream) -> None:
    answer = upstream.file(b"@prefix : <urn:> . :a :b :c , :d .", headers=TURTLE)
    a, b, c, d = (NamedNode(f"urn:{name}") for name in "abcd")
    assert asked(server, answer, "DESCRIBE <urn:a>") == [Triple(a, b, c), Triple(a, b, d)]


@pytest.mark.parametrize(("values", "true"), [(("1",), True), (("0",), False), ((), False)])
def test_the_row_with_which_virtuoso_answers_ask_is_a_truth(
    server: Upstream, values: tuple[str, ...], true: bool
) -> None:
    assert asked(server, upstream.file(rows(*values, name="__ASK_RETVAL"), headers=JSON), "ASK {}") is true


def test_what_reads_the_store_passes_its_errors_on(server: Upstream) -> None:
    url = server.serve("/query", upstream.file(rows("1", name="other"), headers=JSON))
    with connected(Addresses(query=url)) as client:
        store = RemoteStore(client, Place(url=url, graphs=("urn:a",), union=True))
        store.begin(20)
        result = store.query("SELECT ?n {}")
        assert isinstance(result, QuerySolutions)
        store.begin(0)  # its time is over
        with pytest.raises(RemoteStoreError, match="sent nothing for too long") as caught:
            store.query("ASK {}")
        assert caught.value.status == 504
        with pytest.raises(SyntaxError) as mistake:
            store.query("SELECT *")
        assert store.judged(mistake.value) is mistake.value
