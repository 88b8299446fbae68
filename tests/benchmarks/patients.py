"""Measure the ranking of diseases on patients whose disease is known: how often it is first, and among the best.

The patients are not part of this repository: ``../shared/cases/patients`` has published cases with their phenotypes.
The paper of a case that is `seen` is one of the annotations' own sources, so only the others tell how good a ranking
is. As some diseases have hundreds of cases, each share is also given with the same weight for every disease.

A plain loop over all diseases ranks every case, by information content alone and weighed by typicality as well. The
saved query ranks a random sample of the cases that are not seen, because one query takes some tenths of a second.
"""

import argparse
import gzip
import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from operator import add
from pathlib import Path
from random import Random
from statistics import fmean

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store
from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home
from rarekg.graph.rdf.targets import targets
from rarekg.graph.rdf.ties import ties
from rarekg.ontology.prefixes import expand
from rarekg.queries.catalog import bind, find

PATIENTS = Path(__file__).parents[3] / "shared" / "cases" / "patients" / "dev.jsonl.gz"
RANKING = "diseases-explaining-phenotypes"
SEED = 14
DISCOUNT = 0.5  # what the saved query takes off the information content of a phenotype that nobody has
ALIKE = 1e-9  # scores that differ by less are equal: they have the same terms, added in another order
MISSED = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A patient: the IRIs of its ``phenotypes``, and of the nodes that are its disease, none if the graph has none."""

    disease: str
    right: frozenset[str]
    phenotypes: tuple[str, ...]
    seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Shares of the ``count`` cases, or diseases, with the right disease at rank 1, in the top 10 and in the top 20.

    ``reciprocal`` is the mean of 1/rank.
    """

    ranking: str
    patients: str
    count: int
    first: float
    ten: float
    twenty: float
    reciprocal: float


