"""Conflicts of Orphanet with other sources on inheritance and onset, compared with sets of terms and of ages."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.graph.inference.conflicts import Conflicts
from rarekg.mappings.facts import Fact, Frequency, Inheritance, Onset, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.mappings.rdf.translators import translate
from rarekg.ontology.terms import Term

DISEASE = "MONDO:0010580"
RECESSIVE, DOMINANT, X_LINKED, X_RECESSIVE = "HP:0000007", "HP:0000006", "HP:0001417", "HP:0001419"
DE_NOVO = "HP:0025352"
HPO = (
    Term(id="HP:0000005", label="Mode of inheritance"),
    Term(id="HP:0034345", label="Mendelian inheritance", parents=("HP:0000005",)),
    *(Term(id=mode, label=mode, parents=("HP:0034345",)) for mode in (RECESSIVE, DOMINANT, X_LINKED)),
    Term(id=X_RECESSIVE, label="X-linked recessive inheritance", parents=(X_LINKED,)),
    Term(id="HP:0034335", label="Inheritance qualifier", parents=("HP:0000005",)),
    Term(id=DE_NOVO, label="Typically de novo", parents=("HP:0034335",)),
    Term(id="HP:0009999", label="obsolete mode", parents=(DE_NOVO,), obsolete=True),
)
NEVER = Frequency(lower=Decimal(0), upper=Decimal(0), count=0, total=5)
ONE, OTHER = "orphanet-ages", "hpoa"


def origin(side: str, key: str) -> Origin:
    return Origin(source=side, key=(DISEASE, key), primary="orphanet" if side == ONE else "omim")


def mode(side: str, term: str, disease: str = DISEASE, **changes: object) -> Inheritance:
    return Inheritance(disease=disease, mode=term, origin=origin(side, f"{disease} {term}"), **changes)  # type: ignore[arg-type]


def onset(side: str, term: str, start: str | None = None, end: str | None = None) -> Onset:
    """Return an onset, of Orphanet's with the bounds of its age group in years."""
    ages = {name: Decimal(age) for name, age in (("from_age", start), ("to_age", end)) if age is not None}
    return Onset(disease=DISEASE, onset=term, origin=origin(side, f"{term} {start}"), **ages)  # type: ignore[arg-type]


def conflicts(facts: Iterable[Fact]) -> set[tuple[int, int]]:
    """Return the places in ``facts`` of the pairs whose associations are said to conflict."""
    mint, observed, store, places = Mint(), Conflicts(), Store(), dict[str, int]()
    for at, fact in enumerate(facts):
        observed.observe(fact)
        places[next(iter(translate(fact, mint))).subject.strip("<>")] = at
    for term in HPO:
        observed.observe(term)
    lines = "".join(observed.quads(mint))
    store.load(lines, RdfFormat.N_QUADS)
    assert len(store) == lines.count("\n")  # none is repeated
    assert set(store.named_graphs()) <= {NamedNode(f"{BASE}graph/inferred")}
    assert {quad.predicate.value for quad in store} <= {"https://w3id.org/rarekg/vocab#conflictsWith"}
    return {(places[quad.subject.value], places[quad.object.value]) for quad in store}


BOTH = {(0, 1), (1, 0)}


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (RECESSIVE, DOMINANT, BOTH),
        (RECESSIVE, RECESSIVE, set()),
        (X_RECESSIVE, X_LINKED, set()),
        (X_LINKED, X_RECESSIVE, set()),
        (X_RECESSIVE, DOMINANT, BOTH),
        (RECESSIVE, DE_NOVO, set()),
        (RECESSIVE, "HP:0034335", set()),
        (RECESSIVE, "HP:0000005", set()),
    ],
)
def test_modes_conflict_if_neither_is_above_the_other(here: str, there: str, expected: set[tuple[int, int]]) -> None:
    assert conflicts([mode(ONE, here), mode(OTHER, there)]) == expected


