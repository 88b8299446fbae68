"""Attack an endpoint in one way after another; report what that costs a client that does no harm, and the memory.

Attackers are processes of their own, of low priority because on a network they have machines of their own, and stop by
themselves.
The small store of the tests is served, or with --home the current build of that home. Everything is on loopback.
"""

import argparse
import multiprocessing
import os
import re
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from urllib.parse import quote

import httpx
import served
from rich.console import Console
from rich.table import Table

PAUSE = 0.05  # seconds between two requests of the innocent client
ALLOWED_P95, ALLOWED_HEALTH_P99 = 0.5, 0.1  # seconds
CEILING = 450 << 20  # bytes of the server's own process: docs/serving.md, Limits
MIB = 1 << 20

CROSS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER({} > 0) }}"
WIDE = f"SELECT {' '.join(f'(?o AS ?c{n})' for n in range(1000))} {{{{ ?s ?p ?o FILTER({{}} > 0) }}}} LIMIT 500"
LARGE = "SELECT ?a ?c ?d ?f {{ ?a ?b ?c . ?d ?e ?f FILTER({} > 0) }} LIMIT 150000"
FIELDS = b"".join(b"%c:\r\n" % (97 + number % 26) for number in range(13_000))
HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n"
)

Attack = Callable[[int, str, int], None]


def _get(port: int, address: str, path: str, **headers: str) -> None:
    transport = httpx.HTTPTransport(local_address=address, verify=False)
    with (
        httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=40) as client,
        client.stream("GET", path, headers=headers) as response,
    ):
        for _ in response.iter_raw():
            pass


def _post(port: int, address: str, path: str, data: dict[str, str]) -> None:
    transport = httpx.HTTPTransport(local_address=address, verify=False)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport, timeout=40) as client:
        client.post(path, data=data)


def long_queries(port: int, address: str, number: int) -> None:
    """Send a query that takes all of its time."""
    _get(port, address, f"/sparql?query={quote(CROSS.format(number))}")


def wide_pages(port: int, address: str, number: int) -> None:
    """Ask for the page of a result with 1,000 columns and 500 rows."""
    _get(port, address, f"/editor?query={quote(WIDE.format(number))}")


def long_texts(port: int, address: str, number: int) -> None:
    """Send queries of 60 KB, each another one."""
    _post(port, address, "/sparql", {"query": f"ASK {{ VALUES ?x {{ {number} {'1 2 3 ' * 10_000} }} }}"})


def large_results(port: int, address: str, number: int) -> None:
    """Read large results, compressed on the way."""
    coding = ("zstd", "br", "gzip", "identity")[number % 4]
    _get(port, address, f"/sparql?query={quote(LARGE.format(number))}", **{"Accept-Encoding": coding})


def batches(port: int, address: str, number: int) -> None:
    """Match a thousand names in one request."""
    queries = ", ".join(f'"q{each}": {{"query": "disease {number} {each}"}}' for each in range(1000))
    _post(port, address, "/reconcile", {"queries": f"{{{queries}}}"})


def long_paths(port: int, address: str, number: int) -> None:
    """Ask for things with addresses of 60 KB, each another one."""
    _get(port, address, f"/{number}{'x' * 60_000}")


def unfinished_heads(port: int, address: str, number: int) -> None:
    """Send tiny header fields without end on twenty connections."""
    _raw(port, address, [HEAD, *[FIELDS] * 8], connections=20)


def heads_behind_a_query(port: int, address: str, number: int) -> None:
    """Send tiny header fields behind a query that runs."""
    query = f"GET /sparql?query={quote(CROSS.format(number))} HTTP/1.1\r\nHost: x\r\n\r\n"
    _raw(port, address, [query.encode() + HEAD, *[FIELDS] * 200], connections=2)


def trailers(port: int, address: str, number: int) -> None:
    """Send tiny fields in the trailer of a chunked body."""
    _raw(port, address, [POST + b"3\r\nASK\r\n0\r\n", *[FIELDS] * 200], connections=2)


def idle_connections(port: int, address: str, number: int) -> None:
    """Open as many connections as there are for a second."""
    _raw(port, address, [], connections=300, seconds=1)


def unread_results(port: int, address: str, number: int) -> None:
    """Ask for large results and read nothing."""
    query = f"GET /sparql?query={quote(LARGE.format(number))} HTTP/1.1\r\nHost: x\r\n\r\n"
    _raw(port, address, [query.encode()], connections=5, seconds=3)


ATTACKS: dict[str, Attack] = {
    attack.__name__.replace("_", " "): attack
    for attack in (
        long_queries,
        wide_pages,
        long_texts,
        large_results,
        batches,
        long_paths,
        unfinished_heads,
        heads_behind_a_query,
        trailers,
        idle_connections,
        unread_results,
    )
}


def _raw(port: int, address: str, parts: list[bytes], connections: int, seconds: float = 0.2) -> None:
    held = []
    try:
        for _ in range(connections):
            with suppress(OSError):
                raw = socket.create_connection(("127.0.0.1", port), timeout=2, source_address=(address, 0))
                held.append(raw)
                for part in parts:
                    raw.sendall(part)
        time.sleep(seconds)
    finally:
        for raw in held:
            raw.close()


def hostile(name: str, port: int, address: str, end: float, first: int) -> None:
    """Repeat the attack ``name`` from ``address`` until ``end``; each request is another one."""
    os.nice(10)
    number = first
    while time.time() < end:
        number += 1
        with suppress(OSError, httpx.HTTPError):
            ATTACKS[name](port, address, number)
        time.sleep(0.01)


