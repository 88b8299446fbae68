"""N-Triples and N-Quads are the statements of each graph in turn, in the same order on any number of cores."""

import os
from io import BytesIO
from tempfile import gettempdir

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from rarekg.graph.export.parts import whole
from rarekg.graph.export.statement_lines import Lines, write_lines
from rarekg.ontology.errors import RarekgError

GRAPHS = [NamedNode(f"urn:g{number}") for number in range(3)]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [" .\n", 'a" .', "\\ .\r\n", "> <urn:g> ."]
)


def written(store: Store, graphs: list[NamedNode], *, named: bool) -> bytes:
    out = BytesIO()
    write_lines(store, graphs, out, named=named)
    return out.getvalue()


@pytest.mark.parametrize("named", [True, False])
def test_the_order_is_that_of_graphs_on_any_number_of_cores(
    store: Store, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    graphs, results = [part.graph for part in whole(store)], []
    for cores in ({0}, {0, 1}, set(range(9))):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, cores=cores: cores)
        results.append(written(store, graphs, named=named))
    assert results[0] == results[1] == results[2]
    quads = list(parse(results[0], format=RdfFormat.N_QUADS if named else RdfFormat.N_TRIPLES))
    if named:
        assert list(dict.fromkeys(quad.graph_name for quad in quads)) == graphs
        assert set(quads) == set(store)
    assert len(quads) == len(store)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(GRAPHS)), max_size=20))
def test_any_text_stays_what_it_is(rows: list[tuple[str, NamedNode]]) -> None:
    store, node = Store(), NamedNode("urn:a")
    store.extend(Quad(node, node, Literal(text), graph) for text, graph in rows)
    for graphs in (GRAPHS, *([graph] for graph in GRAPHS)):
        expected = {quad for quad in store if quad.graph_name in graphs}
        assert set(parse(written(store, graphs, named=True), format=RdfFormat.N_QUADS)) == expected
        plain = parse(written(store, graphs, named=False), format=RdfFormat.N_TRIPLES)
        assert sorted(map(str, plain)) == sorted(str(quad.triple) for quad in expected)


class Full(BytesIO):
    """A file on a disk that is full after a hundred bytes."""

    def write(self, data: object) -> int:
        if self.tell() > 100:
            raise OSError(28, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]


def test_what_cannot_be_written_ends_all_reading(store: Store) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_lines(store, [part.graph for part in whole(store)], Full(), named=True)


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OSError("IO error: No space left on device")]
)
def test_a_full_disk_of_temporary_files_is_named(store: Store, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr(Lines, "take", full)
    out = BytesIO()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with pytest.raises(RarekgError, match=rf"no space is left in {gettempdir()}; .*TMPDIR"):
        write_lines(store, GRAPHS, out, named=True)
    assert out.getvalue() == b""
