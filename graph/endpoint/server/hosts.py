"""The hosts that the service answers for: a request for another one is misdirected (RFC 9110, section 15.5.20)."""

from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from rarekg.graph.endpoint.http.service import is_host
from rarekg.graph.endpoint.problem import Problem
from rarekg.ontology.errors import QueryError

EXEMPT = ("/healthz",)  # asked by address, by those who watch over this process

Refuse = Callable[[Request, Problem], Awaitable[Response]]


def read(listed: str) -> frozenset[str]:
    """Return the hosts in ``listed``, separated by commas: names or addresses, with a port or for every port.

    >>> sorted(read("Example.org, [::1]:8000"))
    ['[::1]:8000', 'example.org']

    Raises:
        QueryError: One is neither.
    """
    hosts = [host.strip() for host in listed.split(",") if host.strip()]
    if wrong := [host for host in hosts if not is_host(host)]:
        raise QueryError(f"--allowed-hosts: {wrong[0]!r} is no host; write example.org, or example.org:8000")
    return frozenset(map(_normal, hosts))


def allowed(headers: Iterable[str], hosts: frozenset[str]) -> bool:
    """Return whether a request with these Host headers is for one of ``hosts``; it must have one header.

    >>> allowed(["example.ORG:8000"], read("example.org")), allowed(["example.org"], read("example.org:8000"))
    (True, False)
    """
    sent = [*headers]
    if len(sent) != 1 or not is_host(sent[0]):
        return False
    host = _normal(sent[0])
    return host in hosts or _without_port(host) in hosts


def answering_for(app: ASGIApp, hosts: frozenset[str], refuse: Refuse) -> ASGIApp:
    """Return ``app`` for requests to ``hosts``, all if there are none; ``refuse`` answers others but not on EXEMPT."""

    async def check(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] not in EXEMPT:
            request = Request(scope)
            if not allowed(request.headers.getlist("host"), hosts):
                problem = Problem(HTTPStatus.MISDIRECTED_REQUEST, "host", "this service does not answer for that host")
                await (await refuse(request, problem))(scope, receive, send)
                return
        await app(scope, receive, send)

    return check if hosts else app


def _normal(host: str) -> str:
    """Return ``host`` in lower case, without the dot that may end a full name."""
    name, port = _without_port(host), host[len(_without_port(host)) :]
    return name.removesuffix(".").lower() + port


def _without_port(host: str) -> str:
    before, colon, _ = host.rpartition(":")
    return before if colon and not host.endswith("]") else host
