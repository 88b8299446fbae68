"""Pushing: a real engine has what the build has, a killed push resumes, and nothing of others is destroyed."""

import signal
import subprocess
import time
from pathlib import Path

import commands
import httpx
import pytest
import upstream
from engines import Engine
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from rarekg.graph.home.builds import Build
from rarekg.graph.remote.client import Addresses, Limits, connected
from rarekg.graph.remote.credentials import from_environment
from rarekg.graph.remote.failures import RemoteStoreError
from rarekg.graph.remote.push import Protocol, Pushed, push
from rarekg.ontology.errors import QueryError

OURS = "https://w3id.org/rarekg/graph/"
HPO, EARLIER = f"{OURS}hpo", f"{OURS}an-earlier-source"
ABROAD = "https://example.org/graph"  # of somebody else
TRIPLE = "<https://example.org/a> <https://example.org/b> <https://example.org/c> ."
PROTOCOLS: tuple[Protocol, ...] = ("graph-store", "update")
ROW = '{{"g": {{"type": "uri", "value": "{}"}}, "n": {{"type": "literal", "value": "{}"}}}}'
JSON = {"Content-Type": "application/sparql-results+json"}


def pushed(
    engine: Engine, built: Build, home: Path, protocol: Protocol = "graph-store", *, replace: bool = False
) -> Pushed:
    addresses = Addresses(query=engine.query, update=engine.update, graphs=engine.graphs)
    with connected(addresses, credentials=from_environment(engine.environment)) as client:
        return push(built, client, home, protocol, chunk=1000, replace=replace)


def add(engine: Engine, *graphs: str) -> None:
    """Add a triple to graphs of the engine, past rarekg."""
    auth = httpx.DigestAuth(*engine.environment.values()) if engine.environment else None
    for graph in graphs:
        headers, address = {"Content-Type": "text/turtle"}, {"graph": graph}
        assert httpx.post(engine.graphs, params=address, content=TRIPLE, headers=headers, auth=auth).is_success


def ours(engine: Engine) -> dict[str, int]:
    return {graph: number for graph, number in engine.counts().items() if graph.startswith(OURS)}


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """Return an engine without graphs of ours or of the tests."""
    engine.drop()
    engine.drop(ABROAD)
    return engine


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_store_has_every_graph_of_the_build(
    empty: Engine, built: Build, store: Store, tmp_path: Path, protocol: Protocol
) -> None:
    assert pushed(empty, built, tmp_path, protocol) == (built.manifest.quads, built.manifest.quads)
    assert ours(empty) == dict(built.manifest.graphs)
    readable = empty.graphs.removesuffix("-auth")
    answer = httpx.get(readable, params={"graph": HPO}, headers={"Accept": "text/turtle"})
    found = {quad.triple for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(HPO))}


def test_a_second_push_sends_nothing_and_one_elsewhere_recognises_the_build(
    empty: Engine, built: Build, tmp_path: Path
) -> None:
    pushed(empty, built, tmp_path)
    assert pushed(empty, built, tmp_path).sent == 0
    assert pushed(empty, built, tmp_path / "another-home").sent == 0


def test_a_graph_of_the_same_size_is_not_taken_for_that_of_the_build(
    empty: Engine, built: Build, tmp_path: Path
) -> None:
    pushed(empty, built, tmp_path)
    empty.drop(HPO)
    number = built.manifest.graphs[HPO]
    others = "\n".join(TRIPLE.replace("/c>", f"/{at}>") for at in range(number))
    addresses = Addresses(query=empty.query, graphs=empty.graphs)
    with connected(addresses, credentials=from_environment(empty.environment)) as client:
        client.add(HPO, others.encode())
    assert ours(empty) == dict(built.manifest.graphs)
    with pytest.raises(QueryError, match="which this push did not send"):
        pushed(empty, built, tmp_path / "another-home")


def test_a_killed_push_resumes(empty: Engine, own_home: Path, built: Build) -> None:
    command = [*commands.COMMAND, "push", "--to", empty.url, "--chunk", "50"]
    environment = {**commands.environment(own_home), **empty.environment}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while HPO not in ours(empty):
        assert process.poll() is None
        assert time.monotonic() < end
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = sum(ours(empty).values())
    assert 0 < before < built.manifest.quads
    done = commands.run("push", "--to", empty.url, home=own_home, changed=empty.environment)
    assert done.returncode == 0, done.stderr
    assert ours(empty) == dict(built.manifest.graphs)
    already = int(done.stdout.rpartition("; ")[2].split()[0].replace(",", ""))
    assert before - 50 <= already <= before


