"""Pushing: a real engine has what the build has, a killed push resumes, and nothing of others is destroyed."""

import signal
import subprocess
import time
from pathlib import Path

import commands
import httpx
import pytest
from engines import Engine
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from rarekg.graph.home.builds import Build

HPO = "https://w3id.org/rarekg/graph/hpo"
OURS = "https://w3id.org/rarekg/graph/"
ABROAD = "https://example.org/graph"  # of somebody else


def push(engine: Engine, home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return commands.run("push", "--to", engine.url, *options, home=home, changed=engine.environment)


def pushed(engine: Engine, home: Path, *options: str) -> str:
    done = push(engine, home, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def add(engine: Engine, graph: str, turtle: str) -> None:
    """Add triples to a graph of the engine, past rarekg."""
    auth = None
    if engine.environment:
        auth = httpx.DigestAuth(*engine.environment.values())
    headers = {"Content-Type": "text/turtle"}
    assert httpx.post(engine.graphs, params={"graph": graph}, content=turtle, headers=headers, auth=auth).is_success


def ours(engine: Engine) -> dict[str, int]:
    return {graph: number for graph, number in engine.counts().items() if graph.startswith(OURS)}


@pytest.fixture(autouse=True)
def _empty(engine: Engine) -> None:
    engine.drop()
    engine.drop(ABROAD)


@pytest.mark.parametrize("protocol", ["graph-store", "update"])
def test_the_store_has_every_graph_of_the_build(engine: Engine, own_home: Path, built: Build, protocol: str) -> None:
    out = pushed(engine, own_home, "--protocol", protocol, "--chunk", "1000")
    assert ours(engine) == dict(built.manifest.graphs)
    assert out == f"{built.id}: {built.manifest.quads:,} quads in {len(built.manifest.graphs)} graphs\n"


def test_the_triples_are_those_of_the_build(engine: Engine, own_home: Path, store: Store) -> None:
    pushed(engine, own_home, "--chunk", "50")
    answer = httpx.get(engine.graphs.removesuffix("-auth"), params={"graph": HPO}, headers={"Accept": "text/turtle"})
    found = {quad.triple for quad in parse(answer.content, RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(HPO))}


def test_a_second_push_sends_nothing(engine: Engine, own_home: Path, built: Build) -> None:
    pushed(engine, own_home)
    assert f"{built.manifest.quads:,} of them were there already" in pushed(engine, own_home)


def test_a_build_that_was_loaded_in_another_way_is_recognised(engine: Engine, own_home: Path, tmp_path: Path) -> None:
    pushed(engine, own_home)
    journal = next((own_home / "pushes").glob("*.json"))
    journal.unlink()
    assert "were there already" in pushed(engine, own_home)


def test_a_killed_push_resumes(engine: Engine, own_home: Path, built: Build) -> None:
    command = [*commands.COMMAND, "push", "--to", engine.url, "--chunk", "20"]
    environment = {**commands.environment(own_home), **engine.environment}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 30
    while HPO not in ours(engine):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = ours(engine)
    assert 0 < sum(before.values()) < built.manifest.quads
    out = pushed(engine, own_home)
    assert ours(engine) == dict(built.manifest.graphs)
    already = int(out.rpartition("; ")[2].split()[0].replace(",", ""))
    assert sum(before.values()) - 20 <= already <= sum(before.values())


def test_a_store_that_lost_a_graph_gets_it_again(engine: Engine, own_home: Path, built: Build) -> None:
    pushed(engine, own_home)
    engine.drop(HPO)
    rest = built.manifest.quads - built.manifest.graphs[HPO]
    assert f"; {rest:,} of them were there already" in pushed(engine, own_home)
    assert ours(engine) == dict(built.manifest.graphs)


@pytest.mark.parametrize("protocol", ["graph-store", "update"])
def test_what_this_push_did_not_send_is_kept_until_one_says_replace(
    engine: Engine, own_home: Path, built: Build, protocol: str
) -> None:
    triple = "<https://example.org/a> <https://example.org/b> <https://example.org/c> ."
    for graph in (HPO, f"{OURS}an-earlier-source", ABROAD):
        add(engine, graph, triple)
    before = engine.counts()
    line = commands.one_line(push(engine, own_home, "--protocol", protocol))
    assert f"{HPO} with 1 triples and 1 more" in line
    assert "--replace" in line
    assert engine.counts() == before
    pushed(engine, own_home, "--protocol", protocol, "--replace")
    assert ours(engine) == dict(built.manifest.graphs)
    assert engine.counts()[ABROAD] == 1


def test_a_graph_that_grew_after_a_push_is_no_graph_of_ours(engine: Engine, own_home: Path, built: Build) -> None:
    pushed(engine, own_home)
    add(engine, HPO, "<https://example.org/a> <https://example.org/b> <https://example.org/c> .")
    assert f"{built.manifest.graphs[HPO] + 1:,} triples" in commands.one_line(push(engine, own_home))
    pushed(engine, own_home, "--replace")
    assert ours(engine) == dict(built.manifest.graphs)


def test_a_wrong_password_is_one_line_that_does_not_show_it(engine: Engine, own_home: Path) -> None:
    if not engine.environment:
        pytest.skip("this engine wants no password")
    wrong = {"RAREKG_STORE_USER": "dba", "RAREKG_STORE_PASSWORD": "hunter2"}
    line = commands.one_line(commands.run("push", "--to", engine.url, home=own_home, changed=wrong))
    assert "401" in line
    assert "RAREKG_STORE_PASSWORD" in line
    assert "hunter2" not in line
    nobody = {"RAREKG_STORE_USER": "", "RAREKG_STORE_PASSWORD": ""}
    assert "401" in commands.one_line(commands.run("push", "--to", engine.url, home=own_home, changed=nobody))
    assert not ours(engine)
