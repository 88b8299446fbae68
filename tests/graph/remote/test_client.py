"""A client of remote stores: what it says of servers that fail, what it tries again, and what it never shows."""

import logging
import socket
import time

import pytest
import upstream
from engines import Engine, free_port
from upstream import Answer, Upstream

from rarekg.graph.remote.client import Addresses, Limits, RemoteClient, connected
from rarekg.graph.remote.credentials import Credentials, from_environment
from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.ontology.errors import QueryError

CSV = {"Content-Type": "text/csv; charset=utf-8"}
TABLE = upstream.file(b"n\r\n1\r\n", headers=CSV)
HTML = upstream.file(b"<!DOCTYPE html><h1>Log in</h1>", headers={"Content-Type": "text/html"})
QUICK = Limits(connect=2, silence=0.3, attempts=3, wait=0.01, longest_wait=2)


def ask(url: str, credentials: Credentials | None = None) -> bytes:
    with connected(Addresses(query=url), limits=QUICK, credentials=credentials or Credentials()) as client:
        return client.ask("SELECT ?n { }", "text/csv")


def failure(url: str) -> RemoteStoreError:
    with pytest.raises(RemoteStoreError) as error:
        ask(url)
    assert "\n" not in str(error.value)
    return error.value


@pytest.mark.parametrize(
    ("answer", "words", "status"),
    [
        (HTML, "answers with a web page (text/html)", 502),
        (upstream.file(b"x", headers={"Content-Type": "image/png"}), "answers as image/png, not text/csv", 502),
        (upstream.file(b"x"), "without a Content-Type", 502),
        (upstream.status(400), "400", 400),
        (upstream.status(401), "RAREKG_STORE_USER", 502),
        (upstream.status(403), "403", 502),
        (upstream.status(404), "404", 502),
        (upstream.status(500), "500", 502),
        (
            upstream.redirect("http://me:secret@other.example.org/sparql?key=1"),
            "to http://other.example.org/sparql;",
            502,
        ),
        (upstream.rest(b"n\r\n", 0, 9), "a part of the result", 504),
    ],
)
def test_what_will_not_pass_is_asked_once_and_is_one_line(
    server: Upstream, answer: Answer, words: str, status: int
) -> None:
    error = failure(server.serve("/query", answer))
    assert str(error).startswith(f"{server.url}/query ")
    assert words in str(error)
    assert "secret" not in str(error)
    assert error.status == status
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_what_may_pass_is_asked_again(server: Upstream, code: int) -> None:
    passing = upstream.status(code, **{"Retry-After": "0"})
    assert ask(server.serve("/query", passing, passing, TABLE)) == b"n\r\n1\r\n"
    assert str(code) in str(failure(server.serve("/gone", passing)))
    assert len(server.asked) == 3 + QUICK.attempts


def test_a_pause_that_is_too_long_is_not_waited_for(server: Upstream) -> None:
    error = failure(server.serve("/query", upstream.status(503, **{"Retry-After": "3600"})))
    assert "asks to wait 3,600 seconds" in str(error)
    assert len(server.asked) == 1


