"""Download one file over HTTP: redirects, unchanged files, attempts after failures that may pass, and resumption."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from typing import BinaryIO

import httpx
from msgspec import Struct
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from rarekg.graph.fetch.answers import (
    MayPassError,
    TooLargeError,
    check_head,
    explained,
    last_without_query,
    length,
    part,
    refuse,
)
from rarekg.graph.fetch.files import sync
from rarekg.graph.fetch.limits import Limits
from rarekg.graph.fetch.partial import Partial
from rarekg.ontology.errors import SourceError

Show = Callable[[int, int | None], object]
Note = Callable[[str], object]


class Received(Struct, frozen=True, kw_only=True):
    """What a server said about a file that has arrived completely; ``etag`` and ``modified`` may be ""."""

    final_url: str
    etag: str
    modified: str


@contextmanager
def client(limits: Limits) -> Iterator[httpx.Client]:
    """Yield a client for downloads; it uses the proxy and the certificates that the environment names.

    Raises:
        SourceError: These cannot be used.
    """
    # Ranges and lengths are those of the bytes on the wire, so the server is asked not to compress them.
    headers = {"User-Agent": f"rarekg/{version('rarekg')}", "Accept": "*/*", "Accept-Encoding": "identity"}
    try:
        made = httpx.Client(
            headers=headers, timeout=limits.timeout, follow_redirects=True, max_redirects=limits.max_redirects
        )
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        raise SourceError(
            f"the proxy of the environment cannot be used: {error}", advice="name one with http:// in HTTPS_PROXY"
        ) from error
    with made:
        yield made


def download(
    client: httpx.Client,
    url: str,
    partial: Partial,
    *,
    limits: Limits,
    unless: Mapping[str, str],
    show: Show,
    note: Note,
) -> Received | None:
    """Download ``url`` into ``partial``; return None, and leave that alone, if the file is unchanged.

    Args:
        client: A client with the same limits.
        url: The address.
        partial: Where the bytes go; what is there already is continued if the server's file is still the same.
        limits: The limits of time, size and attempts.
        unless: Headers that make the request conditional (``If-None-Match``, ``If-Modified-Since``).
        show: Called with the bytes received and the size, None if that is unknown.
        note: Called with a line before each further attempt.

    Raises:
        SourceError: The file cannot be had. What has arrived stays if it can be continued.
        OSError: The file cannot be written.
    """
    attempts = Retrying(
        retry=retry_if_exception_type(MayPassError),
        stop=stop_after_attempt(limits.attempts),
        wait=lambda state: _pause(state, limits),
        before_sleep=lambda state: _announce(url, state, note),
        reraise=True,
    )
    try:
        return attempts(_attempt, client, url, partial, limits, unless, show)
    except TooLargeError:
        partial.discard()
        raise
    except MayPassError as error:
        raise SourceError(
            f"{error}, in {limits.attempts} attempts",
            path=url,
            advice="run the command again later; it continues the download if the server allows that",
        ) from error


def _attempt(
    client: httpx.Client, url: str, partial: Partial, limits: Limits, unless: Mapping[str, str], show: Show
) -> Received | None:
    continued = partial.continuation()
    with explained(url, limits), client.stream("GET", url, headers=continued or unless) as response:
        if response.status_code == 304 and unless and not continued:
            return None
        if response.status_code == 206 and continued:
            _append(response, url, partial, limits, show)
        elif response.status_code == 200:
            check_head(response, url, limits)
            with partial.restarted(response.headers) as file:
                _write(response, file, url, limits, lambda received: show(received, length(response)))
        elif response.status_code == 416 and continued:
            partial.discard()
            raise MayPassError("has no more of the file than had arrived before")
        else:
            refuse(response, url, limits)
        return Received(
            final_url=last_without_query(response),
            etag=response.headers.get("etag", ""),
            modified=response.headers.get("last-modified", ""),
        )


def _append(response: httpx.Response, url: str, partial: Partial, limits: Limits, show: Show) -> None:
    """Append the rest of the file to what has arrived, if it is the part that was asked for."""
    stated = part(response)
    if stated is None or stated[0] != partial.path.stat().st_size:
        partial.discard()
        raise MayPassError("answered with another part of the file than the one asked for")
    total = stated[1]
    with partial.path.open("ab") as file:
        _write(response, file, url, limits, lambda received: show(received, total))
    if total is not None and (size := partial.path.stat().st_size) != total:
        partial.discard()
        raise MayPassError(f"sent {size:,} bytes of a file of {total:,}")


def _write(response: httpx.Response, file: BinaryIO, url: str, limits: Limits, show: Callable[[int], object]) -> None:
    """Write the body behind what ``file`` has."""
    received, since, in_window = file.tell(), time.monotonic(), 0
    for chunk in response.iter_raw():
        received, in_window = received + len(chunk), in_window + len(chunk)
        if received > limits.max_bytes:
            raise TooLargeError(url, limits)
        file.write(chunk)
        show(received)
        if (passed := time.monotonic() - since) > limits.timeout:
            if in_window < passed * limits.slowest:
                raise MayPassError(f"sends fewer than {limits.slowest} bytes a second")
            since, in_window = time.monotonic(), 0
    sync(file)


def _pause(state: RetryCallState, limits: Limits) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, MayPassError) and error.pause is not None:
        return error.pause
    return float(min(limits.wait * 2 ** (state.attempt_number - 1), limits.longest_wait))


def _announce(url: str, state: RetryCallState, note: Note) -> None:
    error = state.outcome.exception() if state.outcome else None
    note(f"{url}: {error}; attempt {state.attempt_number + 1} in {state.upcoming_sleep:,.1f} s")
