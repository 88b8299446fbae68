"""A disease that keeps its own id has one label, whichever sources name it, and each name once."""

from rarekg.mappings.facts import Disease
from rarekg.mappings.resolve.identity import identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.terms import Synonym, Term


def test_the_first_source_labels_and_later_ones_add_names() -> None:
    known = Known()
    assert describe("ORPHA:1", ("A", "B", "A"), known, group=True) == Disease(
        id="ORPHA:1", label="A", resolved=False, names=(Synonym(text="B"),), group=True
    )
    assert describe("ORPHA:1", ("C", "A"), known) == Disease(
        id="ORPHA:1", label=None, resolved=True, names=(Synonym(text="C"),)
    )
    assert known.described == {"ORPHA:1"}


def test_an_entry_that_was_labelled_and_not_described_gets_no_second_label() -> None:
    known = Known(entries={"ORPHA:2": "Old name"})
    assert describe("ORPHA:2", (), known) == Disease(id="ORPHA:2", label=None, resolved=True)
    assert known.described == {"ORPHA:2"}


def test_without_a_name_the_id_is_the_label() -> None:
    assert describe("OMIM:100001", (), Known()).label == "OMIM:100001"


def test_a_tie_that_two_sources_find_is_stated_once() -> None:
    known = Known()
    known.learn(Term(id="MONDO:0900001", label="Halden syndrome"))
    known.learn(Term(id="MONDO:0900002", label="Halden syndrome"))
    first, second = (identify("ORPHA:900001", ["Halden syndrome"], known) for _ in range(2))
    assert [mapping.subject for mapping in new_mappings(first, known)] == ["MONDO:0900001", "MONDO:0900002"]
    assert second.mappings
    assert list(new_mappings(second, known)) == []
