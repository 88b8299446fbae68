"""Genes, and their associations with diseases, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Gene, GeneDisease, WithdrawnGene
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

CAUSAL = "biolink:CausalGeneToDiseaseAssociation"
OTHER = "biolink:GeneToDiseaseAssociation"
ROLES = {"susceptibility": "rkg:SusceptibilityGene", "modifier": "rkg:ModifierGene"}


def translate(fact: Gene, mint: Mint) -> Iterator[Description]:
    """Yield the names, location, exact matches and products of a gene."""
    statements = [f"{node('rdf:type')} {node('biolink:Gene')}", f"{node('rdfs:label')} {text(fact.symbol)}"]
    if fact.name:
        statements.append(f"{node('dcterms:title')} {text(fact.name, 'en')}")
    for synonym in fact.synonyms:
        statements.append(f"{node('skos:altLabel')} {text(synonym)}")
    if fact.chromosome:
        statements.append(f"{node('rkg:chromosome')} {text(fact.chromosome)}")
    if fact.location:
        statements.append(f"{node('rkg:cytogeneticLocation')} {text(fact.location)}")
    for match in fact.exact_matches:
        statements.append(f"{node('skos:exactMatch')} {node(match)}")
    for protein in fact.products:
        statements.append(f"{node('RO:0002205')} {node(protein)}")
    yield node(fact.id), statements


def translate_withdrawn(fact: WithdrawnGene, mint: Mint) -> Iterator[Description]:
    """Yield that the id is deprecated, and its successor, or the genes to consider if it was split."""
    statements = [f"{node('owl:deprecated')} {boolean(True)}"]
    predicate = "IAO:0100001" if len(fact.successors) == 1 else "oboInOwl:consider"
    statements += [f"{node(predicate)} {node(successor)}" for successor in fact.successors]
    yield node(fact.id), statements


def translate_association(fact: GeneDisease, mint: Mint) -> Iterator[Description]:
    """Yield the association of a gene with a disease.

    Only a causal gene has the plain triple, *has material basis in germline mutation in* (RO:0004003). As in Biolink,
    the gene is the association's subject and the disease its object.
    """
    disease, gene = mint.node(fact.disease), node(fact.gene)
    causal = fact.role == "causal"
    if causal:
        yield disease, [f"{node('RO:0004003')} {gene}"]
    self, statements = association(mint, CAUSAL if causal else OTHER, gene, disease, fact.origin)
    if fact.role in ROLES:
        statements.append(f"{node('rkg:geneRole')} {node(ROLES[fact.role])}")
    yield self, statements
