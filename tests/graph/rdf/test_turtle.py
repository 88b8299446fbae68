"""Turtle written for people parses to the triples that it was made from, for any terms."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from rarekg.graph.rdf.turtle import block, name, prefixes
from rarekg.ontology.prefixes import prefix_map

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LOCAL = st.text("abcXYZ019_-.~/é", max_size=8)
NAMESPACES = st.sampled_from(sorted(prefix_map().values()))
NODES = st.builds(lambda namespace, local: NamedNode(namespace + local), NAMESPACES, LOCAL)
LITERALS = st.one_of(
    TEXT.map(Literal),
    TEXT.map(lambda text: Literal(text, language="en")),
    st.integers().map(Literal),
    st.booleans().map(Literal),
    st.builds(lambda text, kind: Literal(text, datatype=kind), TEXT, NODES),
)
TRIPLES = st.builds(Triple, NODES, NODES, NODES | LITERALS)


@given(st.lists(TRIPLES, max_size=8), TEXT)
def test_what_is_written_is_read_back(triples: list[Triple], label: str) -> None:
    lines = list(block(triples, lambda _: label))
    text = "\n".join([*prefixes(lines), *lines])
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == set(triples)


def test_every_prefix_that_is_used_is_declared() -> None:
    for prefix, namespace in prefix_map().items():
        node = NamedNode(f"{namespace}1")
        lines = list(block([Triple(node, node, node)], lambda _: None))
        written = "\n".join([*prefixes(lines), *lines])
        assert [quad.triple for quad in parse(written, format=RdfFormat.TURTLE)] == [Triple(node, node, node)], prefix


def test_the_longest_namespace_names_a_term() -> None:
    assert name(NamedNode("http://purl.obolibrary.org/obo/HP_0000118")) == "HP:0000118"
    assert name(NamedNode("https://rarediseases.info.nih.gov/diseases/1850")) == "GARD:1850"
    assert name(NamedNode("http://example.org/x")) == "<http://example.org/x>"
    assert name(NamedNode("https://doi.org/10.1000/a(b)")) == "<https://doi.org/10.1000/a(b)>"
