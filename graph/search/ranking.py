"""The diseases of each phenotype and mode of inheritance, most frequent first, as pages list them.

They are recorded while the facts stream past to the loader, in a few bytes for each annotation: sorting the 2,400
diseases of a common phenotype with a query over the finished graph takes a tenth of a second for each page. Their order
is that of the ranks of pairs of a disease and a term (:mod:`rarekg.graph.inference.profile`).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rarekg.mappings.facts import Fact, Inheritance, Phenotype
from rarekg.mappings.rdf.ntriples import Node

RANKED = (Phenotype, Inheritance)  # a tuple: `Phenotype | Inheritance` would make a union for each fact
DIGEST = 10  # bytes of the hash that an association's IRI ends with


class Ranked(NamedTuple):
    """An association of ``term``; its ``disease`` has the rank ``position`` (from 0) among the diseases of the term.

    Ids are CURIEs or local ids; ``association`` is the hash in the association's IRI.
    """

    term: str
    position: int
    association: bytes
    disease: str


@dataclass(slots=True)
class _Annotations:
    """The annotations with one term: number of the disease, and hash of the association."""

    diseases: "array[int]" = field(default_factory=lambda: array("I"))
    associations: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Ranking:
    """The annotations observed so far, by term."""

    _terms: defaultdict[str, _Annotations] = field(default_factory=lambda: defaultdict(_Annotations))
    _numbers: dict[str, int] = field(default_factory=dict)

    def observe(self, fact: Fact, association: Node) -> None:
        """Record an annotation and the node of its association; ignore other facts."""
        if isinstance(fact, RANKED):
            annotations = self._terms[fact.phenotype if isinstance(fact, Phenotype) else fact.mode]
            annotations.diseases.append(self._numbers.setdefault(fact.disease, len(self._numbers)))
            annotations.associations += bytes.fromhex(association[-2 * DIGEST - 1 : -1])

    def rows(self, ranks: Iterable[tuple[str, str, float]]) -> Iterator[Ranked]:
        """Yield each association, sorted by term and position.

        ``ranks`` are disease, term and rank of all pairs; the highest rank comes first, equals are sorted by disease.
        """
        names, by_term = list(self._numbers), defaultdict[str, list[tuple[float, str]]](list)
        for disease, term, rank in ranks:
            by_term[term].append((-rank, disease))
        for term in sorted(self._terms):
            annotations = self._terms[term]
            position = {self._numbers[disease]: at for at, (_, disease) in enumerate(sorted(by_term[term]))}
            digests = annotations.associations
            hashes = (bytes(digests[at : at + DIGEST]) for at in range(0, len(digests), DIGEST))
            positions = map(position.__getitem__, annotations.diseases)
            # A set, because two rows may make one association.
            for at, association, number in sorted({*zip(positions, hashes, annotations.diseases, strict=True)}):
                yield Ranked(term, at, association, names[number])
