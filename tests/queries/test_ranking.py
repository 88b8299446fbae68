"""Ranking of diseases by phenotypes, and diseases with a phenotype, compared with a plain loop."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from math import log
from random import Random

import pytest
from fetched import fetched
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.inference.closure import Inference, closure, information_content
from rarekg.graph.inference.profile import Profiles
from rarekg.mappings.facts import Origin, Phenotype
from rarekg.mappings.rdf.ntriples import Mint, node
from rarekg.mappings.reading import frequency
from rarekg.ontology import obo
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.terms import Term
from rarekg.queries.catalog import bind, find

ABNORMALITY = "HP:0000118"
NOT = "NOT"
CANDIDATES, RANKED = 60, 20
TELLING = Decimal("1.5")  # information content of the terms that select candidates
# Middles of the frequency classes, as their definitions in hp.obo state the bounds.
MIDDLES = {
    "HP:0040280": 1.0,
    "HP:0040281": 0.895,
    "HP:0040282": 0.545,
    "HP:0040283": 0.17,
    "HP:0040284": 0.025,
    "HP:0040285": 0.0,
    NOT: 0.0,
}
Ranking = list[tuple[str, Decimal, int]]
# Disease → phenotype → what each row says of its frequency: a cell as in phenotype.hpoa, or NOT.
Annotations = dict[str, dict[str, list[str]]]
Graph = tuple[dict[str, tuple[str, ...]], Annotations, Store]


def hierarchy(random: Random, size: int) -> dict[str, tuple[str, ...]]:
    """Return an is-a hierarchy below Phenotypic abnormality, bushy as HPO is, with some terms below several others."""
    parents_of: dict[str, tuple[str, ...]] = {ABNORMALITY: ()}
    for number in range(size):
        parents = random.sample(list(parents_of), min(len(parents_of), random.choice((1, 1, 1, 2))))
        parents_of[f"HP:1{number:06}"] = tuple(parents)
    return parents_of


def annotations(random: Random, terms: list[str], size: int) -> Annotations:
    """Return diseases and their phenotypes: one to twenty of the later, more special terms, in one to three rows."""
    cells = ("", "", "1/1", "0/1", "0/7", "3/20", "28/28", "12.5%", "0%", *MIDDLES)
    return {
        f"OMIM:{number}": {
            term: [random.choice(cells) for _ in range(random.choice((1, 1, 2, 3)))]
            for term in random.sample(terms[size // 100 :], random.randint(1, 20))
        }
        for number in range(100000, 100000 + size)
    }


def unstated(diseases: dict[str, list[str]]) -> Annotations:
    """Return phenotypes with one row each, which states no frequency."""
    return {disease: {term: [""] for term in terms} for disease, terms in diseases.items()}


def loaded(parents: dict[str, tuple[str, ...]], diseases: Annotations) -> Store:
    """Return a store with the plain triples of affirmed phenotypes, and with the inferences."""
    inference, profiles, mint, store = Inference(), Profiles(), Mint(), Store()
    for term, above in parents.items():
        inference.observe(Term(id=term, label=term, parents=above))
    stated = set()
    for fact in phenotypes(diseases):
        inference.observe(fact)
        profiles.observe(fact)
        if fact.affirmed:
            ends = (mint.node(fact.disease), node("RO:0002200"), node(fact.phenotype))
            stated.add(f"{' '.join(ends)} {mint.graph('stated')} .\n")
    inferred = (*inference.hierarchy(mint), *inference.propagated(mint), *profiles.quads(mint))
    store.load("".join([*stated, *inferred]), RdfFormat.N_QUADS)
    return store


def phenotypes(diseases: Annotations) -> Iterator[Phenotype]:
    for disease, profile in diseases.items():
        for phenotype, cells in profile.items():
            for number, cell in enumerate(cells):
                yield Phenotype(
                    disease=disease,
                    phenotype=phenotype,
                    origin=Origin(source="hpoa", key=(disease, phenotype, str(number))),
                    excluded=cell in (NOT, frequency.EXCLUDED),
                    frequency=None if cell == NOT else frequency.read(cell),
                )


def query_ranking(store: Store, given: list[str]) -> Ranking:
    solutions = store.query(
        bind(find("diseases-explaining-phenotypes"), {"phenotype": given}), use_default_graph_as_union=True
    )
    assert isinstance(solutions, QuerySolutions)
    return [
        (str(compress(row["disease"].value)), Decimal(row["score"].value), int(row["met"].value)) for row in solutions
    ]


def affirmed(cell: str) -> bool:
    return MIDDLES.get(cell, 1.0) > 0 and not cell.startswith(("0/", "0%"))


def typicality(cells: Iterable[str]) -> Decimal:
    """Return the typicality of a phenotype by the vocabulary's definition, with six decimals as it is stored."""
    people, having = 4.0, 1.6
    for cell in filter(None, cells):
        counted, is_ratio, total = cell.partition("/")
        share = MIDDLES[cell] if cell in MIDDLES else float(counted.rstrip("%")) / 100
        people += float(total) if is_ratio else 10
        having += float(counted) if is_ratio else 10 * share
    return Decimal(f"{having / people:.6f}")


