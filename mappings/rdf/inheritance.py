"""The mode of inheritance of a disease as RDF."""

from rarekg.mappings.facts import Inheritance
from rarekg.mappings.rdf.annotation import translate_annotation
from rarekg.mappings.rdf.ntriples import Description, Mint

ASSOCIATION = "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"


def translate(fact: Inheritance, mint: Mint) -> list[Description]:
    """Return the association, then the plain triple to an HP term below HP:0000005."""
    return translate_annotation(mint, ASSOCIATION, "biolink:has_mode_of_inheritance", fact.mode, fact)
