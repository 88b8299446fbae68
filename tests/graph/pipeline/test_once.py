"""What several sources say in the same words is written once, in the graph of the first of them."""

from hypothesis import given
from hypothesis import strategies as st

from rarekg.graph.pipeline.once import Once
from rarekg.mappings.rdf.ntriples import Description, Node

TEXTS = st.sampled_from(["<p> <a>", "<p> <b>", '<q> "a"', '<q> "a"@en'])
DESCRIPTIONS = st.builds(
    Description,
    st.sampled_from([Node("<s>"), Node("<t>")]),
    st.lists(TEXTS, min_size=1, max_size=4, unique=True),
    st.sampled_from(["thing", "stated"]),
)


@given(st.lists(DESCRIPTIONS, max_size=12))
def test_every_triple_is_written_exactly_once_and_none_is_lost(descriptions: list[Description]) -> None:
    once = Once()
    kept = [one for one in map(once.first, descriptions) if one is not None]
    written = [(one.subject, statement) for one in kept for statement in one.statements]
    assert all(one.statements for one in kept)
    assert len(written) == len(set(written))
    assert set(written) == {(one.subject, statement) for one in descriptions for statement in one.statements}


def test_the_first_source_keeps_a_shared_triple_and_the_second_its_own_ones() -> None:
    once, subject = Once(), Node("<s>")
    first = Description(subject, ["<p> <a>", "<p> <b>"])
    assert once.first(first) is first
    assert once.first(Description(subject, ["<p> <b>", "<p> <c>"], "stated")) == (subject, ["<p> <c>"], "stated")
    assert once.first(Description(Node("<t>"), ["<p> <b>"])) == (Node("<t>"), ["<p> <b>"], "thing")


def test_nodes_that_one_source_alone_describes_are_not_remembered() -> None:
    once, node = Once(), Description(Node("<n>"), ["<p> <a>"], "node")
    assert [once.first(node), once.first(node)] == [node, node]
    assert once == Once()
