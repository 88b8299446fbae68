"""Counting facts against the floors and ceilings of their source."""

import pytest

from rarekg.mappings.facts import Fact, GeneDisease, Issue, Mapping, Origin
from rarekg.mappings.reading.bounds import Tally
from rarekg.ontology.terms import Synonym, Term

FACTS: list[Fact | Issue] = [
    Term(id="X:1", label="a", definition="A.", parents=("X:2", "X:3"), synonyms=(Synonym(text="b"),)),
    Term(id="X:2", label="c", obsolete=True),
    Mapping(subject="X:1", predicate="skos:exactMatch", object="Y:1", justification="semapv:X", source="x"),
    Issue(source="x", file="x", line=1, kind="k", message="m", action="kept"),
]


def gene_of(disease: str, number: int) -> GeneDisease:
    origin = Origin(source="x", key=(disease, str(number)))
    return GeneDisease(disease=disease, gene=f"HGNC:{number}", role="unknown", origin=origin)


def tallied(facts: list[Fact | Issue], floors: dict[str, int], ceilings: dict[str, int]) -> Tally:
    tally = Tally(floors, ceilings)
    assert list(tally.counted(facts)) == facts
    return tally


def test_facts_pass_through_and_are_counted() -> None:
    names = ["Term", "Term.parents", "Term.synonyms", "Term.definition", "Term.obsolete", "Mapping", "Phenotype"]
    tally = tallied(FACTS, dict.fromkeys(names, 1), {"Term.parents per id": 1})
    assert {name: tally.most(name) for name in names} == {
        "Term": 2, "Term.parents": 2, "Term.synonyms": 1, "Term.definition": 1, "Term.obsolete": 1, "Mapping": 1,
        "Phenotype": 0,
    }  # fmt: skip
    assert tally.counts["Term.parents per id"] == {"X:1": 2, "X:2": 0}


@pytest.mark.parametrize("name", ["Term.colour", "Term per colour"])
def test_a_bound_of_an_unknown_field_is_an_error(name: str) -> None:
    with pytest.raises(AttributeError):
        list(Tally({}, {name: 1}).counted(FACTS))


def test_a_missed_floor_is_reported_with_its_count() -> None:
    assert list(tallied(FACTS, {"Term": 2, "Mapping": 1}, {}).missed()) == []
    assert list(tallied(FACTS, {"Term": 3000, "Phenotype": 1}, {}).missed()) == [
        "2 Term, and a sound release has at least 3,000",
        "0 Phenotype, and a sound release has at least 1",
    ]


def test_more_than_twice_a_floor_is_too_much_unless_a_ceiling_is_stated() -> None:
    genes: list[Fact | Issue] = [gene_of("X:1", number) for number in range(5)]
    assert list(tallied(genes[:4], {"GeneDisease": 2}, {}).exceeded()) == []
    line = "5 GeneDisease, and a sound release has at most 4"
    assert list(tallied(genes, {"GeneDisease": 2}, {}).exceeded()) == [line]
    assert list(tallied(genes, {"GeneDisease": 2}, {"GeneDisease": 5}).exceeded()) == []


def test_a_ceiling_of_groups_names_the_greatest_group_and_counts_the_others() -> None:
    genes: list[Fact | Issue] = [gene_of(f"X:{row % 3}", row) for row in range(11)]
    name = "GeneDisease per disease"
    assert list(tallied(genes, {}, {name: 4}).exceeded()) == []
    (line,) = tallied(genes, {}, {name: 3}).exceeded()
    assert line == "4 GeneDisease for the disease X:1, and a sound release has at most 3 (1 more are above)"
    (line,) = tallied(genes, {}, {name: 2}).exceeded()
    assert line.endswith("at most 2 (2 more are above)")
    (line,) = tallied(FACTS, {}, {"Term.parents per id": 1}).exceeded()
    assert line == "2 Term.parents for the id X:1, and a sound release has at most 1"
