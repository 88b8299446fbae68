"""The page on a publication: its citation and every statement that cites it."""

from collections import defaultdict
from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import Association, association
from rarekg.graph.endpoint.pages.links import Link, document, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.statements import Statements

SHOWN = 300  # the LIMIT of publication-neighbourhood.rq


class Citing(NamedTuple):
    """The associations of one subject that cite the publication, each with the link to its object."""

    subject: Link
    associations: list[tuple[Link, Association]]


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the publication ``iri`` shows."""
    graph = await statements(service, request, bound("publication-neighbourhood", publication=iri))
    return partial(_context, service, graph, iri)


def _context(service: Service, graph: Statements, iri: str) -> Context:
    citing = _citing(service, graph, iri)
    this = graph.id_link(iri)
    return {
        "title": graph.text(iri, "dcterms:title") or this.id,
        "this": this,
        "outside": this.outside or web(graph.text(iri, "schema:url")),
        "authors": graph.text(iri, "biolink:authors"),
        "journal": graph.text(iri, "prism:publicationName"),
        "issued": graph.text(iri, "dcterms:issued"),
        "volume": graph.text(iri, "prism:volume"),
        "pages": graph.text(iri, "prism:pageRange"),
        "doc": document(iri, graph.base),
        "groups": citing,
        "count": sum(len(group.associations) for group in citing),
        "most": SHOWN,
        "cited_on": [graph.link(page) for page in graph.subjects("schema:citation", iri)],
    }


def _citing(service: Service, graph: Statements, iri: str) -> list[Citing]:
    by_subject: dict[str, list[tuple[Link, Association]]] = defaultdict(list)
    for subject in graph.subjects("biolink:publications", iri):
        item = association(service, graph, subject)
        if item.subject:  # a prevalence or a question cites publications too, but has none
            by_subject[item.subject].append((graph.link(item.object), item))
    groups = [
        Citing(graph.link(subject), sorted(associations, key=lambda pair: _by_label(pair[0])))
        for subject, associations in by_subject.items()
    ]
    return sorted(groups, key=lambda group: _by_label(group.subject))


def _by_label(thing: Link) -> tuple[str, str]:
    return thing.label.casefold(), thing.iri
