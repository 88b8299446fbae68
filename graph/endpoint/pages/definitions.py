"""The definitions of a disease: each text once, with all sources that have it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.sources import Source, source_of, source_with_key
from rarekg.graph.endpoint.pages.statements import Statements

DEFINITION = "IAO:0000115"


class Definition(NamedTuple):
    """A definition, and who gives it: each source with the address of its statement, or of the dataset."""

    text: str
    sources: Sequence[tuple[Source, str]]


def definitions(service: Service, graph: Statements, nodes: Iterable[str]) -> list[Definition]:
    """Return the definitions of the ``nodes`` of a disease, those of ontologies before those of registries.

    ``graph`` has them as values of the named graphs that state them, and of the nodes of those with a provenance.
    """
    found: dict[str, dict[str, tuple[Source, str]]] = {
        text: {} for node in nodes for text in graph.texts(node, DEFINITION)
    }
    for text, sources in found.items():
        for source in _stating(service, graph, text):
            sources[source.key] = (source, source.href)
    for node in graph.instances("rkg:DiseaseDefinition"):
        source = source_of(service, graph, node)
        found.setdefault(graph.text(node, "schema:text"), {})[source.key] = (source, document(node, graph.base))
    shown = [Definition(text, sorted(sources.values(), key=_ontologies_first)) for text, sources in found.items()]
    return sorted(shown, key=lambda one: (not one.sources, *(_ontologies_first(source) for source in one.sources[:1])))


def _stating(service: Service, graph: Statements, text: str) -> Iterable[Source]:
    """Yield the sources of the build whose named graph states ``text``."""
    for key in service.pool.build.manifest.sources:
        if text in graph.texts(f"{graph.base}graph/{key}", DEFINITION):
            source = source_with_key(service, key)
            assert source is not None
            yield source


def _ontologies_first(given: tuple[Source, str]) -> tuple[bool, str]:
    return not given[0].key.startswith("mondo"), given[0].title
