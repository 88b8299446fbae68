"""Ranking of diseases by phenotypes, and diseases with a phenotype, compared with a plain loop."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest
from fetched import fetched
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.inference.closure import Inference, closure, information_content
from rarekg.mappings.facts import Origin, Phenotype
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology import obo
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

ABNORMALITY = "HP:0000118"
RANKED = 20
Ranking = list[tuple[str, float, int]]
Graph = tuple[dict[str, tuple[str, ...]], dict[str, list[str]], Store]


def hierarchy(random: Random, size: int) -> dict[str, tuple[str, ...]]:
    """Return an is-a hierarchy below Phenotypic abnormality, bushy as HPO is, with some terms below several others."""
    parents_of: dict[str, tuple[str, ...]] = {ABNORMALITY: ()}
    for number in range(size):
        parents = random.sample(list(parents_of), min(len(parents_of), random.choice((1, 1, 1, 2))))
        parents_of[f"HP:1{number:06}"] = tuple(parents)
    return parents_of


def annotations(random: Random, terms: list[str], size: int) -> dict[str, list[str]]:
    """Return diseases and their phenotypes: one to twenty of the later, more special terms."""
    return {
        f"OMIM:{number}": random.sample(terms[size // 100 :], random.randint(1, 20))
        for number in range(100000, 100000 + size)
    }


def loaded(parents: dict[str, tuple[str, ...]], diseases: dict[str, list[str]]) -> Store:
    inference, store = Inference(), Store()
    for term, above in parents.items():
        inference.observe(Term(id=term, label=term, parents=above))
    for disease, phenotypes in diseases.items():
        for phenotype in phenotypes:
            origin = Origin(source="hpoa", key=(disease, phenotype))
            inference.observe(Phenotype(disease=disease, phenotype=phenotype, origin=origin))
    store.load("".join([*inference.hierarchy(Mint()), *inference.propagated(Mint())]), RdfFormat.N_QUADS)
    return store


def query_ranking(store: Store, given: list[str]) -> Ranking:
    solutions = store.query(
        bind(find("diseases-explaining-phenotypes"), {"phenotype": given}), use_default_graph_as_union=True
    )
    assert isinstance(solutions, QuerySolutions)
    return [
        (str(compress(row["disease"].value)), round(float(row["score"].value), 6), int(row["met"].value))
        for row in solutions
    ]


class Definition:
    """The ranking by its definition: the best shared term of each phenotype, over all diseases."""

    def __init__(self, parents: dict[str, tuple[str, ...]], diseases: dict[str, list[str]]) -> None:
        self.above = {term: set(ancestors) for term, ancestors in closure(parents).items()}
        self.has = {
            disease: {above for term in terms for above in self.above[term] if ABNORMALITY in self.above[above]}
            for disease, terms in diseases.items()
        }
        counts = Counter(term for terms in self.has.values() for term in terms)
        self.content = {term: float(information_content(count, len(diseases))) for term, count in counts.items()}

    def ranking(self, given: list[str]) -> Ranking:
        telling = [sorted(self.above[term] & self.content.keys(), key=lambda t: -self.content[t]) for term in given]
        rows = [
            (
                disease,
                round(sum(next((self.content[t] for t in best if t in terms), 0.0) for best in telling), 6),
                sum(term in terms for term in given),
            )
            for disease, terms in self.has.items()
        ]
        return sorted(rows, key=lambda row: (-row[1], expand(row[0])))


@pytest.fixture(scope="module")
def graph() -> Graph:
    random = Random(118)
    parents = hierarchy(random, 400)
    diseases = annotations(random, list(parents), 1500)
    return parents, diseases, loaded(parents, diseases)


@pytest.fixture(scope="module")
def whole() -> Graph:
    """Return HPO and the diseases of OMIM and Orphanet in phenotype.hpoa, without negated rows."""
    parents = {term.id: term.parents for term in obo.read(fetched("hpo")) if not term.obsolete}
    above, diseases = closure(parents), defaultdict[str, list[str]](list)
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        for row in csv.reader((line for line in file if not line.startswith(("#", "database_id"))), delimiter="\t"):
            never = row[2] == "NOT" or row[7].startswith("0/") or row[7] == "HP:0040285"
            if not never and ABNORMALITY in above[row[3]]:
                diseases[row[0]].append(row[3])
    return parents, diseases, loaded(parents, diseases)


def lists(random: Random, terms: list[str]) -> Iterator[list[str]]:
    for size in (1, 1, 2, 3, 5, 8, 13, 20):
        for _ in range(4):
            yield random.sample(terms, size)


def agree(ranking: Ranking, defined: Ranking, given: list[str]) -> None:
    """Check that both rankings agree, except for diseases that share no informative term."""
    found = set(ranking)
    assert ranking == [row for row in defined if row in found]
    compared = defined[: defined.index(ranking[-1])] if len(ranking) == RANKED else defined
    assert all(score < 1.5 * len(given) for disease, score, count in compared if (disease, score, count) not in found)


def test_ranking_agrees_with_the_definition(
    graph: Graph,
) -> None:
    parents, diseases, store = graph
    defined = Definition(parents, diseases)
    for given in lists(Random(3), list(parents)[1:]):
        agree(query_ranking(store, given), defined.ranking(given), given)


def test_ranking_with_hpo_agrees_with_the_definition(whole: Graph) -> None:
    parents, diseases, store = whole
    defined, random = Definition(parents, diseases), Random(4)
    stated = sorted({term for terms in diseases.values() for term in terms})
    for given in (random.sample(stated, size) for size in (1, 1, 2, 3, 5, 8, 13, 20)):
        agree(query_ranking(store, given), defined.ranking(given), given)
    for disease in random.sample([disease for disease, terms in diseases.items() if len(set(terms)) > 10], 15):
        # A realistic list: some phenotypes of the disease, some of them replaced by a parent.
        some = random.sample(sorted(set(diseases[disease])), random.randint(3, 10))
        given = sorted({random.choice([term, *parents[term]]) for term in some})
        agree(query_ranking(store, given), defined.ranking(given), given)


def test_phenotypes_of_ipex_rank_ipex_first(whole: Graph) -> None:
    """Its two records are two diseases here.

    Wiskott-Aldrich syndrome (OMIM:301000) has four of the five, OMIM's record and CD25 deficiency (OMIM:606367) three.
    """
    diarrhea, eczema, diabetes, anemia, ige = "HP:0005208", "HP:0000964", "HP:0000819", "HP:0001890", "HP:0003212"
    ranked = [row[0] for row in query_ranking(whole[2], [diarrhea, eczema, diabetes, anemia, ige])]
    assert ranked[:2] == ["ORPHA:37042", "OMIM:301000"]
    assert set(ranked[2:4]) == {"OMIM:304790", "OMIM:606367"}


def test_general_phenotypes_rank_too(graph: Graph) -> None:
    """Their information content is below the bound for selecting candidates."""
    parents, diseases, store = graph
    general = [term for term, above in parents.items() if above == (ABNORMALITY,)][:2]
    assert query_ranking(store, general)[0][1:] == Definition(parents, diseases).ranking(general)[0][1:]
    assert len(query_ranking(store, general)) == RANKED


def test_the_whole_profile_of_a_disease_ranks_it_first() -> None:
    parents = {ABNORMALITY: (), **{f"HP:100000{number}": (ABNORMALITY,) for number in range(6)}}
    profiles = combinations(list(parents)[1:], 3)
    diseases = {f"OMIM:{100000 + number}": list(terms) for number, terms in enumerate(profiles)}
    store = loaded(parents, diseases)
    for disease, terms in diseases.items():
        assert [row[0] for row in query_ranking(store, terms) if row[2] == 3] == [disease]
        assert query_ranking(store, terms)[0][0] == disease


def test_a_phenotype_without_diseases_scores_by_its_ancestors() -> None:
    parents: dict[str, tuple[str, ...]] = {
        ABNORMALITY: (),
        "HP:1000001": (ABNORMALITY,),
        "HP:1000002": ("HP:1000001",),
        "HP:1000003": ("HP:1000001",),
        "HP:1000004": (ABNORMALITY,),
    }
    store = loaded(parents, {"OMIM:100001": ["HP:1000002"], "OMIM:100002": ["HP:1000004"]})
    assert query_ranking(store, ["HP:1000003"])[0] == ("OMIM:100001", 0.693147, 0)


def test_both_data_blocks_of_the_query_have_the_same_phenotypes() -> None:
    query = find("diseases-explaining-phenotypes")
    text = bind(query, {"phenotype": ["HP:1000001"]})
    assert text.count(str(NamedNode("http://purl.obolibrary.org/obo/HP_1000001"))) == query.text.count("VALUES") == 2
    assert query.text.count(" ".join(query.defaults["phenotype"])) == 2


def test_a_disease_with_a_subtype_has_the_phenotype(ipex: Store) -> None:
    """IPEX has Eczematoid dermatitis and Alopecia, Omenn syndrome Alopecia; no source states the parent term."""
    assert having(ipex, "HP:0001574") == {"MONDO:0010580": "false", "MONDO:0011338": "false"}
    assert having(ipex, "HP:0001596") == {"MONDO:0010580": "true", "MONDO:0011338": "true"}
    assert having(ipex, "HP:0001250") == {}  # which is only excluded for IPEX


def having(store: Store, phenotype: str) -> dict[str, str]:
    solutions = store.query(
        bind(find("diseases-with-phenotype"), {"phenotype": phenotype}), use_default_graph_as_union=True
    )
    assert isinstance(solutions, QuerySolutions)
    return {str(compress(row["disease"].value)): row["stated"].value for row in solutions}
