"""Each saved query gives the answer that a person reads off the small graph's facts, and nothing of another disease."""

import csv
import re
from collections.abc import Iterator
from math import log
from pathlib import Path

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from rarekg.mappings.statements import BASE
from rarekg.ontology.prefixes import compress
from rarekg.queries.catalog import SavedQuery, bind, find, load

EXPECTED = Path(__file__).parent / "expected"
HASHED = re.compile(r"/[0-9a-f]{20}\Z")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
Term = NamedNode | Literal | BlankNode | Triple | None


def named(form: str) -> list[str]:
    return [query.name for query in load() if query.form == form]


def rows(store: Store, text: str, base: str = BASE) -> list[list[str]]:
    """Return header and rows, IRIs as CURIEs or below ``base`` as local ids, whose hash is ``…``."""
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    header = [variable.value for variable in found.variables]
    return [header, *([shown(solution[name], base) for name in header] for solution in found)]


def shown(term: Term, base: str) -> str:
    if isinstance(term, NamedNode):
        return HASHED.sub("/…", compress(term.value) or term.value.removeprefix(base))
    return term.value if isinstance(term, Literal) else ""


def triples(store: Store, text: str) -> set[Triple]:
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QueryTriples)
    return set(found)


def expected(query: SavedQuery) -> list[list[str]]:
    file = EXPECTED / f"{query.name}.csv"
    assert file.exists(), f"{query.name} has no expected answer; write {file.name} from the facts of the small graph"
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


@pytest.mark.parametrize("name", named("select"))
def test_answer_is_what_the_facts_say(ipex: Store, name: str) -> None:
    assert rows(ipex, find(name).text) == expected(find(name))


@pytest.mark.parametrize("name", named("select"))
def test_answer_does_not_depend_on_the_base_of_the_build(ipex_elsewhere: Store, name: str) -> None:
    moved = rows(ipex_elsewhere, find(name).text, "https://example.org/kg/")
    # Hashes do not depend on the base, so not even the order of rows that only they decide may change.
    assert moved == expected(find(name))


@pytest.mark.parametrize("name", named("select"))
def test_a_triple_that_two_sources_state_counts_once(ipex: Store, name: str) -> None:
    """Guard against https://github.com/oxigraph/oxigraph/issues/1919: a union of graphs that repeats their triples."""
    twice, again = Store(), NamedNode(f"{BASE}graph/again")
    twice.extend([*ipex, *(Quad(quad.subject, quad.predicate, quad.object, again) for quad in ipex)])
    found = rows(twice, find(name).text)
    assert [row for row in found if "again" not in row] == expected(find(name))


@pytest.mark.parametrize("query", [query for query in load() if "disease" in query.defaults], ids=lambda q: q.name)
def test_a_disease_that_the_graph_does_not_know_has_no_answer(ipex: Store, query: SavedQuery) -> None:
    unknown = bind(query, {"disease": "MONDO:0000001"})
    if query.form == "construct":
        assert triples(ipex, unknown) == set()
    else:
        assert rows(ipex, unknown)[1:] == []


def test_the_other_disease_has_only_its_own_phenotype_with_its_page_s_lay_name(ipex: Store) -> None:
    other = {"disease": "MONDO:0011338"}
    assert rows(ipex, bind(find("phenotypes-by-frequency"), other))[1:] == [
        ["HP:0001596", "Alopecia", "", "", "", "", "", "", "gard"]
    ]
    assert rows(ipex, bind(find("phenotypes-with-lay-names"), other))[1:] == [
        ["HP:0001596", "Alopecia", "Baldness", "gard"],
        ["HP:0001596", "Alopecia", "Hair loss", "hpo"],
    ]
    assert [row[0] for row in rows(ipex, bind(find("references-and-citing-statements"), other))[1:]] == ["7", "7"]


