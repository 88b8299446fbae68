"""The frames between a worker process and its client: one letter, a length in bytes, and that many bytes.

The client sends QUERY frames, which hold a :class:`Request`. The worker sends READY once, when its store is open; then
for each request HEAD (the name of the result's format), DATA…, END, or FAILURE in place of any of these.
"""

import struct
from collections.abc import Iterator, Mapping

import msgspec

from rarekg.ontology.structs import read_only, to_json

HEADER = struct.Struct(">cI")
READY, QUERY, HEAD, DATA, END, FAILURE = b"R", b"Q", b"H", b"D", b"E", b"F"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about a thing: part ``part`` (from 1) of its document, or with 0 only what it stands for.

    ``tied`` are the diseases that are treated as if they were the thing itself, by IRI.
    """

    iri: str
    part: int = 1
    tied: tuple[str, ...] = ()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a document: its statements as N-Quads, and how many ``links`` to the thing there are in how many parts.

    ``moved`` is the IRI of the one thing of which the IRI is an id in another registry; there is nothing else then.
    """

    moved: str = ""
    links: int = 0
    parts: int = 1
    quads: bytes = b""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One query for a worker.

    ``result_format`` and ``graph_format`` name the formats of :mod:`rarekg.graph.rdf.formats` in which solutions and
    triples are written, None if the client takes none. ``datasets`` are the default and the named graphs that replace
    the query's own, by IRI; where neither gives any, the union of all graphs is the default graph. ``declare_prefixes``
    lets the query use the prefixes of ``prefixes.ttl`` without declaring them. ``must_exist`` is the IRI of a named
    graph without which the request fails. ``max_bytes`` bounds the result, None for no bound. ``seconds`` is the time
    after which the worker ends itself. In place of a query, ``about`` asks for what a document holds, with a
    :class:`Found` in MessagePack as result, and ``identify`` for what these IRIs stand for, with JSON as result
    (:mod:`rarekg.graph.rdf.identification`).
    """

    query: str
    result_format: str | None
    graph_format: str | None
    datasets: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    declare_prefixes: bool = False
    must_exist: str | None = None
    max_bytes: int | None = None
    seconds: float
    about: About | None = None
    identify: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Why a worker has no result: a word for programs, one sentence for people, and the facts that belong to it.

    ``kind`` is one of ``syntax``, ``service``, ``accept``, ``no-graph``, ``max_result_bytes`` (fact: value),
    ``memory``, ``engine`` (the query asks for what the engine does not do), ``store`` (its files are damaged or out of
    reach; the message may name them), and of a remote store ``bad-gateway`` (it is dead, or answers nonsense) and
    ``gateway-timeout`` (it stalls), whose message names it. A mistake with a place in the query has the facts ``line``,
    ``column``, ``source`` (the line with a caret below it) and ``advice``.
    """

    kind: str
    message: str
    facts: Mapping[str, int | str] = {}

    def __post_init__(self) -> None:
        """Make the facts read-only."""
        read_only(self)


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    r"""Return the bytes of one frame.

    >>> frame(DATA, b"abc")
    b'D\x00\x00\x00\x03abc'
    """
    return HEADER.pack(kind, len(payload)) + payload


def json_frame(kind: bytes, value: object) -> bytes:
    r"""Return the bytes of a frame that holds ``value`` as JSON.

    >>> json_frame(HEAD, "csv")
    b'H\x00\x00\x00\x05"csv"'
    """
    return frame(kind, to_json(value))


def split(buffer: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """Take the complete frames out of ``buffer`` and yield kind and payload of each.

    >>> buffer = bytearray(frame(READY) + frame(DATA, b"abc")[:-1])
    >>> list(split(buffer))
    [(b'R', b'')]
    >>> buffer += b"c"
    >>> list(split(buffer))
    [(b'D', b'abc')]
    """
    at = 0
    try:
        while len(buffer) - at >= HEADER.size:
            kind, length = HEADER.unpack_from(buffer, at)
            begin = at + HEADER.size
            if len(buffer) - begin < length:
                break
            at = begin + length
            yield kind, bytes(memoryview(buffer)[begin:at])
    finally:
        del buffer[:at]
