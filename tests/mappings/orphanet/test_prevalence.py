"""The prevalences of Orphanet: classes, means, cases, populations, and rows that say nothing."""

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from orphanet_known import small
from orphanet_rows import genes, prevalence, prevalences, product

from rarekg.mappings.facts import Fact, Issue, Prevalence, Reference
from rarekg.mappings.orphanet.bands import BANDS, band
from rarekg.mappings.orphanet.prevalence import PrevalenceFacts, codes_of_regions, entries
from rarekg.mappings.orphanet.records import PrevalenceList, PrevalenceRow
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.lookups import lookup_rows
from rarekg.mappings.sources import orphanet_prevalence
from rarekg.ontology.errors import SourceError

CASES = "Cases/families"


def read(path: Path, *rows: str) -> tuple[list[Fact], list[Issue]]:
    file = path / "en_product9_prev.xml"
    file.write_text(product(prevalences(*rows)), encoding="utf-8")
    facts = list(orphanet_prevalence.read(file, small()))
    return [f for f in facts if not isinstance(f, Issue)], [f for f in facts if isinstance(f, Issue)]


def one(path: Path, row: str) -> Prevalence:
    facts, issues = read(path, row)
    assert issues == []
    (fact,) = (fact for fact in facts if isinstance(fact, Prevalence))
    return fact


def test_a_row_has_its_class_its_mean_its_population_and_who_says_so(tmp_path: Path) -> None:
    source = "25481105[PMID]_EUROCAT European surveillance of congenital anomalies 2005-2014[REG]_[EXPERT]"
    facts, issues = read(tmp_path, prevalence(value="1.25", geography="France", source=source))
    assert issues == []
    cited, fact = facts
    assert cited == Reference(id="PMID:25481105")
    assert isinstance(fact, Prevalence)
    assert (fact.disease, fact.kind, fact.band) == ("MONDO:0010580", "point", "1-to-9-in-100000")
    assert (fact.lower, fact.upper) == (Decimal("0.00001"), Decimal("0.00009"))
    assert fact.mean == Decimal("0.0000125")
    assert (fact.geography, fact.region, fact.qualification, fact.validated) == (
        "France",
        "FR",
        "Value and class",
        True,
    )
    assert (fact.origin.source, fact.origin.primary) == ("orphanet-prevalence", "orphanet")
    assert (fact.origin.subject, fact.origin.references) == ("ORPHA:37042", ("PMID:25481105",))
    assert fact.origin.words == "EUROCAT European surveillance of congenital anomalies 2005-2014[REG]; [EXPERT]"


def test_the_bounds_of_a_class_are_the_numbers_in_its_name() -> None:
    for written, class_ in BANDS.items():
        numbers = [Decimal(part) for part in written.lstrip("<>").replace("/", "-").split("-") if part.isdigit()]
        if not numbers:
            assert (class_.lower, class_.upper) == (None, None)
        elif written.startswith("<"):
            assert (class_.lower, class_.upper) == (Decimal(0), numbers[0] / numbers[1])
        elif written.startswith(">"):
            assert (class_.lower, class_.upper) == (numbers[0] / numbers[1], None)
        else:
            assert (class_.lower, class_.upper) == (numbers[0] / numbers[2], numbers[1] / numbers[2])
    *bounded, unknown = BANDS.values()  # the highest first
    assert unknown.name == "unknown"
    for above, below in pairwise(bounded):
        assert above.lower is not None
        assert below.upper is not None
        assert below.upper <= above.lower
    assert band("1-9 / 1 000 000") == BANDS["1-9/1000000"]
    assert band("1 in 10") is None


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("Point prevalence", "point"),
        ("Prevalence at birth", "birth"),
        ("Annual incidence", "incidence"),
        ("Lifetime Prevalence", "lifetime"),
    ],
)
def test_kinds_of_share(tmp_path: Path, type_: str, kind: str) -> None:
    fact = one(tmp_path, prevalence(type_))
    assert (fact.kind, fact.mean, fact.lower_count) == (kind, None, None)


@pytest.mark.parametrize("qualification", ["Case(s)", "Family(ies)"])
def test_cases_are_counted_and_are_no_share(tmp_path: Path, qualification: str) -> None:
    fact = one(tmp_path, prevalence(CASES, "", "136.0", "Worldwide", qualification=qualification))
    assert (fact.kind, fact.lower_count, fact.upper_count) == ("cases", 136, 136)
    assert (fact.lower, fact.upper, fact.mean, fact.band) == (None, None, None, None)
    assert (fact.region, fact.qualification) == ("001", qualification)


def test_a_prevalence_that_is_not_known_is_stated_without_numbers(tmp_path: Path) -> None:
    fact = one(tmp_path, prevalence(class_="Unknown"))
    assert (fact.band, fact.lower, fact.upper, fact.mean) == ("unknown", None, None, None)


