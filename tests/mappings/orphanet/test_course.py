"""Orphanet's ages and types of inheritance as facts: which are statements, with whose bounds and words."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from orphanet_files import course, excerpt, known, product, same

from rarekg.mappings.facts import Disease, Fact, Inheritance, Issue, Onset
from rarekg.mappings.orphanet.course import CourseFacts, ages, entries, modes
from rarekg.mappings.orphanet.records import Course
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.sources.orphanet_ages import read
from rarekg.ontology.errors import SourceError

Read = Callable[..., tuple[list[Fact], list[Issue]]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def reading(*records: str) -> tuple[list[Fact], list[Issue]]:
        path = tmp_path / "en_product9_ages.xml"
        path.write_text(product(*records), encoding="utf-8")
        found = list(read(path, known()))
        return [f for f in found if not isinstance(f, Issue)], [f for f in found if isinstance(f, Issue)]

    return reading


def test_an_age_has_orphanets_bounds_and_word(reading: Read) -> None:
    facts, issues = reading(course(["Infancy", "All ages"]))
    assert issues == []
    infancy, always = facts
    assert isinstance(infancy, Onset)
    assert isinstance(always, Onset)
    assert (infancy.disease, infancy.onset, infancy.origin.words) == ("MONDO:0010580", "HP:0003593", "Infancy")
    assert (infancy.origin.primary, infancy.origin.subject) == ("orphanet", "ORPHA:37042")
    # 1 to 23 months: from the 28th day to the second birthday.
    assert infancy.from_age == pytest.approx(Decimal(28) / 365, abs=Decimal("0.01"))
    assert infancy.to_age == 2
    assert (always.onset, always.from_age, always.to_age) == ("HP:0003674", None, None)


def test_a_mode_is_a_term_and_what_is_none_says_nothing(reading: Read) -> None:
    facts, issues = reading(
        course(
            ["No data available"],
            ["Autosomal recessive", "Not applicable", "Unknown", "No data available", "Not yet documented"],
        )
    )
    assert issues == []
    assert [(fact.mode, fact.origin.words) for fact in facts if isinstance(fact, Inheritance)] == [
        ("HP:0000007", "Autosomal recessive")
    ]
    assert len(facts) == 1


def test_a_disorder_without_a_statement_has_no_node(reading: Read) -> None:
    assert reading(course(["No data available"], ["Unknown"], code="999")) == ([], [])


def test_a_disorder_that_nothing_describes_is_labelled(reading: Read) -> None:
    described, onset = reading(course(["Infancy"], code="999"))[0]
    assert described == Disease(id="ORPHA:999", label="IPEX", resolved=False)
    assert isinstance(onset, Onset)
    assert (onset.disease, onset.origin.subject) == ("ORPHA:999", None)


@pytest.mark.parametrize(
    ("record", "issue"),
    [
        (course(["Infancy", "Dotage"]), ("unknown-age", "Dotage", "skipped", 4)),
        (course(["Infancy"], ["autosomal recessive"]), ("unknown-mode", "autosomal recessive", "skipped", 4)),
        (course(["Infancy"], [""]), ("unknown-mode", "", "skipped", 4)),
        (course(["Infancy"], count="2"), ("other-count", "2", "kept", 4)),
    ],
)
def test_what_is_unknown_is_reported_and_the_rest_is_stated(
    reading: Read, record: str, issue: tuple[str, str, str, int]
) -> None:
    facts, issues = reading(record)
    assert [type(fact) for fact in facts] == [Onset]
    assert [(one.kind, one.value, one.action, one.line) for one in issues] == [issue]


def test_a_code_that_is_no_number_is_reported(reading: Read) -> None:
    facts, (issue,) = reading(course(["Infancy"], code="IPEX"))
    assert facts == []
    assert (issue.kind, issue.value, issue.line) == ("malformed-disease", "IPEX", 4)


def test_a_second_record_of_a_disorder_is_left_out(reading: Read) -> None:
    facts, (issue,) = reading(course(["Infancy"]), course(["Infancy", "Adult"]))
    assert len(facts) == 1
    assert (issue.kind, issue.value, issue.line) == ("duplicate-disorder", "ORPHA:37042", 5)


def test_an_age_twice_is_one_statement(reading: Read) -> None:
    facts, _ = reading(course(["Infancy", "Infancy"]))
    assert len(facts) == 1


def test_two_disorders_that_are_one_disease_make_two_statements() -> None:
    issues = Issues(source="orphapackets", file="x")
    reader = CourseFacts(known=known(), issues=issues, source="orphapackets")
    records = [Course(code, "IPEX", None, ages=("Adult",)) for code in ("37042", "1")]
    reader.known.learn_mapping(same("ORPHA:1"))
    onsets = [fact for record in records for fact in reader.facts(record) if isinstance(fact, Onset)]
    assert {onset.disease for onset in onsets} == {"MONDO:0010580"}
    assert [onset.origin.key for onset in onsets] == [("37042", "Adult"), ("1", "Adult")]
    assert {onset.origin.source for onset in onsets} == {"orphapackets"}


def test_a_record_of_another_product_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en_product1.xml"
    path.write_text(product(course(["Infancy"]), "<Disorder><OrphaCode>58</OrphaCode></Disorder>"))
    with pytest.raises(SourceError, match="another product: a disorder without AverageAge") as refused:
        list(entries(path))
    assert refused.value.line == 5


def test_the_layout_of_2019_is_read(reading: Read) -> None:
    facts, issues = reading(course(["Infancy"], ["Autosomal recessive"], tag="OrphaNumber"))
    assert issues == []
    assert [type(fact) for fact in facts] == [Onset, Inheritance]


def test_a_real_excerpt_of_2019() -> None:
    records = list(entries(excerpt("phenol__en_product9_ages-small.xml")))
    assert [record.code for record in records][:3] == ["166024", "166032", "58"]
    assert records[2].ages == ("All ages",)
    assert records[2].modes == ("Autosomal dominant",)
    assert {age for record in records for age in record.ages} <= ages().keys()
    assert {mode for record in records for mode in record.modes} <= modes().keys()


def test_the_ages_follow_each_other() -> None:
    bounds = [age for age in ages().values() if age is not None and (age.start is not None or age.end is not None)]
    assert [age.end for age in bounds[:-1]] == [age.start for age in bounds[1:]]
    assert bounds[-1].end is None
