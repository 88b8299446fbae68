"""Serve good and bad queries for minutes; report the memory used, and fail if it grew or a good query failed.

Good clients send queries whose results they know, in all formats. Bad ones send bombs, broken requests, queries that
they do not wait for, and queries whose results they do not read. New builds are published at the same time.
"""

import argparse
import random
import socket
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import quote

import httpx
import served
from disguises import CLOSED, DISGUISES
from rich.console import Console
from rich.table import Table

GROWTH = 1.15  # allowed ratio of the server's memory in the last quarter of the run to the second quarter
EVERY = 5.0  # seconds between two samples of the memory
NEW_BUILD = 60.0  # seconds between two builds
LIMITS = ("--timeout", "1.5", "--send-timeout", "5", "--receive-timeout", "5", "--cache-bytes", "20000000")

LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
PARENT = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
GOOD = (
    f"SELECT ?s ?o {{ ?s {LABEL} ?o }} ORDER BY ?s ?o LIMIT 100 OFFSET $",
    f"SELECT (COUNT(*) AS ?n) {{ ?s {PARENT}+ <http://purl.obolibrary.org/obo/HP_0000002> FILTER($ >= 0) }}",
    f"SELECT ?p (COUNT(?c) AS ?n) {{ ?c {PARENT} ?p FILTER($ >= 0) }} GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 50",
    f"ASK {{ <http://purl.obolibrary.org/obo/HP_0000003> {LABEL} ?l FILTER($ >= 0) }}",
)
ROWS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
BAD = (
    f"SELECT * {'{' * 5000}{'}' * 5000}",
    "SELECT * { ?s ?p ",
    f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER(?c < ?f) }}",
    f"SELECT * {{ {CROSS} }} ORDER BY ?c ?f ?i",
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    f"SELECT (GROUP_CONCAT(CONCAT(?c, ?f, ?i)) AS ?x) {{ {CROSS} }}",
    f"SELECT ?x20 {{ BIND('aaaa' AS ?x0) {' '.join(f'BIND(CONCAT(?x{n},?x{n}) AS ?x{n + 1})' for n in range(40))} }}",
    DISGUISES["plain"].replace("$", CLOSED),
)
BROKEN = (b"hello\r\n\r\n", b"GET /sparql HTTP/1.1\r\nX: ", b"GET /sparql?query=%ff HTTP/1.1\r\nHost: x\r\n\r\n", b"")


