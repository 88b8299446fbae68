"""Genes, what became of withdrawn ones, and their associations with diseases, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Gene, GeneDisease, WithdrawnGene
from rarekg.mappings.rdf.association import association
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

CAUSAL = "biolink:CausalGeneToDiseaseAssociation"
OTHER = "biolink:GeneToDiseaseAssociation"
# The roles of genes that do not cause the disease by themselves; one that the source does not state has no term.
ROLES = {
    "susceptibility": "rkg:SusceptibilityGene",
    "modifier": "rkg:ModifierGene",
    "somatic": "rkg:SomaticVariantGene",
    "fusion": "rkg:FusionGene",
    "phenotype": "rkg:PhenotypeGene",
    "biomarker": "rkg:BiomarkerGene",
    "candidate": "rkg:CandidateGene",
}
EFFECTS = {"loss": "rkg:LossOfFunction", "gain": "rkg:GainOfFunction"}
CONTRIBUTES = "biolink:contributes_to"
CONDITION = "biolink:gene_associated_with_condition"


def translate(fact: Gene, mint: Mint) -> Iterator[Description]:
    """Yield the names, location, exact matches, proteins and orthologues of a gene."""
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
    statements += (f"{node('oboInOwl:hasDbXref')} {node(xref)}" for xref in fact.xrefs)
    statements += (f"{node('RO:0002205')} {node(product)}" for product in fact.products)
    statements += (f"{node('biolink:orthologous_to')} {node(orthologue)}" for orthologue in fact.orthologues)
    statements += (f"{node('rkg:maneSelect')} {text(accession)}" for accession in fact.transcripts)
    statements += (f"{node('rkg:geneGroup')} {text(group, 'en')}" for group in fact.groups)
    yield Description(node(fact.id), statements)


def translate_withdrawn(fact: WithdrawnGene, mint: Mint) -> Iterator[Description]:
    """Yield that an id is no gene any more, and the gene that replaced it or those to consider."""
    statements = [f"{node('owl:deprecated')} {boolean(True)}"]
    if fact.replaced_by:
        statements.append(f"{node('IAO:0100001')} {node(fact.replaced_by)}")
    statements += (f"{node('oboInOwl:consider')} {node(gene)}" for gene in fact.consider)
    yield Description(node(fact.id), statements, "node")


def translate_association(fact: GeneDisease, mint: Mint) -> Iterator[Description]:
    """Yield the association of a gene with a disease, and the plain triples.

    Every gene is *associated with* the disease; only a causal one is what the disease *has material basis in germline
    mutation in* (RO:0004003). As in Biolink, the gene is the association's subject and the disease its object.
    """
    disease, gene = mint.node(fact.disease), node(fact.gene)
    causal, role = fact.role == "causal", ROLES.get(fact.role)
    predicate = CONTRIBUTES if fact.role == "susceptibility" else None
    described = association(mint, CAUSAL if causal else OTHER, gene, disease, fact.origin, predicate)
    if role:
        described.statements.append(f"{node('rkg:geneRole')} {node(role)}")
    if fact.effect:
        described.statements.append(f"{node('rkg:variantEffect')} {node(EFFECTS[fact.effect])}")
    if fact.assessed is not None:
        described.statements.append(f"{node('rkg:isAssessed')} {boolean(fact.assessed)}")
    yield described
    yield Description(gene, [f"{node(CONDITION)} {disease}"], "stated")
    if causal:
        yield Description(disease, [f"{node('RO:0004003')} {gene}"], "stated")