class Definition:
    """The ranking by its definition, in a plain loop over all diseases."""

    def __init__(self, parents: dict[str, tuple[str, ...]], diseases: Annotations) -> None:
        self.above = {term: set(ancestors) for term, ancestors in closure(parents).items()}
        self.typicality: dict[str, dict[str, Decimal]] = {}
        for disease, profile in diseases.items():
            greatest: defaultdict[str, Decimal] = defaultdict(Decimal)
            for phenotype, cells in profile.items():
                if any(map(affirmed, cells)):
                    for term in self.above[phenotype]:
                        if ABNORMALITY in self.above[term]:
                            greatest[term] = max(greatest[term], typicality(cells))
            if greatest:
                self.typicality[disease] = dict(greatest)
        counts = Counter(term for terms in self.typicality.values() for term in terms)
        self.content = {term: information_content(count, len(self.typicality)) for term, count in counts.items()}

    def ranking(self, given: list[str], among: Iterable[str] | None = None) -> Ranking:
        """Return the twenty best of all diseases, or of those in ``among``, with their scores."""
        telling = [self.above[term] & self.content.keys() for term in given]
        rows = [
            (
                disease,
                sum((self.best(terms, disease) for terms in telling), Decimal(0)),
                sum(term in self.typicality[disease] for term in given),
            )
            for disease in (self.typicality if among is None else among)
        ]
        return sorted(rows, key=best_first)[:RANKED]

    def best(self, terms: Iterable[str], disease: str) -> Decimal:
        has = self.typicality[disease]
        values = (self.content[term] - (1 - has[term]) / 2 for term in terms if term in has)
        return max(values, default=Decimal(0)).max(Decimal(0))

    def candidates(self, given: list[str]) -> set[str]:
        """Return the diseases that the query selects by their estimates."""
        telling, rows = list(map(self.telling, given)), []
        for disease, has in self.typicality.items():
            estimates = []
            for term, terms in zip(given, telling, strict=True):
                values = [self.content[above] - Decimal("0.3") for above in terms if above in has]
                if term in has and self.content[term] >= 1:
                    values.append(self.content[term] - (1 - has[term]) / 2)
                if values:
                    estimates.append(max(values))
            if estimates:
                rows.append((disease, sum(estimates, Decimal(0)), 0))
        return {disease for disease, _, _ in sorted(rows, key=best_first)[:CANDIDATES]}

    def telling(self, given: str) -> list[str]:
        """Return the terms above ``given`` that select candidates, and itself if its content is below 1."""
        known = {term: self.content[term] for term in self.above[given] & self.content.keys()}
        most = max(known.values(), default=Decimal(0))
        telling = [term for term, content in known.items() if content >= TELLING or content == most]
        return [term for term in telling if term != given or known[term] < 1]

    def of_candidates(self, given: list[str]) -> Ranking:
        return self.ranking(given, among=self.candidates(given))


def best_first(row: tuple[str, Decimal, int]) -> tuple[Decimal, str]:
    return -row[1], expand(row[0])


@pytest.fixture(scope="module")
def graph() -> Graph:
    random = Random(118)
    parents = hierarchy(random, 400)
    diseases = annotations(random, list(parents), 1500)
    return parents, diseases, loaded(parents, diseases)


