"""The plain statements about a thing: each property with its values, as a table shows them."""

from collections.abc import Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements, Value


class Shown(NamedTuple):
    """A value as a page shows it: a link, or None and the text of a literal with its language."""

    link: Link | None
    text: str
    language: str


class Property(NamedTuple):
    """A property of a thing with its values."""

    name: Link
    values: Sequence[Shown]


def properties(graph: Statements, iri: str) -> list[Property]:
    """Return the properties of ``iri``, by name."""
    listed = [
        Property(property_link(graph, name), [_shown(graph, value) for value in values])
        for name, values in graph.properties(iri)
    ]
    return sorted(listed, key=lambda item: (item.name.label.casefold(), item.name.iri))


def property_link(graph: Statements, iri: str) -> Link:
    """Return the link to a property, without an address if the graph does not describe the property."""
    link = graph.link(iri)
    return link if iri in graph.labels else link._replace(href="")


def _shown(graph: Statements, value: Value) -> Shown:
    if value.is_iri:
        return Shown(graph.link(value.text), "", "")
    return Shown(None, value.text, value.language)
