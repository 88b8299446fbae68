"""The state that all routes share: workers, cache, limits, metrics, and the build that is served."""

import asyncio
import ipaddress
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar, TypeVarTuple

from starlette.requests import Request
from starlette.responses import Response

from rarekg.graph.endpoint.http.cache import Cache
from rarekg.graph.endpoint.http.client_key import client_key
from rarekg.graph.endpoint.http.threads import Kind, Threads
from rarekg.graph.endpoint.http.watcher import watch
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.problem import Problem
from rarekg.graph.endpoint.verification import Verification
from rarekg.graph.endpoint.workers.pools import Pools
from rarekg.graph.home.code_hash import serving
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import prefix_map

if TYPE_CHECKING:  # which a server with an embedded store does without
    from rarekg.graph.endpoint.beside import Beside

Arguments = TypeVarTuple("Arguments")
Made = TypeVar("Made")
_HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[([0-9A-Fa-f:.]{2,45})\])(:[0-9]{1,5})?")
Datasets = tuple[tuple[str, ...], tuple[str, ...]]  # the IRIs of the default graphs, and of the named graphs


class Written(NamedTuple):
    """A query that a person wrote, and the datasets of the protocol, None without any."""

    query: str
    datasets: Datasets | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Html:
    """The pages that routes of other folders answer with: ``editor`` to write queries in, ``problem`` for an error.

    ``editor`` shows the query that it is given and its result; None for what the address names. ``problem`` returns
    None for a client that wants the error in a format for programs.
    """

    editor: Callable[["Service", Request, Written | None], Awaitable[Response]]
    problem: Callable[["Service", Request, Problem], Awaitable[Response | None]]


class Service:
    """A running endpoint on the current build of ``home``.

    ``public_url`` is what its addresses begin with, by default the scheme and the ``Host`` of each request. A page
    never shows the ``Host``: without ``public_url`` it shows ``listening``, where this machine reaches the service.
    ``allowed_hosts`` are those that it answers for, all if there are none. With ``beside`` that build is served, whose
    store is a remote one, and ``home`` need not have any.
    """

    def __init__(
        self,
        home: Path,
        limits: Limits,
        html: Html,
        public_url: str = "",
        allowed_hosts: frozenset[str] = frozenset(),
        beside: "Beside | None" = None,
    ) -> None:
        """Prepare a service that :meth:`start` starts.

        Raises:
            QueryError: if nothing has been built yet, or what was built is damaged.
        """
        self.home, self.limits, self.html, self.public_url = home, limits, html, public_url.rstrip("/")
        self.allowed_hosts, self.listening = allowed_hosts, ""
        self.metrics = Metrics()
        self.code = serving()
        self.cache = Cache(limits.cache_bytes, limits.max_cached_bytes)
        self.prefixes: Mapping[str, str] = prefix_map()
        self.verification = beside or Verification(home, limits.verify_every)
        self.pool = Pools(self.verification.served, limits, self.prefixes, self.metrics)
        self.threads = Threads(limits.timeout)
        self._watcher: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the workers and watch for new builds.

        Raises:
            QueryError: if the build cannot be opened.
        """
        try:
            await self.pool.start()
        except (OSError, RuntimeError) as error:
            await self.pool.close()
            advice = "build again, or " if not self.pool.build.remote else ""
            raise QueryError(f"{error}; {advice}give the workers more with --max-memory") from error
        self.verification.start(self.cache.clear)
        self._watcher = asyncio.get_running_loop().create_task(watch(self.verification.build, self.pool, self.cache))

    async def close(self) -> None:
        """End the workers."""
        self.verification.close()
        if self._watcher is not None:
            self._watcher.cancel()
            with suppress(asyncio.CancelledError):
                await self._watcher
        self.threads.close()
        await self.pool.close()

    async def in_thread(
        self, function: Callable[[*Arguments], Made], *arguments: *Arguments, kind: Kind = "pages"
    ) -> Made:
        """Return ``function(*arguments)``, run in a thread, so that other requests are answered meanwhile.

        Everything whose cost a client chooses goes through here. ``kind`` is the threads that it shares.

        Raises:
            Problem: 503 if it takes longer than a query may.
        """
        return await self.threads.run(kind, function, *arguments)

    def address(self, request: Request) -> str:
        """Return what this service's addresses begin with for the client of ``request``, without a slash at the end.

        What is made with it is cached by it (:func:`rarekg.graph.endpoint.http.conditional.cache_key`), or not at all.
        """
        if self.public_url:
            return self.public_url
        host = request.headers.get("host", "")
        return f"{request.scope['scheme']}://{host if is_host(host) else 'localhost'}"


def is_host(text: str) -> bool:
    """Return whether ``text`` is a host name or an IP address, with or without a port, as in a Host header.

    >>> is_host("example.org:8000"), is_host("[::1]"), is_host("[:::]"), is_host("example.org/path")
    (True, True, False, False)
    """
    match = _HOST.fullmatch(text)
    if match is None or match[2] is None:
        return match is not None
    try:
        ipaddress.IPv6Address(match[2])
    except ValueError:
        return False
    return True


def client(request: Request) -> str:
    """Return the key of the client of ``request``."""
    return client_key(request.client.host if request.client else "-")
