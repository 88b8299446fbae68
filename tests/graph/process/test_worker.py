"""A worker answers one request after another, each whole or with the reason why not, until its client is gone."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from rarekg.graph.process import sandbox
from rarekg.graph.process.frames import (
    DATA,
    END,
    FAILURE,
    HEAD,
    QUERY,
    READY,
    About,
    Failure,
    Found,
    Request,
    frame,
    json_frame,
    split,
)
from rarekg.graph.process.worker import serve
from rarekg.ontology.prefixes import prefix_map

BASE = "https://w3id.org/rarekg/"
IPEX = "http://purl.obolibrary.org/obo/MONDO_0010580"
HPO = f"{BASE}graph/hpo"
ROWS = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
DESCRIBED = f"DESCRIBE <{IPEX}>"


def request(query: str = "", **options: object) -> Request:
    given = {"result_format": "csv", "graph_format": "ntriples", "seconds": 60.0, **options}
    return Request(query=query, **given)  # type: ignore[arg-type]


def frames(store: Store, *sent: bytes) -> list[tuple[bytes, bytes]]:
    """Return what a worker on ``store`` sends after READY for ``sent``, after which its client has nothing more."""
    ours, theirs = socket.socketpair()
    with ours, theirs, ThreadPoolExecutor(2) as pool:
        received = pool.submit(_all, ours)
        pool.submit(_send, ours, b"".join(sent))
        serve(store, theirs.fileno(), prefix_map(), BASE)
        sandbox.expire_in(0)  # this process does not end with the worker
        theirs.shutdown(socket.SHUT_WR)
        (ready, *rest) = split(bytearray(received.result()))
    assert ready == (READY, b"")
    return rest


def _all(channel: socket.socket) -> bytes:
    return b"".join(iter(lambda: channel.recv(1 << 16), b""))


def _send(channel: socket.socket, data: bytes) -> None:
    channel.sendall(data)
    channel.shutdown(socket.SHUT_WR)


def answer(store: Store, asked: Request) -> tuple[str, bytes]:
    """Return the format and the result of a request that succeeds."""
    (kind, form), *parts, end = frames(store, json_frame(QUERY, asked))
    assert (kind, end) == (HEAD, (END, b""))
    assert {kind for kind, _ in parts} <= {DATA}
    return json.loads(form), b"".join(data for _, data in parts)


def refused(store: Store, asked: Request) -> Failure:
    ((kind, payload),) = frames(store, json_frame(QUERY, asked))
    assert kind == FAILURE
    return msgspec.json.decode(payload, type=Failure)


def test_rows_and_truth_come_in_the_format_of_results(store: Store) -> None:
    form, rows = answer(store, request(ROWS))
    assert form == "csv"
    assert len(rows.splitlines()) > len(store)  # a text may have several lines
    assert answer(store, request("ASK { ?s ?p ?o }", result_format="json")) == ("json", b'{"head":{},"boolean":true}')


@pytest.mark.parametrize("form", ["ntriples", "turtle", "jsonld", "rdfxml"])
def test_triples_come_in_the_format_of_graphs(store: Store, form: str) -> None:
    query = "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o }"
    named, text = answer(store, request(query, graph_format=form, declare_prefixes=True))
    engine = {"ntriples": RdfFormat.N_TRIPLES, "turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
    read = {quad.triple for quad in parse(text, format=engine.get(form, RdfFormat.RDF_XML))}
    labels = store.quads_for_pattern(None, NamedNode(prefix_map()["rdfs"] + "label"), None, None)
    assert (named, read) == (form, {quad.triple for quad in labels})


def test_a_description_is_that_of_the_document(store: Store) -> None:
    _, text = answer(store, request(DESCRIBED))
    found = {quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES)}
    _, packed = answer(store, request(about=About(iri=IPEX)))
    document = msgspec.msgpack.decode(packed, type=Found)
    quads = list(parse(document.quads, format=RdfFormat.N_QUADS))
    inferred = NamedNode(f"{BASE}graph/inferred")
    assert document.links > 0
    stated = {quad.triple for quad in quads if quad.graph_name != inferred}
    assert found <= stated
    # The document names what is inferred too.
    assert {triple.predicate for triple in stated - found} <= {NamedNode(prefix_map()["rdfs"] + "label")}


def test_what_an_id_of_another_registry_stands_for_is_found(store: Store) -> None:
    omim = "https://omim.org/entry/304790"
    for part in (0, 1):
        _, packed = answer(store, request(about=About(iri=omim, part=part)))
        assert msgspec.msgpack.decode(packed, type=Found) == Found(moved=IPEX)
    _, packed = answer(store, request(about=About(iri=IPEX, part=0)))
    assert msgspec.msgpack.decode(packed, type=Found) == Found()
    form, things = answer(store, request(identify=(IPEX, omim)))
    assert form == "json"
    assert IPEX in things.decode()


def test_datasets_of_a_request_replace_those_of_the_query(store: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    _, rows = answer(store, request(count, datasets=((HPO,), ())))
    own = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(HPO)))
    assert rows.split() == [b"n", str(own).encode()]
    _, described = answer(store, request(DESCRIBED, datasets=((f"{BASE}graph/mondo",), ())))
    triples = {quad.triple for quad in parse(described, format=RdfFormat.N_TRIPLES)}
    assert triples
    assert all(
        any(store.quads_for_pattern(one.subject, one.predicate, one.object, NamedNode(f"{BASE}graph/mondo")))
        for one in triples
    )


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (request(ROWS, result_format=None), "accept"),
        (request(DESCRIBED, graph_format=None), "accept"),
        (request(ROWS, max_bytes=10), "max_result_bytes"),
        (request(must_exist=f"{BASE}graph/hpp"), "no-graph"),
        (request("SELECT *"), "syntax"),
        (request("ASK { ?s rdfs:label ?o }"), "syntax"),
        (request("CONSTRUCT { ?s <http://example.org/1> ?o } { ?s ?p ?o }", graph_format="rdfxml"), "accept"),
    ],
)
def test_what_has_no_result_has_a_reason(store: Store, asked: Request, kind: str) -> None:
    assert refused(store, asked).kind == kind


def test_a_refusal_does_not_end_the_worker(store: Store) -> None:
    sent = frames(store, json_frame(QUERY, request("SELECT *")), json_frame(QUERY, request("ASK {}")))
    assert [kind for kind, _ in sent] == [FAILURE, HEAD, DATA, END]


def test_half_a_request_is_none(store: Store) -> None:
    whole = json_frame(QUERY, request("ASK {}"))
    assert frames(store, whole[:3]) == frames(store, whole[:-1]) == frames(store) == []
    assert frames(store, frame(QUERY, b"")[:-2]) == []


def test_a_client_that_is_gone_ends_the_worker(store: Store) -> None:
    ours, theirs = socket.socketpair()
    with theirs, ours, ThreadPoolExecutor(1) as pool:
        pool.submit(_leave, ours)
        serve(store, theirs.fileno(), prefix_map(), BASE)
        sandbox.expire_in(0)


def _leave(channel: socket.socket) -> None:
    channel.recv(len(frame(READY)))
    channel.sendall(json_frame(QUERY, request(ROWS)) * 100)
    channel.recv(1)
    channel.close()
