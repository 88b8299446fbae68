"""Run the endpoint: the socket, the server, the log, and a shutdown that completes running requests."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from types import FrameType
from typing import Any

import uvicorn
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.server.app import application
from rarekg.graph.endpoint.server.connection import bounded
from rarekg.graph.endpoint.server.descriptors import EXHAUSTED, allowed, connections
from rarekg.graph.endpoint.server.listener import Listener, listening
from rarekg.graph.endpoint.server.shares import Shares, trusted
from rarekg.graph.process.sandbox import can_shut_off_network
from rarekg.ontology.errors import QueryError

log = logging.getLogger("rarekg.endpoint")

GRACE_SECONDS = 5.0  # after the longest query, for sending the rest of its result
END_SECONDS = 8  # after that, for ending the workers; what still runs then is ended by the system
BACKLOG = 1024
EVERYWHERE = ("0.0.0.0", "::")  # an address that listens on all others
SWITCH_SECONDS = 0.0005  # a tenth of the default, which halves the latency of small requests beside large ones


def serve(service: Service, host: str, port: int, trusted_proxies: str = "", routes: Sequence[BaseRoute] = ()) -> None:
    """Serve until a signal ends it.

    Args:
        service: The service, not yet started.
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        trusted_proxies: Addresses whose X-Forwarded-For is believed, comma-separated.
        routes: Further routes of the application.

    Raises:
        QueryError: if the address cannot be listened on or the build cannot be opened.
    """
    _log_to_stderr()
    service.limits = _within_descriptors(service.limits)
    with _listening(host, port) as listener:
        asyncio.run(_serve(service, listener, trusted_proxies, routes))


class Server(uvicorn.Server):
    """The server of :mod:`uvicorn`, which a signal stops at any time, before it serves too, and in bounded time."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing: the signals were captured before the workers started, and are not raised again."""
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, and have the system end this process if it still runs when all its time is over."""
        if not self.should_exit:
            signal.alarm((self.config.timeout_graceful_shutdown or 0) + END_SECONDS)
        super().handle_exit(sig, frame)

    async def unless_stopped(self, work: Coroutine[None, None, None]) -> bool:
        """Run ``work``; return False if a signal came first, which cancels it.

        Raises:
            Exception: What ``work`` raises.
        """
        task = asyncio.create_task(work)
        while not task.done() and not self.should_exit:
            await asyncio.wait((task,), timeout=0.1)
        if task.done():
            task.result()
            return not self.should_exit
        task.cancel()
        await asyncio.wait((task,))
        return False


async def _serve(service: Service, listener: Listener, proxies: str, routes: Sequence[BaseRoute]) -> None:
    asyncio.get_running_loop().set_exception_handler(_one_line)
    listener.shares = Shares(service.limits, trusted(proxies))
    server = Server(_config(service, listener.shares, proxies, routes))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    try:
        if await server.unless_stopped(service.start()):
            _announce(service, listener)
            _favour_event_loop()
            await server.serve(sockets=[listener])
    finally:
        await service.close()
    log.info("stopped")


def _announce(service: Service, listener: Listener) -> None:
    if not can_shut_off_network():
        log.warning("workers can open sockets on this platform: only the check of a query's text prevents SERVICE")
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    service.listening = f"http://{'localhost' if host in EVERYWHERE else shown}:{port}"
    log.info("serving build %s at http://%s:%d/sparql", service.pool.build.id, shown, port)


def _one_line(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log that the system has no descriptor for a connection, after which the event loop waits for a second."""
    error = context.get("exception")
    if isinstance(error, OSError) and error.errno in EXHAUSTED:
        log.warning("a connection waits: %s", error.strerror)
    else:
        loop.default_exception_handler(context)


def _within_descriptors(limits: Limits) -> Limits:
    """Return ``limits`` with no more connections than the system has file descriptors for."""
    descriptors = allowed()
    most = connections(descriptors, limits)
    if most < limits.max_connections:
        log.warning("max_connections is %d, because the system allows %d file descriptors", most, descriptors)
    return replace(limits, max_connections=most)


def _favour_event_loop() -> None:
    """Shorten what the event loop waits for the interpreter, beside threads that compute.

    What is loaded by now stays: the collector of cycles need not stop all threads to go through it each time.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()


def _config(service: Service, shares: Shares, proxies: str, routes: Sequence[BaseRoute]) -> uvicorn.Config:
    limits = service.limits
    return uvicorn.Config(
        application(service, routes),
        http=bounded(limits, shares),
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or None,
        backlog=BACKLOG,
        timeout_keep_alive=round(limits.send_timeout),
        timeout_graceful_shutdown=ceil(limits.max_wait + limits.slice + limits.timeout + GRACE_SECONDS),
    )


def _listening(host: str, port: int) -> Listener:
    try:
        return listening(host, port, BACKLOG)
    except OSError as error:
        raise QueryError(f"cannot listen on {host}:{port}: {error.strerror or error}; choose another --port") from error


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for name, level in (("rarekg", logging.INFO), ("uvicorn", logging.CRITICAL)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
