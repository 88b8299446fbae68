"""Classes of an ontology as RDF, in the words that OBO ontologies use for themselves."""

from collections.abc import Iterator

from rarekg.mappings.rdf.ntriples import Description, Mint, Node, boolean, node, text
from rarekg.ontology.terms import Synonym, Term

SCOPES = {
    "exact": "oboInOwl:hasExactSynonym",
    "broad": "oboInOwl:hasBroadSynonym",
    "narrow": "oboInOwl:hasNarrowSynonym",
    "related": "oboInOwl:hasRelatedSynonym",
}
# What a synonym's type adds; spelling variants are told well enough by their scope.
KINDS = {"layperson": "rkg:layName", "abbreviation": "rkg:abbreviation"}


def translate(fact: Term, mint: Mint) -> Iterator[Description]:
    """Yield the statements of a term, and of the ids that were merged into it."""
    self = node(fact.id)
    statements = [f"{node('rdf:type')} {node('owl:Class')}", f"{node('rdfs:label')} {text(fact.label, 'en')}"]
    if fact.definition:
        statements.append(f"{node('IAO:0000115')} {text(fact.definition, 'en')}")
    for source in fact.definition_sources:
        statements.append(f"{node('IAO:0000119')} {_cited(source)}")
    if fact.comment:
        statements.append(f"{node('rdfs:comment')} {text(fact.comment, 'en')}")
    for synonym in fact.synonyms:
        statements += name(synonym)
    for parent in fact.parents:
        statements.append(f"{node('rdfs:subClassOf')} {node(parent)}")
    for xref in fact.xrefs:
        statements.append(f"{node('oboInOwl:hasDbXref')} {_cited(xref)}")
    for subset in fact.subsets:
        statements.append(f"{node('oboInOwl:inSubset')} {text(subset)}")
    yield self, statements + _history(fact)
    # An id that was merged away is dereferenced as often as a live one: it points to where it went, as HPO's OWL does.
    for alternative in fact.alt_ids:
        yield node(alternative), [f"{node('owl:deprecated')} {boolean(True)}", f"{node('IAO:0100001')} {self}"]


def name(synonym: Synonym) -> list[str]:
    """Return what a synonym says of its owner; one whose scope is not stated is a ``skos:altLabel``."""
    predicate, called = SCOPES[synonym.scope] if synonym.scope else "skos:altLabel", text(synonym.text, "en")
    statements = [f"{node(predicate)} {called}"]
    if synonym.kind in KINDS:
        statements.append(f"{node(KINDS[synonym.kind])} {called}")
    return statements


def _history(fact: Term) -> list[str]:
    statements = [f"{node('oboInOwl:consider')} {node(candidate)}" for candidate in fact.consider]
    if fact.obsolete:
        statements.append(f"{node('owl:deprecated')} {boolean(True)}")
    if fact.replaced_by:
        statements.append(f"{node('IAO:0100001')} {node(fact.replaced_by)}")
    return statements


def _cited(reference: str) -> Node:
    try:
        return node(reference)
    except ValueError:  # a database that the prefix table does not know, or a curator's name: kept as it stands
        return text(reference)
