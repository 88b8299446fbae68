"""N-Triples text: literals round-trip, IRIs are valid, minted IRIs never change."""

import re
from decimal import Decimal

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from rarekg.mappings.rdf.ntriples import (
    Description,
    Mint,
    Node,
    boolean,
    date,
    decimal,
    integer,
    iri,
    lines,
    node,
    text,
    typed,
)
from rarekg.ontology.errors import SourceError

XSD = "http://www.w3.org/2001/XMLSchema#"
# What XML can hold; the other characters are refused.
UNFIT = [*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNFIT))
AWKWARD = (
    *('"', '""', "\\", '\\"', "\n", "\r\n", "\t", "\x7f", "\x85", "\u2028"),
    *("\u2029", "\ufeff", "é", "e\u0301", "😀", "\U0010ffff", "{}", "%s", "a .\n<b> <c> <d> .", ""),
)


def objects(statements: str) -> list[Literal]:
    """Return the objects of N-Triples, which both parsers must read alike."""
    terms = [quad.object for quad in parse(statements.encode(), format=RdfFormat.N_TRIPLES)]
    by_rdflib = list(rdflib.Graph().parse(data=statements, format="nt").objects())
    assert {str(term.value) for term in terms if isinstance(term, Literal)} == {str(term) for term in by_rdflib}
    return [term for term in terms if isinstance(term, Literal)]


def read(literal: Node) -> Literal:
    (parsed,) = objects(f"<x:s> <x:p> {literal} .\n")
    return parsed


@pytest.mark.parametrize("value", AWKWARD)
def test_awkward_text_round_trips(value: str) -> None:
    assert read(text(value)) == Literal(value)
    assert read(text(value, "en")) == Literal(value, language="en")


@given(ANY_TEXT)
def test_any_text_round_trips(value: str) -> None:
    assert read(text(value)) == Literal(value)


@given(st.text(), st.sampled_from([*UNFIT, "\ud800", "\udfff"]), st.text())
def test_no_literal_has_a_character_that_xml_cannot_hold(before: str, character: str, after: str) -> None:
    for written in (text, lambda value: typed(value, "xsd:string")):
        with pytest.raises(SourceError, match=r"^a text has the character U\+[0-9A-F]{4}, which XML cannot hold: "):
            written(before + character + after)


@given(ANY_TEXT)
def test_any_text_stays_on_its_line(value: str) -> None:
    assert "\n" not in text(value)
    assert "\r" not in text(value)


@pytest.mark.parametrize("value", [True, False])
def test_booleans(value: bool) -> None:
    assert read(boolean(value)) == Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


@given(st.integers())
def test_integers(value: int) -> None:
    assert read(integer(value)) == Literal(str(value), datatype=NamedNode(XSD + "integer"))


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_keeps_its_value_and_has_no_exponent(value: Decimal) -> None:
    written = read(decimal(value))
    assert written.datatype.value == XSD + "decimal"
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", written.value)  # xsd:decimal in its shortest form
    assert Decimal(written.value) == value


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1E-7", "0.0000001"),
        ("1E+2", "100"),
        ("0.30", "0.3"),
        ("0", "0"),
        ("0E-9", "0"),
        ("12.50", "12.5"),
        ("100", "100"),
    ],
)
def test_decimals_in_plain_notation(value: str, written: str) -> None:
    assert read(decimal(Decimal(value))).value == written


def test_a_decimal_keeps_more_digits_than_arithmetic_does() -> None:
    digits = "0." + "123456789" * 5
    assert read(decimal(Decimal(digits))).value == digits


@pytest.mark.parametrize(
    ("value", "datatype"),
    [("2009", "gYear"), ("2009-01", "gYearMonth"), ("2016-02-29", "date"), ("0001-01-01", "date")],
)
def test_dates_have_the_precision_of_the_source(value: str, datatype: str) -> None:
    assert read(date(value)) == Literal(value, datatype=NamedNode(XSD + datatype))


@given(ANY_TEXT)
def test_a_typed_literal_keeps_its_text(value: str) -> None:
    assert read(typed(value, "schema:Text")) == Literal(value, datatype=NamedNode("https://schema.org/Text"))


