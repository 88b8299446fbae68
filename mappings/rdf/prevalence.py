"""Prevalence of a disease as RDF: numbers with their population."""

from collections.abc import Iterator

from rarekg.mappings.facts import Prevalence
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, decimal, integer, node, text

KINDS = {
    "point": "rkg:PointPrevalence",
    "birth": "rkg:BirthPrevalence",
    "incidence": "rkg:AnnualIncidence",
    "lifetime": "rkg:LifetimePrevalence",
    "cases": "rkg:CasesReported",
}


def translate(fact: Prevalence, mint: Mint) -> Iterator[Description]:
    """Yield the prevalence node of ``fact`` and the triple from the disease to it."""
    self = mint.hashed("prevalence", fact.origin.source, *fact.origin.key)
    yield Description(mint.node(fact.disease), [f"{node('rkg:hasPrevalence')} {self}"], "node")
    statements = [
        f"{node('rdf:type')} {node('rkg:Prevalence')}",
        f"{node('rkg:prevalenceKind')} {node(KINDS[fact.kind])}",
    ]
    if fact.lower is not None:
        statements.append(f"{node('rkg:lower')} {decimal(fact.lower)}")
    if fact.upper is not None:
        statements.append(f"{node('rkg:upper')} {decimal(fact.upper)}")
    if fact.lower_count is not None:
        statements.append(f"{node('rkg:lowerCount')} {integer(fact.lower_count)}")
    if fact.upper_count is not None:
        statements.append(f"{node('rkg:upperCount')} {integer(fact.upper_count)}")
    if fact.geography:
        statements.append(f"{node('rkg:geography')} {text(fact.geography, 'en')}")
    if fact.qualification:
        statements.append(f"{node('rkg:qualification')} {text(fact.qualification, 'en')}")
    yield Description(self, statements + provenance(mint, fact.origin), "node")
