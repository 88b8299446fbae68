"""What went wrong with a remote store, as one line, and the status with which a gateway answers for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import httpx

from rarekg.graph.fetch.answers import seconds
from rarekg.ontology.errors import QueryError, one_line

# Statuses that may pass: a busy or restarting server, or the gateway before one.
PASSING = frozenset({429, 502, 503, 504})
BAD_GATEWAY, GATEWAY_TIMEOUT = 502, 504
EXCERPT = 200  # characters of a server's own message
ADVICE = {
    401: "set RAREKG_STORE_USER and RAREKG_STORE_PASSWORD, or RAREKG_STORE_TOKEN, as the store wants it",
    403: "the store knows the user, who may not do this: grant it there, or name another in RAREKG_STORE_USER",
    404: "check the address; engines differ in theirs",
    405: "check the address; engines differ in theirs",
    413: "send less at a time, with --chunk",
    415: "the address takes other requests: check it",
}


class RemoteStoreError(QueryError):
    """A remote store that cannot be used; ``status`` is 502, 504 if it took too long, 400 if it refused a query."""

    def __init__(self, url: str, what: str, *, status: int = BAD_GATEWAY, advice: str = "") -> None:
        """Join the address without its query, the problem and the advice into one line."""
        super().__init__(one_line(f"{shown(url)} {what}{'; ' + advice if advice else ''}", limit=600))
        self.what, self.status = what, status


class MayPassError(RemoteStoreError):
    """A failure after which another attempt makes sense, after ``pause`` seconds if the store asked for that."""

    pause: float | None = None


def shown(url: str) -> str:
    """Return ``url`` without what may be secret: a user, a password, a query.

    >>> shown("https://me:secret@db.example.org/query?key=1")
    'https://db.example.org/query'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turn the library's errors into one line each, and tell those that may pass from the others.

    Raises:
        MayPassError: No connection came about, or it broke.
        RemoteStoreError: The store is silent, or the address is none.
    """
    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise MayPassError(url, "cannot be reached in time", status=GATEWAY_TIMEOUT) from error
    except httpx.TimeoutException as error:  # what took too long once would take as long again
        raise RemoteStoreError(url, "sent nothing for too long", status=GATEWAY_TIMEOUT) from error
    except httpx.ConnectError as error:
        raise MayPassError(url, f"cannot be reached ({_reason(error)})", advice="is it running there?") from error
    except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError) as error:
        raise MayPassError(url, f"broke off ({_reason(error)})") from error
    except httpx.DecodingError as error:
        raise RemoteStoreError(url, "sent a body that is not compressed as it says") from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise RemoteStoreError(url, f"cannot be asked: {error}", advice="check the address") from error


def check(response: httpx.Response, url: str, longest_wait: float) -> None:
    """Raise the error for a status other than success; the body of ``response`` need not have been read.

    Raises:
        MayPassError: The status may pass.
        RemoteStoreError: It will not, or the store asks for a longer pause than ``longest_wait`` seconds.
    """
    status = response.status_code
    if status == 206:
        raise RemoteStoreError(url, "answers with a part of the result only", status=GATEWAY_TIMEOUT)
    if response.is_success:
        return
    said = _said(response)
    what = f"answers {status} {response.reason_phrase}".rstrip() + (f": {said}" if said else "")
    if response.is_redirect:
        location = shown(response.headers.get("location", ""))
        raise RemoteStoreError(url, f"redirects to {location}", advice="give that address if it is the store's")
    if status == 400:
        raise RemoteStoreError(url, what, status=400)
    if status not in PASSING:
        raise RemoteStoreError(url, what, advice=ADVICE.get(status, ""))
    pause = seconds(response.headers.get("retry-after", ""), datetime.now(UTC))
    if pause is not None and pause > longest_wait:
        raise RemoteStoreError(url, f"{what} and asks to wait {pause:,.0f} seconds", advice="try again then")
    passing = MayPassError(url, what, status=GATEWAY_TIMEOUT if status == 504 else BAD_GATEWAY)
    passing.pause = pause
    raise passing


def kind(response: httpx.Response) -> str:
    """Return the media type of ``response`` in small letters, without parameters, '' if it states none."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().casefold()


def _said(response: httpx.Response) -> str:
    """Return the beginning of the server's message; of a web page there is nothing to quote."""
    if "html" in kind(response) or "xml" in kind(response):
        return ""
    response.read()
    text = one_line(response.text.lstrip("\ufeff"), limit=EXCERPT)
    return "" if text.startswith("<") else text


def _reason(error: httpx.HTTPError) -> str:
    return str(error).removeprefix("[Errno 111] ") or type(error).__name__