def test_a_mean_alone_is_a_prevalence_too(tmp_path: Path) -> None:
    fact = one(tmp_path, prevalence("Annual incidence", "", "0.007"))
    assert (fact.band, fact.lower, fact.mean) == (None, None, Decimal("7E-8"))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (prevalence(CASES, "", "0.0"), "empty-prevalence"),
        (prevalence(CASES, "", ""), "empty-prevalence"),
        (prevalence(CASES, "no data", "no data"), "empty-prevalence"),
        (prevalence(class_="", value="0.0"), "empty-prevalence"),
        (prevalence(class_="Not yet documented"), "not-yet-documented"),
        (prevalence("Period prevalence"), "unknown-prevalence-kind"),
        (prevalence("no data"), "unknown-prevalence-kind"),
        (prevalence(class_="1-9 / 10 000 000"), "unknown-prevalence-class"),
    ],
)
def test_a_row_that_says_nothing_or_is_of_an_unknown_category_is_an_issue(tmp_path: Path, row: str, kind: str) -> None:
    facts, (issue,) = read(tmp_path, row)
    assert (facts, issue.kind, issue.action) == ([], kind, "skipped")
    assert issue.line is not None
    lines = (tmp_path / "en_product9_prev.xml").read_text(encoding="utf-8").splitlines()
    assert "<Prevalence id" in lines[issue.line - 1]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (prevalence(value="many"), "malformed-value"),
        (prevalence(value="-1"), "malformed-value"),
        (prevalence(value="1e5"), "malformed-value"),
        (prevalence(value="100001"), "malformed-value"),
        (prevalence(geography="Atlantis"), "unknown-region"),
        (prevalence(status="Perhaps"), "unknown-status"),
    ],
)
def test_a_part_of_a_row_that_cannot_be_read_is_an_issue_and_the_rest_is_kept(
    tmp_path: Path, row: str, kind: str
) -> None:
    (fact,), (issue,) = read(tmp_path, row)
    assert isinstance(fact, Prevalence)
    assert (fact.band, fact.mean, issue.kind, issue.action) == ("1-to-9-in-100000", None, kind, "kept")


def test_half_a_case_is_no_number_of_cases(tmp_path: Path) -> None:
    facts, issues = read(tmp_path, prevalence(CASES, "", "1.5"))
    assert facts == []
    assert [issue.kind for issue in issues] == ["malformed-value", "empty-prevalence"]


def test_the_same_row_counts_once_and_another_source_makes_another_row(tmp_path: Path) -> None:
    facts, (issue,) = read(tmp_path, prevalence(), prevalence(), prevalence(source="ORPHANET"))
    assert [fact.origin.words for fact in facts if isinstance(fact, Prevalence)] == [None, "ORPHANET"]
    assert issue.kind == "duplicate-row"


def test_a_record_of_the_packets_has_no_data_where_the_xml_has_nothing() -> None:
    issues = Issues(source="orphapackets", file="packets")
    made = PrevalenceFacts(known=small(), issues=issues, source="orphapackets")
    rows = (
        PrevalenceRow("Annual incidence", "Value and class", "<1 / 1 000 000", "no data", "no data"),
        PrevalenceRow(CASES, "Case(s)", "no data", "no data", "Worldwide"),
    )
    (fact,) = made.facts(PrevalenceList("37042", "Halden syndrome", None, rows))
    assert isinstance(fact, Prevalence)
    assert (fact.lower, fact.upper, fact.mean) == (Decimal(0), Decimal("0.000001"), None)
    assert (fact.geography, fact.region, fact.validated) == (None, None, None)
    assert [issue.kind for issue in issues.drain()] == ["empty-prevalence"]


def test_another_product_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.xml"
    file.write_text(product(genes()), encoding="utf-8")
    with pytest.raises(SourceError, match=r"x\.xml:4: is another product: a disorder without PrevalenceList"):
        list(entries(file))


def test_the_table_of_regions_has_each_region_once_with_a_standard_code_or_the_reason_for_none() -> None:
    rows = lookup_rows("regions")
    assert len(rows) == 141
    assert max(Counter(row["region"] for row in rows).values()) == 1
    assert max(Counter(row["code"] for row in rows if row["code"]).values()) == 1
    for row in rows:
        standard = re.fullmatch("[A-Z]{2}|[0-9]{3}", row["code"])
        assert standard or (not row["code"] and row["note"]), row
    # What no list of countries has is a region of the UN, or none.
    assert {region: code for region, code in codes_of_regions().items() if not (code or "").isalpha()} == {
        "Africa": "002",
        "Eastern Mediterranean Asia": None,
        "Europe": "150",
        "Latin America": None,
        "no data": None,
        "North America": None,
        "Oceania": "009",
        "South East Asia": "035",
        "Specific population": None,
        "Western Asia": "145",
        "Worldwide": "001",
    }


VALUES = st.text(alphabet="0123456789.eE-+ ", max_size=8)


@given(VALUES, st.sampled_from(["Point prevalence", CASES]), st.sampled_from(["", "Unknown", *BANDS]))
def test_any_value_is_a_share_a_count_or_an_issue(value: str, type_: str, class_: str) -> None:
    issues = Issues(source="x", file="x")
    made = PrevalenceFacts(known=small(), issues=issues, source="x")
    row = PrevalenceRow(type_, "", class_, value, "Europe")
    facts = [f for f in made.facts(PrevalenceList("37042", "x", 1, (row,))) if isinstance(f, Prevalence)]
    noted = list(issues.drain())
    assert len(facts) + len([issue for issue in noted if issue.action == "skipped"]) == 1
    for fact in facts:
        assert fact.mean is None or 0 < fact.mean <= 1
        assert fact.lower_count is None or (fact.lower_count > 0 and fact.kind == "cases")
        assert fact.band or fact.mean or fact.lower_count
