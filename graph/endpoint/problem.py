"""What a client is told when its request is refused or fails: a status, one sentence, and the facts to act on.

JSON is that of https://www.rfc-editor.org/rfc/rfc9457 (problem details).
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from rarekg.ontology.errors import QueryError, one_line

TEXT, JSON = "text/plain", "application/problem+json"
RETRY_SECONDS = "5"


class Problem(QueryError):
    """A request that gets no answer.

    ``kind`` is a word for logs and metrics (``syntax``, ``timeout``, …); ``facts`` are further members of the JSON form
    (``line``, ``column``, ``limit``, ``value``); ``headers`` go with the response.
    """

    def __init__(
        self,
        status: HTTPStatus,
        kind: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        **facts: str | float | list[str],
    ) -> None:
        """Keep the parts; the message is folded into one line."""
        self.status, self.kind, self.facts = status, kind, facts
        self.headers = dict(headers or {})
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.headers.setdefault("Retry-After", RETRY_SECONDS)
        super().__init__(one_line(message, limit=1000))

    def body(self, media_type: str) -> bytes:
        """Return the problem as ``media_type``, one of TEXT and JSON."""
        if media_type == TEXT:
            return f"{self}\n".encode()
        said = {"title": self.status.phrase, "status": int(self.status), "detail": str(self), "kind": self.kind}
        return (json.dumps(said | self.facts, ensure_ascii=False) + "\n").encode()


def bad_request(kind: str, message: str, **facts: str | float | list[str]) -> Problem:
    """Return the problem of a request that breaks a rule of the protocol or of SPARQL."""
    return Problem(HTTPStatus.BAD_REQUEST, kind, message, headers=None, **facts)


def over(limit: str, value: float, message: str, *, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Problem:
    """Return the problem of a request that is over the ``limit`` of this name and ``value``."""
    return Problem(status, limit, f"{message} (limit {limit} = {value:g})", limit=limit, value=value)


def busy(kind: str, message: str, *, after: float, status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE) -> Problem:
    """Return the problem of a request that may be sent again in ``after`` seconds."""
    return Problem(status, kind, message, headers={"Retry-After": str(max(1, round(after)))})
