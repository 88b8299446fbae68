"""A client of a remote store over HTTP: SPARQL queries and updates, and its graphs.

https://www.w3.org/TR/sparql11-protocol/ and https://www.w3.org/TR/sparql11-http-rdf-update/. Every request here may be
sent twice: queries change nothing, and adding the same triples again adds none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeVar

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from rarekg.graph.remote.credentials import Credentials, OnChallenge, from_environment, without_secrets
from rarekg.graph.remote.failures import MayPassError, RemoteStoreError, check, explained, kind
from rarekg.ontology.errors import QueryError

Result = TypeVar("Result")
WEB_PAGES = frozenset({"text/html", "application/xhtml+xml"})
TRIPLES = "application/n-triples"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of a request: seconds to connect, of silence, between attempts (doubling), and the number of attempts."""

    connect: float = 10.0
    silence: float = 60.0
    attempts: int = 4
    wait: float = 0.5
    longest_wait: float = 30.0


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where a store takes queries, updates, and its graphs (``?graph=IRI``); '' where it does not."""

    query: str
    update: str = ""
    graphs: str = ""

    def __post_init__(self) -> None:
        """Refuse an address that is none or holds a password."""
        for url in filter(None, (self.query, self.update, self.graphs)):
            without_secrets(url)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to a query while it arrives: its media type, and its body in pieces."""

    media_type: str
    headers: httpx.Headers
    pieces: Iterator[bytes]