@pytest.fixture(scope="module")
def whole() -> Graph:
    """Return HPO and the diseases of OMIM and Orphanet in phenotype.hpoa with their phenotypes."""
    parents = {term.id: term.parents for term in obo.read(fetched("hpo")) if not term.obsolete}
    above, diseases = closure(parents), defaultdict[str, dict[str, list[str]]](dict)
    with fetched("hpoa").open(encoding="utf-8", newline="") as file:
        for row in csv.reader((line for line in file if not line.startswith(("#", "database_id"))), delimiter="\t"):
            if ABNORMALITY in above[row[3]]:
                diseases[row[0]].setdefault(row[3], []).append(row[2] or row[7])
    return parents, diseases, loaded(parents, diseases)


def lists(random: Random, terms: list[str]) -> Iterator[list[str]]:
    for size in (1, 1, 2, 3, 5, 8, 13, 20):
        for _ in range(4):
            yield random.sample(terms, size)


def test_ranking_agrees_with_the_definition(graph: Graph) -> None:
    parents, diseases, store = graph
    defined = Definition(parents, diseases)
    for given in lists(Random(3), list(parents)[1:]):
        assert query_ranking(store, given) == defined.of_candidates(given)


def test_ranking_with_hpo_agrees_with_the_definition(whole: Graph) -> None:
    parents, diseases, store = whole
    defined, random = Definition(parents, diseases), Random(4)
    stated = sorted({term for terms in diseases.values() for term in terms})
    for given in (random.sample(stated, size) for size in (1, 1, 2, 3, 5, 8, 13, 20)):
        assert query_ranking(store, given) == defined.of_candidates(given)
    missed = []
    for disease in random.sample([disease for disease, terms in diseases.items() if len(terms) > 10], 8):
        # A realistic list: some phenotypes of the disease, some of them replaced by a parent.
        some = random.sample(sorted(diseases[disease]), random.randint(3, 10))
        given = sorted({random.choice([term, *parents[term]]) for term in some})
        ranking, best = query_ranking(store, given), defined.ranking(given)
        assert ranking == defined.of_candidates(given)
        assert ranking[0] == best[0]
        missed.append(len({disease for disease, _, _ in best} - {disease for disease, _, _ in ranking}))
    assert sum(missed) <= 8 * RANKED * 0.03  # at most 3 % of the best of all diseases are no candidates


def test_phenotypes_of_ipex_rank_ipex_first(whole: Graph) -> None:
    """Its two records are two diseases here.

    Wiskott-Aldrich syndrome (OMIM:301000) has four of the five, OMIM's record and CD25 deficiency (OMIM:606367) three.
    """
    diarrhea, eczema, diabetes, anemia, ige = "HP:0005208", "HP:0000964", "HP:0000819", "HP:0001890", "HP:0003212"
    ranked = [row[0] for row in query_ranking(whole[2], [diarrhea, eczema, diabetes, anemia, ige])]
    assert ranked[:2] == ["ORPHA:37042", "OMIM:301000"]
    assert set(ranked[2:4]) == {"OMIM:304790", "OMIM:606367"}


LEAVES: dict[str, tuple[str, ...]] = {
    ABNORMALITY: (),
    **{f"HP:100000{number}": (ABNORMALITY,) for number in range(6)},
    "HP:1000011": ("HP:1000001",),
    "HP:1000012": ("HP:1000001",),
}


def test_of_two_diseases_that_have_a_phenotype_the_more_typical_one_is_first() -> None:
    """28 of 28 people have it in one, 1 of 20 in the other, which weigh (28 + 1.6)/32 and (1 + 1.6)/24."""
    diseases: Annotations = {
        "OMIM:100001": {"HP:1000001": ["1/20"]},
        "OMIM:100002": {"HP:1000001": ["28/28"]},
        **unstated({f"OMIM:10001{number}": ["HP:1000002"] for number in range(6)}),
    }
    (first, high, _), (second, low, _) = query_ranking(loaded(LEAVES, diseases), ["HP:1000001"])
    assert (first, second) == ("OMIM:100002", "OMIM:100001")
    assert float(high) == pytest.approx(log(8 / 2) - (1 - 29.6 / 32) / 2, abs=2e-6)
    assert float(low) == pytest.approx(log(8 / 2) - (1 - 2.6 / 24) / 2, abs=2e-6)


