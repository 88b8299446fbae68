"""The mode of inheritance of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Inheritance
from rarekg.mappings.statements import Mint, node, tie

ASSOCIATION = "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"


def statements(fact: Inheritance, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to a HP term under HP:0000005, and its association."""
    return tie(
        mint,
        ASSOCIATION,
        "biolink:has_mode_of_inheritance",
        mint.node(fact.disease),
        node(fact.mode),
        fact.origin,
    )
