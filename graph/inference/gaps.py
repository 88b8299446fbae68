"""Gaps and contested matches: what no source states about a disease, and which ids are matched twice.

Both follow only from all facts together, and a query over the finished graph would scan all associations. So they are
recorded while the facts stream past to the loader, and written with the inferences.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.graph.inference.closure import GRAPH
from rarekg.mappings.facts import (
    OWN,
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
from rarekg.mappings.resolve.registries import REGISTRIES, registry

EXACT, CLOSE = "skos:exactMatch", "skos:closeMatch"
PHENOTYPE, INHERITANCE, GENE, MAPPING, REFERENCE, DESCRIBED = (1 << bit for bit in range(6))
# The kinds of statement that a disease may lack, each with the term for its absence.
GAPS = {
    PHENOTYPE: "rkg:NoPhenotype",
    INHERITANCE: "rkg:NoInheritance",
    GENE: "rkg:NoGene",
    MAPPING: "rkg:NoMapping",
    REFERENCE: "rkg:NoReference",
}
# Those with one entry for each disease or phenotype; a terminology may well have several.
ENTRIES = REGISTRIES | {"MONDO", "HP"}
KINDS: dict[type, int] = {Phenotype: PHENOTYPE, Inheritance: INHERITANCE, GeneDisease: GENE}
Statement = Annotation | GeneDisease | SexAffected | Prevalence | Treatment | Differential | Resource | Question


@dataclass(slots=True)
class Coverage:
    """For each disease so far the kinds of statements about it, whether it is described, and its exact matches."""

    _kinds: dict[str, int] = field(default_factory=dict)
    _matches: dict[tuple[str, str], str | list[str]] = field(default_factory=dict)
    _tied: list[tuple[str, str]] = field(default_factory=list)

    def observe(self, fact: Fact) -> None:
        """Record ``fact``. What a source does not affirm closes no gap, but its publications do."""
        if isinstance(fact, Statement):
            affirmed = not isinstance(fact, Annotation) or fact.affirmed
            kinds = KINDS.get(type(fact), 0) if affirmed else 0
            self._add(fact.disease, kinds | REFERENCE if fact.origin.references else kinds)
        elif isinstance(fact, Disease):
            if not fact.group:  # a source lists no phenotypes or genes of a group, so that it lacks none
                self._add(fact.id, DESCRIBED)
        elif isinstance(fact, Mapping) and fact.source == OWN and fact.predicate == CLOSE:
            self._tied.append((fact.subject, fact.object))
        elif isinstance(fact, Mapping) and fact.predicate == EXACT:
            self._matched(fact)

    def quads(self, mint: Mint) -> Iterator[str]:
        """Yield the gaps of each disease and the contested matches as N-Quads in the graph ``inferred``."""
        self._share()
        ending = f" {mint.graph(GRAPH)} .\n"
        gaps = [(bit, f" {node('rkg:hasGap')} {node(gap)}{ending}") for bit, gap in GAPS.items()]
        for disease, kinds in self._kinds.items():
            if kinds & DESCRIBED:
                subject = mint.node(disease)
                yield "".join(f"{subject}{gap}" for bit, gap in gaps if not kinds & bit)
        for (identifier, _), matches in self._matches.items():
            if isinstance(matches, list):
                start = f"{mint.node(identifier)} {node('rkg:contestedMatch')} "
                yield "".join(f"{start}{mint.node(match)}{ending}" for match in matches)

    def _matched(self, fact: Mapping) -> None:
        """Record an exact match in both directions; a disputed one of two registries contests the match it disputes."""
        if not fact.disputed:
            self._add(fact.object, MAPPING)
            self._add(fact.subject, MAPPING)
        elif registry(fact.object) not in ENTRIES:
            return
        # A disputed match is one of a disease whose object a MONDO term claims, so that it contests that term's.
        claimant = "MONDO" if fact.disputed else registry(fact.subject)
        self._match(fact.object, fact.subject, claimant)
        if registry(fact.object) in ENTRIES and not fact.plain:
            self._match(fact.subject, fact.object, registry(fact.object))

    def _share(self) -> None:
        """Let what is stated of one of two tied nodes count for the other, but not its exact matches.

        A page shows the statements of both, because they may well be one disease.
        """
        own = {node: self._kinds.get(node, 0) & ~(DESCRIBED | MAPPING) for pair in self._tied for node in pair}
        for one, other in self._tied:
            self._add(one, own[other])
            self._add(other, own[one])

    def _add(self, disease: str, kinds: int) -> None:
        self._kinds[disease] = self._kinds.get(disease, 0) | kinds

    def _match(self, one: str, other: str, within: str) -> None:
        """Record that ``one`` matches ``other``; a second match in one registry makes both contested."""
        key = (one, within)
        known = self._matches.setdefault(key, other)
        if isinstance(known, str):
            if known != other:
                self._matches[key] = [known, other]
        elif other not in known:
            known.append(other)
