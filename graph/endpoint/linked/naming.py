"""Things by their names: ``/FOXP3``, ``/IPEX%20syndrome`` and ``/describe?thing=…`` lead to their documents."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rarekg.graph.endpoint.http.conditional import VARY
from rarekg.graph.endpoint.http.notes import header_note
from rarekg.graph.endpoint.http.query_response import NOTE
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked import addresses
from rarekg.graph.endpoint.linked.identified import identified, names, near
from rarekg.graph.endpoint.linked.not_found import not_found, several, unresolved
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.rdf.formats import DOCUMENTS
from rarekg.graph.resolve.asked import Asked, read
from rarekg.graph.resolve.outcome import Failed, outcome
from rarekg.graph.resolve.values import UnresolvedError
from rarekg.graph.search.meaning import meanings
from rarekg.graph.search.reader import Row
from rarekg.ontology.errors import QueryError

DESCRIBE = "/describe"


async def by_name(service: Service, request: Request, name: str) -> Response:
    """Redirect from the path ``name``, without its first slash, to the document on the one thing with that name.

    Raises:
        Problem: 300 if several things have it, 404 if none has.
    """
    bare, form = addresses.split(name.rstrip("/"))
    if name.endswith("/") and _is_route(request, f"/{name.rstrip('/')}"):
        return RedirectResponse(_with_query(request, f"/{name.rstrip('/')}"), HTTPStatus.MOVED_PERMANENTLY)
    rows = await service.in_thread(_meanings, service, bare)
    if not rows and form:
        bare, form, rows = name, "", await service.in_thread(_meanings, service, name)
    if not rows:
        raise await not_found(service, name)
    if len(rows) > 1:
        raise several(bare, [(row.curie, row.label) for row in rows])
    return _see_other(service, rows[0].iri, form, (f"{bare!r} is {rows[0].curie} ({rows[0].label})",))


async def describe(service: Service, request: Request) -> Response:
    """Redirect to the document on ``thing``: an id in any spelling, an IRI, or a name; ``format`` is a suffix of it.

    Raises:
        Problem: 400 if there is not one thing, 404 if the graph has none such, 300 if it has several.
    """
    sent, base = request.query_params, service.pool.build.base
    things, form = sent.getlist("thing"), sent.get("format", "")
    if len(things) != 1 or not things[0].strip():
        raise bad_request("protocol", f"name one thing: {DESCRIBE}?thing=FOXP3")
    if form and (form := addresses.SUFFIXES.get(form, form)) not in DOCUMENTS:
        raise bad_request("parameter", f"format is one of {', '.join(addresses.SUFFIXES)}")
    asked = await service.in_thread(_read, service, things[0])
    known = await identified(service, request, asked.iris)
    if asked.iri and known[0].mentioned and (known[0].obsolete or not known[0].things):
        return _see_other(service, asked.iri, form)
    found = outcome(asked, known, (), base)
    if not isinstance(found, Failed):
        return _see_other(service, found.iri, form, found.notes)
    if found.near or found.reason == "several":
        raise unresolved(UnresolvedError(found.reason, found.message, found.near))
    raise await not_found(service, things[0])


def _read(service: Service, text: str) -> Asked:
    try:
        return read(text, names(service), service.pool.build.base)
    except QueryError as error:
        suggested = [curie for curie, _ in near(service, text)]
        raise unresolved(UnresolvedError("value", str(error), suggested)) from error


def _meanings(service: Service, name: str) -> tuple[Row, ...]:
    index = names(service)
    return meanings(index, name) if index else ()


def _see_other(service: Service, iri: str, form: str, notes: tuple[str, ...] = ()) -> Response:
    location = addresses.path(iri, service.pool.build.base)
    noted = {NOTE: header_note(notes)} if notes else {}
    address = addresses.suffixed(location, form) if form else location
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, {"Vary": VARY, **noted})


def _is_route(request: Request, path: str) -> bool:
    return any(getattr(route, "path", "") == path for route in request.scope["app"].routes)


def _with_query(request: Request, path: str) -> str:
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path
