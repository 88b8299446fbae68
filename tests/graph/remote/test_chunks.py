"""Chunks of a graph are its triples, whole lines in an order that stays, whatever the texts hold."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from rarekg.graph.remote.chunks import chunks

GRAPH, SUBJECT, PROPERTY = (NamedNode(f"https://example.org/{name}") for name in ("g", "s", "p"))
TEXTS = st.sets(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(["\u2028", "a\r\nb", "\n", "\x85"]))


@given(TEXTS, st.integers(1, 9))
def test_chunks_make_up_the_graph(texts: set[str], size: int) -> None:
    store = Store()
    store.extend(Quad(SUBJECT, PROPERTY, Literal(text), GRAPH) for text in texts)
    store.add(Quad(SUBJECT, PROPERTY, SUBJECT, SUBJECT))
    found = list(chunks(store, GRAPH.value, size))
    assert all(chunk.size == size for chunk in found[:-1])
    assert sum(chunk.size for chunk in found) == len(texts)
    triples = [quad.triple for chunk in found for quad in parse(chunk.triples, RdfFormat.N_TRIPLES)]
    assert {triple.object.value for triple in triples if isinstance(triple.object, Literal)} == texts
    for skipped in range(len(found) + 1):
        assert list(chunks(store, GRAPH.value, size, skipped)) == found[skipped:]


def test_the_reader_may_stop_early() -> None:
    store = Store()
    store.extend(Quad(SUBJECT, PROPERTY, Literal("x" * 1000 + str(number)), GRAPH) for number in range(2000))
    part = chunks(store, GRAPH.value, 1)
    assert next(part).size == 1
    part.close()
    assert sum(chunk.size for chunk in chunks(store, GRAPH.value, 999)) == 2000
