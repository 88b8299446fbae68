"""Frequencies: what readers and translators make of any cell is sound, numbers that contradict each other are not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from rarekg.graph.validation.model.frequency import (
    BOUNDS,
    NEGATION,
    NOTATION,
    NOTHING,
    NUMBERS,
    PROPERTIES,
    TRUE,
    Stated,
    affirmed,
    faults,
)
from rarekg.graph.validation.model.tokens import iri
from rarekg.mappings.facts import Frequency, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.rdf.phenotype import translate
from rarekg.mappings.reading.frequency import CLASSES, read

CELLS = (
    st.sampled_from(sorted(CLASSES))
    | st.integers(1, 99_999).flatmap(lambda total: st.integers(0, total).map(lambda count: f"{count}/{total}"))
    | st.decimals(0, 100, places=3).map(lambda share: f"{share}%")
)


def literal(value: object, kind: str) -> bytes:
    return f'"{value}"^^'.encode() + iri(f"xsd:{kind}")


def stated(frequency: Frequency | None, *, excluded: bool = False) -> Stated:
    """Return what the translator writes of a phenotype with this frequency."""
    fact = Phenotype(
        disease="MONDO:0010580",
        phenotype="HP:0000964",
        origin=Origin(source="hpoa", key=("x",)),
        frequency=frequency,
        excluded=excluded,
    )
    pairs = (statement.encode().split(b" ", 1) for statement in translate(fact, Mint())[0].statements)
    values = {words[0]: words[1] for words in pairs}
    return Stated(*(values.get(term) for term in PROPERTIES))


def people(count: int, total: int, *, share: str | None = None, percentage: str | None = None) -> Stated:
    exact = f"{Fraction(count, total or 1).__float__():.6f}"
    return Stated(
        term=None,
        lower=literal(share or exact, "decimal"),
        upper=literal(share or exact, "decimal"),
        count=literal(count, "integer"),
        total=literal(total, "integer"),
        quotient=literal(share or exact, "double"),
        percentage=literal(percentage or f"{100 * count / (total or 1):.6f}", "double"),
        negated=None,
    )


def rules(one: Stated) -> set[str]:
    return {fault.rule for fault in faults(one)}


@given(CELLS)
def test_every_cell_of_a_source_becomes_a_sound_frequency(cell: str) -> None:
    frequency = read(cell)
    assert frequency is not None
    excluded = frequency.term == "HP:0040285"
    one = stated(frequency, excluded=excluded)
    assert faults(one) == ()
    assert affirmed(one) == (frequency.upper > 0)


def test_no_frequency_is_sound_with_and_without_negation() -> None:
    assert stated(None) == NOTHING
    assert faults(NOTHING) == faults(replace(NOTHING, negated=TRUE)) == ()
    assert affirmed(NOTHING)
    assert not affirmed(replace(NOTHING, negated=TRUE))


@given(st.integers(1, 5000), st.data())
def test_another_count_is_found(total: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, total))
    other = data.draw(st.integers(0, total + 10).filter(lambda number: number != count))
    one = replace(people(count, total), count=literal(other, "integer"))
    assert rules(one) == {NUMBERS}


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (people(6, 13, share="0.461"), NUMBERS),
        (people(6, 13, percentage="46.1"), NUMBERS),
        (people(6, 13, percentage="0.461538"), NUMBERS),
        (people(0, 0), NUMBERS),
        (replace(people(6, 13), term=iri("HP:0040282")), NOTATION),
        (replace(people(6, 13), quotient=None), NOTATION),
        (replace(people(6, 13), total=None), NOTATION),
        (replace(people(6, 13), lower=None), NOTATION),
        (replace(people(6, 13), lower=literal("0.4", "decimal")), BOUNDS),
        (replace(people(6, 13), negated=TRUE), NEGATION),
        (replace(people(0, 13), negated=TRUE), NEGATION),
        (replace(people(6, 13), count=literal("6.0", "decimal")), NUMBERS),
        (replace(people(6, 13), percentage=literal("NaN", "double")), NUMBERS),
        (replace(people(6, 13), total=iri("HP:0040282")), NUMBERS),
        (replace(stated(CLASSES["HP:0040285"]), negated=None), NEGATION),
        (replace(stated(CLASSES["HP:0040282"]), negated=TRUE), NEGATION),
        (replace(NOTHING, negated=literal("false", "boolean")), NEGATION),
        (replace(NOTHING, lower=literal("0.3", "decimal"), upper=literal("0.79", "decimal")), NOTATION),
        (replace(stated(CLASSES["HP:0040282"]), term=iri("HP:0040283")), BOUNDS),
        (replace(stated(CLASSES["HP:0040282"]), term=iri("HP:0040279")), BOUNDS),
        (replace(stated(read("12.5%")), upper=literal("0.2", "decimal")), BOUNDS),
        (replace(stated(read("12.5%")), percentage=literal("101", "double")), NUMBERS),
    ],
)
def test_what_contradicts_itself_is_found(one: Stated, rule: str) -> None:
    assert rule in rules(one)


def test_a_case_report_is_not_obligate() -> None:
    # One person of one was once published as the class Obligate, whose bounds agree with it.
    one = replace(people(1, 1), term=iri("HP:0040280"))
    assert rules(one) == {NOTATION}


@pytest.mark.parametrize(("term", "least", "most"), [("HP:0040281", "0.80", "0.99"), ("HP:0040284", "0.01", "0.04")])
def test_the_bounds_of_a_class_are_those_of_its_definition(term: str, least: str, most: str) -> None:
    # As in hp.obo: "Present in 80% to 99% of the cases", "1% to 4%".
    bounds = Frequency(term=term, lower=Decimal(least), upper=Decimal(most))
    assert faults(stated(bounds)) == ()
    assert rules(stated(Frequency(term=term, lower=Decimal(least), upper=Decimal("0.995")))) == {BOUNDS}
