"""Prevalence of a disease as RDF: numbers with their population."""

from collections.abc import Iterator

from rarekg.mappings.facts import Prevalence
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, decimal, integer, node, text

KINDS = {
    "point": "rkg:PointPrevalence",
    "birth": "rkg:BirthPrevalence",
    "incidence": "rkg:AnnualIncidence",
    "lifetime": "rkg:LifetimePrevalence",
    "cases": "rkg:CasesReported",
}
CLASSES = {
    "above-1-in-1000": "rkg:Above1In1000",
    "6-to-9-in-10000": "rkg:From6To9In10000",
    "1-to-5-in-10000": "rkg:From1To5In10000",
    "1-to-9-in-100000": "rkg:From1To9In100000",
    "1-to-9-in-1000000": "rkg:From1To9In1000000",
    "below-1-in-1000000": "rkg:Below1In1000000",
    "unknown": "rkg:UnknownPrevalence",
}


def translate(fact: Prevalence, mint: Mint) -> Iterator[Description]:
    """Yield the prevalence node of ``fact`` and the triple from the disease to it."""
    self = mint.hashed("prevalence", fact.origin.source, *fact.origin.key)
    yield Description(mint.node(fact.disease), [f"{node('rkg:hasPrevalence')} {self}"], "node")
    statements = [
        f"{node('rdf:type')} {node('rkg:Prevalence')}",
        f"{node('rkg:prevalenceKind')} {node(KINDS[fact.kind])}",
        *_numbers(fact),
    ]
    if fact.band:
        statements.append(f"{node('rkg:prevalenceClass')} {node(CLASSES[fact.band])}")
    if fact.geography:
        statements.append(f"{node('rkg:geography')} {text(fact.geography, 'en')}")
    if fact.region:
        statements.append(f"{node('rkg:geographyCode')} {text(fact.region)}")
    if fact.qualification:
        statements.append(f"{node('rkg:qualification')} {text(fact.qualification, 'en')}")
    if fact.validated is not None:
        statements.append(f"{node('rkg:isValidated')} {boolean(fact.validated)}")
    yield Description(self, statements + provenance(mint, fact.origin), "node")


def _numbers(fact: Prevalence) -> Iterator[str]:
    for predicate, share in (("rkg:lower", fact.lower), ("rkg:upper", fact.upper), ("rkg:mean", fact.mean)):
        if share is not None:
            yield f"{node(predicate)} {decimal(share)}"
    for predicate, count in (("rkg:lowerCount", fact.lower_count), ("rkg:upperCount", fact.upper_count)):
        if count is not None:
            yield f"{node(predicate)} {integer(count)}"
