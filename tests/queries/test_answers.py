"""Each saved query has the expected result on the small graph, without facts about other diseases."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)
from rdf import nquads, statements
from solutions import HASHED, Term, local, rows, triples

from rarekg.graph.inference.gaps import Coverage
from rarekg.graph.inference.wilson import wilson
from rarekg.mappings.facts import OWN, Frequency, Mapping, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.queries.catalog import SavedQuery, bind, find, load

EXPECTED = Path(__file__).parent / "expected"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
PEOPLE = st.integers(1, 3000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def named(form: str) -> list[str]:
    return [query.name for query in load() if query.form == form]


def expected(query: SavedQuery) -> list[list[str]]:
    file = EXPECTED / f"{query.name}.csv"
    assert file.exists(), f"{query.name} has no expected answer; write {file.name} from the facts of the small graph"
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize("name", named("select"))
def test_result_is_the_expected_one(ipex: Store, name: str) -> None:
    assert rows(ipex, find(name).text) == expected(find(name))


@pytest.mark.parametrize("name", named("select"))
def test_result_does_not_depend_on_the_base(ipex_elsewhere: Store, name: str) -> None:
    moved = rows(ipex_elsewhere, find(name).text, "https://example.org/kg/")
    # Hashes do not depend on the base, so the order of rows that differ only in a hash must not change.
    assert moved == expected(find(name))


@pytest.mark.parametrize("name", named("select"))
def test_a_triple_that_two_sources_state_counts_once(ipex: Store, name: str) -> None:
    """The union of graphs repeats triples (https://github.com/oxigraph/oxigraph/issues/1919)."""
    twice, again = Store(), NamedNode(f"{BASE}graph/again")
    twice.extend([*ipex, *(Quad(quad.subject, quad.predicate, quad.object, again) for quad in ipex)])
    results = rows(twice, find(name).text)
    assert [row for row in results if "again" not in row] == expected(find(name))


@pytest.mark.parametrize("query", [query for query in load() if "disease" in query.defaults], ids=lambda q: q.name)
def test_an_unknown_disease_has_no_result(ipex: Store, query: SavedQuery) -> None:
    unknown = bind(query, {"disease": "MONDO:0000001"})
    if query.form == "construct":
        assert triples(ipex, unknown) == set()
    else:
        assert rows(ipex, unknown)[1:] == []


def test_phenotypes_are_listed_without_inference_as_well(ipex: Store) -> None:
    """They have no numbers then, and come in the order of their names."""
    bare, inferred = Store(), NamedNode(f"{BASE}graph/inferred")
    bare.extend(quad for quad in ipex if quad.graph_name != inferred)
    found = rows(bare, find("phenotypes-by-frequency").text)[1:]
    assert [row[1] for row in found] == sorted(row[1] for row in expected(find("phenotypes-by-frequency"))[1:])
    assert {tuple(row[2:12]) for row in found} == {("",) * 10}
    assert all(row[12] for row in found)


def test_another_disease_has_its_own_phenotype_with_its_page_s_lay_name(ipex: Store) -> None:
    other = {"disease": "MONDO:0011338"}
    assert rows(ipex, bind(find("phenotypes-by-frequency"), other))[1:] == [
        ["HP:0001596", "Alopecia", *[""] * 6, "0.4", "1", "", "1", "gard", "MONDO:0011338"]
    ]
    assert rows(ipex, bind(find("phenotypes-with-lay-names"), other))[1:] == [
        ["HP:0001596", "Alopecia", "Baldness", "gard", "MONDO:0011338"],
        ["HP:0001596", "Alopecia", "Hair loss", "hpo", "MONDO:0011338"],
    ]
    assert [row[0] for row in rows(ipex, bind(find("references-and-citing-statements"), other))[1:]] == ["7", "7"]


def test_everything_about_a_disease_is_the_expected_graph(ipex: Store) -> None:
    result = triples(ipex, bind(find("everything-about-disease"), {"disease": "MONDO:0011338"}))
    expected_graph = Dataset(parse(path=str(EXPECTED / "everything-about-disease.ttl"), format=RdfFormat.TURTLE))
    assert_same(Dataset(blank(triple) for triple in result), expected_graph)


def blank(triple: Triple) -> Quad:
    """Return the triple with a blank node for each node whose IRI is a hash."""
    subject, value = (
        BlankNode(term.value[-20:]) if isinstance(term, NamedNode) and HASHED.search(term.value) else term
        for term in (triple.subject, triple.object)
    )
    assert not isinstance(subject, Literal)
    return Quad(subject, triple.predicate, value)


def assert_same(result: Dataset, other: Dataset) -> None:
    for dataset in (result, other):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert {str(quad) for quad in result} == {str(quad) for quad in other}


def test_everything_about_ipex_is_all_its_facts_with_labels(ipex: Store) -> None:
    """Expected by a loop that follows the small graph from the disease."""
    graph = {quad.triple for quad in ipex}
    disease = NamedNode("http://purl.obolibrary.org/obo/MONDO_0010580")
    about = {disease} | set(step(graph, disease, ABOUT, inverse=True)) | set(step(graph, disease, OWNED))
    for thing in frozenset(about):
        about |= set(step(graph, thing, CITED)) | set(step(graph, thing, PARTS, inverse=True))
    statements = {triple for triple in graph if triple.subject in about and local(triple.predicate) not in INFERRED}
    values = {triple.object for triple in statements}
    labels = {triple for triple in graph if triple.predicate == LABEL and triple.subject in values}
    assert triples(ipex, find("everything-about-disease").text) == statements | labels
    assert {kind(graph, thing) for thing in about} >= {
        "CausalGeneToDiseaseAssociation",
        "ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation",
        "DiseaseToPhenotypicFeatureAssociation",
        "Prevalence",
        "Publication",
        "Question",
        "Answer",
        "ListedReference",
        "WebPageElement",
    }


ABOUT = {"association_has_subject", "association_has_object", "annotatedSource", "annotatedTarget", "about"}
OWNED, CITED, PARTS = {"hasPrevalence"}, {"publications", "citation", "acceptedAnswer"}, {"isPartOf"}


def step(graph: set[Triple], at: Term, predicates: set[str], inverse: bool = False) -> Iterator[Term]:
    for triple in graph:
        if local(triple.predicate) in predicates:
            start, end = (triple.object, triple.subject) if inverse else (triple.subject, triple.object)
            if start == at:
                yield end


def kind(graph: set[Triple], thing: Term) -> str:
    kinds = {local(t.object) for t in graph if t.subject == thing and local(t.predicate) == "type"}
    return min(kinds - {"Association"}, default="")


def test_inferred_statements_are_not_part_of_everything(ipex: Store) -> None:
    predicates = {local(triple.predicate) for triple in triples(ipex, find("everything-about-disease").text)}
    assert predicates.isdisjoint(INFERRED)
    assert {local(quad.predicate) for quad in ipex} >= INFERRED  # so that there was something to leave out


INFERRED = {"hasPropagatedPhenotype", "subsumedBy", "hasGap", "contestedMatch"}


def test_rows_without_labels_are_kept(ipex: Store) -> None:
    bare = Store()
    bare.extend(quad for quad in ipex if quad.predicate != LABEL)
    for name in ("phenotypes-by-frequency", "treatments-curative-first", "genes-with-location", "modes-of-inheritance"):
        assert len(rows(bare, find(name).text)) == len(expected(find(name)))


def test_score_of_phenotypes_that_one_of_four_diseases_has(ipex: Store) -> None:
    """IPEX has three of the five phenotypes, and the three other diseases none of these: each has −ln(1/4) at most.

    Of its typicality, 4 of 4 people lack 2.4/8 to 1, 4 of 21 with 'occasional' (0.17) 27.7/35, and 20 of 20 with
    'frequent' (0.545) and an exclusion 16.95/44; a class counts as ten people, and 1.6 of 4 are added.
    """
    ((disease, _, score, met),) = rows(ipex, find("diseases-explaining-phenotypes").text)[1:]
    assert (disease, met) == ("MONDO:0010580", "3")
    assert float(score) == pytest.approx(3 * log(4) - (2.4 / 8 + 27.7 / 35 + 16.95 / 44) / 2, abs=1e-5)


def test_a_gene_has_its_own_diseases_with_the_role_in_each_source(ipex: Store) -> None:
    label = "diabetes mellitus, transient neonatal, 1"
    assert rows(ipex, bind(find("diseases-of-gene"), {"gene": "HGNC:9046"}))[1:] == [
        ["MONDO:0011073", label, "not stated", "omim", "hpo-annotations", "HGNC:9046"],
        ["MONDO:0011073", label, "susceptibility", "gard", "", "HGNC:9046"],
    ]


def test_causal_genes_of_a_group_are_those_of_its_members(ipex: Store) -> None:
    """IPEX and transient neonatal diabetes 1 are hereditary; only the gene of the first is stated as causal."""
    hereditary = rows(ipex, bind(find("causal-genes"), {"disease": "MONDO:0003847"}))
    assert hereditary == rows(ipex, find("causal-genes").text)
    assert [row[0] for row in hereditary[1:]] == ["HGNC:6106"]
    assert rows(ipex, bind(find("causal-genes"), {"disease": "MONDO:0011073"}))[1:] == []


def test_causal_genes_need_no_inference(ipex: Store) -> None:
    stated = Store()
    stated.extend(quad for quad in ipex if local(quad.predicate) not in INFERRED)
    assert rows(stated, find("causal-genes").text) == expected(find("causal-genes"))


def test_a_disease_is_not_among_those_of_a_mode_that_is_excluded(ipex: Store) -> None:
    def inherited(mode: str) -> list[str]:
        return [row[0] for row in rows(ipex, bind(find("diseases-by-inheritance"), {"inheritance": mode}))[1:]]

    assert inherited("HP:0001419") == inherited("HP:0001417") == ["MONDO:0010580"]
    assert inherited("HP:0000006") == ["MONDO:0007947", "MONDO:0017309"]  # and not IPEX, of which HPO excludes it


def test_telling_apart_does_not_depend_on_the_order_of_the_diseases(ipex: Store) -> None:
    turned = {"disease": "MONDO:0011073", "other": "MONDO:0010580"}
    assert rows(ipex, bind(find("phenotypes-telling-apart"), turned)) == expected(find("phenotypes-telling-apart"))
    # Orphanet excludes the skin phenotype of IPEX that GARD states; Omenn syndrome has no phenotype excluded for IPEX.
    assert rows(ipex, bind(find("phenotypes-telling-apart"), {"other": "MONDO:0011338"}))[1:] == []


def test_what_fewer_than_ten_people_did_not_have_tells_nothing_apart(ipex: Store) -> None:
    """Platelets of IPEX were normal in 2 and in 9 people; diarrhea, which it has, in none of 9 with the diabetes."""
    header, *values = rows(ipex, find("phenotypes-telling-apart").text)
    found = [dict(zip(header, row, strict=True)) for row in values]
    unseen = [(row["absent"], row["examined"], row["without"]) for row in found if row["status"] == "not seen"]
    assert unseen == [("HP:0001873", "11", "MONDO:0010580")]
    assert {row["examined"] for row in found if row["status"] == "excluded"} == {""}


def test_each_statement_is_affirmed_not_seen_or_excluded(ipex: Store) -> None:
    header, *values = rows(ipex, find("phenotypes-with-evidence").text)
    status: dict[str, set[str]] = {}
    for row in (dict(zip(header, row, strict=True)) for row in values):
        status.setdefault(row["phenotype"], set()).add(row["status"])
    assert status["HP:0001873"] == {"not seen"}
    assert status["HP:0001250"] == status["HP:0001871"] == {"excluded"}
    assert status["HP:0000964"] == {"affirmed", "excluded"}
    # One row for each phenotype that is affirmed, with people of all rows.
    header, *values = rows(ipex, find("phenotypes-by-frequency").text)
    frequent = {row[0]: dict(zip(header, row, strict=True)) for row in values}
    assert set(frequent) == {phenotype for phenotype, stated in status.items() if "affirmed" in stated}
    anemia = frequent["HP:0001890"]
    assert (anemia["affected"], anemia["examined"], anemia["frequency"]) == ("4", "21", "Occasional")  # 3/20 and 1/1
    assert [row["excluding"] for row in frequent.values() if row["excluding"]] == ["1"]


def test_the_sources_contradict_each_other_on_a_term_and_an_entry_itself_on_a_narrower_one(ipex: Store) -> None:
    header, *values = rows(ipex, find("contradictions").text)
    pairs = {
        (row["relation"], row["within"], row["excluded"], row["affirmed"])
        for row in (dict(zip(header, row, strict=True)) for row in values)
    }
    skin, blood, anemia = "HP:0000964", "HP:0001871", "HP:0001890"
    assert pairs == {
        ("same term", "two sources", skin, skin),
        ("narrower term", "one entry", blood, anemia),
        ("narrower term", "two sources", blood, anemia),
    }
    # Platelets that were normal in all people examined contradict nothing.
    assert rows(ipex, bind(find("contradictions"), {"disease": "MONDO:0011073"}))[1:] == []
    everywhere = rows(ipex, find("diseases-with-contradictions").text)[1:]
    assert {(row[2], row[3], row[4], row[6]) for row in everywhere} == pairs
    assert {row[0] for row in everywhere} == {"MONDO:0010580"}


def test_contradictions_on_one_term_need_no_inference(ipex: Store) -> None:
    stated = Store()
    stated.extend(quad for quad in ipex if local(quad.predicate) not in INFERRED)
    found = rows(stated, find("contradictions").text)[1:]
    assert found == [row for row in expected(find("contradictions"))[1:] if row[0] == "same term"]
    assert found


@given(st.lists(PEOPLE, min_size=2, max_size=2), st.booleans())
def test_counts_conflict_where_their_intervals_have_no_point_in_common(
    counts: list[tuple[int, int]], swapped: bool
) -> None:
    """The interval that SPARQL calculates by iteration is that of the profile entries."""
    mint, store = Mint(), Store()
    for at, (count, total) in enumerate(counts):
        share = Decimal(f"{count / total:.6f}")
        often = Frequency(lower=share, upper=share, count=count, total=total)
        origin = Origin(source=("hpoa", "gard")[at ^ swapped], key=(str(at),))
        fact = Phenotype(disease="MONDO:0010580", phenotype="HP:0000964", origin=origin, frequency=often)
        store.load("".join(f"{row} .\n" for row in statements(fact, mint)), RdfFormat.N_TRIPLES)
    less, more = sorted(wilson(count, total) for count, total in counts)
    header, *found = rows(store, find("conflicting-frequencies").text)
    assert len(found) == (less[1] < more[0])
    for row in (dict(zip(header, each, strict=True)) for each in found):
        bounds = [float(row[name]) for name in ("lessLowest", "lessHighest", "moreLowest", "moreHighest")]
        assert bounds == pytest.approx([float(bound) for bound in (*less, *more)], abs=2e-6)


def test_statements_of_one_record_and_overlapping_ones_do_not_conflict(ipex: Store) -> None:
    """OMIM has 3 of 20 and 1 of 1 for autoimmune anemia, which GARD calls occasional: one person proves nothing."""
    header, *values = rows(ipex, find("conflicting-frequencies").text)
    conflicts = [dict(zip(header, row, strict=True)) for row in values]
    for row in conflicts:
        assert (row["lessRecord"], row["lessSource"]) != (row["moreRecord"], row["moreSource"])
    assert {row["phenotype"] for row in conflicts} == {"HP:0000964", "HP:0001596"}
    assert {row["moreLowest"] for row in conflicts if row["moreExamined"] == "20"} == {"0.838875"}  # 20 / (20 + z²)
    assert rows(ipex, bind(find("conflicting-frequencies"), {"disease": "MONDO:0011338"}))[1:] == []


@pytest.mark.parametrize(
    ("gap", "diseases"),
    [
        ("NoPhenotype", {"ORPHA:276413"}),
        ("NoInheritance", {"MONDO:0011073", "MONDO:0011338", "ORPHA:276413"}),
        ("NoGene", {"MONDO:0011338", "ORPHA:276413"}),
        ("NoMapping", {"ORPHA:276413"}),
        ("NoReference", {"MONDO:0011073", "ORPHA:276413"}),
    ],
)
def test_listed_gaps_match_their_counts(ipex: Store, gap: str, diseases: set[str]) -> None:
    results = rows(ipex, bind(find("diseases-with-gap"), {"gap": f"rkg:{gap}"}))[1:]
    assert {row[0] for row in results} == diseases
    counted = {row[0]: row[2] for row in rows(ipex, find("coverage").text)[1:]}
    assert counted[f"rkg:{gap}"] == str(len(diseases))


def test_disagreements_of_matches_without_nodes_and_decisions_have_their_sources() -> None:
    """MONDO's matches in terminologies are plain triples; what was decided by name is a source of its own."""

    def match(disease: str, other: str, source: str, *, plain: bool = False) -> tuple[str, Mapping]:
        made = Mapping(
            subject=disease,
            predicate="skos:exactMatch",
            object=other,
            justification="semapv:LexicalMatching",
            source=source,
            plain=plain,
        )
        return ("identity" if source == OWN else "mondo-mappings"), made

    mint, store, coverage = Mint(), Store(), Coverage()
    for graph, mapping in (
        *(match(f"MONDO:000000{at}", "MESH:D000001", "mondo-mappings", plain=True) for at in (1, 2)),
        *(match(f"MONDO:000000{at}", "OMIM:100001", "mondo-mappings") for at in (3, 4)),
        match("MONDO:0000004", "OMIM:100001", OWN),
        match("MONDO:0000005", "OMIM:100002", OWN),
    ):
        coverage.observe(mapping)
        store.load(nquads([(graph, mapping)], mint), RdfFormat.N_QUADS)
    store.load("".join(coverage.quads(mint)), RdfFormat.N_QUADS)
    found = [(row[0], row[2], row[7], row[9]) for row in rows(store, find("mapping-disagreements").text)[1:]]
    lexical = "semapv:LexicalMatching"
    assert sorted(found) == [
        ("MESH:D000001", "MONDO:0000001", "", "mondo-mappings"),
        ("MESH:D000001", "MONDO:0000002", "", "mondo-mappings"),
        ("OMIM:100001", "MONDO:0000003", lexical, "mondo-mappings"),
        ("OMIM:100001", "MONDO:0000004", lexical, "mondo-mappings"),
        ("OMIM:100001", "MONDO:0000004", lexical, "rarekg"),
    ]


def test_rare_diseases_are_current_and_can_be_narrowed_to_one_source(ipex: Store) -> None:
    store, subset = Store(), NamedNode("http://purl.obolibrary.org/obo/mondo#gard_rare")
    store.extend(ipex)
    graph, name = NamedNode(f"{BASE}graph/mondo"), NamedNode("http://www.geneontology.org/formats/oboInOwl#inSubset")
    ipex_node = NamedNode("http://purl.obolibrary.org/obo/MONDO_0010580")
    store.add(Quad(ipex_node, name, subset, graph))
    narrowed = rows(store, bind(find("rare-diseases"), {"subset": [subset]}))[1:]
    assert [(row[0], row[2], row[3]) for row in narrowed] == [("MONDO:0010580", str(subset.value), "")]
    assert len(rows(store, find("rare-diseases").text)) == len(expected(find("rare-diseases"))) + 1
    deprecated = NamedNode("http://www.w3.org/2002/07/owl#deprecated")
    store.add(Quad(ipex_node, deprecated, Literal(True), graph))
    assert rows(store, bind(find("rare-diseases"), {"subset": [subset]}))[1:] == []


def test_counts_by_source_leave_out_graphs_that_are_not_sources(ipex: Store) -> None:
    statistics = rows(ipex, find("graph-statistics").text)[1:]
    assert {row[0] for row in statistics} == {
        "gard",
        "hpoa",
    }  # and not the vocabulary, which has members of classes too


def test_names_with_a_common_prefix_are_in_order() -> None:
    """Sorting by a prefix and then by the whole name gives the order of the whole names."""
    store, label = Store(), NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    gap = NamedNode("https://w3id.org/rarekg/vocab#hasGap")
    names = ["Abcdefgh 2", "Abcdefgh", "Abcdefgh 10", "abc", "Äbcdefghi", "Abcdefg", "Zz", "B", "𝒜bcdefghij", "A"]
    for number, name in enumerate(names):
        disease = NamedNode(f"http://www.orpha.net/ORDO/Orphanet_{number}")
        store.add(Quad(disease, label, Literal(name, language="en"), label))
        store.add(Quad(disease, gap, NamedNode("https://w3id.org/rarekg/vocab#NoMapping"), label))
    assert [row[1] for row in rows(store, find("diseases-with-gap").text)[1:]] == sorted(names)


def test_conflicts_by_phenotype_are_those_by_disease(ipex: Store) -> None:
    by_disease = {tuple(row[:1] + row[2:]) for row in rows(ipex, find("conflicting-frequencies").text)[1:]}
    by_phenotype = set()
    for phenotype in {row[0] for row in rows(ipex, find("phenotypes-with-evidence").text)[1:]}:
        conflicts = rows(ipex, bind(find("diseases-with-conflicting-frequencies"), {"phenotype": phenotype}))[1:]
        assert {row[0] for row in conflicts} <= {"MONDO:0010580"}
        by_phenotype |= {(phenotype, *row[2:]) for row in conflicts}
    assert by_phenotype == by_disease != set()
