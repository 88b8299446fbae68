"""Resolution of ids and names: current ids, diseases, genes."""

from collections.abc import Sequence

import pytest
from fetched import fetched, known
from hypothesis import given
from hypothesis import strategies as st

from rarekg.mappings.facts import Gene, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Synonym, Term

DISEASES = tuple(f"MONDO:000000{number}" for number in range(1, 5))


def diseases() -> Known:
    """Return four diseases; the third was merged into the first, the fourth is obsolete."""
    found = Known()
    for number, disease in enumerate(DISEASES[:2], 1):
        merged = (DISEASES[2],) if number == 1 else ()
        found.learn(Term(id=disease, label=f"disease {number}", alt_ids=merged))
    found.learn(Term(id=DISEASES[3], label="obsolete disease 4", obsolete=True))
    return found


def mapping(disease: str, other: str, predicate: str = "skos:exactMatch", source: str = "mondo") -> Mapping:
    return Mapping(
        subject=disease, predicate=predicate, object=other, justification="semapv:UnspecifiedMatching", source=source
    )


@pytest.mark.parametrize(
    ("sources", "given_", "expected", "candidates"),
    [
        ([], [], None, []),
        ([1], [], 1, [1]),
        ([1, 2], [], None, [1, 2]),
        ([1], [2], 2, [2]),
        ([1, 2], [2], 2, [2]),
        ([1], [1, 2], None, [1, 2]),
        ([1, 3], [], 1, [1]),  # the third was merged into the first
        ([4], [], 4, [4]),  # withdrawn without a successor: there is no other place
        ([1, 4], [], 1, [1]),
        ([1], [4], 1, [1]),  # the given mapping has no current term
        ([4], [2], 2, [2]),
    ],
)
def test_a_disease_is_the_one_term_that_matches_it_exactly(
    sources: Sequence[int], given_: Sequence[int], expected: int | None, candidates: Sequence[int]
) -> None:
    found = diseases()
    for number in sources:
        found.learn_mapping(mapping(DISEASES[number - 1], "OMIM:100001"))
    for number in given_:
        found.learn_mapping(mapping(DISEASES[number - 1], "OMIM:100001", source="given-sssom"), given=True)
    match = found.disease("OMIM:100001")
    assert match.id == (None if expected is None else DISEASES[expected - 1])
    assert match.candidates == tuple(DISEASES[number - 1] for number in candidates)


@pytest.mark.parametrize("predicate", ["oboInOwl:hasDbXref", "skos:broadMatch", "skos:narrowMatch", "skos:closeMatch"])
@pytest.mark.parametrize("given_", [False, True])
def test_only_an_exact_match_resolves_a_disease(predicate: str, given_: bool) -> None:
    found = diseases()
    found.learn_mapping(mapping(DISEASES[0], "OMIM:100001", predicate), given=given_)
    assert found.disease("OMIM:100001").id is None
    assert found.mapped("OMIM:100001", "MONDO") == (DISEASES[0],)


def test_a_mapping_counts_in_both_directions() -> None:
    found = diseases()
    found.learn_mapping(mapping("OMIM:100001", DISEASES[0]))
    assert found.disease("OMIM:100001").id == DISEASES[0]


@pytest.mark.parametrize(("number", "today"), [(1, 1), (3, 1), (4, None)])
def test_an_id_of_mondo_resolves_to_its_current_term(number: int, today: int | None) -> None:
    expected = None if today is None else DISEASES[today - 1]
    assert diseases().disease(DISEASES[number - 1]).id == expected


@given(st.permutations([(0, "OMIM:100001"), (1, "OMIM:100001"), (1, "OMIM:100002"), (0, "ORPHA:1")]))
def test_the_order_of_mappings_does_not_matter(order: list[tuple[int, str]]) -> None:
    found = diseases()
    for number, other in order:
        found.learn_mapping(mapping(DISEASES[number], other))
    assert found.disease("OMIM:100001").candidates == DISEASES[:2]
    assert (found.disease("OMIM:100002").id, found.disease("ORPHA:1").id) == (DISEASES[1], DISEASES[0])


def test_a_name_is_known_in_any_spelling_as_label_or_exact_or_unscoped_synonym() -> None:
    found = Known()
    scopes = (("Ménière's disease", "exact"), ("Meniere", None), ("vertigo", "related"), ("ear disease", "broad"))
    names = tuple(Synonym(text=text, scope=scope) for text, scope in scopes)  # type: ignore[arg-type]  # of literals
    found.learn(Term(id=DISEASES[0], label="Meniere disease", synonyms=names))
    assert all(found.names.has_name(DISEASES[0], name) for name in ("MENIERE DISEASE", "Meniere's-disease", "Ménière"))
    assert not any(found.names.has_name(DISEASES[0], name) for name in ("vertigo", "ear disease", ""))
    assert not found.names.has_name(DISEASES[1], "Meniere disease")