class RemoteClient:
    """A store at ``addresses``. It keeps connections open, and is used by one thread at a time."""

    def __init__(self, addresses: Addresses, http: httpx.Client, limits: Limits) -> None:
        """Take an open client; :func:`connected` makes one."""
        self.addresses, self._http, self._limits = addresses, http, limits

    @contextmanager
    def answer(
        self,
        query: str,
        accept: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        silence: float | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer to ``query`` in a format of ``accept``; ``default_graphs`` together are its default graph.

        ``silence`` is how many seconds the store may send nothing. An attempt is repeated until an answer begins.

        Raises:
            RemoteStoreError: As it says; also from ``pieces`` if the body breaks off.
        """
        form = {"query": query, "default-graph-uri": default_graphs, "named-graph-uri": named_graphs}
        url = self.addresses.query
        response = self._repeated(lambda: self._opened(url, form, accept, silence))
        try:
            with explained(url):
                yield Answer(media_type=kind(response), headers=response.headers, pieces=_pieces(response, url))
        finally:
            response.close()

    def ask(
        self, query: str, accept: str, *, default_graphs: Sequence[str] = (), silence: float | None = None
    ) -> bytes:
        """Return the whole body of the answer to ``query``; one that breaks off is asked for again.

        Raises:
            RemoteStoreError: As it says.
        """

        def whole() -> bytes:
            form = {"query": query, "default-graph-uri": default_graphs}
            response = self._opened(self.addresses.query, form, accept, silence)
            try:
                return b"".join(_pieces(response, self.addresses.query))
            finally:
                response.close()

        return self._repeated(whole)

    def update(self, text: str) -> None:
        """Run the SPARQL update ``text``.

        Raises:
            RemoteStoreError: As it says.
        """
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._send("POST", self.addresses.update, text.encode(), headers)

    def add(self, graph: str, triples: bytes, *, replace: bool = False) -> None:
        """Add ``triples`` (N-Triples) to the named graph ``graph``, or make them its whole content.

        Raises:
            RemoteStoreError: As it says.
        """
        headers = {"Content-Type": TRIPLES}
        self._send("PUT" if replace else "POST", self._graph(graph), triples, headers)

    def delete(self, graph: str) -> None:
        """Delete the named graph ``graph``; one that is not there is no error.

        Raises:
            RemoteStoreError: As it says.
        """
        self._send("DELETE", self._graph(graph), b"", {}, missing=True)

    def server(self, url: str) -> str:
        """Return what the server at ``url`` calls itself in its header ``Server``, '' if it does not.

        Raises:
            RemoteStoreError: It cannot be reached.
        """

        def named() -> str:
            with explained(url), self._http.stream("GET", url) as response:
                return str(response.headers.get("server", ""))

        return self._repeated(named)

    def _graph(self, graph: str) -> str:
        """Return the address of a named graph; the one of all graphs may have parameters of the engine's own."""
        return str(httpx.URL(self.addresses.graphs).copy_merge_params({"graph": graph}))

    def _opened(
        self, url: str, form: Mapping[str, Sequence[str]], accept: str, silence: float | None
    ) -> httpx.Response:
        """Return a response with status 200 whose body has not been read yet, in a format of ``accept``."""
        timeout = httpx.Timeout(silence or self._limits.silence, connect=self._limits.connect)
        headers = {"Accept": accept}
        request = self._http.build_request("POST", url, data=dict(form), headers=headers, timeout=timeout)
        with explained(url):
            response = self._http.send(request, stream=True)
            try:
                check(response, url, self._limits.longest_wait)
                _check_kind(response, url, accept)
            except BaseException:  # Ctrl-C too: nobody else knows of this open response yet
                response.close()
                raise
            return response

    def _send(
        self,
        method: str,
        url: str,
        content: bytes,
        headers: dict[str, str],
        *,
        missing: bool = False,
    ) -> None:
        def sent() -> None:
            with explained(url):
                response = self._http.request(method, url, content=content, headers=headers)
                if not (missing and response.status_code == 404):
                    check(response, url, self._limits.longest_wait)

        self._repeated(sent)

    def _repeated(self, attempt: Callable[[], Result]) -> Result:
        """Return what ``attempt`` returns, after further attempts if it fails in a way that may pass."""
        attempts = Retrying(
            retry=retry_if_exception_type(MayPassError),
            stop=stop_after_attempt(self._limits.attempts),
            wait=self._pause,
            reraise=True,
        )
        return attempts(attempt)

    def _pause(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, MayPassError) and error.pause is not None:
            return error.pause
        return float(min(self._limits.wait * 2 ** (state.attempt_number - 1), self._limits.longest_wait))


@contextmanager
def connected(
    addresses: Addresses, *, limits: Limits | None = None, credentials: Credentials | None = None
) -> Iterator[RemoteClient]:
    """Yield a client of the store at ``addresses``, with the credentials of the environment unless others are given.

    It uses the proxy and the certificates that the environment names, and follows no redirect, so that a password goes
    to the host that was named and to no other.

    Raises:
        QueryError: The credentials, the proxy or the certificates cannot be used.
    """
    bounds, who = limits or Limits(), credentials or from_environment()
    try:
        http = httpx.Client(
            headers={"User-Agent": f"rarekg/{version('rarekg')}"},
            timeout=httpx.Timeout(bounds.silence, connect=bounds.connect),
            auth=OnChallenge(who),
            follow_redirects=False,
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise QueryError(f"the proxy of the environment cannot be used: {error}; name one with http://") from error
    with http:
        yield RemoteClient(addresses, http, bounds)


def _pieces(response: httpx.Response, url: str) -> Iterator[bytes]:
    with explained(url):
        yield from response.iter_bytes()


def _check_kind(response: httpx.Response, url: str, accept: str) -> None:
    """Raise unless the body is in a format that was asked for."""
    found = kind(response)
    if found in WEB_PAGES:
        raise RemoteStoreError(
            url, f"answers with a web page ({found}) instead of a result", advice="check the address of the store"
        )
    wanted = [part.partition(";")[0].strip().casefold() for part in accept.split(",")]
    if found not in wanted and "*/*" not in wanted:
        stated = f"as {found}" if found else "without a Content-Type"
        raise RemoteStoreError(url, f"answers {stated}, not {' or '.join(wanted)}", advice="check the address")
