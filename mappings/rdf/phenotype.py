"""Phenotypes and past medical history of a disease as RDF."""

from rarekg.mappings.facts import PastHistory, Phenotype
from rarekg.mappings.rdf.annotation import translate_annotation
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"
HISTORY = "rkg:DiseaseToPastHistoryAssociation"


def translate(fact: Phenotype, mint: Mint) -> list[Description]:
    """Return the association of ``fact``, then the plain triple unless the phenotype is excluded."""
    descriptions = translate_annotation(mint, ASSOCIATION, "RO:0002200", fact.phenotype, fact)
    if fact.onset:
        descriptions[0][1].append(_onset(fact.onset))
    if fact.lay_names:
        descriptions[0][1].extend(f"{node('rkg:layName')} {text(name, 'en')}" for name in fact.lay_names)
    return descriptions


def translate_history(fact: PastHistory, mint: Mint) -> list[Description]:
    """Return the plain triple to an HP term below HP:0032443, and its association."""
    descriptions = translate_annotation(mint, HISTORY, "rkg:hasPastHistory", fact.history, fact)
    if fact.onset:
        descriptions[0][1].append(_onset(fact.onset))
    return descriptions


def _onset(onset: str) -> str:
    return f"{node('biolink:onset_qualifier')} {node(onset)}"
