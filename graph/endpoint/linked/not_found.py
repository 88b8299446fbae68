"""What is said of a thing that the graph does not know: that it is not there, and which may have been meant."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.search.nearest import nearest
from rarekg.ontology.errors import one_line


async def unknown(service: Service, name: str) -> Problem:
    """Return the problem that there is no ``name`` here (a CURIE, an IRI or a path), with what is near to it."""
    found = await run_in_threadpool(_near, service, name)
    said = f"the graph has no {name}"
    if found:
        said += f"; did you mean {', '.join(f'{curie} ({label})' for curie, label in found)}?"
    return Problem(HTTPStatus.NOT_FOUND, "unknown", one_line(said, limit=1000), near=[curie for curie, _ in found])


def _near(service: Service, name: str) -> list[tuple[str, str]]:
    try:
        names = index(service)
    except Problem:  # a build of before has no index, and nothing to suggest
        return []
    return nearest(names, name)
