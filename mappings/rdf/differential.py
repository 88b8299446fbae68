"""Differential diagnoses as RDF."""

from collections.abc import Iterator
from dataclasses import replace

from rarekg.mappings.facts import Differential
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, boolean, node, text, tie

ASSOCIATION = "rkg:DifferentialDiagnosisAssociation"


def translate(fact: Differential, mint: Mint) -> Iterator[Description]:
    """Yield the plain triple and the association, which keeps the source's name for the other disease.

    A name that could not be resolved becomes a flagged node of its own.
    """
    if fact.other is None:
        other = mint.hashed("disease", fact.origin.source, fact.name)
        yield _named(other, fact.name)
    else:
        other = mint.node(fact.other)
    origin = replace(fact.origin, words=fact.origin.words or fact.name)
    yield from tie(mint, ASSOCIATION, "rkg:differentialDiagnosis", mint.node(fact.disease), other, origin)


def _named(self: Node, name: str) -> Description:
    return self, [
        f"{node('rdf:type')} {node('biolink:Disease')}",
        f"{node('rdfs:label')} {text(name, 'en')}",
        f"{node('rkg:unresolved')} {boolean(True)}",
    ]
