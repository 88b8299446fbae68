"""The error response of a request: a status, one sentence, and the facts to act on.

Its JSON form is problem details (https://www.rfc-editor.org/rfc/rfc9457).
"""

import json
from collections.abc import Mapping
from http import HTTPStatus

from rarekg.ontology.errors import QueryError, one_line

TEXT, JSON = "text/plain", "application/problem+json"
RETRY_SECONDS = "5"


class Problem(QueryError):
    """A request that is refused or fails.

    ``kind`` is a word for logs and metrics (``syntax``, ``timeout``, …); ``facts`` are further members of the JSON form
    (``line``, ``column``, ``source``, ``advice``, ``limit``, ``value``); ``headers`` are those of the response.
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
        """Store the parts; the message becomes one line."""
        self.status, self.kind, self.facts = status, kind, facts
        self.headers = dict(headers or {})
        if status is HTTPStatus.SERVICE_UNAVAILABLE:
            self.headers.setdefault("Retry-After", RETRY_SECONDS)
        super().__init__(one_line(message, limit=1000))

    def again(self, headers: Mapping[str, str]) -> "Problem":
        """Return the same problem for another request, with ``headers``."""
        return Problem(self.status, self.kind, str(self), headers=headers, **self.facts)

    def body(self, media_type: str) -> bytes:
        """Return the problem as ``media_type``, one of TEXT and JSON.

        The text is one line; a mistake in a query has its line below, marked.
        """
        if media_type == TEXT:
            source = self.facts.get("source")
            return (f"{self}\n\n{source}\n" if source else f"{self}\n").encode()
        payload = {"title": self.status.phrase, "status": int(self.status), "detail": str(self), "kind": self.kind}
        return (json.dumps(payload | self.facts, ensure_ascii=False) + "\n").encode()


def bad_request(kind: str, message: str, **facts: str | float | list[str]) -> Problem:
    """Return the problem of a request that breaks a rule of the protocol or of SPARQL."""
    return Problem(HTTPStatus.BAD_REQUEST, kind, message, headers=None, **facts)


def over(limit: str, value: float, message: str, *, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> Problem:
    """Return the problem of a request over the limit named ``limit``, which is ``value``.

    >>> str(over("max_nesting", 128, "the query is nested too deeply"))
    'the query is nested too deeply (limit max_nesting = 128)'
    """
    return Problem(status, limit, f"{message} (limit {limit} = {value:g})", limit=limit, value=value)


def busy(kind: str, message: str, *, after: float, status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE) -> Problem:
    """Return the problem of a request that the client may repeat in ``after`` seconds."""
    return Problem(status, kind, message, headers={"Retry-After": str(max(1, round(after)))})
