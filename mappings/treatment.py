"""Treatments of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Treatment
from rarekg.mappings.statements import Mint, association, boolean, node, text

ASSOCIATION = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


def statements(fact: Treatment, mint: Mint) -> Iterator[str]:
    """Yield the plain triple to the treatment, its label, and the association.

    As in Biolink, the treatment is the association's subject and the disease its object. That it cures is said only
    where the source says so.
    """
    disease, treatment = mint.node(fact.disease), node(fact.treatment)
    yield f"{disease} {node('schema:possibleTreatment')} {treatment}"
    yield f"{treatment} {node('rdfs:label')} {text(fact.label, 'en')}"
    self, shared = association(mint, ASSOCIATION, treatment, disease, fact.origin)
    yield from shared
    if fact.curative:
        yield f"{self} {node('rkg:isCurative')} {boolean(True)}"
