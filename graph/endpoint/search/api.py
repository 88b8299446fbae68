"""Search over HTTP: results as JSON, suggestions while typing, and the reconciliation service of OpenRefine."""

from collections.abc import Mapping
from functools import partial
from html import escape
from http import HTTPStatus
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.numbers import whole_number
from rarekg.graph.endpoint.problem import Problem, bad_request
from rarekg.graph.endpoint.search import reconciliation
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.endpoint.sparql.protocol import FORM, sent_parameters, whole_body
from rarekg.graph.search.codes import code
from rarekg.graph.search.hits import MOST, Hit, left_out, search
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.things import Kind
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import standardize

SEARCH = "/search"
FRESH = "public, max-age=300"  # seconds by which a result may be older than the current build
OWN = FRESH.replace("public", "private")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # a preview is shown in a frame of another site
SUGGESTED = 10


async def hits(service: Service, request: Request) -> Response:
    """Answer ``/search?q=…`` in JSON; ``kind`` narrows it, ``limit`` is how many hits there are at most.

    ``left_out`` is the number of matches that only ``all=true`` finds, if no other matches closely.
    """
    text, kinds, limit = request.query_params.get("q", ""), _kinds(request), _limit(request)
    names, everything = index(service), asks_for_everything(request)
    address, rules = service.address(request), _rules(service)

    def make() -> Response:
        results = search(names, text, kinds, limit, everything=everything)
        hidden = 0 if everything else left_out(names, text, kinds, results)
        found = [_payload(hit, address) for hit in results]
        return _json({"query": text, "hits": found, "left_out": hidden}, rules)

    return await service.in_thread(make)


def asks_for_everything(request: Request) -> bool:
    """Return whether ``all=true`` asks for diseases of animals, terms that are no diseases, and withdrawn terms.

    Raises:
        Problem: 400 if ``all`` is neither true nor false.
    """
    value = request.query_params.get("all", "false")
    if value not in ("true", "false"):
        raise bad_request("parameter", f"all is true or false, not {value!r}")
    return value == "true"


async def reconcile(service: Service, request: Request) -> Response:
    """Answer a batch of the reconciliation service; without a batch, return the service's manifest.

    ``all=true`` in the address makes hidden things candidates too.
    """
    sent = dict(await sent_parameters(service, request.scope["query_string"]))
    if request.method == "POST":
        if not request.headers.get("content-type", "").lower().startswith(FORM):
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", f"a batch is sent as {FORM}")
        sent |= dict(await sent_parameters(service, await whole_body(request, service.limits)))
    if "queries" not in sent:
        return _json(reconciliation.manifest(service.address(request)), _rules(service))
    names, everything, answers = index(service), asks_for_everything(request), dict[str, Any]()
    async with service.threads.deadline():
        batch = await service.in_thread(_batch, sent["queries"], kind="queries")
        for key, query in batch.items():  # one by one, so that other work has its turn between them
            results = partial(reconciliation.results, names, query, everything=everything)
            answers[key] = await service.in_thread(results, kind="queries")
        return await service.in_thread(_json, answers, kind="queries")


def _batch(text: str) -> dict[str, reconciliation.Query]:
    try:
        return reconciliation.queries(text)
    except QueryError as error:
        raise bad_request("reconcile", str(error)) from error


async def entities(service: Service, request: Request) -> Response:
    """Suggest things whose name begins with ``prefix``."""
    prefix, names, everything = request.query_params.get("prefix", ""), index(service), asks_for_everything(request)
    return await service.in_thread(
        lambda: _json(reconciliation.suggested(search(names, prefix, (), SUGGESTED, everything=everything)))
    )


async def types(service: Service, request: Request) -> Response:
    """Suggest types."""
    return _json(reconciliation.types(request.query_params.get("prefix", "")))


async def properties(service: Service, request: Request) -> Response:
    """Suggest properties."""
    return _json(reconciliation.properties(request.query_params.get("prefix", "")))


async def preview(service: Service, request: Request) -> Response:
    """Show the thing ``id`` in a few lines of HTML, for a frame."""
    row = await service.in_thread(_thing, index(service), request.query_params.get("id", ""))
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": FRESH}
    return Response(f"<!doctype html><meta charset=utf-8>{_html(row)}", media_type="text/html", headers=headers)


async def flyout(service: Service, request: Request) -> Response:
    """Return the same lines as JSON, for a choice among suggestions."""
    row = await service.in_thread(_thing, index(service), request.query_params.get("id", ""))
    return _json({"id": row.curie, "html": _html(row)})


def _thing(names: SearchIndex, curie: str) -> Row:
    try:
        standard = standardize(curie)
    except ValueError:
        standard = ""
    row = next((row for row in names.by_code(code(standard)) if row.curie == standard), None) if standard else None
    if row is None:
        raise Problem(HTTPStatus.NOT_FOUND, "unknown", f"nothing here has the id {curie!r}")
    return row


def _html(row: Row) -> str:
    lines = [f"<strong>{escape(row.label)}</strong>", escape(f"{row.curie} · {reconciliation.NAMES[row.kind]}")]
    return f"<p>{'<br>'.join([*lines, *([escape(row.description)] if row.description else [])])}</p>"


def _payload(hit: Hit, address: str) -> dict[str, Any]:
    return {
        "iri": hit.iri,
        "curie": hit.curie,
        "kind": hit.kind,
        "label": hit.label,
        "description": hit.description,
        "name": hit.name,
        "how": hit.how,
        "score": hit.score,
        "phenotypes": hit.phenotypes,
        "tied_to": hit.terms,
        "was": hit.was or None,
        "document": f"{address}/{hit.curie}",
    }


def _kinds(request: Request) -> tuple[Kind, ...]:
    kinds = [kind for kind in request.query_params.getlist("kind") if kind]
    if unknown := [kind for kind in kinds if kind not in get_args(Kind)]:
        raise bad_request("parameter", f"kind is one of {', '.join(get_args(Kind))}, not {unknown[0]!r}")
    return tuple(kind for kind in get_args(Kind) if kind in kinds)


def _limit(request: Request) -> int:
    limit = whole_number(request.query_params.get("limit", "10"), 1, MOST)
    if limit is None:
        raise bad_request("parameter", f"limit is a whole number from 1 to {MOST}")
    return limit


def _rules(service: Service) -> str:
    """Return the rules for caches of a response with addresses in it.

    Shared ones may know it without the Host header (nginx does by default), by which the addresses begin.
    """
    return FRESH if service.public_url else OWN


def _json(payload: Mapping[str, Any], rules: str = FRESH) -> Response:
    return JSONResponse(payload, headers={"Cache-Control": rules, "Vary": "Accept"})
