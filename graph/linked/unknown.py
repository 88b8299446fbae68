"""What is said of a thing that the graph does not know: that it is not there, and which may have been meant."""

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool

from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.service import Service
from rarekg.graph.search.codes import code, near
from rarekg.graph.search.search import search
from rarekg.graph.search.served import index
from rarekg.ontology.errors import one_line
from rarekg.ontology.prefixes import converter

NEAR = 5


async def unknown(service: Service, name: str) -> Problem:
    """Return the problem that there is no ``name`` here (a CURIE, an IRI or a path), with what is near to it."""
    found = await run_in_threadpool(_near, service, name)
    said = f"the graph has no {name}"
    if found:
        said += f"; did you mean {', '.join(f'{curie} ({label})' for curie, label in found)}?"
    return Problem(HTTPStatus.NOT_FOUND, "unknown", one_line(said, limit=1000), near=[curie for curie, _ in found])


def _near(service: Service, name: str) -> list[tuple[str, str]]:
    """Return CURIE and label of the things whose ids are one slip from ``name``, else of what it may be a name of."""
    try:
        names = index(service)
    except Problem:
        return []
    ids = {row.curie: row.label for curie in near(name) for row in names.by_code(code(curie))}
    prefix, colon, _ = name.partition(":")
    is_id = bool(colon) and converter().standardize_prefix(prefix) is not None
    hits = () if ids else search(names, name if is_id else name.rpartition("/")[2].replace("_", " "), limit=NEAR)
    found = ids or {hit.curie: hit.label for hit in hits if hit.how == "id" or not is_id}
    return list(found.items())[:NEAR]
