"""Publications, and where a page cites them, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Reference
from rarekg.mappings.statements import Mint, Node, date, integer, iri, node, text


def statements(fact: Reference, mint: Mint) -> Iterator[str]:
    """Yield the publication and, where a page numbers it, its entry in the page's list.

    A publication's label is its id, so that sources that spell its title differently do not give it two labels. One
    that has no id but the page's is labelled by its citation.
    """
    self = mint.node(fact.id)
    yield f"{self} {node('rdf:type')} {node('biolink:Publication')}"
    yield f"{self} {node('rdfs:label')} {text(fact.citation if mint.is_local(fact.id) else fact.id)}"
    for predicate, value, language in (
        ("dcterms:title", fact.title, "en"),
        ("dcterms:creator", fact.authors, None),
        ("prism:publicationName", fact.journal, None),
        ("prism:volume", fact.volume, None),
        ("prism:pageRange", fact.pages, None),
    ):
        if value:
            yield f"{self} {node(predicate)} {text(value, language)}"
    if fact.date:
        yield f"{self} {node('dcterms:issued')} {date(fact.date)}"
    if fact.url:
        yield f"{self} {node('schema:url')} {iri(fact.url)}"
    for other in fact.identifiers:
        yield f"{self} {node('skos:exactMatch')} {mint.node(other)}"
    if fact.page:
        yield from _entry(fact, fact.page, self, mint)


def _entry(fact: Reference, page: str, self: Node, mint: Mint) -> Iterator[str]:
    entry = mint.node(f"{page}#reference-{fact.number or fact.id}")
    yield f"{mint.node(page)} {node('schema:citation')} {self}"
    yield f"{entry} {node('rdf:type')} {node('rkg:ListedReference')}"
    yield f"{entry} {node('dcterms:isPartOf')} {mint.node(page)}"
    yield f"{entry} {node('dcterms:references')} {self}"
    yield f"{entry} {node('dcterms:bibliographicCitation')} {text(fact.citation)}"
    if fact.number is not None:
        yield f"{entry} {node('rkg:referenceNumber')} {integer(fact.number)}"
