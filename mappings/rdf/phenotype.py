"""Phenotypes and past medical history of a disease as RDF."""

from rarekg.mappings.facts import PastHistory, Phenotype
from rarekg.mappings.rdf.annotation import translate_annotation
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"
HISTORY = "rkg:DiseaseToPastHistoryAssociation"


def translate(fact: Phenotype, mint: Mint) -> list[Description]:
    """Return the association of ``fact``, then the plain triple if the source affirms the phenotype."""
    descriptions = translate_annotation(mint, ASSOCIATION, "RO:0002200", fact.phenotype, fact)
    if fact.onset:
        descriptions[0].statements.append(_onset(fact.onset))
    if fact.lay_names:
        descriptions[0].statements.extend(f"{node('rkg:layName')} {text(name, 'en')}" for name in fact.lay_names)
    return descriptions


def translate_history(fact: PastHistory, mint: Mint) -> list[Description]:
    """Return the association of ``fact``, then the plain triple to an HP term below HP:0032443."""
    descriptions = translate_annotation(mint, HISTORY, "rkg:hasPastHistory", fact.history, fact)
    if fact.onset:
        descriptions[0].statements.append(_onset(fact.onset))
    return descriptions


def _onset(onset: str) -> str:
    return f"{node('biolink:onset_qualifier')} {node(onset)}"
