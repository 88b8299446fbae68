"""A remote store has the statements of the embedded one, whatever its default graph is."""

from collections.abc import Iterator

import engines
import pytest
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.process.neighbourhood import neighbourhood
from rarekg.graph.remote.checking import place
from rarekg.graph.remote.client import Addresses, connected
from rarekg.graph.remote.store import AT_ONCE, RemoteStore

IPEX = NamedNode("http://purl.obolibrary.org/obo/MONDO_0010580")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture(scope="module", params=[True, False], ids=["union", "empty default graph"])
def remote(
    request: pytest.FixtureRequest, built: Build, store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    """Return the small build in an Oxigraph of its own."""
    with engines.oxigraph(tmp_path_factory.mktemp("oxigraph"), store, union=request.param) as engine:
        where = place(engine.query, built)
        assert where.union is request.param
        with connected(Addresses(query=engine.query)) as client:
            remote = RemoteStore(client, where)
            remote.begin(60)
            yield remote


def test_each_pattern_has_the_same_quads(remote: RemoteStore, store: Store) -> None:
    graph = NamedNode("https://w3id.org/rarekg/graph/hpo")
    some = next(iter(store.quads_for_pattern(IPEX, LABEL, None, None)))
    patterns = (
        (IPEX, None, None, None),
        (None, LABEL, None, graph),
        (None, None, some.object, None),
        (some.subject, some.predicate, some.object, some.graph_name),
        (None, None, IPEX, None),
    )
    for pattern in patterns:
        expected = set(store.quads_for_pattern(*pattern))
        assert set(remote.quads_for_pattern(*pattern)) == expected != set()
    assert some in remote
    assert Quad(IPEX, LABEL, LABEL, graph) not in remote


def test_the_statements_of_many_things_are_those_of_each(remote: RemoteStore, store: Store) -> None:
    subjects = sorted({quad.subject for quad in store if isinstance(quad.subject, NamedNode)}, key=str)
    assert len(subjects) > AT_ONCE
    for predicate in (None, LABEL):
        found = list(remote.quads_of(subjects, predicate))
        assert len(found) == len(set(found))
        assert set(found) == {
            quad for quad in store if quad.subject in subjects and predicate in (None, quad.predicate)
        }


def test_graphs_are_those_of_the_build(remote: RemoteStore, built: Build) -> None:
    assert {graph.value for graph in remote.named_graphs()} == set(built.manifest.graphs)
    assert not remote.contains_named_graph(NamedNode("urn:other"))


def test_the_default_graph_is_the_union(remote: RemoteStore, store: Store, built: Build) -> None:
    rows = remote.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    assert [row["n"].value for row in rows] == [str(built.manifest.quads)] == [str(len(store))]
    one = [NamedNode("https://w3id.org/rarekg/graph/hpo")]
    for query, true in (("ASK { ?s ?p ?o }", True), ("ASK { GRAPH ?g { ?s ?p ?o } }", False)):
        answer = remote.query(query, default_graph=one, named_graphs=[])
        assert isinstance(answer, QueryBoolean)
        assert bool(answer) is true


def test_a_neighbourhood_is_the_same(remote: RemoteStore, store: Store, built: Build) -> None:
    ours, theirs = (neighbourhood(each, [IPEX], built.base) for each in (remote, store))
    assert (ours.total, ours.parts) == (theirs.total, theirs.parts)
    for part in ("own", "links", "nodes", "labels"):
        assert set(getattr(ours, part)) == set(getattr(theirs, part)) != set()
