"""Orphanet's phenotypes as facts: what HPO passes on is not stated again, and what it leaves out is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from orphanet_files import disorder, excerpt, known, phenotype, product, profile

from rarekg.mappings.facts import (
    ClinicalCourse,
    ClinicalModifier,
    DiagnosticFeature,
    Fact,
    Inheritance,
    Issue,
    Onset,
    Origin,
    PastHistory,
    Phenotype,
    PhenotypeReview,
    Reference,
)
from rarekg.mappings.orphanet.profile_rows import FREQUENCIES
from rarekg.mappings.orphanet.profiles import entries
from rarekg.mappings.reading import frequency as frequencies
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn
from rarekg.mappings.sources.orphanet_phenotypes import read
from rarekg.ontology.errors import SourceError

Read = Callable[..., tuple[list[Fact], list[Issue]]]
DAY = "2016-06-01 00:00:00.0"


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def reading(
        *records: str, of: str = "HPODisorderSetStatusList", by: Known | None = None
    ) -> tuple[list[Fact], list[Issue]]:
        path = tmp_path / "en_product4.xml"
        path.write_text(product(*records, of=of), encoding="utf-8")
        found = list(read(path, by or known()))
        return [f for f in found if not isinstance(f, Issue)], [f for f in found if isinstance(f, Issue)]

    return reading


def passed_on(phenotype: str, frequency: str, *, excluded: bool = False, source: str = "orphanet") -> Known:
    """Return what is known after HPO has passed on one row on IPEX."""
    found = known()
    origin = Origin(source="hpoa", key=("x",), primary=source, aggregator="hpo-annotations")
    learn(
        found,
        Phenotype(
            disease="MONDO:0010580",
            phenotype=phenotype,
            frequency=frequencies.read(frequency),
            excluded=excluded,
            origin=origin,
        ),
    )
    return found


def test_a_row_that_hpo_does_not_have_is_stated(reading: Read) -> None:
    (fact,), issues = reading(profile(phenotype("HP:0001250", "Very rare (<4-1%)")))
    assert issues == []
    assert isinstance(fact, Phenotype)
    assert (fact.disease, fact.phenotype, fact.excluded) == ("MONDO:0010580", "HP:0001250", False)
    assert fact.frequency is not None
    assert (fact.frequency.term, str(fact.frequency.lower)) == ("HP:0040284", "0.01")
    assert (fact.origin.primary, fact.origin.aggregator, fact.origin.subject) == ("orphanet", None, "ORPHA:37042")


@pytest.mark.parametrize(
    ("row", "by", "stated"),
    [
        (phenotype("HP:0001250"), passed_on("HP:0001250", "HP:0040282"), False),
        (phenotype("HP:0001250"), passed_on("HP:0001250", "HP:0040281"), True),
        (phenotype("HP:0001250"), passed_on("HP:0000964", "HP:0040282"), True),
        (phenotype("HP:0001250"), passed_on("HP:0001250", "HP:0040282", excluded=True), True),
        (phenotype("HP:0001250"), passed_on("HP:0001250", "HP:0040282", source="omim"), True),
        (phenotype("HP:0001250", "Excluded (0%)"), passed_on("HP:0001250", "", excluded=True), False),
        (phenotype("HP:0001250", "Excluded (0%)"), passed_on("HP:0001250", "HP:0040285", excluded=True), False),
        (phenotype("HP:0001250", "Excluded (0%)"), passed_on("HP:0001250", ""), True),
        (phenotype("HP:0000976"), passed_on("HP:0000964", "HP:0040282"), False),
    ],
)
def test_a_row_that_hpo_passes_on_is_not_stated_again(reading: Read, row: str, by: Known, stated: bool) -> None:
    facts, _ = reading(profile(row), by=by)
    assert [type(fact) for fact in facts] == [Phenotype] * stated


def test_a_criterion_is_stated_though_hpo_has_the_row(reading: Read) -> None:
    by = passed_on("HP:0000964", "HP:0040282")
    row = phenotype("HP:0000976", criterion="Diagnostic criterion")
    facts, (issue,) = reading(profile(row, day=DAY), by=by)
    review, feature = facts
    assert isinstance(review, PhenotypeReview)
    assert isinstance(feature, DiagnosticFeature)
    assert (feature.disease, feature.phenotype, feature.kind) == ("MONDO:0010580", "HP:0000964", "criterion")
    assert (feature.origin.object, feature.origin.references, feature.excluded) == ("HP:0000976", (), False)
    assert feature.origin.key == ("ORPHA:37042", "HP:0000976", "criterion")
    assert (issue.kind, issue.action, issue.value) == ("replaced-term", "replaced", "HP:0000976")


def test_the_absence_of_a_phenotype_can_be_the_criterion(reading: Read) -> None:
    rows = (
        phenotype("HP:0001250", "Excluded (0%)", criterion="Diagnostic criterion"),
        phenotype("HP:0000964", "Obligate (100%)", criterion="Pathognomonic sign"),
    )
    facts, _ = reading(profile(*rows))
    features = [fact for fact in facts if isinstance(fact, DiagnosticFeature)]
    assert [(one.phenotype, one.kind, one.excluded) for one in features] == [
        ("HP:0001250", "criterion", True),
        ("HP:0000964", "pathognomonic", False),
    ]
    # The review of the features stands before them, though it has neither a day nor a reference.
    assert isinstance(facts[0], PhenotypeReview)


def test_the_references_stand_on_the_review_and_each_is_described_once(reading: Read) -> None:
    cell = "22587682[PMID]_1[PMID]_A protocol[OTHER]_ORPHANET"
    facts, issues = reading(profile(source=cell, day=DAY), profile(source="1[PMID]", code="1"))
    assert issues == []
    assert [fact.id for fact in facts if isinstance(fact, Reference)] == ["PMID:22587682", "PMID:1"]
    first, second = (fact for fact in facts if isinstance(fact, PhenotypeReview))
    assert (first.validated_on, first.origin.references) == ("2016-06-01", ("PMID:22587682", "PMID:1"))
    assert first.origin.words == "A protocol[OTHER]; ORPHANET"
    assert (second.validated_on, second.origin.words) == (None, None)


@pytest.mark.parametrize(
    "typed", ["1[PMID", "1{PMID]", "1(PMID]", "1[PMID)", "1PMID]", "1[PM", "1[PMiD]", "1\xa0[PMID]", "1[PMID]\xa0\xa0"]
)
def test_a_pmid_is_read_as_people_type_it(reading: Read, typed: str) -> None:
    facts, _ = reading(profile(source=typed))
    assert [fact.id for fact in facts if isinstance(fact, Reference)] == ["PMID:1"]


@pytest.mark.parametrize("typed", ["NBK1138[PMID]", "NBK1138[OTHER]"])
def test_a_book_of_ncbi_is_no_number_of_pubmed(reading: Read, typed: str) -> None:
    facts, _ = reading(profile(source=typed))
    assert [fact.id for fact in facts if isinstance(fact, Reference)] == ["NBK:NBK1138"]


@pytest.mark.parametrize("typed", ["1919667327[PMID]", "PNDS 2021[OTHER]", "ISBN:0195214749[OTHER]", "1", "PM"])
def test_what_has_no_id_keeps_its_words(reading: Read, typed: str) -> None:
    (review,), _ = reading(profile(source=typed))
    assert isinstance(review, PhenotypeReview)
    assert (review.origin.references, review.origin.words) == ((), typed)


def test_a_profile_without_day_and_references_has_no_review(reading: Read) -> None:
    facts, _ = reading(profile(phenotype("HP:0001250"), status="n", day=DAY))
    assert [type(fact) for fact in facts] == [Phenotype]


@pytest.mark.parametrize("day", ["2016-13-01 00:00:00.0", "1016-06-01 00:00:00.0", "yesterday"])
def test_a_day_that_is_none_is_reported(reading: Read, day: str) -> None:
    (review,), (issue,) = reading(profile(day=day))
    assert isinstance(review, PhenotypeReview)
    assert review.validated_on is None
    assert (issue.kind, issue.value, issue.action, issue.line) == ("unread-date", day, "kept", 4)


@pytest.mark.parametrize(
    ("row", "kind", "value"),
    [
        (phenotype("HP:0001250", "Often"), "unknown-frequency", "Often"),
        (phenotype("HP:0001250", criterion="Exclusion criterion"), "unknown-criterion", "Exclusion criterion"),
        (phenotype("HP:9999999"), "unusable-term", "HP:9999999"),
        (phenotype("HP:0040279"), "unusable-term", "HP:0040279"),
        (phenotype("rdfs:label"), "unusable-term", "rdfs:label"),
        (phenotype(""), "unusable-term", ""),
    ],
)
def test_a_row_with_an_unknown_word_is_left_out(reading: Read, row: str, kind: str, value: str) -> None:
    (fact,), (issue,) = reading(profile(row, phenotype("HP:0000964")))
    assert isinstance(fact, Phenotype)
    assert fact.phenotype == "HP:0000964"
    assert (issue.kind, issue.value, issue.action, issue.line) == (kind, value, "skipped", 4)


def test_a_row_twice_is_one_statement(reading: Read) -> None:
    row = phenotype("HP:0001250")
    facts, (issue,) = reading(profile(row, row, phenotype("HP:0001250", "Obligate (100%)")))
    assert [fact.frequency.term for fact in facts if isinstance(fact, Phenotype) and fact.frequency] == [
        "HP:0040282",
        "HP:0040280",
    ]
    assert (issue.kind, issue.value) == ("duplicate-row", "HP:0001250")


def test_a_row_with_and_without_its_criterion_is_one_phenotype_and_one_criterion(reading: Read) -> None:
    facts, issues = reading(profile(phenotype("HP:0001250"), phenotype("HP:0001250", criterion="Diagnostic criterion")))
    assert issues == []
    assert sorted(type(fact).__name__ for fact in facts) == ["DiagnosticFeature", "Phenotype", "PhenotypeReview"]


def test_a_term_of_another_branch_is_a_statement_of_its_kind(reading: Read) -> None:
    kinds = {
        "HP:0000007": (Inheritance, "mode"),
        "HP:0003593": (Onset, "onset"),
        "HP:0001522": (ClinicalCourse, "course"),
        "HP:0003828": (ClinicalModifier, "modifier"),
        "HP:0100602": (PastHistory, "history"),
    }
    facts, issues = reading(profile(*map(phenotype, kinds)))
    assert issues == []
    assert [(type(fact), field) for fact, (_, field) in zip(facts, kinds.values(), strict=True)] == [*kinds.values()]
    assert [getattr(fact, field) for fact, (_, field) in zip(facts, kinds.values(), strict=True)] == [*kinds]


def test_a_second_record_of_a_disorder_is_left_out(reading: Read) -> None:
    facts, (issue,) = reading(profile(phenotype("HP:0001250")), profile(phenotype("HP:0000964")))
    assert len(facts) == 1
    assert (issue.kind, issue.line) == ("duplicate-disorder", 5)


def test_a_list_of_another_length_is_reported(reading: Read) -> None:
    facts, (issue,) = reading(profile(phenotype("HP:0001250"), count="61"))
    assert len(facts) == 1
    assert (issue.kind, issue.value, issue.action) == ("other-count", "61", "kept")


def test_the_layout_of_2019_is_read(reading: Read) -> None:
    facts, issues = reading(disorder(phenotype("HP:0001250"), tag="OrphaNumber"), of="DisorderList")
    assert issues == []
    assert [type(fact) for fact in facts] == [Phenotype]


def test_a_record_of_another_product_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "en_product1.xml"
    path.write_text(product("<Disorder><OrphaCode>58</OrphaCode></Disorder>"))
    with pytest.raises(SourceError, match="another product: a Disorder without HPODisorder") as refused:
        list(entries(path))
    assert refused.value.line == 4


def test_a_real_excerpt_of_2020() -> None:
    records = list(entries(excerpt("phenol__en_product4_small.xml")))
    assert [(record.code, record.name, len(record.rows)) for record in records] == [
        ("61", "Alpha-mannosidosis", 2),
        ("93", "Aspartylglucosaminuria", 2),
        ("585", "Multiple sulfatase deficiency", 1),
    ]
    assert {record.validated for record in records} == {DAY}
    assert {row.frequency for record in records for row in record.rows} < FREQUENCIES.keys()


def test_the_frequencies_are_the_classes_of_hpo() -> None:
    assert sorted(FREQUENCIES.values()) == [f"HP:004028{number}" for number in range(6)]
