"""What the facts leave open when all are read: what no source says of a disease, and which ids are matched twice.

Either follows from all facts together and from none alone, and to ask the finished graph for it would take a scan of
all associations; so it is noted while the facts stream past to the loader, and written among what is inferred.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.graph.inference.closure import GRAPH
from rarekg.mappings.facts import (
    Annotation,
    Differential,
    Disease,
    Fact,
    GeneDisease,
    Inheritance,
    Mapping,
    Phenotype,
    Prevalence,
    Question,
    Resource,
    SexAffected,
    Treatment,
)
from rarekg.mappings.rdf.ntriples import Mint, node

EXACT = "skos:exactMatch"
PHENOTYPE, INHERITANCE, GENE, MAPPING, REFERENCE, DESCRIBED = (1 << bit for bit in range(6))
# Every kind of statement that a disease may be without, and the term for its absence.
GAPS = {
    PHENOTYPE: "rkg:NoPhenotype",
    INHERITANCE: "rkg:NoInheritance",
    GENE: "rkg:NoGene",
    MAPPING: "rkg:NoMapping",
    REFERENCE: "rkg:NoReference",
}
STATES: dict[type, int] = {Phenotype: PHENOTYPE, Inheritance: INHERITANCE, GeneDisease: GENE}
Statement = Annotation | GeneDisease | SexAffected | Prevalence | Treatment | Differential | Resource | Question


@dataclass(slots=True)
class Coverage:
    """What is stated of each disease so far, whether it is described, and what matches what exactly."""

    _stated: dict[str, int] = field(default_factory=dict)
    _matches: dict[tuple[str, str], str | list[str]] = field(default_factory=dict)

    def observe(self, fact: Fact) -> None:
        """Remember what ``fact`` states; an excluded phenotype or mode of inheritance is none of the disease's."""
        if isinstance(fact, Statement):
            excluded = isinstance(fact, Annotation) and fact.excluded
            stated = 0 if excluded else STATES.get(type(fact), 0)
            self._note(fact.disease, stated | REFERENCE if fact.origin.references else stated)
        elif isinstance(fact, Disease):
            self._note(fact.id, DESCRIBED)
        elif isinstance(fact, Mapping) and fact.predicate == EXACT:
            self._match(fact.subject, fact.object)
            self._match(fact.object, fact.subject)

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield the gaps of each disease and the contested matches as N-Quads in the graph ``inferred``."""
        ending = f" {mint.graph(GRAPH)} .\n"
        gaps = [(bit, f" {node('rkg:hasGap')} {node(gap)}{ending}") for bit, gap in GAPS.items()]
        for disease, stated in self._stated.items():
            if stated & DESCRIBED:
                self_ = mint.node(disease)
                yield "".join(f"{self_}{gap}" for bit, gap in gaps if not stated & bit)
        for (identifier, _), matches in self._matches.items():
            if isinstance(matches, list):
                start = f"{mint.node(identifier)} {node('rkg:contestedMatch')} "
                yield "".join(f"{start}{mint.node(match)}{ending}" for match in matches)

    def _note(self, disease: str, stated: int) -> None:
        self._stated[disease] = self._stated.get(disease, 0) | stated

    def _match(self, one: str, other: str) -> None:
        """Remember that ``one`` matches ``other``, by registry: only the second of one registry is a contest."""
        self._note(one, MAPPING)
        key = (one, other.partition(":")[0])
        known = self._matches.setdefault(key, other)
        if isinstance(known, str):
            if known != other:
                self._matches[key] = [known, other]
        elif other not in known:
            known.append(other)
