"""The page on a page of a source: its sections in order, the date and the references of each, and its references."""

from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document, link, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.sources import source

# The order in which a GARD page has its sections.
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
    """A section: what it is called, when it was last changed, what it cites, how many statements were read from it."""

    name: str
    anchor: str
    text: str
    modified: str
    references: list[Link]
    statements: int
    attribution: str


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the source's page ``iri`` shows."""
    found = await statements(service, request, bound("source-page-neighbourhood", page=iri))
    base = service.pool.build.base
    sections = [each for each in found.of_kind("schema:WebPageElement") if each != iri]
    listed = sorted(
        found.of_kind("rkg:ListedReference"), key=lambda each: int(found.one(each, "rkg:referenceNumber") or 0)
    )
    about = found.iris(iri, "schema:about")
    return {
        "title": found.one(iri, "rdfs:label"),
        "about": [link(each, found.labels.get(each, ""), base) for each in about],
        "source": source(service, found.one(iri, "biolink:primary_knowledge_source")),
        "url": web(found.one(iri, "schema:url")),
        "doc": document(iri, base),
        "iri": iri,
        "sections": sorted(
            (
                Section(
                    name=found.one(each, "rdfs:label").replace("-", " "),
                    anchor=each.rpartition("#")[2],
                    text=found.one(each, "schema:text"),
                    modified=max(found.texts(each, "dcterms:modified"), default=""),
                    references=[link(value, "", base) for value in found.iris(each, "schema:citation")],
                    statements=len(found.leading_to("dcterms:isPartOf", each)),
                    attribution=found.one(each, "dcterms:creator"),
                )
                for each in sections
            ),
            key=_order,
        ),
        "references": [
            (
                found.one(each, "rkg:referenceNumber"),
                found.one(each, "dcterms:bibliographicCitation"),
                link(found.one(each, "dcterms:references"), "", base),
                each.rpartition("#")[2],
            )
            for each in listed
        ],
    }


def _order(section: Section) -> tuple[int, str]:
    return ORDER.index(section.anchor) if section.anchor in ORDER else len(ORDER), section.anchor
