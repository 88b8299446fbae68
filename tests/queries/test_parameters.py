"""The text of a parameter becomes a term of its kind, or is refused with the expected form."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from rarekg.ontology.errors import QueryError
from rarekg.queries.parameters import Parameter, parameter, terms

DISEASE = parameter("_disease_iri", "MONDO:0010580")
PHENOTYPES = parameter("_phenotype_iri", ["HP:0002014", "HP:0000964"])
NAME = parameter("_name", "IPEX")
COUNT = parameter("_count_integer", "10")
SHARE = parameter("_share_decimal", "0.5")
XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = (
    "> . } DROP ALL",
    '" } ; DROP ALL #',
    "\\u0022 } #",
    "\\",
    "'''",
    "\n\r\t\0",
    "\u2028\x85",
    "{ } ?x # \\u007D",
)


def read_back(printed: tuple[str, ...]) -> list[NamedNode | Literal]:
    """Return the terms as the engine parses them in a data block with nothing else in it."""
    solutions = Store().query(f"SELECT ?_x WHERE {{ VALUES ?_x {{ {' '.join(printed)} }} }}")
    assert isinstance(solutions, QuerySolutions)
    rows = [row[0] for row in solutions]
    assert all(isinstance(row, NamedNode | Literal) for row in rows)
    return [row for row in rows if isinstance(row, NamedNode | Literal)]


@pytest.mark.parametrize(
    ("target", "value", "term"),
    [
        (DISEASE, "MONDO:0010580", "<http://purl.obolibrary.org/obo/MONDO_0010580>"),
        (DISEASE, "Orphanet:37042", "<http://www.orpha.net/ORDO/Orphanet_37042>"),
        (DISEASE, "GARD:1850", "<https://rarediseases.info.nih.gov/diseases/1850>"),
        (DISEASE, "https://omim.org/entry/304790", "<https://omim.org/entry/304790>"),
        (DISEASE, "urn:example:é", "<urn:example:é>"),
        (NAME, 'say "IPEX"', '"say \\"IPEX\\""'),
        (COUNT, "-5", f'"-5"^^<{XSD}integer>'),
        (SHARE, ".5", f'".5"^^<{XSD}decimal>'),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(target: Parameter, value: str, term: str) -> None:
    assert terms(target, [value]) == (term,)


@pytest.mark.parametrize(
    ("target", "value", "message"),
    [
        (DISEASE, "IPEX", "an IRI or a CURIE, such as MONDO:0010580"),
        (DISEASE, "", "parameter disease: "),
        (DISEASE, "MONDO:10580", "is not a valid MONDO id"),
        (DISEASE, "javascript:alert(1)", "nor a CURIE with a prefix of ontology/prefixes.ttl"),
        (DISEASE, "http://a/> . } DROP ALL", "Invalid IRI"),
        (DISEASE, "http://a/\\u003E", "Invalid IRI"),
        (DISEASE, "http://a/\ud800", "not valid Unicode"),
        (DISEASE, "<http://a/>", "an IRI or a CURIE"),
        (DISEASE, "urn:", "an IRI or a CURIE"),
        (COUNT, "1.5", "a whole number, such as 10"),
        (COUNT, "１", "a whole number"),
        (COUNT, "1 } #", "a whole number"),
        (SHARE, "1e-3", "a decimal number, such as 0.5"),
        (SHARE, ".", "a decimal number"),
        (DISEASE, "MONDO:1\nDROP\tALL", "is not a valid MONDO id"),
        (NAME, "\udc00", "not valid Unicode"),
    ],
)
def test_another_value_is_refused_in_one_line(target: Parameter, value: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        terms(target, [value])
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"parameter {target.name}: ")
    assert str(caught.value).isprintable()


def test_a_parameter_takes_one_value_unless_its_default_is_a_list() -> None:
    given = ["HP:0001250", "HP:0001596", "HP:0001250"]
    assert [term.value[-10:] for term in read_back(terms(PHENOTYPES, given))] == ["HP_0001250", "HP_0001596"]
    with pytest.raises(QueryError, match="disease takes exactly one value and was given 2"):
        terms(DISEASE, given[:2])
    for target in (DISEASE, PHENOTYPES):
        with pytest.raises(QueryError, match="was given 0"):
            terms(target, [])


@pytest.mark.parametrize("variable", ["disease_iri", "_", "__disease_iri", "_Disease_iri", "_disease-iri", "_iri_"])
def test_a_variable_that_is_not_named_as_a_parameter_is_refused(variable: str) -> None:
    with pytest.raises(QueryError, match="not the name of a parameter"):
        parameter(variable, "x")


def test_a_default_that_is_not_of_its_kind_is_refused() -> None:
    with pytest.raises(QueryError, match="count"):
        parameter("_count_integer", "ten")


@given(st.text())
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[2])
@example(HOSTILE[5])
@example(HOSTILE[7])
def test_any_text_round_trips_as_one_literal(value: str) -> None:
    assert read_back(terms(NAME, [value])) == [Literal(value)]


@given(st.sampled_from(["http://example.org/", "urn:x", "MONDO:", "DOI:10.1000/", ""]), st.text())
@example("http://example.org/", HOSTILE[0])
@example("DOI:10.1000/", HOSTILE[0])
@example("DOI:10.1000/", "a>b")
@example("ICD10CM:", "a\\u003Eb")
@example("http://example.org/", HOSTILE[7])
def test_any_iri_round_trips_or_is_refused(start: str, rest: str) -> None:
    try:
        printed = terms(DISEASE, [start + rest])
    except QueryError:
        return
    (parsed,) = read_back(printed)
    assert isinstance(parsed, NamedNode)
    assert printed == (f"<{parsed.value}>",)


@given(st.text(), st.sampled_from([COUNT, SHARE]))
@example("1 } DROP", COUNT)
@example("00", COUNT)  # which the engine reads as 0
def test_any_number_round_trips_or_is_refused(value: str, target: Parameter) -> None:
    try:
        printed = terms(target, [value])
    except QueryError:
        return
    (parsed,) = read_back(printed)
    assert isinstance(parsed, Literal)
    assert Decimal(parsed.value) == Decimal(value)