def genes() -> Known:
    found = Known()
    learn = found.genes.learn
    learn(Gene(id="HGNC:1", symbol="AAA", exact_matches=("NCBIGene:11",)), previous=["OLD"], aliases=["X", "BBB"])
    learn(Gene(id="HGNC:2", symbol="BBB", exact_matches=("NCBIGene:12",)), previous=["SHARED"], aliases=["X", "OLD"])
    learn(Gene(id="HGNC:3", symbol="CCC"), previous=["SHARED"], aliases=["Z"])
    found.genes.learn_merger("HGNC:8", "HGNC:9")
    found.genes.learn_merger("HGNC:9", "HGNC:3")
    found.genes.learn_merger("HGNC:6", "HGNC:7")
    found.genes.learn_merger("HGNC:7", "HGNC:6")
    return found


@pytest.mark.parametrize(
    ("symbol", "expected", "candidates"),
    [
        ("AAA", "HGNC:1", ("HGNC:1",)),
        ("BBB", "HGNC:2", ("HGNC:2",)),  # approved here, an alias there
        ("OLD", "HGNC:1", ("HGNC:1",)),  # previous here, an alias there
        ("Z", "HGNC:3", ("HGNC:3",)),
        ("SHARED", None, ("HGNC:2", "HGNC:3")),
        ("X", None, ("HGNC:1", "HGNC:2")),
        ("aaa", None, ()),
        ("", None, ()),
    ],
)
def test_approved_symbols_come_before_previous_ones_and_aliases(
    symbol: str, expected: str | None, candidates: tuple[str, ...]
) -> None:
    match = genes().gene(symbol)
    assert (match.id, match.candidates) == (expected, candidates)


@pytest.mark.parametrize(
    ("curie", "expected"),
    [
        ("HGNC:1", "HGNC:1"),
        ("NCBIGene:12", "HGNC:2"),
        ("HGNC:8", "HGNC:3"),  # merged twice
        ("HGNC:6", None),  # merged in a cycle
        ("NCBIGene:1", None),
    ],
)
def test_an_id_resolves_to_the_current_gene(curie: str, expected: str | None) -> None:
    assert genes().genes.id_of(curie) == expected
    assert genes().genes.symbol("HGNC:3") == "CCC"


@pytest.mark.parametrize(
    ("curie", "expected"),
    [
        ("OMIM:304790", "MONDO:0010580"),
        ("ORPHA:37042", "MONDO:0010580"),
        ("OMIM:301000", "MONDO:0010518"),
        ("ORPHA:906", "MONDO:0010518"),
    ],
)
def test_diseases_of_the_release(curie: str, expected: str) -> None:
    fetched("mondo")
    assert known().disease(curie).id == expected


def test_decipher_is_resolved_too() -> None:
    lines = fetched("hpoa").read_text(encoding="utf-8").splitlines()
    syndromes = {cells[0] for cells in (line.split("\t") for line in lines) if cells[0].startswith("DECIPHER:")}
    resolved = {syndrome: known().disease(syndrome).id for syndrome in syndromes}
    assert len(syndromes) == 47
    assert sum(term is not None for term in resolved.values()) >= 30
    # Wolf-Hirschhorn syndrome, DECIPHER's 1
    assert resolved["DECIPHER:1"] == "MONDO:0008684"


def test_a_disease_that_became_a_finding_is_no_current_disease() -> None:
    known = diseases()
    known.learn(Term(id="HP:0007777", label="Chorioretinal scar"))
    known.learn(Term(id="MONDO:0000005", label="obsolete scar", obsolete=True, replaced_by="HP:0007777"))
    known.learn_mapping(mapping("MONDO:0000005", "OMIM:100005"))
    known.learn_mapping(mapping("MONDO:0000005", "OMIM:100006", "oboInOwl:hasDbXref"))
    assert known.disease("MONDO:0000005").id is None
    assert known.disease("OMIM:100005").id == "MONDO:0000005"
    assert known.claimants("OMIM:100006") == set()
    known.learn_mapping(mapping(DISEASES[1], "OMIM:100005"))
    assert known.disease("OMIM:100005").id == DISEASES[1]


def test_an_alternative_id_of_an_obsolete_term_leads_to_the_end_of_the_chain() -> None:
    known = Known()
    known.learn(Term(id="HP:1", label="obsolete one", obsolete=True, replaced_by="HP:2", alt_ids=("HP:10",)))
    known.learn(Term(id="HP:2", label="obsolete two", obsolete=True, replaced_by="HP:30"))
    known.learn(Term(id="HP:3", label="three", alt_ids=("HP:30",)))
    for former in ("HP:1", "HP:2", "HP:10", "HP:30"):
        assert known.current(former).id == "HP:3", former
