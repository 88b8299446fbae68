"""Treatments of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Treatment
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

ASSOCIATION = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


def translate(fact: Treatment, mint: Mint) -> Iterator[Description]:
    """Yield the association, the plain triple to the treatment, and its label.

    As in Biolink, the treatment is the association's subject and the disease its object. ``rkg:isCurative`` is written
    only where the source states that the treatment cures.
    """
    disease, treatment = mint.node(fact.disease), node(fact.treatment)
    described = association(mint, ASSOCIATION, treatment, disease, fact.origin)
    if fact.curative:
        described.statements.append(f"{node('rkg:isCurative')} {boolean(True)}")
    yield described
    yield Description(disease, [f"{node('schema:possibleTreatment')} {treatment}"], "stated")
    yield Description(treatment, [f"{node('rdfs:label')} {text(fact.label, 'en')}"])
