"""The entries of a registry of diseases, and its definitions of the diseases, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Definition, RegistryEntry
from rarekg.mappings.rdf.association import provenance
from rarekg.mappings.rdf.ntriples import Description, Mint, boolean, node, text

GROUPS = {"group": "rkg:GroupOfDisorders", "disorder": "rkg:Disorder", "subtype": "rkg:SubtypeOfDisorder"}
FLAGS = {
    "inactive": "rkg:Inactive",
    "obsolete": "rkg:ObsoleteEntity",
    "obsolete-with-resources": "rkg:ObsoleteWithResources",
    "deprecated": "rkg:DeprecatedEntity",
    "historical": "rkg:HistoricalEntity",
    "non-rare": "rkg:NonRareInEurope",
    "head-of-classification": "rkg:HeadOfClassification",
}
WITHDRAWN = {"obsolete", "obsolete-with-resources", "deprecated"}


def translate(fact: RegistryEntry, mint: Mint) -> Iterator[Description]:
    """Yield the kind and the history of an entry, and its name unless it is the node of the disease, which has one."""
    statements = [f"{node('rdf:type')} {node('rkg:RegistryEntry')}"]
    if fact.disease != fact.id:
        statements.append(f"{node('rdfs:label')} {text(fact.label, 'en')}")
    if fact.group:
        statements.append(f"{node('rkg:entryGroup')} {node(GROUPS[fact.group])}")
    if fact.type:
        statements.append(f"{node('dcterms:type')} {node(fact.type)}")
    statements += (f"{node('rkg:entryFlag')} {node(FLAGS[flag])}" for flag in fact.flags)
    if fact.replaced_by or not WITHDRAWN.isdisjoint(fact.flags):
        statements.append(f"{node('owl:deprecated')} {boolean(True)}")
    if fact.replaced_by:
        statements.append(f"{node('IAO:0100001')} {node(fact.replaced_by)}")
    statements += (f"{node('oboInOwl:consider')} {node(entry)}" for entry in fact.consider)
    yield Description(node(fact.id), statements)


def translate_definition(fact: Definition, mint: Mint) -> Iterator[Description]:
    """Yield the definition of a disease, and the node that says who wrote it."""
    definition = text(fact.text, "en")
    yield Description(mint.node(fact.disease), [f"{node('IAO:0000115')} {definition}"])
    statements = [
        f"{node('rdf:type')} {node('rkg:DiseaseDefinition')}",
        f"{node('rkg:ofDisease')} {mint.node(fact.disease)}",
        f"{node('schema:text')} {definition}",
        *provenance(mint, fact.origin),
    ]
    yield Description(mint.hashed("definition", fact.origin.source, *fact.origin.key), statements, "node")
