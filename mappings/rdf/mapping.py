"""Mappings between ids as RDF: the plain match, and a node with its source and justification.

The node has the form that SSSOM gives a mapping in RDF, an annotated axiom in a mapping set
(https://mapping-commons.github.io/sssom/Mapping/). ``owl:sameAs`` is never used.
"""

from collections.abc import Iterator

from rarekg.mappings.facts import OWN, Mapping
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

ICD_RELATIONS = {
    "specific": "rkg:IcdSpecificCode",
    "inclusion": "rkg:IcdInclusionTerm",
    "index": "rkg:IcdIndexTerm",
    "attributed": "rkg:IcdAttributedCode",
}


def translate(fact: Mapping, mint: Mint) -> Iterator[Description]:
    """Yield the mapping node of ``fact``, unless it is plain, and the plain triple.

    A disputed mapping has no plain triple. A close match that we state ties two nodes of one disease, so it stands in
    both directions.
    """
    subject, predicate, object_ = mint.node(fact.subject), node(fact.predicate), mint.node(fact.object)
    if fact.plain:
        yield Description(subject, [f"{predicate} {object_}"])
        return
    statements = [
        f"{node('rdf:type')} {node('owl:Axiom')}",
        f"{node('owl:annotatedSource')} {subject}",
        f"{node('owl:annotatedProperty')} {predicate}",
        f"{node('owl:annotatedTarget')} {object_}",
        f"{node('sssom:mapping_justification')} {node(fact.justification)}",
        f"{node('biolink:primary_knowledge_source')} {mint.source(fact.source)}",
    ]
    if fact.note:
        statements.append(f"{node('rdfs:comment')} {text(fact.note, 'en')}")
    statements += _details(fact)
    self = mint.hashed("mapping", fact.source, fact.original_subject or fact.subject, fact.predicate, fact.object)
    yield Description(self, statements, "node")
    yield Description(mint.mapping_set(fact.source), [f"{node('sssom:mappings')} {self}"], "node")
    if fact.disputed:
        return
    yield Description(subject, [f"{predicate} {object_}"], "stated")
    if fact.source == OWN and fact.predicate == "skos:closeMatch":
        yield Description(object_, [f"{predicate} {subject}"], "stated")


def _details(fact: Mapping) -> Iterator[str]:
    """Yield what some sources say of a mapping: their own ids, whether it is validated, how ICD lists the disease."""
    if fact.original_subject:
        yield f"{node('biolink:original_subject')} {text(fact.original_subject)}"
    if fact.words:
        yield f"{node('biolink:original_object')} {text(fact.words)}"
    if fact.validated is not None:
        yield f"{node('rkg:isValidated')} {boolean(fact.validated)}"
    if fact.icd_relation:
        yield f"{node('rkg:icdRelation')} {node(ICD_RELATIONS[fact.icd_relation])}"
    if fact.foundation:
        yield f"{node('rkg:foundationEntity')} {node(fact.foundation)}"
    if fact.disputed:
        yield f"{node('rkg:isDisputed')} {boolean(True)}"
