"""How many people have a disease, as RDF: numbers with their population, not words."""

from collections.abc import Iterator

from rarekg.mappings.facts import Prevalence
from rarekg.mappings.statements import Mint, decimal, integer, node, provenance, text

KINDS = {
    "point": "rkg:PointPrevalence",
    "birth": "rkg:BirthPrevalence",
    "incidence": "rkg:AnnualIncidence",
    "lifetime": "rkg:LifetimePrevalence",
    "cases": "rkg:CasesReported",
}


def statements(fact: Prevalence, mint: Mint) -> Iterator[str]:
    """Yield the prevalence node of ``fact`` and the triple from the disease to it."""
    self = mint.hashed("prevalence", fact.origin.source, *fact.origin.key)
    yield f"{mint.node(fact.disease)} {node('rkg:hasPrevalence')} {self}"
    yield f"{self} {node('rdf:type')} {node('rkg:Prevalence')}"
    yield f"{self} {node('rkg:prevalenceKind')} {node(KINDS[fact.kind])}"
    if fact.lower is not None:
        yield f"{self} {node('rkg:lower')} {decimal(fact.lower)}"
    if fact.upper is not None:
        yield f"{self} {node('rkg:upper')} {decimal(fact.upper)}"
    if fact.lower_count is not None:
        yield f"{self} {node('rkg:lowerCount')} {integer(fact.lower_count)}"
    if fact.upper_count is not None:
        yield f"{self} {node('rkg:upperCount')} {integer(fact.upper_count)}"
    if fact.geography:
        yield f"{self} {node('rkg:geography')} {text(fact.geography, 'en')}"
    if fact.qualification:
        yield f"{self} {node('rkg:qualification')} {text(fact.qualification, 'en')}"
    yield from provenance(mint, self, fact.origin)
