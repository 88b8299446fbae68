"""The rows of Orphanet that another source passes on: which are remembered, and what they are compared by."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from rarekg.mappings.facts import ClinicalCourse, Frequency, Origin, PastHistory, Phenotype
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn

PASSED_ON = Origin(source="hpoa", key=("x",), primary="orphanet", aggregator="hpo-annotations")
OWN = Origin(source="orphanet-phenotypes", key=("y",), primary="orphanet")
FREQUENT = Frequency(term="HP:0040282", lower=Decimal("0.30"), upper=Decimal("0.79"))
EXCLUDED = Frequency(term="HP:0040285", lower=Decimal(0), upper=Decimal(0))
ROW = Phenotype(disease="MONDO:0010580", phenotype="HP:0001250", frequency=FREQUENT, origin=PASSED_ON)


def known(*rows: Phenotype) -> Known:
    found = Known()
    for row in rows:
        learn(found, row)
    return found


def test_a_row_is_known_whatever_its_own_id_and_key() -> None:
    assert known(ROW).passed_on.has(replace(ROW, origin=replace(OWN, subject="ORPHA:37042")))


@pytest.mark.parametrize(
    "other",
    [
        replace(ROW, disease="ORPHA:1"),
        replace(ROW, phenotype="HP:0000964"),
        replace(ROW, frequency=None),
        replace(ROW, excluded=True),
        replace(ROW, frequency=replace(FREQUENT, term="HP:0040281")),
        PastHistory(disease=ROW.disease, history=ROW.phenotype, frequency=FREQUENT, origin=OWN),
    ],
)
def test_a_row_that_differs_is_not_known(other: Phenotype) -> None:
    assert not known(ROW).passed_on.has(other)


@pytest.mark.parametrize("origin", [OWN, replace(PASSED_ON, primary="omim"), replace(PASSED_ON, primary=None)])
def test_only_what_another_source_passes_on_of_orphanet_is_remembered(origin: Origin) -> None:
    row = replace(ROW, origin=origin)
    assert not known(row).passed_on.has(row)


def test_an_exclusion_is_known_with_and_without_the_class_for_it() -> None:
    absent = replace(ROW, excluded=True, frequency=None)
    assert known(absent).passed_on.has(replace(absent, frequency=EXCLUDED))
    assert not known(absent).passed_on.has(replace(ROW, frequency=EXCLUDED))


def test_statements_of_other_kinds_are_remembered_too() -> None:
    course = ClinicalCourse(disease=ROW.disease, course="HP:0001522", frequency=FREQUENT, origin=PASSED_ON)
    found = Known()
    learn(found, course)
    assert found.passed_on.has(course)