def test_the_most_typical_subtype_decides() -> None:
    diseases: Annotations = {
        "OMIM:100001": {"HP:1000011": ["1/40"], "HP:1000012": ["39/40"]},
        **unstated({f"OMIM:10001{number}": ["HP:1000002"] for number in range(7)}),
    }
    ((_, score, met),) = query_ranking(loaded(LEAVES, diseases), ["HP:1000001"])
    assert float(score) == pytest.approx(log(8) - (1 - 40.6 / 44) / 2, abs=2e-6)
    assert met == 1


@pytest.mark.parametrize("cells", [["0/5"], ["0%"], [NOT], ["HP:0040285"], ["0/5", NOT]])
def test_a_phenotype_that_no_source_affirms_does_not_count(cells: list[str]) -> None:
    """The disease has another phenotype below the same term, of which only that term is shared."""
    diseases: Annotations = {
        "OMIM:100001": {"HP:1000011": cells, "HP:1000012": [""]},
        "OMIM:100002": {"HP:1000011": ["1/40"]},
        **unstated({f"OMIM:{number}": ["HP:1000002"] for number in range(100003, 100021)}),
    }
    ranked = query_ranking(loaded(LEAVES, diseases), ["HP:1000011"])
    assert [(disease, met) for disease, _, met in ranked] == [("OMIM:100002", 1), ("OMIM:100001", 0)]
    assert float(ranked[1][1]) == pytest.approx(log(20 / 2) - (1 - 0.4) / 2, abs=2e-6)


def test_general_phenotypes_rank_too(graph: Graph) -> None:
    """Their information content is below the bound for selecting candidates."""
    parents, diseases, store = graph
    general = [term for term, above in parents.items() if above == (ABNORMALITY,)][:2]
    assert query_ranking(store, general) == Definition(parents, diseases).of_candidates(general)
    assert len(query_ranking(store, general)) == RANKED


def test_the_whole_profile_of_a_disease_ranks_it_first() -> None:
    parents = {ABNORMALITY: (), **{f"HP:100000{number}": (ABNORMALITY,) for number in range(6)}}
    profiles = combinations(list(parents)[1:], 3)
    diseases = {f"OMIM:{100000 + number}": list(terms) for number, terms in enumerate(profiles)}
    store = loaded(parents, unstated(diseases))
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
    store = loaded(parents, unstated({"OMIM:100001": ["HP:1000002"], "OMIM:100002": ["HP:1000004"]}))
    # ln 2 for the term above both, less 0.3 for a phenotype of which no frequency is stated.
    assert query_ranking(store, ["HP:1000003"])[0] == ("OMIM:100001", Decimal("0.393147"), 0)


def test_all_data_blocks_of_the_query_have_the_same_phenotypes() -> None:
    query = find("diseases-explaining-phenotypes")
    text = bind(query, {"phenotype": ["HP:1000001"]})
    assert text.count(str(NamedNode("http://purl.obolibrary.org/obo/HP_1000001"))) == query.text.count("VALUES") == 3
    assert query.text.count(" ".join(query.defaults["phenotype"])) == 3


def test_a_disease_with_a_subtype_has_the_phenotype(ipex: Store) -> None:
    """IPEX has Eczematoid dermatitis and Alopecia, Omenn syndrome Alopecia, Marfan syndrome Striae distensae.

    No source states the parent term.
    """
    assert having(ipex, "HP:0001574") == dict.fromkeys(("MONDO:0007947", "MONDO:0010580", "MONDO:0011338"), "false")
    assert having(ipex, "HP:0001596") == {"MONDO:0010580": "true", "MONDO:0011338": "true"}
    assert having(ipex, "HP:0001250") == {}  # which is only excluded for IPEX


def having(store: Store, phenotype: str) -> dict[str, str]:
    solutions = store.query(
        bind(find("diseases-with-phenotype"), {"phenotype": phenotype}), use_default_graph_as_union=True
    )
    assert isinstance(solutions, QuerySolutions)
    return {str(compress(row["disease"].value)): row["stated"].value for row in solutions}