@dataclass
class Seen:
    """What the innocent client saw beside one attack: seconds by kind of request, failures, and memory."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"ask": [], "page": [], "health": []})
    failed: list[str] = field(default_factory=list)
    peak: int = 0
    after: int = 0

    def quantile(self, kind: str, share: float) -> float:
        """Return the time within which ``share`` of the requests of ``kind`` were answered."""
        ordered = sorted(self.seconds[kind])
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")


def innocent(endpoint: served.Endpoint, page: str, seen: Seen, kinds: tuple[str, ...], stop: Event) -> None:
    """Send a small query that no cache has, a page, and a check of health, one after another."""
    number = time.monotonic_ns()
    with endpoint.client("127.0.0.77", timeout=30) as client:
        while not stop.is_set():
            number += 1
            paths = {
                "ask": f"/sparql?query={quote(f'ASK {{ ?s ?p ?o FILTER({number} > 0) }}')}",
                "page": f"{page}?n={number}",
                "health": "/healthz",
            }
            for kind in kinds:
                began = time.monotonic()
                try:
                    status = client.get(
                        paths[kind], headers={"Accept": "text/html" if kind == "page" else "*/*"}
                    ).status_code
                except httpx.HTTPError as error:
                    seen.failed.append(f"{kind}: {error!r}")
                    continue
                seen.seconds[kind].append(time.monotonic() - began)
                if status != httpx.codes.OK:
                    seen.failed.append(f"{kind}: {status}")
            time.sleep(PAUSE)


def peak(pid: int) -> int:
    """Return the most memory that a process had since the last call."""
    process = Path(f"/proc/{pid}")
    found = re.search(r"VmHWM:\s*(\d+) kB", (process / "status").read_text(encoding="ascii"))
    (process / "clear_refs").write_text("5", encoding="ascii")
    return int(found[1]) << 10 if found else 0


@contextmanager
def attacked(endpoint: served.Endpoint, name: str, seconds: float, addresses: int) -> Iterator[None]:
    """Run attackers from so many addresses while the block runs."""
    start, end = multiprocessing.get_context("spawn"), time.time() + seconds + 5
    arguments = [(name, endpoint.port, f"127.0.3.{at + 1}", end, at * 1_000_000) for at in range(addresses)]
    crowd = [start.Process(target=hostile, args=each, daemon=True) for each in arguments]
    for one in crowd:
        one.start()
    try:
        yield
    finally:
        for one in crowd:
            one.terminate()
        for one in crowd:
            one.join()


def beside(endpoint: served.Endpoint, page: str, name: str, seconds: float, addresses: int) -> Seen:
    """Return what an innocent client sees for ``seconds`` beside the attack ``name``; '' is no attack."""
    seen, stop = Seen(), Event()
    with attacked(endpoint, name, seconds, addresses if name else 0):
        time.sleep(3 if name else 0)  # until all attackers have begun
        peak(endpoint.process.pid)
        work = [
            Thread(target=innocent, args=(endpoint, page, seen, kinds, stop))
            for kinds in (("ask", "page"), ("health",))
        ]
        for one in work:
            one.start()
        time.sleep(seconds)
        stop.set()
        for one in work:
            one.join()
        seen.peak = peak(endpoint.process.pid)
    time.sleep(1)
    seen.after = served.resident(endpoint.process.pid)
    return seen


def report(rows: dict[str, Seen]) -> bool:
    """Print a row for each attack; return whether all figures are within what the documents state."""
    console = Console(width=140)
    shown = Table("beside", "ASK p50 ms", "p95", "max", "page p95 ms", "health p99 ms", "peak MB", "after MB", "failed")
    sound = True
    for name, seen in rows.items():
        ask, page, health = seen.quantile("ask", 0.95), seen.quantile("page", 0.95), seen.quantile("health", 0.99)
        times = (seen.quantile("ask", 0.5), ask, seen.quantile("ask", 1), page, health)
        shown.add_row(
            name or "(nothing)",
            *(f"{1000 * each:.0f}" for each in times),
            *(f"{each / MIB:.0f}" for each in (seen.peak, seen.after)),
            str(len(seen.failed)),
        )
        within = max(ask, page) <= ALLOWED_P95 and health <= ALLOWED_HEALTH_P99 and seen.peak <= CEILING
        sound &= within and not seen.failed
    console.print(shown)
    for name, seen in rows.items():
        for line in sorted(set(seen.failed))[:3]:
            console.print(f"FAILED beside {name}: {line}", highlight=False, markup=False)
    return sound


def main() -> None:
    """Attack, report, and exit 1 if the innocent client failed or a figure is over what it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0, help="length of each attack")
    parser.add_argument("--addresses", type=int, default=12, help="number of hostile addresses")
    parser.add_argument("--home", type=Path, help="serve the current build of this home")
    parser.add_argument("--page", default="", help="the page that the innocent client opens")
    parser.add_argument("--only", default="", help="the attack to run, in place of all")
    given = parser.parse_args()
    names = [name for name in ATTACKS if given.only in name]
    with TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        if given.home is None:
            served.publish(home, "first")
        with served.endpoint(home) as endpoint:
            page = given.page or ("/MONDO:0010580" if given.home else "/HP:0000003")
            rows = {name: beside(endpoint, page, name, given.seconds, given.addresses) for name in ("", *names)}
    sys.exit(0 if report(rows) else 1)


if __name__ == "__main__":
    main()
