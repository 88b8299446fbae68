"""Count what a request takes in memory beside its bytes against the share of its client."""

from http import HTTPStatus

from starlette.requests import Request

from rarekg.graph.endpoint.problem import Problem

CONNECTION = "rarekg.connection"  # the ASGI extension of our own server


def hold(request: Request, amount: int) -> None:
    """Count ``amount`` bytes until the response to ``request`` is complete; another server has limits of its own.

    Raises:
        Problem: 503 if that is over what its client may hold.
    """
    connection = request.scope.get("extensions", {}).get(CONNECTION, {})
    if "hold" in connection and not connection["hold"](amount):
        message = "your requests take all memory that there is for them (limit client_bytes); wait for the responses"
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "client_bytes", message)
