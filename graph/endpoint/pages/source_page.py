"""The page on a source's own page: its sections in order, with date, references and statements, and its references."""

from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.sources import restates, source_of
from rarekg.graph.endpoint.pages.statements import Statements

# The order of the sections of a GARD page.
ORDER = (
    "summary",
    "symptoms",
    "cause",
    "inheritance",
    "diagnosis",
    "testing",
    "treatment",
    "prognosis",
    "statistics",
    "related-diseases",
    "research",
    "organizations",
    "specialists",
    "learn-more",
    "where-to-start",
    "in-depth",
    "questions",
)


class Section(NamedTuple):
    """A section: its name and text, its last change, its references, and how many statements were read from it."""

    name: str
    anchor: str
    text: str
    modified: str
    references: list[Link]
    statements: int
    attribution: str


class ListedReference(NamedTuple):
    """An entry of the page's list of references."""

    number: str
    citation: str
    publication: Link
    anchor: str


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the source's page ``iri`` shows."""
    graph = await statements(service, request, bound("source-page-neighbourhood", page=iri))
    return partial(_context, service, graph, iri)


def _context(service: Service, graph: Statements, iri: str) -> Context:
    sections = [section for section in graph.instances("schema:WebPageElement") if section != iri]
    return {
        "title": graph.text(iri, "rdfs:label"),
        "about": [graph.link(disease) for disease in graph.iris(iri, "schema:about")],
        "source": source_of(service, graph, iri),
        "restates": restates(service, graph, iri),
        "url": web(graph.text(iri, "schema:url") or graph.text(iri, "prov:wasDerivedFrom")),
        "doc": document(iri, graph.base),
        "iri": iri,
        "sections": sorted((_section(graph, section) for section in sections), key=_order),
        "references": _references(graph),
    }


def _section(graph: Statements, iri: str) -> Section:
    return Section(
        name=graph.text(iri, "rdfs:label").replace("-", " "),
        anchor=_anchor(iri),
        text=graph.text(iri, "schema:text"),
        modified=max(graph.texts(iri, "dcterms:modified"), default=""),
        references=[graph.id_link(reference) for reference in graph.iris(iri, "schema:citation")],
        statements=len(graph.subjects("dcterms:isPartOf", iri)),
        attribution=graph.text(iri, "schema:creditText"),
    )


def _order(section: Section) -> tuple[int, str]:
    return ORDER.index(section.anchor) if section.anchor in ORDER else len(ORDER), section.anchor


def _references(graph: Statements) -> list[ListedReference]:
    listed = graph.instances("rkg:ListedReference")
    return [
        ListedReference(
            number=graph.text(reference, "rkg:referenceNumber"),
            citation=graph.text(reference, "dcterms:bibliographicCitation"),
            publication=graph.id_link(graph.text(reference, "dcterms:references")),
            anchor=_anchor(reference),
        )
        for reference in sorted(listed, key=lambda item: int(graph.text(item, "rkg:referenceNumber") or 0))
    ]


def _anchor(iri: str) -> str:
    return iri.rpartition("#")[2]
