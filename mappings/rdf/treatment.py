"""Treatments of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Treatment
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

ASSOCIATION = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


def translate(fact: Treatment, mint: Mint) -> Iterator[Description]:
    """Yield the plain triple to the treatment, its label, and the association.

    As in Biolink, the treatment is the association's subject and the disease its object. ``rkg:isCurative`` is written
    only where the source states that the treatment cures.
    """
    disease, treatment = mint.node(fact.disease), node(fact.treatment)
    yield disease, [f"{node('schema:possibleTreatment')} {treatment}"]
    yield treatment, [f"{node('rdfs:label')} {text(fact.label, 'en')}"]
    self, statements = association(mint, ASSOCIATION, treatment, disease, fact.origin)
    if fact.curative:
        statements.append(f"{node('rkg:isCurative')} {boolean(True)}")
    yield self, statements
