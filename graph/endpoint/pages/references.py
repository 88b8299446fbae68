"""The publications behind a disease's page: those that its statements cite and those that a source's page lists."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from rarekg.graph.endpoint.pages.further_reading import pages_about
from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements

LAST = 10**6  # after all numbers of a list


class Reference(NamedTuple):
    """A publication: its citation, its number in a source's list, and how many statements of the page cite it."""

    thing: Link
    citation: str
    number: str
    times: int


class Citing(Protocol):
    """A statement that cites publications."""

    @property
    def references(self) -> Sequence[Link]:
        """The publications."""


def references(graph: Statements, nodes: Iterable[str], stated: Iterable[Citing]) -> Iterator[Reference]:
    """Yield the references of the ``nodes`` of a disease: in the order of a source's list, then the most cited."""
    times = Counter(reference.iri for statement in stated for reference in statement.references)
    numbers = {publication: number for node in nodes for publication, number in _numbers(graph, node).items()}
    order = sorted({*times, *numbers}, key=lambda item: (int(numbers.get(item) or LAST), -times[item], item))
    for publication in order:
        yield Reference(
            thing=graph.id_link(publication),
            citation=citation(graph, publication),
            number=numbers.get(publication, ""),
            times=times[publication],
        )


def _numbers(graph: Statements, iri: str) -> dict[str, str]:
    """Return each publication in the list of a source's page about ``iri``, with its number there."""
    numbers = {}
    for page in pages_about(graph, iri):
        for item in graph.subjects("dcterms:isPartOf", page):
            if publication := graph.text(item, "dcterms:references"):
                numbers[publication] = graph.text(item, "rkg:referenceNumber")
    return numbers


def citation(graph: Statements, iri: str) -> str:
    """Return authors, title, journal and date of a publication, '' if the graph has only its id."""
    names = ("biolink:authors", "dcterms:title", "prism:publicationName", "dcterms:issued")
    parts = [graph.text(iri, name) for name in names]
    return ". ".join(part.rstrip(".") for part in parts if part)
