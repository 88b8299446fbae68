"""The page on a publication: how it is cited, and every statement that it supports."""

from collections import defaultdict

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import Said, said
from rarekg.graph.endpoint.pages.links import Link, document, link, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context

SHOWN = 300  # the LIMIT of publication-neighbourhood.rq


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the publication ``iri`` shows."""
    found = await statements(service, request, bound("publication-neighbourhood", publication=iri))
    base = service.pool.build.base
    by_subject: dict[str, list[tuple[Link, Said]]] = defaultdict(list)
    for each in found.leading_to("biolink:publications", iri):
        statement = said(service, found, each)
        if statement.subject:
            other = link(statement.object, found.labels.get(statement.object, ""), base)
            by_subject[statement.subject].append((other, statement))
    groups = [
        (link(subject, found.labels.get(subject, ""), base), sorted(group, key=lambda each: each[0].label.casefold()))
        for subject, group in by_subject.items()
    ]
    this = link(iri, "", base)
    return {
        "title": found.one(iri, "dcterms:title") or this.id,
        "this": this,
        "outside": this.outside or web(found.one(iri, "schema:url")),
        "authors": found.one(iri, "dcterms:creator"),
        "journal": found.one(iri, "prism:publicationName"),
        "issued": found.one(iri, "dcterms:issued"),
        "volume": found.one(iri, "prism:volume"),
        "pages": found.one(iri, "prism:pageRange"),
        "doc": document(iri, base),
        "groups": sorted(groups, key=lambda each: each[0].label.casefold()),
        "count": sum(len(group) for _, group in groups),
        "most": SHOWN,
        "cited_on": [link(each, found.labels.get(each, ""), base) for each in found.leading_to("schema:citation", iri)],
    }