def test_everything_about_a_disease_is_the_written_graph(ipex: Store) -> None:
    found = triples(ipex, bind(find("everything-about-disease"), {"disease": "MONDO:0011338"}))
    wanted = Dataset(parse(path=str(EXPECTED / "everything-about-disease.ttl"), format=RdfFormat.TURTLE))
    assert_same(Dataset(blank(triple) for triple in found), wanted)


def blank(triple: Triple) -> Quad:
    """Return the triple with a blank node for each node whose IRI is a hash."""
    subject, value = (
        BlankNode(term.value[-20:]) if isinstance(term, NamedNode) and HASHED.search(term.value) else term
        for term in (triple.subject, triple.object)
    )
    assert not isinstance(subject, Literal)
    return Quad(subject, triple.predicate, value)


def assert_same(found: Dataset, wanted: Dataset) -> None:
    for dataset in (found, wanted):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert {str(quad) for quad in found} == {str(quad) for quad in wanted}


def test_everything_about_ipex_is_all_that_its_facts_say_and_the_labels(ipex: Store) -> None:
    """Count it another way: follow the small graph by hand from the disease, one loop a step."""
    graph = {quad.triple for quad in ipex}
    disease = NamedNode("http://purl.obolibrary.org/obo/MONDO_0010580")
    about = {disease} | set(step(graph, disease, ABOUT, inverse=True)) | set(step(graph, disease, OWNED))
    for thing in frozenset(about):
        about |= set(step(graph, thing, CITED)) | set(step(graph, thing, PARTS, inverse=True))
    said = {triple for triple in graph if triple.subject in about and local(triple.predicate) not in INFERRED}
    values = {triple.object for triple in said}
    labels = {triple for triple in graph if triple.predicate == LABEL and triple.subject in values}
    assert triples(ipex, find("everything-about-disease").text) == said | labels
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


ABOUT = {"association_has_subject", "association_has_object", "subject_id", "object_id", "about"}
OWNED, CITED, PARTS = {"hasPrevalence"}, {"publications", "citation", "acceptedAnswer"}, {"isPartOf"}


def step(graph: set[Triple], at: Term, predicates: set[str], inverse: bool = False) -> Iterator[Term]:
    for triple in graph:
        if local(triple.predicate) in predicates:
            start, end = (triple.object, triple.subject) if inverse else (triple.subject, triple.object)
            if start == at:
                yield end


def kind(graph: set[Triple], thing: Term) -> str:
    return next((local(t.object) for t in graph if t.subject == thing and local(t.predicate) == "type"), "")


def local(term: Term) -> str:
    return re.split(r"[/#]", term.value)[-1] if isinstance(term, NamedNode) else ""


def test_what_was_inferred_about_a_disease_is_not_part_of_everything(ipex: Store) -> None:
    found = {local(triple.predicate) for triple in triples(ipex, find("everything-about-disease").text)}
    assert found.isdisjoint(INFERRED)
    assert {local(quad.predicate) for quad in ipex} >= INFERRED  # so that there was something to leave out


INFERRED = {"hasPropagatedPhenotype", "subsumedBy"}


def test_without_labels_no_row_is_lost(ipex: Store) -> None:
    bare = Store()
    bare.extend(quad for quad in ipex if quad.predicate != LABEL)
    for name in ("phenotypes-by-frequency", "treatments-curative-first", "genes-with-location", "modes-of-inheritance"):
        assert len(rows(bare, find(name).text)) == len(expected(find(name)))


def test_the_best_explanation_shares_what_only_half_of_the_diseases_have(ipex: Store) -> None:
    """Of the five phenotypes IPEX has three that Omenn has not, so each tells −ln(1/2); the others are unknown here."""
    ((disease, _, score, met),) = rows(ipex, find("diseases-explaining-phenotypes").text)[1:]
    assert (disease, met) == ("MONDO:0010580", "3")
    assert float(score) == pytest.approx(3 * log(2), abs=1e-5)
