"""RDF/XML and results in XML are well-formed, or refused with what XML cannot hold."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from xml.dom import minidom
from xml.etree import ElementTree

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from rarekg.graph.process import worker
from rarekg.graph.process.failures import Refusal
from rarekg.graph.process.frames import DATA, HEADER, Request
from rarekg.graph.rdf.xml import UnwritableError, XmlOutput, check_name, expressible

A = "http://www.example.org/"


def answer(query: str, tmp_path: Path, *, result: str = "xml", graph: str = "rdfxml") -> bytes:
    """Return the document that a worker writes for ``query`` on an empty store."""
    request = Request(query=query, result_format=result, graph_format=graph, seconds=60)
    path = tmp_path / "frames"
    with path.open("wb") as file:
        worker.run(Store(), request, file.fileno(), {}, A)
    frames, data = BytesIO(path.read_bytes()), b""
    while header := frames.read(HEADER.size):
        kind, length = HEADER.unpack(header)
        payload = frames.read(length)
        data += payload if kind == DATA else b""
    return data


@pytest.mark.parametrize("character", ["0000", "0001", "0008", "000B", "000C", "001F", "FFFE", "FFFF"])
@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("a\\u{} b" AS ?x) {{}}',
        'SELECT (STRLANG("a\\u{}", "en") AS ?x) {{}}',
        'CONSTRUCT {{ <s> <p> ?x }} {{ BIND("a\\u{}" AS ?x) }}',
        'SELECT (GROUP_CONCAT(?y) AS ?x) {{ VALUES ?y {{ "a" "\\u{}" }} }}',
    ],
)
def test_a_text_that_xml_cannot_hold_is_refused_by_its_name(query: str, character: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=f"the character U\\+{character}, which XML cannot hold") as refused:
        answer(query.format(character), tmp_path)
    assert refused.value.failure.kind == "accept"
    others = answer(query.format(character), tmp_path, result="json", graph="ntriples")
    if query.startswith("SELECT"):
        assert chr(int(character, 16)) in json.decode(others)["results"]["bindings"][0]["x"]["value"]
    else:
        assert [quad.object.value for quad in parse(others, format=RdfFormat.N_TRIPLES)] == [
            f"a{chr(int(character, 16))}"
        ]


@pytest.mark.parametrize(
    "iri",
    [
        *(A, f"{A}1", f"{A}p%20", f"{A}a\u00d7", f"{A}\u0300", "http://www.w3.org/2000/xmlns/p", "urn:x:"),
        *("http://www.w3.org/1999/02/22-rdf-syntax-ns#li", "http://www.w3.org/1999/02/22-rdf-syntax-ns#bagID"),
    ],
)
@pytest.mark.parametrize("pattern", ["<s> <{}> 1", "<s> a <{}>", "<s> <p> 1 . <s> a <{}>"])
def test_a_property_or_class_without_a_name_in_xml_is_refused(pattern: str, iri: str, tmp_path: Path) -> None:
    query = f"CONSTRUCT {{ {pattern.format(iri)} }} {{}}"
    with pytest.raises(Refusal, match="as a property or class; take another format"):
        answer(query, tmp_path)
    assert iri in answer(query, tmp_path, graph="ntriples").decode()


def test_carriage_returns_survive(tmp_path: Path) -> None:
    root = ElementTree.fromstring(answer('SELECT ("a\\r\\nb\\rc" AS ?x) {}', tmp_path))
    assert [node.text for node in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["a\r\nb\rc"]


@given(st.text(), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=4), st.integers(1, 9))
def test_whatever_is_written_is_well_formed_and_means_the_same(value: str, end: str, width: int) -> None:
    try:
        triple = Triple(NamedNode(f"{A}s"), NamedNode(A + end), Literal(value))
    except ValueError:  # no IRI, or half a character
        return
    out = BytesIO()
    try:
        document = serialize(expressible([triple]), format=RdfFormat.RDF_XML)
        assert document is not None
        checked = XmlOutput(out)
        for at in range(0, len(document), width):  # in parts that cut characters
            checked.write(document[at : at + width])
    except UnwritableError:
        return
    minidom.parseString(out.getvalue())
    assert [quad.triple for quad in parse(out.getvalue(), format=RdfFormat.RDF_XML)] == [triple]
    assert len(rdflib.Graph().parse(data=out.getvalue(), format="xml")) == 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_only_what_xml_cannot_hold_is_refused(value: str) -> None:
    fit = all(c in "\t\n\r" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" for c in value)
    document = serialize([Triple(NamedNode(f"{A}s"), NamedNode(f"{A}p"), Literal(value))], format=RdfFormat.RDF_XML)
    assert document is not None
    try:
        XmlOutput(BytesIO()).write(document)
    except UnwritableError:
        assert not fit
    else:
        assert fit


def test_a_long_name_takes_time_by_its_length() -> None:
    check_name(A + "a" * 1_000_000)
    with pytest.raises(UnwritableError):
        check_name(A + "1" * 1_000_000)


def test_a_dump_has_no_text_that_xml_cannot_hold(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.add(Quad(NamedNode(f"{A}s"), NamedNode(f"{A}p"), Literal("\x01"), NamedNode(f"{A}g")))
    with (tmp_path / "dump.rdf").open("wb") as file, pytest.raises(UnwritableError, match=r"U\+0001"):
        store.dump(cast(BinaryIO, XmlOutput(file)), RdfFormat.RDF_XML, from_graph=NamedNode(f"{A}g"))
    assert not (tmp_path / "dump.rdf").read_bytes()
