"""Routes: the methods of a path, OPTIONS, and the CORS preflight."""

import re
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rarekg.graph.endpoint.http.negotiation import field
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.problem import Problem, bad_request

Endpoint = Callable[[Service, Request], Awaitable[Response]]

READING = ("GET", "HEAD", "OPTIONS")
PREFLIGHT_SECONDS = 86400
# What a page of another site may send if its browser does not say what it wants to.
USUAL_FIELDS = "Accept, Authorization, Cache-Control, Content-Type, If-None-Match, X-Requested-With"
LONGEST_FIELDS = 4096  # characters of a list of field names that is repeated
_FIELDS = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]++(?:[ \t]*+,[ \t]*+[!#$%&'*+.^_`|~0-9A-Za-z-]++)*+")
OF_NO_BUILD = ("/healthz", "/metrics", "/static/{name:path}")  # paths of what is not read from a build
MOST_PARAMETERS = 1000  # of one address or form


def route(service: Service, path: str, endpoint: Endpoint, methods: Sequence[str] = READING) -> Route:
    """Return the route from ``path`` to ``endpoint``, which answers OPTIONS itself.

    While the build that is served is damaged, it answers 503, unless the path is one of OF_NO_BUILD.
    """
    allowed = ", ".join(methods)

    async def serve(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(
                status_code=HTTPStatus.NO_CONTENT, headers={"Allow": allowed, **_preflight(request, allowed)}
            )
        if path not in OF_NO_BUILD and (refusal := service.verification.known.refusal(service.pool.build)):
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "damaged", refusal)
        await _read_parameters(service, request)
        return await endpoint(service, request)

    serve.__name__ = getattr(endpoint, "__name__", path)
    return Route(path, serve, methods=list(methods), name=serve.__name__)


async def _read_parameters(service: Service, request: Request) -> None:
    """Read the parameters of a long address in a thread; ``request`` keeps them.

    Raises:
        Problem: 400 if there are too many.
    """
    encoded = request.scope["query_string"]
    if encoded.count(b"&") >= MOST_PARAMETERS:
        raise bad_request("protocol", f"there are more than {MOST_PARAMETERS} parameters")
    if len(encoded) > SMALL:
        await service.in_thread(getattr, request, "query_params", kind="queries")


def _preflight(request: Request, allowed: str) -> dict[str, str]:
    """Return the permission for a page of another site: any field may be sent, as none of them means anything here.

    A wildcard would not do: it leaves out ``Authorization`` (https://fetch.spec.whatwg.org/#http-access-control-allow-headers).
    """
    asked = field(request, "access-control-request-headers") or ""
    repeated = len(asked) <= LONGEST_FIELDS and _FIELDS.fullmatch(asked)
    return {
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": asked if repeated else USUAL_FIELDS,
        "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        "Vary": "Access-Control-Request-Headers",
    }
