"""The reconciliation service over HTTP: batches, data extension, suggestions, previews; as JSON or, if asked, JSONP."""

from collections.abc import Mapping
from functools import partial
from html import escape
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rarekg.graph.endpoint.http.notes import header_note
from rarekg.graph.endpoint.http.query_response import NOTE, QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.numbers import whole_number
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.search import extension, jsonp, manifest, properties, reconciliation
from rarekg.graph.endpoint.search.api import FRESH, asks_for_everything, rules
from rarekg.graph.endpoint.search.batch import Query, json_object, queries, query_of
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.search.entity_ids import thing
from rarekg.graph.endpoint.search.manifest import NAMES, Json
from rarekg.graph.endpoint.sparql.protocol import FORM, sent_parameters, whole_body
from rarekg.graph.search.hits import MOST, search
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.thing import Kind
from rarekg.ontology.errors import QueryError

POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # a preview is shown in a frame of another site
SUGGESTED, MOST_PROPOSED = 10, 100
MOST_SKIPPED = MOST - SUGGESTED


async def reconcile(service: Service, request: Request) -> Response:
    """Answer a batch of queries or a data extension; without either, return the service's manifest.

    ``all=true`` in the address makes hidden things candidates too.
    """
    sent = await _sent(service, request)
    name, given = jsonp.callback(sent), [key for key in ("queries", "query", "extend") if key in sent]
    if len(given) > 1:
        raise bad_request("reconcile", f"send one of queries, query and extend, not {' and '.join(given)}")
    if not given:
        return _answer(manifest.manifest(service.address(request)), name, rules(service))
    if given == ["extend"]:
        return await _extended(service, request, sent["extend"], name)
    batch = await service.in_thread(_batch, sent, kind="queries")
    names, everything, answers = index(service), asks_for_everything(request), dict[str, Any]()
    async with service.threads.deadline():
        for key, query in batch.items():  # one by one, so that other work has its turn between them
            results = partial(reconciliation.results, names, query, everything=everything)
            answers[key] = await service.in_thread(results, kind="queries")
        payload = answers[""] if given == ["query"] else answers
        return await service.in_thread(_answer, payload, name, kind="queries")


async def _sent(service: Service, request: Request) -> dict[str, str]:
    """Return the parameters of the address and, of a POST, of the form."""
    sent = dict(await sent_parameters(service, request.scope["query_string"]))
    if request.method == "POST":
        if not request.headers.get("content-type", "").lower().startswith(FORM):
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", f"a batch is sent as {FORM}")
        sent |= dict(await sent_parameters(service, await whole_body(request, service.limits)))
    return sent


def _batch(sent: Mapping[str, str]) -> dict[str, Query]:
    """Return the queries of a batch, or under the key '' the one of version 0.1's ``query``, a text or an object."""
    try:
        if "queries" in sent:
            return queries(sent["queries"])
        text = sent["query"]
        return {"": query_of(json_object(text, "query") if text.lstrip().startswith("{") else {"query": text})}
    except QueryError as error:
        raise bad_request("reconcile", str(error)) from error


async def _extended(service: Service, request: Request, text: str, callback: str) -> Response:
    names = index(service)
    asked, curies = await service.in_thread(_asked, names, text, kind="queries")
    wanted = [known for known, _ in asked.properties]
    things = await service.in_thread(extension.nodes, names, [curie for curie in curies.values() if curie])
    query, values = await service.in_thread(extension.query, wanted, things), {}
    if query:
        results = await fetch(service, request, QueryRequest(query=query, rows="json", graph=None), written=True)
        values = await service.in_thread(extension.read, results, things, kind="queries")
    payload = await service.in_thread(extension.answer, asked, curies, values, kind="queries")
    response = _answer(payload, callback)
    if unknown := [name for name, curie in curies.items() if curie is None]:
        listed = ", ".join(unknown).encode("unicode_escape").decode()  # so that no sign of an id is lost
        response.headers[NOTE] = header_note([f"nothing here has the id {listed}"])
    return response


