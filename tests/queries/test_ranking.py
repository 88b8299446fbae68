"""Ranking diseases by a list of phenotypes, and finding those of one, give what a plain loop works out."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.inference import Inference, closure, information_content
from rarekg.mappings.facts import Origin, Phenotype
from rarekg.mappings.statements import Mint
from rarekg.ontology.prefixes import compress
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

ABNORMALITY = "HP:0000118"
RANKED = 20
Ranking = list[tuple[str, float, int]]


def hierarchy(random: Random, size: int) -> dict[str, tuple[str, ...]]:
    """Return an is-a hierarchy below Phenotypic abnormality, bushy as HPO is, with some terms below several others."""
    found: dict[str, tuple[str, ...]] = {ABNORMALITY: ()}
    for number in range(size):
        parents = random.sample(list(found), min(len(found), random.choice((1, 1, 1, 2))))
        found[f"HP:1{number:06}"] = tuple(parents)
    return found


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
    store.load("".join(inference.quads(Mint())), RdfFormat.N_QUADS)
    return store


def asked(store: Store, given: list[str]) -> Ranking:
    found = store.query(
        bind(find("diseases-explaining-phenotypes"), {"phenotype": given}), use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    return [
        (str(compress(row["disease"].value)), round(float(row["score"].value), 6), int(row["met"].value))
        for row in found
    ]


def worked_out(parents: dict[str, tuple[str, ...]], diseases: dict[str, list[str]], given: list[str]) -> Ranking:
    """Return the ranking by the definition: for each phenotype given the best of what it shares, over all diseases."""
    above = {term: set(found) for term, found in closure(parents).items()}
    has = {disease: set().union(*(above[term] for term in terms)) for disease, terms in diseases.items()}
    content = {
        term: float(information_content(count, len(diseases)))
        for term in parents
        if (count := sum(term in terms for terms in has.values()))
    }
    rows = [
        (
            disease,
            round(
                sum(max((content[term] for term in above[phenotype] & terms), default=0.0) for phenotype in given), 6
            ),
            sum(phenotype in terms for phenotype in given),
        )
        for disease, terms in has.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))[:RANKED]


@pytest.fixture(scope="module")
def graph() -> tuple[dict[str, tuple[str, ...]], dict[str, list[str]], Store]:
    random = Random(118)
    parents = hierarchy(random, 400)
    diseases = annotations(random, list(parents), 1500)
    return parents, diseases, loaded(parents, diseases)


def lists(random: Random, terms: list[str]) -> Iterator[list[str]]:
    for size in (1, 1, 2, 3, 5, 8, 13, 20):
        for _ in range(4):
            yield random.sample(terms, size)


def test_any_list_of_phenotypes_ranks_the_diseases_as_the_definition_does(
    graph: tuple[dict[str, tuple[str, ...]], dict[str, list[str]], Store],
) -> None:
    parents, diseases, store = graph
    for given in lists(Random(3), list(parents)[1:]):
        assert asked(store, given) == worked_out(parents, diseases, given)


def test_general_phenotypes_rank_too(graph: tuple[dict[str, tuple[str, ...]], dict[str, list[str]], Store]) -> None:
    """They have an information content below the bound of the rough ranking, and are all that was given."""
    parents, diseases, store = graph
    general = [term for term, above in parents.items() if above == (ABNORMALITY,)][:2]
    assert asked(store, general)[0][1:] == worked_out(parents, diseases, general)[0][1:]
    assert len(asked(store, general)) == RANKED


def test_the_whole_profile_of_a_disease_ranks_it_first() -> None:
    parents = {ABNORMALITY: (), **{f"HP:100000{number}": (ABNORMALITY,) for number in range(6)}}
    profiles = combinations(list(parents)[1:], 3)
    diseases = {f"OMIM:{100000 + number}": list(terms) for number, terms in enumerate(profiles)}
    store = loaded(parents, diseases)
    for disease, terms in diseases.items():
        assert [row[0] for row in asked(store, terms) if row[2] == 3] == [disease]
        assert asked(store, terms)[0][0] == disease


def test_a_phenotype_that_no_disease_has_counts_by_what_is_above_it() -> None:
    parents: dict[str, tuple[str, ...]] = {
        ABNORMALITY: (),
        "HP:1000001": (ABNORMALITY,),
        "HP:1000002": ("HP:1000001",),
        "HP:1000003": ("HP:1000001",),
        "HP:1000004": (ABNORMALITY,),
    }
    store = loaded(parents, {"OMIM:100001": ["HP:1000002"], "OMIM:100002": ["HP:1000004"]})
    assert asked(store, ["HP:1000003"])[0] == ("OMIM:100001", 0.693147, 0)


def test_both_places_of_the_query_ask_for_the_same_phenotypes() -> None:
    query = find("diseases-explaining-phenotypes")
    text = bind(query, {"phenotype": ["HP:1000001"]})
    assert text.count(str(NamedNode("http://purl.obolibrary.org/obo/HP_1000001"))) == query.text.count("VALUES") == 2
    assert query.text.count(" ".join(query.defaults["phenotype"])) == 2


def test_a_disease_has_a_phenotype_by_a_subtype_of_it(ipex: Store) -> None:
    """IPEX has Eczematoid dermatitis and Alopecia, Omenn syndrome has Alopecia; no source names the integument."""
    assert having(ipex, "HP:0001574") == {"MONDO:0010580": "false", "MONDO:0011338": "false"}
    assert having(ipex, "HP:0001596") == {"MONDO:0010580": "true", "MONDO:0011338": "true"}
    assert having(ipex, "HP:0001250") == {}  # which is said of IPEX only as excluded


def having(store: Store, phenotype: str) -> dict[str, str]:
    found = store.query(
        bind(find("diseases-with-phenotype"), {"phenotype": phenotype}), use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    return {str(compress(row["disease"].value)): row["stated"].value for row in found}
