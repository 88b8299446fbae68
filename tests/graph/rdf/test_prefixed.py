"""Whatever is declared is used, however long a graph is, and no statement is lost or changed."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from rarekg.graph.rdf.prefixed import FIRST, PART, write, written
from rarekg.ontology.prefixes import expand, prefix_map

LATE, EARLY = "GARD", "HP"
LABEL = NamedNode(expand("rdfs:label"))
TEXTS = ("see MONDO:0010580", '" MONDO:1', "\\ MONDO:1", "<MONDO:1>", "^^MONDO:1", "a\n@prefix MONDO: <x:> .\nMONDO:1")


def term(prefix: str, number: int) -> NamedNode:
    return NamedNode(f"{prefix_map()[prefix]}{number:07d}")


def long(count: int) -> list[Quad]:
    """Return quads of which the last alone uses the prefix LATE; names stand in literals and in IRIs as well."""
    graph = NamedNode("https://example.org/MONDO:1")
    quads = [Quad(term(EARLY, n), LABEL, Literal(TEXTS[n % len(TEXTS)]), graph) for n in range(count - 1)]
    return [*quads, Quad(term(LATE, 1), LABEL, Literal("late"), graph)]


def declared(text: str) -> list[str]:
    return re.findall(r"^@prefix ([^:]*):", text, re.MULTILINE)


@pytest.mark.parametrize("count", [1, FIRST, FIRST + 1, FIRST + PART, FIRST + PART + 2])
@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.TRIG])
def test_a_prefix_is_declared_once_and_only_if_it_is_used(form: RdfFormat, count: int) -> None:
    quads, out = long(count), BytesIO()
    given_ = quads if form == RdfFormat.TRIG else [quad.triple for quad in quads]
    write(given_, form, out, prefix_map())
    text = out.getvalue().decode()
    names = ["HP", "rdfs"] * (count > 1) + ["GARD"] + ["rdfs"] * (count == 1)
    assert sorted(declared(re.sub(r'"(?:[^"\\]|\\.)*"', "", text))) == sorted(names)
    assert text.count("GARD:0000001") == 1 or text.count("GARD:1") == 1
    assert list(parse(out.getvalue(), format=form)) == list(
        given_ if form == RdfFormat.TRIG else [Quad(*triple) for triple in given_]
    )


def test_rdf_xml_declares_what_its_beginning_uses() -> None:
    out = BytesIO()
    quads = [quad.triple for quad in long(FIRST + 3)]
    write(quads, RdfFormat.RDF_XML, out, prefix_map())
    names = set(re.findall(rb'xmlns:([\w.-]+)="', out.getvalue()))
    assert names == {b"rdf", b"rdfs", b"its"}  # the engine's own beside ours
    assert {quad.triple for quad in parse(out.getvalue(), format=RdfFormat.RDF_XML)} == set(quads)


@pytest.mark.parametrize("form", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.JSON_LD])
def test_formats_without_prefixes_are_the_engines(form: RdfFormat) -> None:
    out = BytesIO()
    quads = [quad.triple for quad in long(3)]
    write(quads, form, out, prefix_map())
    assert out.getvalue() == written(quads, form, prefix_map())
    assert {quad.triple for quad in parse(out.getvalue(), format=form)} == set(quads)


@given(st.lists(st.sampled_from([*prefix_map()]), max_size=6), st.text(max_size=8))
def test_exactly_the_prefixes_of_the_things_are_declared(prefixes: list[str], text: str) -> None:
    triples = [Triple(NamedNode(f"{prefix_map()[each]}x1"), LABEL, Literal(f"{text} {each}:x1")) for each in prefixes]
    body = written(triples, RdfFormat.TURTLE, prefix_map()).decode()
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    used = set(re.findall(r"^@prefix ([^:]*):", bare, re.MULTILINE))
    assert used == set(re.findall(r"(?:^|\s)([\w.-]+):\w", re.sub(r"^@prefix.*$", "", bare, flags=re.MULTILINE)))
