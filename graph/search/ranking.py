"""The diseases of each phenotype and mode of inheritance, the most frequent first, as pages list them.

They are noted while the facts stream past to the loader, a few bytes an annotation: to find the order of the 2,400
diseases of a common phenotype in the finished graph takes a tenth of a second for each page.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rarekg.mappings.facts import Fact, Inheritance, Phenotype
from rarekg.mappings.rdf.ntriples import Node

RANKED = (Phenotype, Inheritance)  # a tuple: `Phenotype | Inheritance` would make a union for each fact
DIGEST = 10  # bytes of the hash that an association's IRI ends with
UNKNOWN = -1.0  # how often, where no source says so


class Ranked(NamedTuple):
    """One association of ``term``; its ``disease`` is at ``position`` (from 0) among all that have one.

    Ids are CURIEs or local ids; ``association`` is the hash in the association's IRI.
    """

    term: str
    position: int
    association: bytes
    disease: str


@dataclass(slots=True)
class _Noted:
    """The annotations with one term: number of the disease, upper bound of the frequency, hash of the association."""

    diseases: "array[int]" = field(default_factory=lambda: array("I"))
    uppers: "array[float]" = field(default_factory=lambda: array("d"))
    associations: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class Ranking:
    """The annotations observed so far, by term."""

    _terms: defaultdict[str, _Noted] = field(default_factory=lambda: defaultdict(_Noted))
    _numbers: dict[str, int] = field(default_factory=dict)

    def observe(self, fact: Fact, association: Node) -> None:
        """Remember an annotation and the node of its association."""
        if isinstance(fact, RANKED):
            noted = self._terms[fact.phenotype if isinstance(fact, Phenotype) else fact.mode]
            noted.diseases.append(self._numbers.setdefault(fact.disease, len(self._numbers)))
            noted.uppers.append(float(fact.frequency.upper) if fact.frequency else UNKNOWN)
            noted.associations += bytes.fromhex(association[-2 * DIGEST - 1 : -1])

    def rows(self) -> Iterator[Ranked]:
        """Yield each association by term and position; diseases that are as frequent stand by their ids."""
        names = list(self._numbers)
        for term in sorted(self._terms):
            noted = self._terms[term]
            best: dict[int, float] = {}
            for disease, upper in zip(noted.diseases, noted.uppers, strict=True):
                best[disease] = max(best.get(disease, UNKNOWN), upper)
            order = sorted(best, key=lambda disease: (-best[disease], names[disease]))
            position = {disease: at for at, disease in enumerate(order)}
            hashes = (noted.associations[at : at + DIGEST] for at in range(0, len(noted.associations), DIGEST))
            found = zip(map(position.__getitem__, noted.diseases), map(bytes, hashes), noted.diseases, strict=True)
            # An association that two rows make is one.
            for at, association, disease in sorted({*found}):
                yield Ranked(term, at, association, names[disease])
