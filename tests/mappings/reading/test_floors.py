"""Counting facts against the floors of their source."""

from collections import Counter

import pytest

from rarekg.mappings.facts import Fact, Issue, Mapping
from rarekg.mappings.reading.floors import counted, missed
from rarekg.ontology.terms import Synonym, Term

FACTS: list[Fact | Issue] = [
    Term(id="X:1", label="a", definition="A.", parents=("X:2", "X:3"), synonyms=(Synonym(text="b"),)),
    Term(id="X:2", label="c", obsolete=True),
    Mapping(subject="X:1", predicate="skos:exactMatch", object="Y:1", justification="semapv:X", source="x"),
    Issue(source="x", file="x", line=1, kind="k", message="m", action="kept"),
]


def test_facts_pass_through_and_are_counted() -> None:
    counts = Counter[str]()
    floors = ["Term", "Term.parents", "Term.synonyms", "Term.definition", "Term.obsolete", "Mapping", "Phenotype"]
    assert list(counted(FACTS, floors, counts)) == FACTS
    assert counts == {
        "Term": 2, "Term.parents": 2, "Term.synonyms": 1, "Term.definition": 1, "Term.obsolete": 1, "Mapping": 1,
    }  # fmt: skip


def test_a_floor_for_an_unknown_field_is_an_error() -> None:
    with pytest.raises(AttributeError):
        list(counted(FACTS, ["Term.colour"], Counter()))


def test_a_missed_floor_is_reported_with_its_count() -> None:
    assert list(missed({"Term": 2, "Mapping": 1}, {"Term": 2, "Mapping": 1})) == []
    assert list(missed({"Term": 3000, "Mapping": 1}, {"Term": 2999})) == [
        "2,999 Term, and a sound release has at least 3,000",
        "0 Mapping, and a sound release has at least 1",
    ]
