"""Put load on a SPARQL endpoint: clients that each send the saved queries one after the other on one connection.

It uses plain sockets and little else, because the clients share the machine with the server that they measure.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

OVERTIME = 3  # times the measured time, after which outstanding responses are given up
ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What ``clients`` measured: responses per second, median and 95th percentile in milliseconds, and failures."""

    clients: int
    rate: float
    p50: float
    p95: float
    failed: int


def requests(path: str, queries: Sequence[str], host: str) -> list[bytes]:
    """Return the bytes of a POST for each query."""
    made = []
    for query in queries:
        body = urlencode({"query": query}).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {ACCEPT}\r\nContent-Length: {len(body)}\r\n"
        made.append(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + body)
    return made


def put(port: int, sent: Sequence[bytes], clients: int, seconds: float) -> Load:
    """Return what ``clients`` measured in ``seconds``; each starts at another one of the requests ``sent``."""
    return asyncio.run(_put(port, sent, clients, seconds))


async def _put(port: int, sent: Sequence[bytes], clients: int, seconds: float) -> Load:
    began = perf_counter()
    step = len(sent) / clients
    took: list[float] = []
    lost: list[int] = []
    work = (_client(port, sent, int(number * step), began + seconds, took, lost) for number in range(clients))
    with suppress(TimeoutError):
        # The rate counts only the responses that came in time.
        await asyncio.wait_for(asyncio.gather(*work), OVERTIME * seconds)
    spent = perf_counter() - began
    took.sort()
    return Load(
        clients=clients,
        rate=len(took) / spent,
        p50=1000 * took[len(took) // 2] if took else 0.0,
        p95=1000 * took[int(len(took) * 0.95)] if took else 0.0,
        failed=sum(lost),
    )


async def _client(port: int, sent: Sequence[bytes], first: int, end: float, took: list[float], lost: list[int]) -> None:
    """Send requests until ``end``; add the seconds of each response to ``took``, and 1 to ``lost`` for each failure."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    at = first
    try:
        while perf_counter() < end:
            began = perf_counter()
            writer.write(sent[at % len(sent)])
            if await _response(reader) == 200:
                took.append(perf_counter() - began)
            else:
                lost.append(1)
            at += 1
    finally:
        writer.close()


async def _response(reader: asyncio.StreamReader) -> int:
    """Read one response and return its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
    return int(head[9:12])