@pytest.mark.parametrize(
    "value",
    [
        "http://example.org/a?b=c&d=%C3%A9#e",
        "https://example.org/é",
        "http://[::1]:8080/x",
        "mailto:someone@example.org",
        "urn:isbn:9780123456789",
    ],
)
def test_a_valid_iri_stays_as_it_is(value: str) -> None:
    assert iri(value) == f"<{value}>"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("http://example.org/<a>", "http://example.org/%3Ca%3E"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/%zz", "http://example.org/%25zz"),
        ("http://example.org/%41[", "http://example.org/%41%5B"),
        ("http://example.org/#a#b", "http://example.org/#a%23b"),
        ("http://example.org:80b/x", "http://example.org%3A80b/x"),
        ("https://doi.org/10.1002/(SICI)1<2::AID>3.0;2-#", "https://doi.org/10.1002/(SICI)1%3C2::AID%3E3.0;2-#"),
        ("http://example.org/\ue000\n", "http://example.org/%EE%80%80%0A"),
        ('http://example.org/"> <x:p> <x:o> .', "http://example.org/%22%3E%20%3Cx:p%3E%20%3Cx:o%3E%20."),
    ],
)
def test_characters_outside_an_iri_are_encoded(value: str, written: str) -> None:
    assert iri(value) == f"<{written}>"
    assert NamedNode(written).value == written


@given(st.sampled_from(["http://", "https://", "https://example.org/", "urn:", "mailto:"]), ANY_TEXT)
def test_any_text_after_a_scheme_becomes_a_valid_iri(start: str, rest: str) -> None:
    written = iri(start + rest)
    assert NamedNode(written[1:-1]).value == written[1:-1]
    assert not re.search(r'[\x00-\x20<>"{}|^`\\]', written[1:-1])


@pytest.mark.parametrize("value", ["", "www.example.org", "/page", "#part", "1a:b", "é:b", " http://example.org/"])
def test_an_iri_needs_a_scheme(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its text is the parser's
        iri(value)


@pytest.mark.parametrize("curie", ["NOPE:1", "HP:1", "HP", "", ":", "HP:00011111"])
def test_an_invalid_curie_is_refused(curie: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(curie))):
        node(curie)


# Other sites link to associations and mappings. Changing one of these IRIs breaks their links: it needs a decision and
# a line in the changelog, not a new literal here.
PINNED = {
    ("association", "gard", "biolink:DiseaseToPhenotypicFeatureAssociation", "page/GARD_0001850", "HP:0000964"): (
        "https://w3id.org/rarekg/association/8019c5adc62bdecc0c1b"
    ),
    ("association", "hpoa", "rkg:DiseaseToOnsetAssociation", "OMIM:304790", "HP:0003593", "PMID:1;PMID:2", ""): (
        "https://w3id.org/rarekg/association/b7076a152b046fc5919f"
    ),
    ("mapping", "mondo", "MONDO:0010580", "skos:exactMatch", "OMIM:304790"): (
        "https://w3id.org/rarekg/mapping/e435ec1459d934e18e4b"
    ),
    ("prevalence", "gard", "é", "\x1f"): "https://w3id.org/rarekg/prevalence/4a4053a590539e511d4f",
}


@pytest.mark.parametrize("key", PINNED)
def test_minted_iris_never_change(key: tuple[str, ...]) -> None:
    assert Mint().hashed(*key) == f"<{PINNED[key]}>"


@given(st.lists(ANY_TEXT, min_size=1), st.lists(ANY_TEXT, min_size=1))
def test_different_keys_have_different_iris(one: list[str], other: list[str]) -> None:
    mint = Mint()
    separated = "\x1f" not in "".join(one + other)
    assert (mint.hashed("x", *one) == mint.hashed("x", *other)) == (one == other) or not separated


def test_minted_iris_are_below_the_base() -> None:
    mint = Mint(base="https://example.org/kg/")
    assert mint.node("page/GARD_0001850#cause") == "<https://example.org/kg/page/GARD_0001850#cause>"
    assert mint.node("reference/GARD_0001850-3") == "<https://example.org/kg/reference/GARD_0001850-3>"
    assert mint.hashed("mapping", "a").startswith("<https://example.org/kg/mapping/")
    assert mint.graph("hpo") == "<https://example.org/kg/graph/hpo>"
    assert mint.dataset("hpo") == "<https://example.org/kg/dataset/hpo>"
    assert mint.node("MONDO:0010580") == "<http://purl.obolibrary.org/obo/MONDO_0010580>"


def test_a_source_has_its_name_in_biolinks_registry() -> None:
    assert Mint().source("hpoa") == "<https://w3id.org/biolink/infores/hpoa>"
    assert (
        Mint(infores={"hpoa": "hpo-annotations"}).source("hpoa") == "<https://w3id.org/biolink/infores/hpo-annotations>"
    )


@given(st.lists(st.sampled_from(["<x:p> <x:o>", '<x:p> "a b"', "<x:q> <x:o>"]), min_size=1))
def test_each_statement_is_a_line_with_its_subject_and_its_end(statements: list[str]) -> None:
    written = lines(Description(Node("<x:s>"), statements), " <x:g> .\n")
    assert written.splitlines() == [f"<x:s> {rest} <x:g> ." for rest in statements]
    assert written.endswith("\n")
