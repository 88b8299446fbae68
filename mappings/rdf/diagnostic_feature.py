"""Diagnostic criteria and pathognomonic signs, and the validation of a disease's phenotypes, as RDF.

Both are nodes of their own: what a source says of the frequency of the phenotype is another statement, which another
source may pass on without them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rarekg.mappings.facts import DiagnosticFeature, FeatureKind, PhenotypeReview
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, boolean, date, node

# The kind of each feature, and its plain predicate from the disease to the phenotype.
KINDS: Mapping[FeatureKind, tuple[str, str]] = MappingProxyType(
    {
        "criterion": ("rkg:DiagnosticCriterion", "rkg:hasDiagnosticCriterion"),
        "pathognomonic": ("rkg:PathognomonicSign", "rkg:hasPathognomonicSign"),
    }
)


def feature(source: str, key: tuple[str, ...], mint: Mint) -> Node:
    """Return the node of a feature by its source and the key of its origin, which begins with the disease's id."""
    return mint.hashed("criterion", source, *key)


def review(source: str, own: str, mint: Mint) -> Node:
    """Return the node of the validation of a disease's phenotypes; ``own`` is the disease's id in the source."""
    return mint.hashed("review", source, own)


def translate(fact: DiagnosticFeature, mint: Mint) -> Iterator[Description]:
    """Yield the feature, then the plain triple to the phenotype, unless it is the absence that is the criterion."""
    kind, predicate = KINDS[fact.kind]
    disease, phenotype = mint.node(fact.disease), node(fact.phenotype)
    source, key = fact.origin.source, fact.origin.key
    statements = [
        f"{node('rdf:type')} {node('rkg:DiagnosticFeature')}",
        f"{node('rkg:featureKind')} {node(kind)}",
        f"{node('rkg:ofDisease')} {disease}",
        f"{node('rkg:ofPhenotype')} {phenotype}",
        f"{node('dcterms:isPartOf')} {review(source, key[0], mint)}",
    ]
    if fact.excluded:
        statements.append(f"{node('biolink:negated')} {boolean(True)}")
    yield Description(feature(source, key, mint), statements + provenance(mint, fact.origin), "node")
    if not fact.excluded:
        yield Description(disease, [f"{node(predicate)} {phenotype}"], "stated")


def translate_review(fact: PhenotypeReview, mint: Mint) -> Iterator[Description]:
    """Yield the validation of all phenotypes that the source lists for the disease."""
    statements = [
        f"{node('rdf:type')} {node('rkg:PhenotypeReview')}",
        f"{node('rkg:ofDisease')} {mint.node(fact.disease)}",
    ]
    if fact.validated_on is not None:
        statements.append(f"{node('rkg:validatedOn')} {date(fact.validated_on)}")
    self = review(fact.origin.source, fact.origin.key[0], mint)
    yield Description(self, statements + provenance(mint, fact.origin), "node")
