"""The mode of inheritance of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.annotation import annotated
from rarekg.mappings.facts import Inheritance
from rarekg.mappings.statements import Mint

ASSOCIATION = "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"


def statements(fact: Inheritance, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0000005, and its association."""
    return iter(annotated(mint, ASSOCIATION, "biolink:has_mode_of_inheritance", fact.mode, fact)[1])
