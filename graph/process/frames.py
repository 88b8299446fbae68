"""What the web process and a worker say to each other: frames of one letter, a length and that many bytes.

The web process sends ASK frames (a request as JSON) and hears READY once, then for each request HEAD, DATA…, END, or
PROBLEM in place of any of these but READY.
"""

import json
import struct
from typing import NotRequired, TypedDict

HEADER = struct.Struct(">cI")
READY, ASK, HEAD, DATA, END, PROBLEM = b"R", b"A", b"H", b"D", b"E", b"P"


class Request(TypedDict):
    """One query for a worker.

    ``rows`` and ``graph`` name the formats for either kind of answer, None where the client takes none. ``datasets``
    are the default and the named graphs that the protocol gives, None where it gives none. ``union`` says that the
    default graph is the union of all. ``must_exist`` is a named graph without which there is nothing to answer.
    ``seconds`` is the time after which the worker ends itself.
    """

    query: str
    rows: str | None
    graph: str | None
    datasets: tuple[list[str], list[str]] | None
    union: bool
    must_exist: NotRequired[str]
    max_bytes: int
    seconds: float


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return the bytes of one frame."""
    return HEADER.pack(kind, len(payload)) + payload


def said(kind: bytes, what: object) -> bytes:
    """Return the bytes of a frame that holds ``what`` as JSON."""
    return frame(kind, json.dumps(what).encode())
