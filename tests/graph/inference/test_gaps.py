"""Gaps and contested matches, compared with the facts and with a SPARQL query over the graph."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store
from rdf import statements

from rarekg.graph.inference.gaps import GAPS, Coverage
from rarekg.mappings.facts import (
    Disease,
    Fact,
    Frequency,
    Gene,
    GeneDisease,
    Inheritance,
    Mapping,
    Onset,
    Origin,
    Phenotype,
    Prevalence,
    SexAffected,
    Treatment,
)
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology.prefixes import compress, prefix_map

ONE, TWO = "OMIM:100001", "ORPHA:2"
NEVER = Frequency(term="HP:0040285", lower=Decimal(0), upper=Decimal(0))


def origin(*key: str, cites: tuple[str, ...] = ()) -> Origin:
    return Origin(source="hpoa", key=key, references=cites)


def described(identifier: str) -> Disease:
    return Disease(id=identifier, label=identifier, resolved=False)


def match(subject: str, object_: str, source: str = "mondo", predicate: str = "skos:exactMatch") -> Mapping:
    justification = "semapv:UnspecifiedMatching"
    return Mapping(subject=subject, predicate=predicate, object=object_, justification=justification, source=source)


def store(facts: Iterable[Fact]) -> Store:
    """Return a store with the statements of ``facts`` and the inferences from them."""
    mint, coverage, found = Mint(), Coverage(), Store()
    for fact in facts:
        coverage.observe(fact)
        lines = (f"{row} {mint.graph('hpoa')} .\n" for row in statements(fact, mint))
        found.load("".join(lines), RdfFormat.N_QUADS)
    found.load("".join(coverage.quads(mint)), RdfFormat.N_QUADS)
    return found


def pairs(store: Store, predicate: str) -> set[tuple[str, str]]:
    inferred = NamedNode(f"{BASE}graph/inferred")
    found = store.query(
        f"SELECT DISTINCT ?s ?o WHERE {{ GRAPH {inferred} {{ ?s {predicate} ?o }} }}", prefixes=dict(prefix_map())
    )
    assert isinstance(found, QuerySolutions)
    return {(str(compress(row["s"].value)), str(compress(row["o"].value))) for row in found}


def gaps(*facts: Fact) -> set[str]:
    return {gap.removeprefix("rkg:No") for disease, gap in pairs(store(facts), "rkg:hasGap") if disease == ONE}


ALL = {"Phenotype", "Inheritance", "Gene", "Mapping", "Reference"}


def test_a_disease_that_is_only_named_lacks_everything() -> None:
    assert gaps(described(ONE)) == ALL


def test_each_statement_closes_its_own_gap_and_no_other() -> None:
    closing: list[tuple[Fact, set[str]]] = [
        (Phenotype(disease=ONE, phenotype="HP:0000964", origin=origin("a")), {"Phenotype"}),
        (Inheritance(disease=ONE, mode="HP:0001419", origin=origin("b")), {"Inheritance"}),
        (GeneDisease(disease=ONE, gene="HGNC:6106", role="unknown", origin=origin("c")), {"Gene"}),
        (match("MONDO:0010580", ONE), {"Mapping"}),
        (match(ONE, "MONDO:0010580"), {"Mapping"}),
        (SexAffected(disease=ONE, sex="PATO:0000384", origin=origin("d", cites=("PMID:1",))), {"Reference"}),
        (Onset(disease=ONE, onset="HP:0003593", origin=origin("e")), set()),
        (match("MONDO:0010580", ONE, predicate="oboInOwl:hasDbXref"), set()),
        (Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943",)), set()),
        (Phenotype(disease=TWO, phenotype="HP:0000964", origin=origin("f", cites=("PMID:1",))), set()),
    ]
    for fact, closed in closing:
        assert gaps(described(ONE), fact) == ALL - closed, fact
        assert gaps(fact, described(ONE)) == ALL - closed, "the order of facts must not count"
    assert gaps(described(ONE), *(fact for fact, _ in closing)) == set()


def test_an_excluded_phenotype_closes_no_gap_but_its_publication_does() -> None:
    seizure = Phenotype(
        disease=ONE, phenotype="HP:0001250", excluded=True, frequency=NEVER, origin=origin("a", cites=("PMID:1",))
    )
    dominant = Inheritance(disease=ONE, mode="HP:0000006", excluded=True, origin=origin("b"))
    assert gaps(described(ONE), seizure, dominant) == ALL - {"Reference"}


def test_a_phenotype_that_was_seen_in_nobody_closes_no_gap_but_its_publication_does() -> None:
    none_of_three = Frequency(lower=Decimal(0), upper=Decimal(0), count=0, total=3)
    unseen = Phenotype(
        disease=ONE, phenotype="HP:0001250", frequency=none_of_three, origin=origin("a", cites=("PMID:1",))
    )
    assert gaps(described(ONE), unseen) == ALL - {"Reference"}


def test_every_kind_of_statement_can_bring_a_publication() -> None:
    cited = origin("a", cites=("PMID:1",))
    for fact in (
        GeneDisease(disease=ONE, gene="HGNC:6106", role="causal", origin=cited),
        Prevalence(disease=ONE, kind="cases", upper_count=149, origin=cited),
        Treatment(disease=ONE, treatment="MAXO:0000297", label="graft", origin=cited),
        Onset(disease=ONE, onset="HP:0003593", origin=cited),
    ):
        assert "Reference" not in gaps(described(ONE), fact)


def test_a_disease_that_no_source_describes_has_no_gaps() -> None:
    """A term of MONDO without statements is no rare disease of the graph."""
    assert (
        gaps(match(ONE, "MONDO:0010580"), Phenotype(disease=ONE, phenotype="HP:0000964", origin=origin("a"))) == set()
    )


def contested(*facts: Fact) -> set[tuple[str, str]]:
    return pairs(store(facts), "rkg:contestedMatch")


def test_two_matches_within_one_registry_are_contested_in_either_direction() -> None:
    several = {("GARD:0001839", "MONDO:0011073"), ("GARD:0001839", "MONDO:0020525")}
    assert contested(match("MONDO:0011073", "GARD:0001839"), match("MONDO:0020525", "GARD:0001839", "gard")) == several
    assert contested(match("GARD:0001839", "MONDO:0011073"), match("MONDO:0020525", "GARD:0001839", "gard")) == several
    both = match("MONDO:0010580", "OMIM:304790"), match("MONDO:0010580", "OMIM:304791")
    assert contested(*both) == {("MONDO:0010580", "OMIM:304790"), ("MONDO:0010580", "OMIM:304791")}


def test_one_match_in_each_of_several_registries_is_not_contested() -> None:
    one = match("MONDO:0010580", "OMIM:304790")
    assert contested(one, match("MONDO:0010580", "ORPHA:37042")) == set()
    assert contested(one, match("MONDO:0010580", "OMIM:304790", "mondo-sssom")) == set(), "two sources that agree"
    assert contested(one, match("OMIM:304790", "MONDO:0010580")) == set(), "the same match, turned round"
    assert contested(one, match("MONDO:0000001", "OMIM:304790", predicate="skos:broadMatch")) == set()


IDS = st.sampled_from(["MONDO:0000001", "MONDO:0000002", "OMIM:100001", "OMIM:100002", "ORPHA:1"])
MATCHES = st.builds(
    match, IDS, IDS, st.sampled_from(["a", "b"]), st.sampled_from(["skos:exactMatch", "oboInOwl:hasDbXref"])
)


@given(st.lists(MATCHES, max_size=8))
def test_contested_matches_are_those_that_a_query_over_all_matches_finds(facts: list[Mapping]) -> None:
    facts = [fact for fact in facts if fact.subject != fact.object]
    graph = store(facts)
    found = graph.query(
        """SELECT DISTINCT ?s ?o WHERE {
             ?s (skos:exactMatch|^skos:exactMatch) ?o, ?p .
             FILTER(?o != ?p && REPLACE(STR(?o), "[0-9]+$", "") = REPLACE(STR(?p), "[0-9]+$", ""))
           }""",
        prefixes=dict(prefix_map()),
        use_default_graph_as_union=True,
    )
    assert isinstance(found, QuerySolutions)
    expected = {(str(compress(row["s"].value)), str(compress(row["o"].value))) for row in found}
    assert pairs(graph, "rkg:contestedMatch") == expected


def test_the_order_of_quads_is_that_of_the_facts() -> None:
    def written() -> Iterator[str]:
        coverage = Coverage()
        for fact in (described(TWO), described(ONE), match(ONE, "MONDO:0000002"), match(ONE, "MONDO:0000001")):
            coverage.observe(fact)
        return coverage.quads(Mint())

    lines = "".join(written()).splitlines()
    assert lines == "".join(written()).splitlines()
    assert len(lines) == len(set(lines)) == 2 * len(GAPS) - 1 + 2
    assert [line.split()[0] for line in lines[:5]] == ["<http://www.orpha.net/ORDO/Orphanet_2>"] * 5


def test_several_entries_of_a_terminology_contest_nothing_but_one_entry_of_two_diseases_does() -> None:
    plain = [
        Mapping(
            subject=subject,
            predicate="skos:exactMatch",
            object=other,
            justification="semapv:UnspecifiedMatching",
            source="mondo-mappings",
            plain=True,
        )
        for subject, other in (
            ("MONDO:0000001", "DOID:1"),
            ("MONDO:0000001", "DOID:2"),
            ("MONDO:0000002", "DOID:3"),
            ("MONDO:0000003", "DOID:3"),
        )
    ]
    coverage = Coverage()
    for fact in plain:
        coverage.observe(fact)
    contested = [quad.split()[0] for quad in "".join(coverage.quads(Mint())).splitlines() if "contestedMatch" in quad]
    assert contested == ["<http://purl.obolibrary.org/obo/DOID_3>"] * 2


def observed(*facts: Fact) -> set[tuple[str, str]]:
    """Return the contested matches of facts whose own statements do not matter."""
    coverage, found = Coverage(), Store()
    for fact in facts:
        coverage.observe(fact)
    found.load("".join(coverage.quads(Mint())), RdfFormat.N_QUADS)
    return pairs(found, "rkg:contestedMatch")


def test_a_group_of_diseases_lacks_nothing_unless_a_source_describes_it_as_a_disease() -> None:
    group = Disease(id=ONE, label="a group", resolved=False, group=True)
    assert gaps(group) == set()
    assert gaps(group, described(ONE)) == gaps(described(ONE), group) == ALL


def test_several_codes_of_a_terminology_for_one_disease_are_no_contest_whoever_states_them() -> None:
    codes = [match("MONDO:0000001", code, "orphanet") for code in ("UMLS:C0000001", "UMLS:C0000002", "ICD10WHO:Q77.3")]
    assert observed(*codes) == set()
    shared = match("MONDO:0000002", "UMLS:C0000001", "orphanet")
    assert observed(*codes, shared) == {("UMLS:C0000001", "MONDO:0000001"), ("UMLS:C0000001", "MONDO:0000002")}


def test_a_disputed_code_of_a_terminology_is_no_contest() -> None:
    asserted = replace(match("MONDO:0000001", "UMLS:C0000001"), plain=True)
    disputed = replace(match("MONDO:0000002", "UMLS:C0000001", "orphanet"), disputed=True)
    assert observed(asserted, disputed) == observed(disputed) == set()
    assert len(observed(asserted, replace(disputed, disputed=False))) == 2


def test_a_disputed_match_is_contested_with_the_one_it_disputes_and_closes_no_gap() -> None:
    asserted = match("MONDO:0000001", ONE)
    for subject in ("MONDO:0000002", "ORPHA:2"):
        disputed = replace(match(subject, ONE, "orphanet"), disputed=True)
        both = {(ONE, "MONDO:0000001"), (ONE, subject)}
        assert observed(asserted, disputed) == observed(disputed, asserted) == both
        assert observed(disputed) == set()
        coverage = Coverage()
        for fact in (disputed, described(subject)):
            coverage.observe(fact)
        assert "NoMapping" in "".join(coverage.quads(Mint()))


def test_a_code_of_orphanet_that_equals_two_terms_is_contested() -> None:
    one = match("MONDO:0000001", TWO)
    other = replace(match("MONDO:0000002", TWO, "orphanet"), disputed=True)
    assert observed(one, other) == {(TWO, "MONDO:0000001"), (TWO, "MONDO:0000002")}