def _asked(names: SearchIndex, text: str) -> tuple[extension.Extension, dict[str, str | None]]:
    """Return the extension that is asked for, and the CURIE that each of its ids leads to."""
    try:
        asked = extension.extension(text)
    except QueryError as error:
        raise bad_request("reconcile", str(error)) from error
    found = {name: thing(names, name) for name in asked.ids}
    return asked, {name: row.curie if row else None for name, row in found.items()}


async def entities(service: Service, request: Request) -> Response:
    """Suggest things whose name begins with ``prefix``; ``cursor`` is how many of them to pass over."""
    name, skipped = jsonp.callback(request.query_params), _cursor(request)
    prefix, names, everything = request.query_params.get("prefix", ""), index(service), asks_for_everything(request)

    def make() -> Response:
        hits = search(names, prefix, (), skipped + SUGGESTED, everything=everything)
        return _answer(reconciliation.suggested(hits[skipped:]), name)

    return await service.in_thread(make)


def _cursor(request: Request) -> int:
    given = request.query_params.get("cursor")
    skipped = whole_number(given, 0, MOST_SKIPPED) if given else 0
    if skipped is None:
        raise bad_request("parameter", f"cursor is a whole number from 0 to {MOST_SKIPPED}")
    return skipped


async def types(service: Service, request: Request) -> Response:
    """Suggest types."""
    return _suggested(request, manifest.types(request.query_params.get("prefix", "")))


async def property_suggestions(service: Service, request: Request) -> Response:
    """Suggest properties."""
    return _suggested(request, properties.suggested(request.query_params.get("prefix", "")))


async def proposals(service: Service, request: Request) -> Response:
    """Propose properties of the things of ``type`` for data extension, at most ``limit``."""
    named, given = request.query_params.get("type", ""), request.query_params.get("limit")
    kind: Kind | None = next((kind for kind in NAMES if kind == named), None)
    if named and kind is None:
        raise bad_request("parameter", f"type is one of {', '.join(NAMES)}, not {named[:50]!r}")
    limit = whole_number(given, 1, MOST_PROPOSED) if given else None
    if given and limit is None:
        raise bad_request("parameter", f"limit is a whole number from 1 to {MOST_PROPOSED}")
    payload: Json = {"properties": properties.proposed(kind, limit)}
    if named:
        payload["type"] = named
    if limit is not None:
        payload["limit"] = limit
    return _requested(request, payload)


async def view(service: Service, request: Request) -> Response:
    """Lead to the document about the thing ``id``."""
    row = await service.in_thread(_thing, index(service), request.query_params.get("id", ""))
    return RedirectResponse(f"/{row.curie}", HTTPStatus.SEE_OTHER, {"Cache-Control": FRESH})


async def preview(service: Service, request: Request) -> Response:
    """Show the thing ``id`` in a few lines of HTML, for a frame."""
    row = await service.in_thread(_thing, index(service), request.query_params.get("id", ""))
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": FRESH}
    return Response(f"<!doctype html><meta charset=utf-8>{_html(row)}", media_type="text/html", headers=headers)


async def flyout(service: Service, request: Request) -> Response:
    """Return the same lines as JSON, for a choice among suggestions."""
    asked = request.query_params.get("id", "")
    row = await service.in_thread(_thing, index(service), asked)
    return _requested(request, {"id": asked, "html": _html(row)})


def _thing(names: SearchIndex, asked: str) -> Row:
    row = thing(names, asked)
    if row is None:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"nothing here has the id {asked!r}")
    return row


def _html(row: Row) -> str:
    lines = [f"<strong>{escape(row.label)}</strong>", escape(f"{row.curie} · {NAMES[row.kind]}")]
    return f"<p>{'<br>'.join([*lines, *([escape(row.description)] if row.description else [])])}</p>"


def _suggested(request: Request, payload: Json) -> Response:
    return _requested(request, {"result": payload["result"][_cursor(request) :]})


def _requested(request: Request, payload: Json) -> Response:
    return _answer(payload, jsonp.callback(request.query_params))


def _answer(payload: Json, callback: str, cached: str = FRESH) -> Response:
    headers = {"Cache-Control": cached, "Vary": "Accept"}
    if callback:
        return Response(jsonp.script(callback, payload), media_type=jsonp.MEDIA_TYPE, headers=headers)
    return JSONResponse(payload, headers=headers)
