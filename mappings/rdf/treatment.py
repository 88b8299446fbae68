"""Treatments of a disease as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Treatment
from rarekg.mappings.rdf.ntriples import Description, Mint, association, boolean, node, text

ASSOCIATION = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


def describe(fact: Treatment, mint: Mint) -> Iterator[Description]:
    """Yield the plain triple to the treatment, its label, and the association.

    As in Biolink, the treatment is the association's subject and the disease its object. That it cures is said only
    where the source says so.
    """
    disease, treatment = mint.node(fact.disease), node(fact.treatment)
    yield disease, [f"{node('schema:possibleTreatment')} {treatment}"]
    yield treatment, [f"{node('rdfs:label')} {text(fact.label, 'en')}"]
    self, said = association(mint, ASSOCIATION, treatment, disease, fact.origin)
    if fact.curative:
        said.append(f"{node('rkg:isCurative')} {boolean(True)}")
    yield self, said
