"""Publications, and the entries of a page's list of references, as RDF."""

from collections.abc import Iterator

from rarekg.mappings.facts import Reference
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, date, integer, iri, is_local, node, text


def translate(fact: Reference, mint: Mint) -> Iterator[Description]:
    """Yield the publication and, if a page lists it, the entry in the page's list of references.

    The label of a publication is its id, so that sources with different spellings of its title do not give it two
    labels. A publication with only a local id is labelled by its citation.
    """
    self = mint.node(fact.id)
    statements = [
        f"{node('rdf:type')} {node('biolink:Publication')}",
        f"{node('rdfs:label')} {text(fact.citation if fact.citation and is_local(fact.id) else fact.id)}",
    ]
    for predicate, value, language in (
        ("dcterms:title", fact.title, "en"),
        ("biolink:authors", fact.authors, None),
        ("prism:publicationName", fact.journal, None),
        ("prism:volume", fact.volume, None),
        ("prism:pageRange", fact.pages, None),
    ):
        if value:
            statements.append(f"{node(predicate)} {text(value, language)}")
    if fact.date:
        statements.append(f"{node('dcterms:issued')} {date(fact.date)}")
    if fact.url:
        statements.append(f"{node('schema:url')} {iri(fact.url)}")
    for other in fact.identifiers:
        statements.append(f"{node('skos:exactMatch')} {mint.node(other)}")
    yield Description(self, statements)
    if fact.page:
        yield from _list_entry(fact, fact.page, self, mint)


def _list_entry(fact: Reference, page: str, self: Node, mint: Mint) -> Iterator[Description]:
    yield Description(mint.node(page), [f"{node('schema:citation')} {self}"])
    statements = [
        f"{node('rdf:type')} {node('rkg:ListedReference')}",
        f"{node('dcterms:isPartOf')} {mint.node(page)}",
        f"{node('dcterms:references')} {self}",
    ]
    if fact.citation:
        statements.append(f"{node('dcterms:bibliographicCitation')} {text(fact.citation)}")
    if fact.number is not None:
        statements.append(f"{node('rkg:referenceNumber')} {integer(fact.number)}")
    yield Description(mint.node(f"{page}#reference-{fact.number or fact.id}"), statements)
