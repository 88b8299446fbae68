"""What a disease's page refers readers to: summaries and pages of sources, resources, questions and answers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document, web
from rarekg.graph.endpoint.pages.sources import Source, restates, source_of
from rarekg.graph.endpoint.pages.statements import Statements


class Summary(NamedTuple):
    """A source's summary of a disease; ``href`` is its section here, ``modified`` the date of its last change.

    A summary that restates another source's page has the title of that source as ``restates``, '' otherwise; the date
    is that of the restated page.
    """

    text: str
    source: Source
    href: str
    modified: str
    restates: str


class SourcePage(NamedTuple):
    """A source's page about a disease."""

    link: Link
    source: Source


class Resource(NamedTuple):
    """A web page or an organisation that a source refers its readers to."""

    kind: str
    title: str
    url: str
    publisher: str
    description: str


def pages_about(graph: Statements, iri: str) -> list[str]:
    """Return the pages of sources that are about the disease ``iri``."""
    pages = graph.instances("schema:MedicalWebPage")
    return [page for page in pages if iri in graph.iris(page, "schema:about")]


def source_pages(service: Service, graph: Statements, nodes: Iterable[str]) -> list[SourcePage]:
    """Return the pages of sources that are about one of ``nodes``, by label."""
    links = graph.links(page for node in nodes for page in pages_about(graph, node))
    return [SourcePage(link, source_of(service, graph, link.iri)) for link in links]


def summary(service: Service, graph: Statements, iri: str) -> Summary | None:
    """Return the summary on a source's page about ``iri``, shown if no ontology defines the disease."""
    for page in pages_about(graph, iri):
        section = f"{page}#summary"
        if text := graph.text(section, "schema:text"):
            modified = max(graph.texts(section, "dcterms:modified"), default="")
            restated = restates(service, graph, page)
            return Summary(text, source_of(service, graph, page), document(section, graph.base), modified, restated)
    return None


def resources(graph: Statements, iri: str) -> list[tuple[str, list[Resource]]]:
    """Return the resources about ``iri`` by kind."""
    by_kind: dict[str, list[Resource]] = defaultdict(list)
    for resource in graph.subjects("schema:about", iri):
        kind = graph.labels.get(graph.text(resource, "rkg:resourceKind"), "")
        if kind:
            by_kind[kind].append(_resource(graph, resource, kind))
    return [(kind, sorted(by_kind[kind])) for kind in sorted(by_kind)]


def _resource(graph: Statements, iri: str, kind: str) -> Resource:
    return Resource(
        kind=kind,
        title=graph.text(iri, "rdfs:label"),
        url=web(graph.text(iri, "schema:url")),
        publisher=graph.labels.get(graph.text(iri, "dcterms:publisher"), ""),
        description=graph.text(iri, "dcterms:description"),
    )


def questions(graph: Statements) -> list[Link]:
    """Return the questions of readers that a source answered, by label."""
    return graph.links(graph.instances("schema:Question"))