def test_a_store_that_lost_a_graph_gets_it_again(empty: Engine, built: Build, tmp_path: Path) -> None:
    pushed(empty, built, tmp_path)
    empty.drop(HPO)
    assert pushed(empty, built, tmp_path).sent == built.manifest.graphs[HPO]
    assert ours(empty) == dict(built.manifest.graphs)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_a_push_did_not_send_is_kept_until_one_says_replace(
    empty: Engine, built: Build, tmp_path: Path, protocol: Protocol
) -> None:
    add(empty, HPO, EARLIER, ABROAD)
    before = empty.counts()
    with pytest.raises(QueryError, match=f"has the graph {HPO} with 1 triples and 1 more.*--replace"):
        pushed(empty, built, tmp_path, protocol)
    assert empty.counts() == before
    pushed(empty, built, tmp_path, protocol, replace=True)
    assert ours(empty) == dict(built.manifest.graphs)
    assert empty.counts()[ABROAD] == 1
    add(empty, HPO)  # it grows after the push
    with pytest.raises(QueryError, match=f"{built.manifest.graphs[HPO] + 1:,} triples"):
        pushed(empty, built, tmp_path, protocol)


def test_a_wrong_password_is_one_line_that_does_not_show_it(empty: Engine, own_home: Path) -> None:
    if not empty.environment:
        pytest.skip("this engine wants no password")
    wrong = {"RAREKG_STORE_USER": "dba", "RAREKG_STORE_PASSWORD": "hunter2"}
    line = commands.one_line(commands.run("push", "--to", empty.url, home=own_home, changed=wrong))
    assert "401" in line
    assert "RAREKG_STORE_PASSWORD" in line
    assert "hunter2" not in line
    nobody = {"RAREKG_STORE_USER": "", "RAREKG_STORE_PASSWORD": ""}
    assert "401" in commands.one_line(commands.run("push", "--to", empty.url, home=own_home, changed=nobody))
    assert not ours(empty)


def counted(*rows: tuple[str, int]) -> upstream.Answer:
    """Answer with counts of graphs."""
    body = '{"head": {"vars": ["g", "n"]}, "results": {"bindings": [' + ", ".join(ROW.format(*row) for row in rows)
    return upstream.file(f"{body}]}}}}".encode(), headers=JSON)


def test_a_store_that_says_other_counts_fails(server: upstream.Upstream, own_home: Path, built: Build) -> None:
    short = {**built.manifest.graphs, HPO: 3}
    server.serve("/", upstream.status(200, Server="Oxigraph/0.5"))
    server.serve("/query", counted(), counted(*short.items()))
    server.serve("/store", upstream.status(204))
    done = commands.run("push", "--to", f"{server.url}/", home=own_home)
    assert done.returncode == 1
    line = done.stderr.splitlines()[-1]
    assert f"{HPO} has 3 triples, where the build has {built.manifest.graphs[HPO]:,}" in line
    assert not done.stdout


def test_an_answer_that_is_no_table_of_counts_is_one_line(
    server: upstream.Upstream, built: Build, tmp_path: Path
) -> None:
    for body in (b"", b"[]", b'{"results": {}}', b'{"boolean": true}', b'{"results": {"bindings": [{"g": 7}]}}'):
        addresses = Addresses(query=server.serve("/query", upstream.file(body, headers=JSON)), update=server.url)
        with connected(addresses, limits=Limits(attempts=1)) as client, pytest.raises(RemoteStoreError) as error:
            push(built, client, tmp_path, "update")
        assert str(error.value).startswith(f"{server.url}/query answers with something else than a result")


def test_a_store_of_no_known_kind_has_no_graph_store(server: upstream.Upstream, own_home: Path) -> None:
    address = server.serve("/", upstream.status(200))
    done = commands.run("push", "--to", address, "--protocol", "graph-store", home=own_home)
    assert done.returncode == 2
    assert "--graph-store-url" in done.stderr
