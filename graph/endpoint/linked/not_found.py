"""The problem of a name that the graph does not have, or has several things for, with the ids to take instead."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.identified import near
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.ontology.errors import one_line

STATUSES: Mapping[str, HTTPStatus] = MappingProxyType(
    {
        "unknown": HTTPStatus.NOT_FOUND,
        "kind": HTTPStatus.NOT_FOUND,
        "several": HTTPStatus.MULTIPLE_CHOICES,
        "value": HTTPStatus.BAD_REQUEST,
    }
)


async def not_found(service: Service, name: str) -> Problem:
    """Return the problem that the graph has no ``name`` (a CURIE, an IRI or a path), with suggestions."""
    suggestions = await service.in_thread(near, service, name)
    listed = ", ".join(f"{curie} ({label})" for curie, label in suggestions)
    message = f"the graph has no {name}; {f'did you mean {listed}?' if listed else '/help says what is here'}"
    ids = [curie for curie, _ in suggestions]
    return Problem(HTTPStatus.NOT_FOUND, "unknown", one_line(message, limit=1000), near=ids)


def several(name: str, things: Sequence[tuple[str, str]]) -> Problem:
    """Return the problem that ``name`` means several ``things``, given as ids with labels: 300 with their list.

    >>> str(several("eczema", [("MONDO:0004980", "atopic eczema"), ("HP:0000964", "Eczematoid dermatitis")]))
    "'eczema' means MONDO:0004980 (atopic eczema) and HP:0000964 (Eczematoid dermatitis); take one of them"
    """
    listed = " and ".join(f"{curie} ({label})" for curie, label in things)
    message = f"{name!r} means {listed}; take one of them"
    ids = [curie for curie, _ in things]
    return Problem(HTTPStatus.MULTIPLE_CHOICES, "several", message, near=ids)


def unresolved(error: UnresolvedError) -> Problem:
    """Return the problem of a value that stands for no single thing of the right kind."""
    return Problem(STATUSES[error.reason], error.reason, str(error), near=error.near)