def test_a_body_that_breaks_off_is_asked_for_again_as_a_whole(server: Upstream) -> None:
    cut = {"Content-Type": "text/csv"}
    whole = b"n\r\n" + b"1\r\n" * 1000

    def broken(handler: upstream.Handler) -> None:
        handler.send_response(200)
        for name, value in {**cut, "Content-Length": str(len(whole))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(whole[:100])
        handler.close_connection = True

    assert ask(server.serve("/query", broken, upstream.file(whole, headers=CSV))) == whole
    error = failure(server.serve("/cut", broken))
    assert "broke off" in str(error)
    assert error.status == 502
    # Nothing can be asked again once a part has been handed on.
    with (
        connected(Addresses(query=server.serve("/part", broken)), limits=QUICK) as client,
        client.answer("SELECT ?n { }", "text/csv") as answer,
        pytest.raises(RemoteStoreError, match="broke off"),
    ):
        list(answer.pieces)


def test_a_silent_server_is_a_time_out_and_is_asked_once(server: Upstream) -> None:
    since = time.monotonic()
    error = failure(server.serve("/query", upstream.silent(server)))
    assert (error.status, len(server.asked)) == (504, 1)
    assert "sent nothing" in str(error)
    assert time.monotonic() - since < 30  # and does not wait for ever


def test_a_server_that_is_not_there_is_one_line() -> None:
    error = failure(f"http://127.0.0.1:{free_port()}/query")
    assert "cannot be reached" in str(error)
    assert error.status == 502


def test_a_port_that_takes_connections_and_never_reads_is_a_time_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/query"
        limits = Limits(silence=0.2, attempts=1)
        with connected(Addresses(query=url), limits=limits) as client, pytest.raises(RemoteStoreError) as error:
            client.ask("ASK {}", "text/csv")
    assert error.value.status == 504


def test_a_secret_is_in_no_log_and_no_text(server: Upstream, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    token = from_environment({"RAREKG_STORE_TOKEN": "hunter2"})
    assert ask(server.serve("/query", TABLE), token) == b"n\r\n1\r\n"
    assert server.headers("Authorization") == ["Bearer hunter2"]
    basic = upstream.status(401, **{"WWW-Authenticate": 'Basic realm="store"'})
    user = from_environment({"RAREKG_STORE_USER": "me", "RAREKG_STORE_PASSWORD": "hunter2"})
    assert ask(server.serve("/basic", basic, TABLE), user) == b"n\r\n1\r\n"
    assert server.headers("Authorization")[1:] == ["", "Basic bWU6aHVudGVyMg=="]
    assert "hunter2" not in caplog.text + repr(user) + repr(token) + str(user)
    assert "bWU6aHVudGVyMg" not in caplog.text


@pytest.mark.parametrize("url", ["http://me:hunter2@127.0.0.1/query", "https://hunter2@db.example.org/"])
def test_an_address_with_a_password_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(RemoteStoreError, match="RAREKG_STORE_PASSWORD") as error:
        Addresses(query=url)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("url", ["", "localhost:7878", "ftp://127.0.0.1/", "http://", "http://[::1", "http://a:b/"])
def test_what_is_no_address_of_http_is_refused(url: str) -> None:
    with pytest.raises(QueryError, match="http://host:7878"):
        Addresses(query="http://127.0.0.1/", update=url or "x")


@pytest.mark.parametrize(
    "environment",
    [
        {"RAREKG_STORE_USER": "me"},
        {"RAREKG_STORE_PASSWORD": "hunter2"},
        {"RAREKG_STORE_USER": "me", "RAREKG_STORE_PASSWORD": "hunter2", "RAREKG_STORE_TOKEN": "hunter2"},
        {"RAREKG_STORE_TOKEN": "hunter2\nX-Other: 1"},
    ],
)
def test_credentials_that_contradict_each_other_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(QueryError) as error:
        from_environment(environment)
    assert "hunter2" not in str(error.value)


def test_an_engine_takes_graphs_and_updates_and_gives_them_back(engine: Engine) -> None:
    graph, triple = "https://example.org/client", b"<urn:a> <urn:b> <urn:c> .\n"
    addresses = Addresses(query=engine.query, update=engine.update, graphs=engine.graphs)
    with connected(addresses, credentials=from_environment(engine.environment)) as client:
        client.add(graph, triple)
        client.add(graph, triple.replace(b"urn:c", b"urn:d"))
        assert objects(client, graph) == {"urn:c", "urn:d"}
        client.add(graph, triple, replace=True)
        assert objects(client, graph) == {"urn:c"}
        client.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:a> <urn:b> <urn:e> }} }}")
        assert objects(client, graph) == {"urn:c", "urn:e"}
        assert engine.name in client.server(engine.url).casefold()
        client.delete(graph)
        client.delete(graph)
        assert objects(client, graph) == set()
        with pytest.raises(RemoteStoreError, match="400") as error:
            client.ask("SELECT * {", "text/csv")
    assert error.value.status == 400


def objects(client: RemoteClient, graph: str) -> set[str]:
    answer = client.ask("SELECT ?o { <urn:a> <urn:b> ?o }", "text/csv", default_graphs=[graph])
    return set(answer.decode().replace('"', "").split()[1:])
