"""How many people have a disease, as each source states it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source_of
from rarekg.graph.endpoint.pages.statements import Statements


class Prevalence(NamedTuple):
    """A prevalence from one source: its kind, the text shown, the source, the statement's page and its references."""

    kind: str
    words: str
    source: Source
    href: str
    references: Sequence[Link]


def prevalences(service: Service, graph: Statements, iri: str) -> Iterator[Prevalence]:
    """Yield the prevalences of the disease ``iri``."""
    for prevalence in graph.iris(iri, "rkg:hasPrevalence"):
        yield Prevalence(
            kind=graph.labels.get(graph.text(prevalence, "rkg:prevalenceKind"), "prevalence"),
            words=_words(graph, prevalence),
            source=source_of(service, graph, prevalence),
            href=document(prevalence, graph.base),
            references=[graph.id_link(reference) for reference in graph.iris(prevalence, "biolink:publications")],
        )


def _words(graph: Statements, prevalence: str) -> str:
    """Return the source's own words, else its qualification and region, else the highest count."""
    words = graph.text(prevalence, "rkg:sourceWords")
    parts = [text for name in ("rkg:qualification", "rkg:geography") for text in graph.texts(prevalence, name)]
    count = graph.text(prevalence, "rkg:upperCount")
    return words or " ".join(parts) or (f"at most {count}" if count else "not stated")
