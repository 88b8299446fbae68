"""The name beside an id: its own, nobody's, or that of another term."""

from collections.abc import Sequence

import pytest
from fetched import known as whole_known
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import contradiction, disease_contradictions
from rarekg.ontology.terms import Scope, Synonym, Term

SEIZURE, FEBRILE, ALLERGY, ECZEMA, TREMOR = "HP:0001250", "HP:0002373", "HP:0012393", "HP:0000964", "HP:0001337"
OLD_ALLERGY, WITHDRAWN = "HP:0009990", "HP:0009991"
SCOPES: tuple[Scope | None, ...] = ("exact", "broad", "narrow", "related", None)


def small() -> Known:
    """Return five phenotypes, one below another, with one term that was replaced and one that was withdrawn."""
    known = Known()
    synonyms = [
        *((SEIZURE, "Epileptic fit", "exact"), (SEIZURE, "Convulsion", "related"), (ECZEMA, "Rash", "exact")),
        *((ALLERGY, "Hypersensitivity", "exact"), (ALLERGY, "Rash", "exact"), (ALLERGY, "Sneezing", "related")),
    ]
    for term, label, parents, merged in (
        (SEIZURE, "Seizure", (), ("HP:0002348",)),
        (FEBRILE, "Febrile seizure", (SEIZURE,), ()),
        (ALLERGY, "Allergy", (), ()),
        (ECZEMA, "Eczematoid dermatitis", (), ("HP:0000976",)),
        (TREMOR, "Tremor", (), ()),
    ):
        names = tuple(Synonym(text=text, scope=scope) for of, text, scope in synonyms if of == term)  # type: ignore[arg-type]  # of literals
        known.learn(Term(id=term, label=label, parents=parents, alt_ids=merged, synonyms=names))
    known.learn(Term(id=OLD_ALLERGY, label="obsolete Atopy", obsolete=True, replaced_by=ALLERGY))
    known.learn(Term(id=WITHDRAWN, label="obsolete Allergy", obsolete=True))
    known.learn(Term(id="MONDO:0000001", label="tremor disease"))
    return known


@pytest.mark.parametrize(
    ("curie", "name", "others"),
    [
        (SEIZURE, "Allergy", [ALLERGY]),
        (SEIZURE, "ALLERGY ", [ALLERGY]),
        (SEIZURE, "Hypersensitivity", [ALLERGY]),
        (SEIZURE, "Rash", [ALLERGY, ECZEMA]),
        ("HP:0002348", "Allergy", [ALLERGY]),  # merged into Seizure
        (OLD_ALLERGY, "Seizure", [SEIZURE]),  # replaced by Allergy
        (WITHDRAWN, "Seizure", [SEIZURE]),
    ],
)
def test_a_name_of_another_term_contradicts_an_id(curie: str, name: str, others: Sequence[str]) -> None:
    reason = contradiction(curie, name, small())
    assert reason is not None
    assert reason.startswith(f"{curie} (")
    assert [word for word in reason.replace("(", " ").split() if word.startswith("HP:")][1:] == sorted(others)


@pytest.mark.parametrize(
    ("curie", "name"),
    [
        (SEIZURE, "Seizure"),
        (SEIZURE, "epileptic  FIT"),
        (SEIZURE, "Convulsion"),  # a related synonym of its own
        (SEIZURE, "Febrile seizure"),  # below it
        (FEBRILE, "Seizure"),  # above it
        (ALLERGY, "Rash"),  # of two terms, one of which it is
        (SEIZURE, "Sneezing"),  # only a related synonym of another
        (SEIZURE, "tremor disease"),  # of another ontology
        (SEIZURE, "Words of a page"),
        (SEIZURE, ""),
        (SEIZURE, "-"),
        (ALLERGY, "Atopy"),  # the label of the term that it replaced
        (OLD_ALLERGY, "Atopy"),
        (OLD_ALLERGY, "obsolete Atopy"),
        (OLD_ALLERGY, "Allergy"),
        (WITHDRAWN, "Allergy"),  # its own label from before
        (WITHDRAWN, "obsolete Allergy"),
        ("HP:9999999", "Allergy"),  # not known: reported elsewhere
        ("OMIM:100001", "Allergy"),
    ],
)
def test_its_own_names_those_of_its_relatives_and_those_of_nobody_do_not(curie: str, name: str) -> None:
    assert contradiction(curie, name, small()) is None


TERMS = st.lists(
    st.tuples(
        st.sampled_from("ABCD"),
        st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(SCOPES)), max_size=3),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


@given(TERMS, st.sampled_from("abcd"), st.sampled_from(["HP", "MONDO"]))
def test_the_rule_holds_for_any_terms(
    terms: list[tuple[str, list[tuple[str, Scope | None]], int]], name: str, ontology: str
) -> None:
    known, above, exact, every = Known(), dict[str, set[str]](), dict[str, set[str]](), dict[str, set[str]]()
    ids = [f"{ontology}:{number:07}" for number in range(1, len(terms) + 1)]
    for curie, (label, synonyms, parent) in zip(ids, terms, strict=True):
        parents = (ids[parent],) if parent < len(above) else ()
        above[curie] = {curie}.union(*(above[one] for one in parents))
        every[curie] = {label, *(text for text, _ in synonyms)}
        exact[curie] = {label, *(text for text, scope in synonyms if scope == "exact")}
        names = tuple(Synonym(text=text, scope=scope) for text, scope in synonyms)
        known.learn(Term(id=curie, label=label, parents=parents, synonyms=names))
    for curie in ids:
        others = {one for one in ids if name.upper() in exact[one]}
        related = {one for one in others if one in above[curie] or curie in above[one]}
        expected = bool(others) and not related and name.upper() not in every[curie]
        assert (contradiction(curie, name, known) is not None) == expected


def test_a_disease_is_reported_with_each_name_of_another_one() -> None:
    known = Known()
    for number, label in ((1, "one disease"), (2, "another disease")):
        known.learn(Term(id=f"MONDO:000000{number}", label=label))
    names = ["One disease", "Another Disease", "a third"]
    assert list(disease_contradictions("OMIM:100001", "MONDO:0000001", names, known)) == [
        (
            "Another Disease",
            "OMIM:100001 is resolved to MONDO:0000001 (one disease), "
            "but 'Another Disease' is a name of MONDO:0000002 (another disease)",
        )
    ]
    assert not list(disease_contradictions("OMIM:100001", "OMIM:100001", names, known))


def test_allergy_is_no_name_of_seizure_in_the_release() -> None:
    reason = contradiction(SEIZURE, "Allergy", whole_known())
    assert reason == f"{SEIZURE} (Seizure) has 'Allergy' beside it, a name of {ALLERGY} (Allergy)"
    assert contradiction("HP:0000976", "Eczematoid dermatitis", whole_known()) is None
