"""Run the endpoint: the socket, the server, the log, and a shutdown that completes running requests."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Sequence

import uvicorn
from starlette.routing import BaseRoute

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.server.app import application
from rarekg.graph.endpoint.server.connection import bounded
from rarekg.graph.endpoint.server.listener import Listener, listening
from rarekg.graph.endpoint.server.shares import Shares, trusted
from rarekg.graph.process.sandbox import can_shut_off_network
from rarekg.ontology.errors import QueryError

log = logging.getLogger("rarekg.endpoint")

GRACE_SECONDS = 5.0  # after the longest query, for sending the rest of its result
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
    with _listening(host, port) as listener:
        asyncio.run(_serve(service, listener, trusted_proxies, routes))


async def _serve(service: Service, listener: Listener, proxies: str, routes: Sequence[BaseRoute]) -> None:
    await service.start()
    try:
        if not can_shut_off_network():
            log.warning("workers can open sockets on this platform: only the check of a query's text prevents SERVICE")
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        service.listening = f"http://{'localhost' if host in EVERYWHERE else shown}:{port}"
        log.info("serving build %s at http://%s:%d/sparql", service.pool.build.id, shown, port)
        # The server raises the signal again after a clean shutdown; by then it must not end the process.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        _favour_event_loop()
        listener.shares = Shares(service.limits, trusted(proxies))
        await uvicorn.Server(_config(service, listener.shares, proxies, routes)).serve(sockets=[listener])
    finally:
        await service.close()
    log.info("stopped")


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
        timeout_keep_alive=round(limits.send_timeout),
        timeout_graceful_shutdown=round(limits.max_wait + limits.timeout + GRACE_SECONDS),
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
