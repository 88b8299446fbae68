"""Differential diagnoses as RDF."""

from collections.abc import Iterator

from msgspec.structs import replace

from rarekg.mappings.facts import Differential
from rarekg.mappings.rdf.association import triple_and_association
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, boolean, node, text

ASSOCIATION = "rkg:DifferentialDiagnosisAssociation"


def translate(fact: Differential, mint: Mint) -> Iterator[Description]:
    """Yield the plain triple and the association, which has the source's name for the other disease.

    A name that could not be resolved becomes a node of its own with ``rkg:unresolved true``.
    """
    if fact.other is None:
        other = mint.hashed("disease", fact.origin.source, fact.name)
        yield _unresolved(other, fact.name)
    else:
        other = mint.node(fact.other)
    origin = replace(fact.origin, words=fact.origin.words or fact.name)
    disease = mint.node(fact.disease)
    yield from triple_and_association(mint, ASSOCIATION, "rkg:differentialDiagnosis", disease, other, origin)


def _unresolved(self: Node, name: str) -> Description:
    statements = [
        f"{node('rdf:type')} {node('biolink:Disease')}",
        f"{node('rdfs:label')} {text(name, 'en')}",
        f"{node('rkg:unresolved')} {boolean(True)}",
    ]
    return Description(self, statements)
