"""What a build knows before it reads a product of Orphanet, for tests of the readers: two genes and two diseases."""

from rarekg.mappings.facts import Gene, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Term

FOXP3 = Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292"))
LRBA = Gene(id="HGNC:1742", symbol="LRBA", exact_matches=("ENSEMBL:ENSG00000198589",))


def small() -> Known:
    """Return IPEX, which ORPHA:37042 is, and its gene; HGNC:6 was merged into LRBA, whose earlier symbol is BGL."""
    known = Known()
    known.learn(Term(id="MONDO:0010580", label="IPEX syndrome"))
    known.learn_mapping(
        Mapping(
            subject="MONDO:0010580",
            predicate="skos:exactMatch",
            object="ORPHA:37042",
            justification="semapv:UnspecifiedMatching",
            source="mondo",
        )
    )
    known.genes.learn(FOXP3)
    known.genes.learn(LRBA, previous=("BGL",))
    known.genes.learn_merger("HGNC:6", "HGNC:1742")
    return known
