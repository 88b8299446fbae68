"""Measure the pages for people on a build: diseases, phenotypes (the commonest among them), genes, statements.

One client requests one page after the other, each only once, so that no page comes from the service's cache. The aim
is that 95 of 100 pages take at most 100 ms on the full graph.
"""

import argparse
import http.client
import json
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, perf_counter, sleep

from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home

AIM = 100.0  # milliseconds for 95 of 100 pages
WARMING = 40  # other pages before measuring, to load templates and the store's pages into memory
START_SECONDS = 60.0
COMMONEST = 20  # things with the most associations
ACCEPT = {"Accept": "text/html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Times of one kind of page in milliseconds; ``largest`` is in kB."""

    kind: str
    count: int
    p50: float
    p95: float
    most: float
    largest: float


def samples(build: Build, count: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of page with addresses spread evenly over all things of the kind that have associations."""
    with closing(sqlite3.connect(build.search)) as index:
        for kind in ("disease", "phenotype", "gene", "inheritance"):
            query = "SELECT curie FROM thing WHERE kind = ? AND weight > 0 ORDER BY curie"
            addresses = [f"/{row[0]}" for row in index.execute(query, (kind,))]
            yield kind, addresses[:: max(1, len(addresses) // count)][:count]
        query = "SELECT curie FROM thing WHERE kind = ? ORDER BY weight DESC, curie LIMIT ?"
        for kind in ("disease", "phenotype", "gene"):
            yield f"{kind}, commonest", [f"/{row[0]}" for row in index.execute(query, (kind, COMMONEST))]
        deep = [f"/{row[0]}" for row in index.execute(query, ("phenotype", COMMONEST))]
    yield "phenotype, page 5", [f"{address}?page=5" for address in deep]
    yield "phenotype, with more specific ones", [f"{address}?below=1" for address in deep]
    yield (
        "search",
        [f"/search?q={word}" for word in ("ipex", "eczema", "diabetis", "wiskot", "hair+loss", "FOXP3", "1850")],
    )
    yield "others", ["/", "/about", "/diseases", "/dataset/hpoa", "/page/restatement-of-GARD_0001850", "/sparql"]


def warming(build: Build) -> list[str]:
    """Return addresses of pages that are not measured."""
    with closing(sqlite3.connect(build.search)) as index:
        query = "SELECT curie FROM thing WHERE weight > 0 ORDER BY iri DESC LIMIT ?"
        return [f"/{row[0]}?below=0" for row in index.execute(query, (WARMING,))]


def timed(port: int, addresses: Sequence[str], accept: Mapping[str, str] = ACCEPT) -> list[tuple[float, int]]:
    """Return milliseconds and bytes of each page; exit if a status is not 200 or 303."""
    times = []
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for address in addresses:
            began = perf_counter()
            connection.request("GET", address, headers=dict(accept))
            response = connection.getresponse()
            body = response.read()
            times.append(((perf_counter() - began) * 1000, len(body)))
            if response.status not in (200, 303):
                sys.exit(f"{address}: {response.status}")
    return times


@contextmanager
def running(home: Path) -> Iterator[int]:
    """Run `rarekg serve` on ``home`` until the block ends; yield its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "rarekg.graph", "serve", "--home", str(home), "--port", str(port)]
    with TemporaryFile() as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            end = monotonic() + START_SECONDS
            while monotonic() < end and process.poll() is None:
                with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                    break
                sleep(0.1)
            yield port
        finally:
            process.terminate()


def measured(kind: str, pages: Sequence[tuple[float, int]]) -> Pages:
    """Return the figures for the milliseconds and bytes of ``pages``."""
    times = sorted(milliseconds for milliseconds, _ in pages)
    return Pages(
        kind=kind,
        count=len(times),
        p50=times[len(times) // 2],
        p95=times[min(len(times) - 1, len(times) * 95 // 100)],
        most=times[-1],
        largest=max(size for _, size in pages) / 1000,
    )


def main() -> None:
    """Measure, print the table, write the figures if ``--json`` names a file; exit 1 if the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home whose current build is served")
    parser.add_argument("--pages", type=int, default=100, help="number of pages of each kind")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    folder = given.home.absolute()
    build = current(folder)
    everything: list[tuple[float, int]] = []
    kinds: list[Pages] = []
    with running(folder) as port:
        timed(port, warming(build))
        for kind, addresses in samples(build, given.pages):
            pages = timed(port, addresses)
            everything += pages
            kinds.append(measured(kind, pages))
    kinds.append(measured("all", everything))
    shown = Table("pages", "number", "p50 ms", "p95 ms", "max ms", "largest kB")
    for row in kinds:
        shown.add_row(
            row.kind, str(row.count), *(f"{value:,.1f}" for value in (row.p50, row.p95, row.most, row.largest))
        )
    Console().print(shown)
    if given.json:
        given.json.write_text(json.dumps({"build": build.id, "pages": [asdict(row) for row in kinds]}, indent=1) + "\n")
    sys.exit(kinds[-1].p95 > AIM)


if __name__ == "__main__":
    main()
