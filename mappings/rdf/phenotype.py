"""Phenotypes and past history of a disease as RDF: what people with it show, and what they went through before."""

from rarekg.mappings.facts import PastHistory, Phenotype
from rarekg.mappings.rdf.annotation import translate_annotation
from rarekg.mappings.rdf.ntriples import Description, Mint, node, text

ASSOCIATION = "biolink:DiseaseToPhenotypicFeatureAssociation"
HISTORY = "rkg:DiseaseToPastHistoryAssociation"


def translate(fact: Phenotype, mint: Mint) -> list[Description]:
    """Return what ``fact`` says; an excluded phenotype has its association and no plain triple."""
    descriptions = translate_annotation(mint, ASSOCIATION, "RO:0002200", fact.phenotype, fact)
    if fact.onset:
        descriptions[0][1].append(_onset(fact.onset))
    if fact.lay_names:
        descriptions[0][1].extend(f"{node('rkg:layName')} {text(name, 'en')}" for name in fact.lay_names)
    return descriptions


def translate_history(fact: PastHistory, mint: Mint) -> list[Description]:
    """Return the plain triple to a HP term under HP:0032443, and its association."""
    descriptions = translate_annotation(mint, HISTORY, "rkg:hasPastHistory", fact.history, fact)
    if fact.onset:
        descriptions[0][1].append(_onset(fact.onset))
    return descriptions


def _onset(onset: str) -> str:
    return f"{node('biolink:onset_qualifier')} {node(onset)}"
