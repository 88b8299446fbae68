"""What a disease's page refers readers to: summaries and pages of sources, resources, questions and answers."""

from collections import defaultdict
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document, web
from rarekg.graph.endpoint.pages.sources import Source, source
from rarekg.graph.endpoint.pages.statements import Statements


class Summary(NamedTuple):
    """A source's summary of a disease; ``href`` is its section here, ``modified`` the date of its last change."""

    text: str
    source: Source
    href: str
    modified: str


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


def summary(service: Service, graph: Statements, iri: str) -> Summary | None:
    """Return the summary on a source's page about ``iri``, shown if no ontology defines the disease."""
    for page in pages_about(graph, iri):
        section = f"{page}#summary"
        if text := graph.text(section, "schema:text"):
            publisher = source(service, graph.text(page, "biolink:primary_knowledge_source"))
            modified = max(graph.texts(section, "dcterms:modified"), default="")
            return Summary(text, publisher, document(section, graph.base), modified)
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
        publisher=graph.text(iri, "dcterms:publisher"),
        description=graph.text(iri, "dcterms:description"),
    )


def questions(graph: Statements) -> list[Link]:
    """Return the questions of readers that a source answered, by label."""
    return graph.links(graph.instances("schema:Question"))
