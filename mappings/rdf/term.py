"""Classes of an ontology as RDF, with the annotation properties of OBO ontologies."""

from collections.abc import Iterator

from rarekg.mappings.facts import TermKind, TermSupplement
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, boolean, iri, node, text
from rarekg.ontology.terms import Synonym, Term

SCOPES = {
    "exact": "oboInOwl:hasExactSynonym",
    "broad": "oboInOwl:hasBroadSynonym",
    "narrow": "oboInOwl:hasNarrowSynonym",
    "related": "oboInOwl:hasRelatedSynonym",
}
# Predicates for synonym types; spelling variants need none beside their scope.
KINDS = {"layperson": "rkg:layName", "abbreviation": "rkg:abbreviation"}


def translate(fact: Term, mint: Mint) -> Iterator[Description]:
    """Yield the statements of a term, and of the ids that were merged into it."""
    self = node(fact.id)
    statements = [f"{node('rdf:type')} {node('owl:Class')}", f"{node('rdfs:label')} {text(fact.label, 'en')}"]
    if fact.definition:
        statements.append(f"{node('IAO:0000115')} {text(fact.definition, 'en')}")
    for source in fact.definition_sources:
        statements.append(f"{node('IAO:0000119')} {_iri_or_text(source)}")
    if fact.comment:
        statements.append(f"{node('rdfs:comment')} {text(fact.comment, 'en')}")
    for synonym in fact.synonyms:
        statements += synonym_statements(synonym)
    for parent in fact.parents:
        statements.append(f"{node('rdfs:subClassOf')} {node(parent)}")
    statements += _xrefs(fact)
    for subset in fact.subsets:
        statements.append(f"{node('oboInOwl:inSubset')} {_subset(subset, fact.id)}")
    yield Description(self, statements + _history(fact))
    # A merged id is dereferenced as often as a current one, so it points to its successor, as in HPO's OWL file.
    for alternative in fact.alt_ids:
        moved = [f"{node('owl:deprecated')} {boolean(True)}", f"{node('IAO:0100001')} {self}"]
        yield Description(node(alternative), moved)


def translate_supplement(fact: TermSupplement, mint: Mint) -> Iterator[Description]:
    """Yield the further names and cross-references of a term."""
    names = [one for synonym in fact.synonyms for one in synonym_statements(synonym)]
    yield Description(node(fact.id), names + _xrefs(fact))


def translate_kind(fact: TermKind, mint: Mint) -> Iterator[Description]:
    """Yield the class of Biolink that a term is an instance of."""
    yield Description(node(fact.id), [f"{node('rdf:type')} {node(fact.kind)}"])


def synonym_statements(synonym: Synonym) -> list[str]:
    """Return the statements that give a node this synonym; one without a scope is a ``skos:altLabel``.

    >>> synonym_statements(Synonym(text="Itch", scope="related"))
    ['<http://www.geneontology.org/formats/oboInOwl#hasRelatedSynonym> "Itch"@en']
    """
    predicate, label = SCOPES[synonym.scope] if synonym.scope else "skos:altLabel", text(synonym.text, "en")
    statements = [f"{node(predicate)} {label}"]
    if synonym.kind in KINDS:
        statements.append(f"{node(KINDS[synonym.kind])} {label}")
    return statements


def _history(fact: Term) -> list[str]:
    statements = [f"{node('oboInOwl:consider')} {node(candidate)}" for candidate in fact.consider]
    if fact.obsolete:
        statements.append(f"{node('owl:deprecated')} {boolean(True)}")
    if fact.replaced_by:
        statements.append(f"{node('IAO:0100001')} {node(fact.replaced_by)}")
    return statements


def _xrefs(fact: Term | TermSupplement) -> list[str]:
    return [f"{node('oboInOwl:hasDbXref')} {_iri_or_text(xref)}" for xref in fact.xrefs]


def _subset(name: str, term: str) -> Node:
    """Return the IRI of a subset of the ontology of ``term``; a name that is one already is unchanged.

    A name without a prefix belongs to the ontology of the file (https://owlcollab.github.io/oboformat/doc/obo-syntax.html,
    §5.9).

    >>> _subset("gard_rare", "MONDO:0010580")
    '<http://purl.obolibrary.org/obo/mondo#gard_rare>'
    """
    if "://" in name:
        return iri(name)
    return iri(f"http://purl.obolibrary.org/obo/{term.partition(':')[0].lower()}#{name}")


def _iri_or_text(reference: str) -> Node:
    try:
        return node(reference)
    except ValueError:  # an unknown prefix or a curator's name is quoted as text
        return text(reference)
