"""The problem of a name that the graph does not have, with names that are near to it."""

from http import HTTPStatus

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.search.nearest import nearest
from rarekg.ontology.errors import one_line


async def not_found(service: Service, name: str) -> Problem:
    """Return the problem that the graph has no ``name`` (a CURIE, an IRI or a path), with suggestions."""
    suggestions = await service.in_thread(_near, service, name)
    message = f"the graph has no {name}"
    if suggestions:
        message += f"; did you mean {', '.join(f'{curie} ({label})' for curie, label in suggestions)}?"
    near = [curie for curie, _ in suggestions]
    return Problem(HTTPStatus.NOT_FOUND, "unknown", one_line(message, limit=1000), near=near)


def _near(service: Service, name: str) -> list[tuple[str, str]]:
    try:
        return nearest(index(service), name)
    except Problem:  # there is no index, or it is damaged: what is not there is not there all the same
        return []
