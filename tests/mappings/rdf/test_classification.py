"""The classification of a registry as RDF: its own relation, and no hierarchy of kinds."""

from rdf import translated, turtle

from rarekg.mappings.facts import Classification


def test_an_entry_is_classified_under_another_and_is_no_subclass_of_it() -> None:
    fact = Classification(entry="ORPHA:37042", parent="ORPHA:101956", source="orphapackets")
    assert translated(fact) == turtle("ORPHA:37042 rkg:classifiedUnder ORPHA:101956 .")


def test_the_head_of_its_classification_is_another_relation() -> None:
    fact = Classification(entry="ORPHA:37042", parent="ORPHA:98004", source="x", preferential=True)
    assert translated(fact) == turtle("ORPHA:37042 rkg:preferentialParent ORPHA:98004 .")
