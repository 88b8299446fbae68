"""What every response must be, whatever was asked: complete, well-formed, no fault, and silent about files."""

import json
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from select import select
from typing import NamedTuple
from xml.etree import ElementTree

from attempts import Fault
from pyoxigraph import RdfFormat, parse

from rarekg.graph.rdf.context import context

WAIT = 20.0  # seconds for a response: more than any limit of the server under test
SHORT = 0.05  # for one to bytes that may be no request, or only the beginning of one
UNREAD = (400, 408, 414, 431)  # before the request was read, and so of no method
NAMED = re.compile(r"Traceback \(most recent|site-packages|\.sst\b|\.py\b|search\.sqlite")
HARM = b"<img src=x onerror"
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}


class Response(NamedTuple):
    """A response as it came over the connection; without status if there was none."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def sent(port: int, data: bytes, *, patient: bool = True) -> Response:
    """Send ``data``; return the first response.

    Unless ``patient``, the end of the connection is sent as soon as nothing comes back. It is not sent before, because
    the server gives up the request of a client that has gone.

    Raises:
        Fault: The response does not end in time.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as connection:
        received = b""
        try:
            connection.sendall(data)
            while True:
                if not patient and not select([connection], [], [], SHORT)[0]:
                    patient = True
                    connection.shutdown(socket.SHUT_WR)
                if not (part := connection.recv(1 << 16)):
                    break
                received += part
        except TimeoutError as error:
            raise Fault(f"no end of the response within {WAIT:g} s", data) from error
        except OSError:
            pass  # the server has closed the connection: what came before counts
    return _parsed(received)


def _parsed(received: bytes) -> Response:
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    if not (match := re.match(r"HTTP/1\.[01] (\d{3})", lines[0])):
        return Response(0, {}, received)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if match[1] == "100":
        return _parsed(body)
    return Response(int(match[1]), headers, _joined(body) if "transfer-encoding" in headers else body)


def _joined(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16) if size else 0
        if not length:
            break
        whole, body = whole + body[:length], body[length + 2 :]
    return whole


def check(response: Response, given: bytes, home: Path) -> None:
    """Check a response to ``given``.

    Raises:
        Fault: It breaks a rule.
    """
    status, headers, body = response
    text = body.decode("utf-8", "replace") if "content-encoding" not in headers else ""
    place = next((str(found) for found in (home, home.resolve(), Path(sys.prefix)) if str(found) in text), "")
    named = NAMED.search(text) if status >= 400 else None
    wrong = {
        f"status {status}": status >= 500 and status not in (503, 504),
        "503 without Retry-After": status == 503 and "retry-after" not in headers,
        "504 with Retry-After": status == 504 and "retry-after" in headers,
        f"the body names {place}": bool(place),
        f"the error says {named[0] if named else ''}": named is not None,
        "a header of the request's making": "x-injected" in headers,
        "markup of the request in a page": HARM in body and "html" in headers.get("content-type", ""),
        f"a body with {status}": bool(body) and status in (204, 304),
        "a body for HEAD": bool(body) and given.startswith(b"HEAD ") and status not in UNREAD,
    }
    if found := [what for what, so in wrong.items() if so]:
        raise Fault(found[0], given)
    if body and "content-encoding" not in headers and "content-length" in headers:
        try:
            _form(response)
        except (ValueError, SyntaxError) as error:
            kind = headers.get("content-type")
            raise Fault(f"{status} with {kind} that is malformed: {str(error)[:100]}", given) from error


def _form(response: Response) -> None:
    """Parse the body as what it says to be; check that a problem has its members."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind == "application/problem+json":
        problem = json.loads(response.body)
        if problem.get("status") != response.status or not {"title", "detail", "kind"} <= problem.keys():
            raise ValueError("a problem without its members")
    elif kind in GRAPHS:
        body = response.body
        if kind == "application/ld+json":  # the engine's parser fetches no context
            document = json.loads(body)
            body = json.dumps(
                {**document, **json.loads(context())} if isinstance(document, dict) else document
            ).encode()
        for _ in parse(body, format=GRAPHS[kind], base_iri="http://x.example/"):
            pass
    elif kind.endswith("json"):
        json.loads(response.body)
    elif kind.endswith("xml"):
        ElementTree.fromstring(response.body)
