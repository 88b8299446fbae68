"""Classes of an ontology as RDF, in the words that OBO ontologies use for themselves."""

from collections.abc import Iterator

from rarekg.mappings.statements import Mint, Node, boolean, node, text
from rarekg.ontology.terms import Synonym, Term

SCOPES = {
    "exact": "oboInOwl:hasExactSynonym",
    "broad": "oboInOwl:hasBroadSynonym",
    "narrow": "oboInOwl:hasNarrowSynonym",
    "related": "oboInOwl:hasRelatedSynonym",
}
# What a synonym's type adds; spelling variants are told well enough by their scope.
KINDS = {"layperson": "rkg:layName", "abbreviation": "rkg:abbreviation"}


def statements(fact: Term, mint: Mint) -> Iterator[str]:
    """Yield the statements of a term, and of the ids that were merged into it."""
    self = node(fact.id)
    yield f"{self} {node('rdf:type')} {node('owl:Class')}"
    yield f"{self} {node('rdfs:label')} {text(fact.label, 'en')}"
    if fact.definition:
        yield f"{self} {node('IAO:0000115')} {text(fact.definition, 'en')}"
    for source in fact.definition_sources:
        yield f"{self} {node('IAO:0000119')} {_cited(source)}"
    if fact.comment:
        yield f"{self} {node('rdfs:comment')} {text(fact.comment, 'en')}"
    for synonym in fact.synonyms:
        yield from name(self, synonym)
    for parent in fact.parents:
        yield f"{self} {node('rdfs:subClassOf')} {node(parent)}"
    for xref in fact.xrefs:
        yield f"{self} {node('oboInOwl:hasDbXref')} {_cited(xref)}"
    for subset in fact.subsets:
        yield f"{self} {node('oboInOwl:inSubset')} {text(subset)}"
    yield from _history(fact, self)


def name(self: Node, synonym: Synonym) -> Iterator[str]:
    """Yield what a synonym says of ``self``; one whose scope is not stated is a ``skos:altLabel``."""
    predicate = SCOPES[synonym.scope] if synonym.scope else "skos:altLabel"
    yield f"{self} {node(predicate)} {text(synonym.text, 'en')}"
    if synonym.kind in KINDS:
        yield f"{self} {node(KINDS[synonym.kind])} {text(synonym.text, 'en')}"


def _history(fact: Term, self: Node) -> Iterator[str]:
    # An id that was merged away is dereferenced as often as a live one: it points to where it went, as HPO's OWL does.
    for alternative in fact.alt_ids:
        yield f"{node(alternative)} {node('owl:deprecated')} {boolean(True)}"
        yield f"{node(alternative)} {node('IAO:0100001')} {self}"
    if fact.obsolete:
        yield f"{self} {node('owl:deprecated')} {boolean(True)}"
    if fact.replaced_by:
        yield f"{self} {node('IAO:0100001')} {node(fact.replaced_by)}"
    for candidate in fact.consider:
        yield f"{self} {node('oboInOwl:consider')} {node(candidate)}"


def _cited(reference: str) -> Node:
    try:
        return node(reference)
    except ValueError:  # a database that the prefix table does not know, or a curator's name: kept as it stands
        return text(reference)
