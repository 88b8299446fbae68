"""The entities above a disorder in Orphanet's classifications, and the labels of those that nothing else describes."""

from pathlib import Path

import pytest
from orphanet_known import small
from orphanet_rows import head, heads, prevalences, product

from rarekg.mappings.facts import Classification, Fact, Issue, RegistryEntry
from rarekg.mappings.orphanet.classification import ClassificationFacts, entries
from rarekg.mappings.orphanet.records import ParentList, ParentRow
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import orphanet_classification
from rarekg.ontology.errors import SourceError


def read(path: Path, *disorders: str, known: Known | None = None) -> tuple[list[Fact], list[Issue]]:
    file = path / "en_product7.xml"
    file.write_text(product(*disorders), encoding="utf-8")
    facts = list(orphanet_classification.read(file, known or small()))
    return [f for f in facts if not isinstance(f, Issue)], [f for f in facts if isinstance(f, Issue)]


def test_a_preferential_parent_is_a_relation_of_two_entries_that_have_labels(tmp_path: Path) -> None:
    facts, issues = read(tmp_path, heads(head()), heads(head(), code="9", name="Another"))
    assert issues == []
    source = "orphanet-classification"
    assert facts == [
        RegistryEntry(id="ORPHA:37042", label="Halden syndrome", disease="MONDO:0010580"),
        RegistryEntry(id="ORPHA:98004", label="Rare immune disease"),
        Classification(entry="ORPHA:37042", parent="ORPHA:98004", source=source, preferential=True),
        RegistryEntry(id="ORPHA:9", label="Another"),
        Classification(entry="ORPHA:9", parent="ORPHA:98004", source=source, preferential=True),
    ]


def test_an_entry_that_has_a_label_gets_no_second_one(tmp_path: Path) -> None:
    known = small()
    known.entries["ORPHA:37042"] = "IPEX syndrome"
    known.described.add("ORPHA:98004")
    facts, _ = read(tmp_path, heads(head()), known=known)
    assert [type(fact) for fact in facts] == [Classification]


def test_the_head_of_a_classification_has_no_parent_and_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, heads(code="98004")) == ([], [])
    # The other end of a relation stands at the disorder that it is of.
    assert read(tmp_path, heads(head(code=""), code="98004")) == ([], [])


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (head(relation="Part of"), "unknown-relation"),
        (head(code="98004x"), "malformed-disease"),
        (head(code="37042"), "own-parent"),
    ],
)
def test_a_row_that_cannot_be_used_is_an_issue_with_its_line(tmp_path: Path, row: str, kind: str) -> None:
    facts, (issue,) = read(tmp_path, heads(row))
    assert [fact for fact in facts if isinstance(fact, Classification)] == []
    assert (issue.kind, issue.action) == (kind, "skipped")
    lines = (tmp_path / "en_product7.xml").read_text(encoding="utf-8").splitlines()
    assert issue.line is not None
    assert "<DisorderDisorderAssociation>" in lines[issue.line - 1]


def test_the_parents_of_the_packets_are_directly_above_and_none_counts_twice() -> None:
    issues = Issues(source="orphapackets", file="packets")
    made = ClassificationFacts(known=small(), issues=issues, source="orphapackets")
    parent = ParentRow("101956", "Polyendocrinopathy")
    facts = list(made.facts(ParentList("37042", "Halden syndrome", None, (parent, parent))))
    assert facts[-1] == Classification(entry="ORPHA:37042", parent="ORPHA:101956", source="orphapackets")
    assert len([fact for fact in facts if isinstance(fact, Classification)]) == 1
    assert [issue.kind for issue in issues.drain()] == ["duplicate-row"]


@pytest.mark.parametrize(
    "text",
    [
        product(prevalences()),
        product(heads(head())).replace("<DisorderDis", "<ExternalReferenceList/><DisorderDis", 1),  # product 1
    ],
)
def test_another_product_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"x\.xml:4: is another product: a disorder with"):
        list(entries(file))