@dataclass
class Seen:
    """Counts by kind, failures of good clients, and memory by minute."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    memory: list[tuple[float, int, int, int]] = field(default_factory=list)  # minute, server, workers, how many


def good(endpoint: served.Endpoint, seen: Seen, stop: Event, number: int) -> None:
    """Send queries; a response must equal the first one to the same query."""
    chance, known = random.Random(number), dict[tuple[str, str], bytes]()
    with endpoint.client(f"127.0.1.{number}") as client:
        while not stop.is_set():
            query, accept = chance.choice(GOOD).replace("$", str(chance.randrange(40))), chance.choice(ROWS)
            if query.startswith("ASK"):
                accept = ROWS[chance.randrange(2)]
            try:
                response = client.post("/sparql", data={"query": query}, headers={"Accept": accept})
            except httpx.HTTPError as error:
                seen.failed.append(f"{query}: {error!r}")
                continue
            if response.status_code != 200:
                seen.failed.append(f"{query}: {response.status_code} {response.text}")
            elif known.setdefault((query, accept), response.content) != response.content:
                seen.failed.append(f"{query}: the response differs from the first one")
            seen.counts["good"] += 1


def bad(endpoint: served.Endpoint, seen: Seen, stop: Event, number: int) -> None:
    """Send harmful requests, whose responses are ignored."""
    chance = random.Random(number)
    kinds: tuple[tuple[str, Callable[[], None]], ...] = (
        ("bombs", lambda: _bomb(endpoint, chance)),
        ("broken requests", lambda: _broken(endpoint, chance)),
        ("not waited for", lambda: _left(endpoint)),
        ("not read", lambda: _unread(endpoint)),
    )
    while not stop.is_set():
        name, send = chance.choices(kinds, weights=(5, 3, 1, 1))[0]
        with suppress(OSError, httpx.HTTPError):
            send()
        seen.counts[name] += 1


def _bomb(endpoint: served.Endpoint, chance: random.Random) -> None:
    # Each is another text, because a query that took too much is remembered, and then costs nothing.
    endpoint.ask(f"{chance.choice(BAD)} # {chance.random()}", f"127.0.2.{chance.randrange(1, 4)}")


def _broken(endpoint: served.Endpoint, chance: random.Random) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=0.5) as raw:
        raw.sendall(chance.choice(BROKEN))
        raw.recv(65536)


def _left(endpoint: served.Endpoint) -> None:
    with endpoint.client("127.0.2.9", timeout=0.3) as client:
        client.post("/sparql", data={"query": f"{BAD[2]} # {time.monotonic()}"})


def _unread(endpoint: served.Endpoint) -> None:
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout=5) as raw:
        raw.sendall(f"GET /sparql?query={quote(BAD[4])} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(3)


def watch(endpoint: served.Endpoint, seen: Seen, stop: Event) -> None:
    """Record the memory every few seconds."""
    began = time.monotonic()
    while not stop.wait(EVERY):
        workers = [served.resident(pid) for pid in endpoint.workers()]
        server = served.resident(endpoint.process.pid)
        seen.memory.append(((time.monotonic() - began) / 60, server, sum(workers), len(workers)))


def renew(endpoint: served.Endpoint, seen: Seen, stop: Event) -> None:
    """Publish a build every minute."""
    while not stop.wait(NEW_BUILD):
        seen.counts["builds"] += 1
        served.publish(endpoint.home, f"build-{seen.counts['builds']}")


def soak(minutes: float) -> Seen:
    """Serve and send for ``minutes``; return what happened."""
    seen, stop = Seen(), Event()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        served.publish(home, "first")
        with served.endpoint(home, *LIMITS) as endpoint, ThreadPoolExecutor(8) as crowd:
            work = [crowd.submit(good, endpoint, seen, stop, number) for number in (1, 2)]
            work += [crowd.submit(bad, endpoint, seen, stop, number) for number in (1, 2, 3)]
            work += [crowd.submit(task, endpoint, seen, stop) for task in (watch, renew)]
            time.sleep(60 * minutes)
            stop.set()
            for one in work:
                one.result()
            for cause in ("timeout", "memory", "crash", "renewed", "closed", "max_result_bytes"):
                seen.counts[f"workers ended: {cause}"] = int(endpoint.metric("rarekg_workers_ended_total", cause=cause))
            if "Traceback" in endpoint.log.read_text(encoding="utf-8"):
                seen.failed.append("the log has a traceback")
    return seen


def report(seen: Seen) -> bool:
    """Print what happened; return whether no good query failed and memory did not grow."""
    console, shown = Console(), Table("minute", "server MB", "workers MB", "workers")
    for minute, server, workers, number in seen.memory[:: max(1, len(seen.memory) // 20)]:
        shown.add_row(f"{minute:.1f}", f"{server / 1e6:.1f}", f"{workers / 1e6:.1f}", str(number))
    console.print(shown)
    for name, value in sorted(seen.counts.items()):
        console.print(f"{value:>9,}  {name}", highlight=False)
    for line in seen.failed[:10]:
        console.print(f"FAILED {line[:300]}", highlight=False, markup=False)
    quarter = len(seen.memory) // 4
    early, late = (
        statistics.median(server for _, server, _, _ in part)
        for part in (seen.memory[quarter : 2 * quarter], seen.memory[3 * quarter :])
    )
    console.print(f"server: {early / 1e6:.1f} MB in the second quarter, {late / 1e6:.1f} MB in the last")
    console.print(f"{len(seen.failed)} good queries failed")
    return not seen.failed and late <= GROWTH * early


def main() -> None:
    """Run, report, and exit 1 if a good query failed or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the run")
    given = parser.parse_args()
    sys.exit(0 if report(soak(given.minutes)) else 1)


if __name__ == "__main__":
    main()