@dataclass(slots=True)
class Profiles:
    """What the build says of phenotypes: typicality of each term for each disease, closure, information content."""

    store: Store
    numbers: dict[str, int] = field(default_factory=dict)
    typicality: defaultdict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    _above: dict[str, list[tuple[float, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the entries of affirmed phenotypes, and lift each to the terms above it."""
        affirmed = set(self._pairs("RO:0002200"))
        phenotypes = dict(self._pairs("rkg:ofPhenotype"))
        typical = dict(self._pairs("rkg:typicality"))
        for entry, disease in self._pairs("rkg:ofDisease"):
            phenotype, value = phenotypes[entry], float(typical[entry])
            if (disease, phenotype) in affirmed:
                number = self.numbers.setdefault(disease, len(self.numbers))
                for _, term in self.above(phenotype):
                    has = self.typicality[term]
                    has[number] = max(has.get(number, 0.0), value)

    def above(self, term: str) -> list[tuple[float, str]]:
        """Return the terms at or above ``term`` that have an information content, with it."""
        if (known := self._above.get(term)) is None:
            ancestors = self._objects(term, "rkg:subsumedBy")
            contents = ((one, self._objects(one, "rkg:informationContent")) for one in ancestors)
            known = self._above[term] = [(float(content[0]), one) for one, content in contents if content]
        return known

    def best(self, term: str, discount: float) -> "array[float]":
        """Return the best value of a shared term for each disease; up to ``discount`` goes off by typicality."""
        values = array("d", bytes(8 * len(self.numbers)))
        for content, shared in self.above(term):
            for number, typicality in self.typicality[shared].items():
                values[number] = max(values[number], content - discount * (1 - typicality))
        return values

    def _pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        for quad in self.store.quads_for_pattern(None, NamedNode(expand(predicate)), None, None):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            yield quad.subject.value, quad.object.value

    def _objects(self, subject: str, predicate: str) -> list[str]:
        quads = self.store.quads_for_pattern(NamedNode(subject), NamedNode(expand(predicate)), None, None)
        return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)]


def read(path: Path, store: Store, base: str) -> list[Case]:
    """Return the patients in ``path`` with the nodes of ``store`` for their diseases, ties included, and phenotypes."""

    @cache
    def nodes(id_: str) -> tuple[str, ...]:
        return tuple(node.value for node in targets(store, NamedNode(expand(id_)), base))

    @cache
    def right(id_: str) -> frozenset[str]:
        own = {expand(id_), *nodes(id_)}
        return frozenset(own.union(*((tie.term, tie.disease) for iri in own for tie in ties(store, iri, base))))

    with gzip.open(path, "rb") as file:
        rows = map(json.loads, file)
        return [
            Case(
                disease=row["disease"],
                right=right(row["disease"]),
                phenotypes=tuple(dict.fromkeys(iri for term in row["observed"] for iri in nodes(term))),
                seen=row["seen"],
            )
            for row in rows
        ]


def ranks(profiles: Profiles, cases: Iterable[Case], discount: float) -> Iterator[float]:
    """Yield the rank of each case's disease among all diseases, the middle of those with an equal score."""
    known: dict[str, array[float]] = {}
    for case in cases:
        scores = [0.0] * len(profiles.numbers)
        for phenotype in case.phenotypes:
            if phenotype not in known:
                known[phenotype] = profiles.best(phenotype, discount)
            scores = list(map(add, scores, known[phenotype]))
        right = max((scores[profiles.numbers[iri]] for iri in case.right & profiles.numbers.keys()), default=0.0)
        better, as_good = (sum(map(bound.__lt__, scores)) for bound in (right + ALIKE, right - ALIKE))
        yield (better + 1 + as_good) / 2 if right else MISSED


def queried(store: Store, cases: Iterable[Case]) -> Iterator[float]:
    """Yield the rank of each case's disease in the answer of the saved query, which has the best twenty."""
    query = find(RANKING)
    for case in cases:
        text = bind(query, {"phenotype": case.phenotypes})
        solutions = store.query(text, use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        answer = [row["disease"].value for row in solutions]
        yield next((float(rank) for rank, iri in enumerate(answer, 1) if iri in case.right), MISSED)


def measures(ranking: str, cases: Sequence[Case], ranked: Iterable[float]) -> Iterator[Measure]:
    """Yield the measures of ``ranked``, the ranks of ``cases``: for those not seen and seen, per case and disease."""
    groups: dict[bool, dict[str, list[float]]] = {False: {}, True: {}}
    for case, rank in zip(cases, ranked, strict=True):
        groups[case.seen].setdefault(case.disease, []).append(rank)
    for seen, diseases in groups.items():
        if diseases:
            name = "seen" if seen else "unseen"
            single = [(rank,) for found in diseases.values() for rank in found]
            yield measured(ranking, f"{name}, per case", single)
            yield measured(ranking, f"{name}, per disease", list(diseases.values()))


def measured(ranking: str, patients: str, groups: Sequence[Sequence[float]]) -> Measure:
    """Return the means over ``groups`` of the means in each."""

    def mean(value: Callable[[float], float]) -> float:
        return fmean(fmean(map(value, group)) for group in groups)

    return Measure(
        ranking=ranking,
        patients=patients,
        count=len(groups),
        first=mean(lambda rank: rank <= 1),
        ten=mean(lambda rank: rank <= 10),
        twenty=mean(lambda rank: rank <= 20),
        reciprocal=mean(lambda rank: 1 / rank),
    )


def evaluated(store: Store, cases: Sequence[Case], queries: int) -> Iterator[Measure]:
    """Yield the measures of both computations over all diseases, and of the saved query on a sample."""
    profiles = Profiles(store)
    yield from measures("information content", cases, ranks(profiles, cases, 0))
    weighed = list(ranks(profiles, cases, DISCOUNT))
    yield from measures("weighed by typicality", cases, weighed)
    unseen = [number for number, case in enumerate(cases) if case.phenotypes and not case.seen]
    drawn = Random(SEED).sample(unseen, min(queries, len(unseen)))
    sample = [cases[number] for number in drawn]
    yield from measures(f"weighed, {len(sample)} cases", sample, (weighed[number] for number in drawn))
    yield from measures(f"saved query, {len(sample)} cases", sample, queried(store, sample))


def table(build: Build, found: Iterable[Measure]) -> Table:
    """Return ``found`` for people."""
    columns = ("ranking", "patients", "number", "rank 1", "top 10", "top 20", "mean reciprocal rank")
    shown = Table(*columns, title=f"build {build.id}, {build.manifest.quads:,} quads")
    for one in found:
        shares = (f"{share:.3f}" for share in (one.first, one.ten, one.twenty, one.reciprocal))
        shown.add_row(one.ranking, one.patients, f"{one.count:,}", *shares)
    return shown


def main() -> None:
    """Measure, print the table, and write the figures as JSON if ``--json`` names a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home whose current build is measured")
    parser.add_argument("--patients", type=Path, default=PATIENTS, help="file with one case a line, compressed")
    parser.add_argument("--queries", type=int, default=200, help="number of unseen cases for the saved query")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    if not given.patients.is_file():
        print(f"The ranking is not measured: there is no {given.patients}")
        return
    build = current(given.home.absolute())
    store = Store.read_only(str(build.store))
    found = list(evaluated(store, read(given.patients, store, build.manifest.base), given.queries))
    Console().print(table(build, found))
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        figures = {"build": build.id, "measures": [asdict(one) for one in found]}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
