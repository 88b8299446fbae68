"""Genes, and their part in diseases, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Gene, GeneDisease
from rarekg.mappings.statements import Mint, association, node, text

CAUSAL = "biolink:CausalGeneToDiseaseAssociation"
OTHER = "biolink:GeneToDiseaseAssociation"
ROLES = {"susceptibility": "rkg:SusceptibilityGene", "modifier": "rkg:ModifierGene"}


def statements(fact: Gene, mint: Mint) -> Iterator[str]:
    """Yield what a gene is called, where it lies and which ids of other databases mean it."""
    self = node(fact.id)
    yield f"{self} {node('rdf:type')} {node('biolink:Gene')}"
    yield f"{self} {node('rdfs:label')} {text(fact.symbol)}"
    if fact.name:
        yield f"{self} {node('dcterms:title')} {text(fact.name, 'en')}"
    for synonym in fact.synonyms:
        yield f"{self} {node('skos:altLabel')} {text(synonym)}"
    if fact.chromosome:
        yield f"{self} {node('rkg:chromosome')} {text(fact.chromosome)}"
    if fact.location:
        yield f"{self} {node('rkg:cytogeneticLocation')} {text(fact.location)}"
    for match in fact.exact_matches:
        yield f"{self} {node('skos:exactMatch')} {node(match)}"


def disease_statements(fact: GeneDisease, mint: Mint) -> Iterator[str]:
    """Yield the association of a gene with a disease.

    The plain triple, has material basis in germline mutation in (RO:0004003), is there only for a causal gene. As in
    Biolink, the gene is the association's subject and the disease its object.
    """
    disease, gene = mint.node(fact.disease), node(fact.gene)
    causal = fact.role == "causal"
    if causal:
        yield f"{disease} {node('RO:0004003')} {gene}"
    self, shared = association(mint, CAUSAL if causal else OTHER, gene, disease, fact.origin)
    yield from shared
    if fact.role in ROLES:
        yield f"{self} {node('rkg:geneRole')} {node(ROLES[fact.role])}"
