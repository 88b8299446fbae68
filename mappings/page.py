"""A source's page about a disease, and its sections with their dates, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Page, Section
from rarekg.mappings.statements import Mint, date, iri, node, text


def statements(fact: Page, mint: Mint) -> Iterator[str]:
    """Yield the page and what it is about."""
    self = mint.node(fact.id)
    yield f"{self} {node('rdf:type')} {node('schema:MedicalWebPage')}"
    yield f"{self} {node('rdfs:label')} {text(fact.title, fact.language)}"
    yield f"{self} {node('schema:about')} {mint.node(fact.about)}"
    yield f"{self} {node('schema:inLanguage')} {text(fact.language)}"
    yield f"{self} {node('biolink:primary_knowledge_source')} {mint.source(fact.source)}"
    if fact.url:
        yield f"{self} {node('schema:url')} {iri(fact.url)}"


def section_statements(fact: Section, mint: Mint) -> Iterator[str]:
    """Yield a section: its text as the page has it, when it was updated, what it cites, whose text it is."""
    self = mint.node(fact.id)
    yield f"{self} {node('rdf:type')} {node('schema:WebPageElement')}"
    yield f"{self} {node('rdfs:label')} {text(fact.kind, 'en')}"
    yield f"{self} {node('dcterms:isPartOf')} {mint.node(fact.page)}"
    if fact.text:
        yield f"{self} {node('schema:text')} {text(fact.text, 'en')}"
    for day in fact.modified:
        yield f"{self} {node('dcterms:modified')} {date(day)}"
    for reference in fact.references:
        yield f"{self} {node('schema:citation')} {mint.node(reference)}"
    if fact.attribution:
        yield f"{self} {node('schema:creditText')} {text(fact.attribution, 'en')}"
