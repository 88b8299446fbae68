"""What an HTTP response to a download means: the file, a failure that may pass, or one that will not."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from rarekg.graph.fetch.limits import Limits
from rarekg.ontology.errors import SourceError

# Statuses that may pass: a busy, failing or restarting server or gateway.
PASSING = {408, 425, 429, 500, 502, 503, 504}
WEB_PAGES = {"text/html", "application/xhtml+xml"}
CODINGS = {"", "identity", "gzip", "x-gzip"}
_NUMBER = re.compile(r"[0-9]{1,18}")
_PART = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")


class MayPassError(Exception):
    """A failure after which another attempt makes sense, after ``pause`` seconds if the server asked for that."""

    def __init__(self, what: str, pause: float | None = None) -> None:
        """Keep the pause beside the message."""
        super().__init__(what)
        self.pause = pause


class TooLargeError(SourceError):
    """A file that exceeds the limit of size."""

    def __init__(self, url: str, limits: Limits) -> None:
        """Name the address, the limit and the option that raises it."""
        size = f"{limits.max_bytes / 1e6:,.1f} MB"
        super().__init__(f"is larger than {size}", path=url, advice="if that is right, allow more with --max-bytes")


@contextmanager
def explained(url: str, limits: Limits) -> Iterator[None]:
    """Turn the errors of the library into one line, and tell those that may pass from the others."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise MayPassError(f"sent nothing for {limits.timeout:g} seconds") from error
    except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ProxyError) as error:
        raise MayPassError(f"the connection failed ({error or type(error).__name__})") from error
    except httpx.TooManyRedirects as error:
        raise SourceError(
            f"redirects more than {limits.max_redirects} times", path=url, advice="name another address with --url"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # the last for a host's name of empty parts
        raise SourceError(f"cannot be asked: {error}", path=url, advice="check the address") from error


def refuse(response: httpx.Response, url: str, limits: Limits) -> None:
    """Raise the error for a status other than success.

    Raises:
        MayPassError: The status may pass.
        SourceError: It will not, or the server asks for a longer pause than the limit.
    """
    status = f"answers {response.status_code} {response.reason_phrase}".rstrip()
    if response.status_code not in PASSING:
        moved = response.status_code in (404, 410)
        advice = "look for the file's new address and name it with --url" if moved else "ask its publisher"
        raise SourceError(status, path=url, advice=advice)
    pause = seconds(response.headers.get("retry-after", ""), datetime.now(UTC))
    if pause is not None and pause > limits.longest_wait:
        raise SourceError(f"{status} and asks to wait {pause:,.0f} seconds", path=url, advice="try again then")
    raise MayPassError(status, pause)


def check_head(response: httpx.Response, url: str, limits: Limits) -> None:
    """Check the headers of a response with status 200.

    Raises:
        SourceError: It is a web page, too large, or compressed in a way that was not asked for.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind in WEB_PAGES:
        raise web_page(url, f" ({kind})")
    coding = response.headers.get("content-encoding", "").strip().casefold()
    if coding not in CODINGS:
        raise SourceError(
            f"is compressed as {coding}, which was not asked for", path=url, advice="name another address with --url"
        )
    if (size := length(response)) is not None and size > limits.max_bytes:
        raise TooLargeError(url, limits)


def web_page(url: str, kind: str = "") -> SourceError:
    """Return the error for a web page at ``url`` in place of a file."""
    advice = "open the address in a browser to see what it says; a network's login page may stand in the way"
    return SourceError(f"is a web page{kind} instead of the file", path=url, advice=advice)


def length(response: httpx.Response) -> int | None:
    """Return the size of the body in bytes as its header states it, None if it does not."""
    text = response.headers.get("content-length", "")
    return int(text) if _NUMBER.fullmatch(text) else None


def part(response: httpx.Response) -> tuple[int, int | None] | None:
    """Return the first byte of a part of a file, and the size of the whole file, None where they are not stated."""
    stated = _PART.fullmatch(response.headers.get("content-range", ""))
    return (int(stated[1]), None if stated[2] == "*" else int(stated[2])) if stated else None


def seconds(text: str, now: datetime) -> float | None:
    """Return the seconds from ``now`` in a Retry-After header: a number, or a date (RFC 9110 §10.2.3).

    >>> seconds("Sat, 06 Jun 2026 00:01:00 GMT", datetime(2026, 6, 6, tzinfo=UTC))
    60.0
    """
    if _NUMBER.fullmatch(text.strip()):
        return float(text)
    date = http_date(text)
    return None if date is None else max(0.0, (date - now).total_seconds())


def http_date(text: str) -> datetime | None:
    """Return the time that a header states (RFC 9110 §5.6.7), in UTC if it names no zone; None if it is no time.

    >>> http_date("Sat, 06 Jun 2026 00:01:00 GMT")
    datetime.datetime(2026, 6, 6, 0, 1, tzinfo=datetime.timezone.utc)
    >>> http_date("Sat, 06 Jun 99999999999999999999 00:01:00 GMT") is None
    True
    """
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def last_without_query(response: httpx.Response) -> str:
    """Return the last address of the redirects that has no query; the first one if all have."""
    urls = [one.url for one in (*response.history, response)]
    return str(next((url for url in reversed(urls) if not url.query), urls[0]))
