"""A report lists the first thousand findings of a rule and says how many there are."""

from rarekg.graph.validation.findings import Finding
from rarekg.graph.validation.model.report import MOST, Report
from rarekg.graph.validation.model.tokens import iri

BASE = "https://example.org/graph/"


def test_a_finding_has_the_name_of_its_rule_and_short_ids() -> None:
    report = Report(BASE)
    report.add("parent", b"<https://example.org/graph/association/01>", "is wrong", iri("HP:0000964"))
    (found,) = report.findings()
    assert str(found) == "association/01: is wrong (HP:0000964) [model: parent]"


def test_a_rule_that_is_broken_everywhere_is_counted_and_does_not_hide_another() -> None:
    report = Report(BASE)
    for number in range(MOST + 234):
        report.add("date", iri(f"PMID:{number + 1}"), "is wrong")
    report.add("parent", iri("HP:0000964"), "is wrong")
    found = report.findings()
    assert len([one for one in found if one.check == "model: date"]) == MOST + 1
    assert Finding(check="model: date", focus="…", message="1,234 findings, of which 1,000 are listed") in found
    assert len([one for one in found if one.check == "model: parent"]) == 1


def test_exactly_a_thousand_findings_are_all_listed() -> None:
    report = Report(BASE)
    for number in range(MOST):
        report.add("date", iri(f"PMID:{number + 1}"), "is wrong")
    assert {one.focus for one in report.findings()} == {f"PMID:{number + 1}" for number in range(MOST)}