def test_a_statement_conflicts_with_all_of_the_other_side_if_none_of_them_agrees() -> None:
    """Orphanet's recessive has an equal on the other side; the other side's dominant has none on Orphanet's."""
    stated = [mode(ONE, RECESSIVE), mode(ONE, X_LINKED), mode(OTHER, RECESSIVE), mode(OTHER, DOMINANT)]
    assert conflicts(stated) == {(1, 2), (1, 3), (3, 0), (3, 1)}


def test_silence_contradicts_nothing_nor_does_what_is_not_affirmed() -> None:
    for silent in (mode(OTHER, DOMINANT, excluded=True), mode(OTHER, DOMINANT, frequency=NEVER)):
        assert conflicts([mode(ONE, RECESSIVE), silent]) == set()
    assert conflicts([mode(ONE, RECESSIVE), mode(OTHER, DOMINANT, "MONDO:0011338")]) == set()
    assert conflicts([mode(OTHER, RECESSIVE), mode(OTHER, DOMINANT)]) == set()
    assert conflicts([mode(ONE, RECESSIVE), onset(OTHER, "HP:0003581")]) == set()


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("HP:0003593", "0.08", "2"), "HP:0003593", set()),
        (("HP:0003593", "0.08", "2"), "HP:0011463", set()),  # HPO's childhood begins at one year
        (
            ("HP:0003593", "0.08", "2"),
            "HP:0003623",
            BOTH,
        ),  # newborn until the 28th day, where Orphanet's infancy begins
        (("HP:0003623", "0", "0.08"), "HP:0003593", BOTH),
        (("HP:0003623", "0", "0.08"), "HP:0003577", set()),  # congenital: seen on the first day
        (("HP:0030674", "-0.8", "0"), "HP:0003577", set()),  # and present before
        (("HP:0030674", "-0.8", "0"), "HP:0034198", set()),
        (("HP:0030674", "-0.8", "0"), "HP:0003623", BOTH),
        (("HP:0011463", "2", "12"), "HP:0003621", set()),
        (("HP:0003621", "12", "19"), "HP:0003581", set()),
        (("HP:0003581", "19", "66"), "HP:0003584", set()),
        (("HP:0003584", "66", None), "HP:0003584", set()),
        (("HP:0003584", "66", None), "HP:0003596", BOTH),
        (("HP:0003674", None, None), "HP:0003584", set()),  # all ages
        (("HP:0003593", "0.08", "2"), "HP:4000040", set()),  # puerperal: no ages
    ],
)
def test_onsets_conflict_if_they_have_no_ages_in_common(
    ours: tuple[str, str | None, str | None], theirs: str, expected: set[tuple[int, int]]
) -> None:
    assert conflicts([onset(ONE, *ours), onset(OTHER, theirs)]) == expected


AGES = st.tuples(st.integers(0, 6), st.integers(1, 3))


@given(st.lists(AGES, max_size=3), st.lists(AGES, max_size=3))
def test_onsets_conflict_as_sets_of_years_do(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> None:
    sides = [(side, start, length) for side, ages in ((ONE, ours), (OTHER, theirs)) for start, length in ages]
    facts = [
        Onset(
            disease=DISEASE,
            onset="HP:0003674",
            origin=origin(side, str(at)),
            from_age=Decimal(start),
            to_age=Decimal(start + length),
        )
        for at, (side, start, length) in enumerate(sides)
    ]
    years = [(side, set(range(start, start + length))) for side, start, length in sides]
    expected = {
        (at, other)
        for (at, (side, here)), (other, (another, _)) in product(enumerate(years), repeat=2)
        if side != another and not any(here & there for third, there in years if third != side)
    }
    assert conflicts(facts) == expected


def test_other_facts_are_ignored() -> None:
    phenotypes = [
        Phenotype(disease=DISEASE, phenotype="HP:0000964", origin=origin(side, side)) for side in (ONE, OTHER)
    ]
    assert conflicts(phenotypes) == set()
