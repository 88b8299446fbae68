"""Which node a disease of a registry is: asserted mappings first, then its name, else its own id with ties."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Mapping
from rarekg.mappings.resolve.identity import identify
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Synonym, Term

ALS, PLS, GROUP, DOG, GONE = "MONDO:0004976", "MONDO:0017276", "MONDO:0020128", "MONDO:1011256", "MONDO:0008691"
OWN = "ORPHA:803"


def mondo() -> Known:
    """Return five terms: a group with a disease below it, another disease, a disease of dogs, one that is withdrawn."""
    known = Known()
    for term in (
        Term(id="MONDO:0005583", label="non-human animal disease"),
        Term(id=GROUP, label="motor neuron disorder", synonyms=(Synonym(text="motor disorder", scope="exact"),)),
        Term(
            id=ALS,
            label="amyotrophic lateral sclerosis",
            synonyms=(Synonym(text="ALS", scope="exact"), Synonym(text="paralysis", scope="related")),
            parents=(GROUP,),
        ),
        Term(id=PLS, label="primary lateral sclerosis"),
        Term(id=DOG, label="degenerative myelopathy", parents=("MONDO:0005583",)),
        Term(id=GONE, label="obsolete zinc, elevated plasma", obsolete=True),
    ):
        known.learn(term)
    return known


def mapping(term: str, other: str = OWN, predicate: str = "skos:exactMatch") -> Mapping:
    return Mapping(
        subject=term,
        predicate=predicate,
        object=other,
        justification="semapv:UnspecifiedMatching",
        source="mondo-mappings",
    )


XREF = "oboInOwl:hasDbXref"


@pytest.mark.parametrize(
    ("asserted", "names", "expected", "decided"),
    [
        # An asserted exact match decides, whatever the name.
        ([(ALS, "skos:exactMatch")], ["primary lateral sclerosis"], ALS, None),
        # Several terms refer to it: the only one of its name wins, by label or exact synonym, whatever the case.
        ([(ALS, XREF), (PLS, XREF)], ["Amyotrophic lateral sclerosis"], ALS, ALS),
        ([(ALS, "skos:exactMatch"), (PLS, "skos:exactMatch")], ["als"], ALS, ALS),
        ([(ALS, XREF)], ["ALS"], ALS, ALS),
        ([(ALS, XREF), (PLS, XREF)], ["paralysis"], None, None),  # a related synonym is another thing
        ([(ALS, XREF), (PLS, XREF)], ["ALS", "primary lateral sclerosis"], None, None),  # two have its names
        (
            [(ALS, XREF)],
            ["primary lateral sclerosis"],
            None,
            None,
        ),  # the name is that of a term that does not refer to it
        # No term refers to it.
        ([], ["ALS"], ALS, ALS),
        ([], ["motor neuron disorder"], GROUP, GROUP),  # a label names the term itself
        ([], ["motor disorder"], None, None),  # the synonym of a group may be the name of a member
        ([], ["degenerative myelopathy"], None, None),
        ([], ["unheard of"], None, None),
        ([], [], None, None),
        # A withdrawn term without a successor holds the disease if nothing else does.
        ([(GONE, "skos:exactMatch")], ["Zinc, elevated plasma"], GONE, None),
        ([(GONE, "skos:exactMatch")], ["ALS"], ALS, ALS),
    ],
)
def test_a_disease_is_one_node(
    asserted: Sequence[tuple[str, str]], names: Sequence[str], expected: str | None, decided: str | None
) -> None:
    known = mondo()
    for term, predicate in asserted:
        known.learn_mapping(mapping(term, predicate=predicate))
    identity = identify(OWN, names, known)
    exact = [m for m in identity.mappings if m.predicate == "skos:exactMatch"]
    assert identity.id == expected
    assert identity.obsolete == (expected == GONE)
    assert [(m.subject, m.object, m.source, m.justification) for m in exact] == (
        [(decided, OWN, "rarekg", "semapv:LexicalMatching")] if decided else []
    )
    assert known.disease(OWN).id == expected  # what is read later finds it too


def test_a_name_does_not_take_a_term_that_is_another_disease_of_the_registry() -> None:
    known = mondo()
    known.learn_mapping(mapping(ALS, "ORPHA:1"))
    identity = identify(OWN, ["amyotrophic lateral sclerosis"], known)
    assert identity.id is None
    assert [(m.subject, m.predicate, m.object) for m in identity.mappings] == [(ALS, "skos:closeMatch", OWN)]
    assert identity.mappings[0].note == "Has the name of ORPHA:803; its exact match is ORPHA:1."
    assert identify("OMIM:105400", ["amyotrophic lateral sclerosis"], known).id == ALS  # another registry's id is free


def test_an_entry_of_omim_is_not_the_series_that_a_term_is() -> None:
    """A series is a group of entries; that one of them has its name does not make the two one disease."""
    known = mondo()
    known.learn_mapping(mapping(PLS, "OMIMPS:606353"))
    known.learn_mapping(mapping(PLS, "OMIM:606353", XREF))
    found = identify("OMIM:606353", ["primary lateral sclerosis"], known)
    assert found.id is None
    assert [(tie.predicate, tie.subject) for tie in found.mappings] == [("skos:closeMatch", PLS)]


def test_what_stays_on_its_own_id_is_tied_to_each_term_that_refers_to_it() -> None:
    known = mondo()
    for term in (ALS, PLS):
        known.learn_mapping(mapping(term, predicate=XREF))
    identity = identify(OWN, ["Sclerosis"], known)
    assert identity.id is None
    assert [(m.subject, m.predicate, m.object) for m in identity.mappings] == [
        (ALS, "skos:closeMatch", OWN),
        (PLS, "skos:closeMatch", OWN),
    ]
    assert {m.note for m in identity.mappings} == {
        "This term refers to ORPHA:803, but is not stated to be the same disease."
    }


def test_a_disease_on_a_withdrawn_term_is_tied_to_a_current_one_that_refers_to_it() -> None:
    known = mondo()
    known.learn_mapping(mapping(GONE))
    known.learn_mapping(mapping(PLS, predicate=XREF))
    identity = identify(OWN, ["Sclerosis"], known)
    assert (identity.id, identity.obsolete) == (GONE, True)
    assert [(m.subject, m.object) for m in identity.mappings] == [(PLS, GONE)]


@given(
    st.lists(st.sampled_from([ALS, PLS, GROUP, GONE])), st.lists(st.sampled_from(["ALS", "primary lateral sclerosis"]))
)
def test_a_second_look_gives_the_same_node_and_decides_nothing_again(terms: list[str], names: list[str]) -> None:
    known = mondo()
    for term in terms:
        known.learn_mapping(mapping(term))
    first = identify(OWN, names, known)
    second = identify(OWN, names, known)
    assert first.id == second.id
    assert not [m for m in second.mappings if m.predicate == "skos:exactMatch"]
