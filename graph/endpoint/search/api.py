"""Search over HTTP: results as JSON."""

from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.numbers import whole_number
from rarekg.graph.endpoint.problem import bad_request
from rarekg.graph.endpoint.search.current import index
from rarekg.graph.search.hits import MOST, Hit, left_out, search
from rarekg.graph.search.thing import Kind

SEARCH = "/search"
FRESH = "public, max-age=300"  # seconds by which a result may be older than the current build
OWN = FRESH.replace("public", "private")


async def hits(service: Service, request: Request) -> Response:
    """Answer ``/search?q=…`` in JSON; ``kind`` narrows it, ``limit`` is how many hits there are at most.

    ``left_out`` is the number of matches that only ``all=true`` finds, if no other matches closely.
    """
    text, kinds, limit = request.query_params.get("q", ""), _kinds(request), _limit(request)
    names, everything = index(service), asks_for_everything(request)
    address, cached = service.address(request), rules(service)

    def make() -> Response:
        results = search(names, text, kinds, limit, everything=everything)
        hidden = 0 if everything else left_out(names, text, kinds, results)
        found = [_payload(hit, address) for hit in results]
        payload = {"query": text, "hits": found, "left_out": hidden}
        return JSONResponse(payload, headers={"Cache-Control": cached, "Vary": "Accept"})

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


def rules(service: Service) -> str:
    """Return the rules for caches of a response with addresses in it.

    Shared ones may know it without the Host header (nginx does by default), by which the addresses begin.
    """
    return FRESH if service.public_url else OWN
