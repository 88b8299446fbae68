"""A source's page about a disease, and its sections with their dates, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Page, Section
from rarekg.mappings.rdf.ntriples import Description, Mint, date, iri, node, text


def translate(fact: Page, mint: Mint) -> Iterator[Description]:
    """Yield the page: title, language, address, the disease it is about, and the page that it restates."""
    statements = [
        f"{node('rdf:type')} {node('schema:MedicalWebPage')}",
        f"{node('rdfs:label')} {text(fact.title, fact.language)}",
        f"{node('schema:about')} {mint.node(fact.about)}",
        f"{node('schema:inLanguage')} {text(fact.language)}",
        f"{node('biolink:primary_knowledge_source')} {mint.source(fact.source)}",
    ]
    if fact.url:
        statements.append(f"{node('schema:url')} {iri(fact.url)}")
    if fact.supporting:
        statements.append(f"{node('biolink:supporting_data_source')} {mint.source(fact.supporting)}")
    if fact.derived_from:
        statements.append(f"{node('prov:wasDerivedFrom')} {iri(fact.derived_from)}")
    yield Description(mint.node(fact.id), statements)


def translate_section(fact: Section, mint: Mint) -> Iterator[Description]:
    """Yield a section: its text as printed, the dates of its updates, its citations and its attribution."""
    statements = [
        f"{node('rdf:type')} {node('schema:WebPageElement')}",
        f"{node('rdfs:label')} {text(fact.kind, 'en')}",
        f"{node('dcterms:isPartOf')} {mint.node(fact.page)}",
    ]
    if fact.text:
        statements.append(f"{node('schema:text')} {text(fact.text, 'en')}")
    for day in fact.modified:
        statements.append(f"{node('dcterms:modified')} {date(day)}")
    for reference in fact.references:
        statements.append(f"{node('schema:citation')} {mint.node(reference)}")
    if fact.attribution:
        statements.append(f"{node('schema:creditText')} {text(fact.attribution, 'en')}")
    yield Description(mint.node(fact.id), statements)
