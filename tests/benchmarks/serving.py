"""Measure the endpoint beside `oxigraph serve-read-only` and rdflib-endpoint: the saved queries, on the same store.

Cold means without the result cache, so that every request costs a query; warm means that the cache has seen it before.
The pages of the store are in memory in either case. All servers get the same bytes, one after the other.
"""

import argparse
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile

from load import Load, put, requests
from rich.console import Console
from rich.table import Table

from rarekg.graph.builds import Build, current
from rarekg.graph.home import home
from rarekg.queries.catalog import load

BIN = Path(sys.executable).parent
CLIENTS = (1, 8, 32)
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server to measure: its name, its command with PORT for the port, its path, and whether it is warmed first."""

    name: str
    command: tuple[str | Path, ...]
    path: str
    warm: bool = False


def servers(build: Build, folder: Path) -> tuple[Server, ...]:
    """Return all servers, on the store of ``build``."""
    ours = (BIN / "rarekg", "serve", "--home", folder, "--port", "PORT")
    oxigraph = (BIN / "oxigraph", "serve-read-only", "--location", build.store, "--bind", "127.0.0.1:PORT")
    rival = Path(__file__).with_name("rival.py")
    return (
        Server(name="rarekg, cold", command=(*ours, "--cache-bytes", "0"), path="/sparql"),
        Server(name="oxigraph serve-read-only", command=(*oxigraph, "--union-default-graph"), path="/query"),
        Server(name="rarekg, warm", command=ours, path="/sparql", warm=True),
        Server(name="rdflib-endpoint", command=(sys.executable, rival, build.store, "PORT"), path="/query"),
    )


@contextmanager
def running(server: Server) -> Iterator[int]:
    """Run ``server`` at a free port until the block ends; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [re.sub(r"\bPORT\b", str(port), str(part)) for part in server.command]
    with TemporaryFile() as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _await(port, process)
            yield port
        finally:
            process.terminate()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{process.args!r} did not start")


def measured(server: Server, queries: Sequence[str], seconds: float) -> list[Load]:
    """Return what 1, 8 and 32 clients see of ``server``, each for ``seconds``."""
    asked = requests(server.path, queries, "127.0.0.1")
    with running(server) as port:
        put(port, asked, 2, seconds / 2)  # pages into memory, and results into a cache that there is
        return [put(port, asked, clients, seconds) for clients in CLIENTS]


def single(server: Server, queries: dict[str, str], times: int) -> dict[str, float]:
    """Return the median milliseconds of each query by itself, asked ``times`` times by one client."""
    with running(server) as port:
        found = {}
        for name, query in queries.items():
            asked = requests(server.path, [query], "127.0.0.1")
            put(port, asked, 1, 0.05)
            found[name] = put(port, asked, 1, 0.05 * times).p50
        return found


def table(found: dict[str, list[Load]]) -> Table:
    """Return ``found`` for people."""
    shown = Table("server", "clients", "requests/s", "p50 ms", "p95 ms", "failed", title=_title())
    for name, loads in found.items():
        for one in loads:
            cells = (f"{one.rate:,.0f}", f"{one.p50:,.2f}", f"{one.p95:,.2f}", str(one.failed))
            shown.add_row(name, str(one.clients), *cells, end_section=one is loads[-1])
    return shown


def _title() -> str:
    return ", ".join(f"{package} {version(package)}" for package in ("rarekg", "oxigraph", "rdflib-endpoint"))


def ratios(found: dict[str, list[Load]]) -> Iterator[str]:
    """Say how the endpoint does against its aims."""
    cold, oxigraph, warm, rival = found.values()
    for at, clients in enumerate(CLIENTS):
        yield (
            f"{clients:>2} clients: cold p50 ÷ oxigraph's {cold[at].p50 / oxigraph[at].p50:.2f} (aim ≤ 1.3), "
            f"warm p50 ÷ oxigraph's {warm[at].p50 / oxigraph[at].p50:.2f} (aim < 1), "
            f"cold rate ÷ rdflib-endpoint's {cold[at].rate / max(rival[at].rate, 0.01):.1f} (aim ≥ 20)"
        )


def main() -> None:
    """Measure, print the tables, and write the figures as JSON where a file is named for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="the home whose current build is served")
    parser.add_argument("--seconds", type=float, default=8.0, help="how long each number of clients asks")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    given = parser.parse_args()
    folder = given.home.absolute()
    build, queries = current(folder), {query.name: query.text for query in load()}
    console, all_servers = Console(), servers(current(folder), folder)
    found = {}
    for server in all_servers:
        console.print(f"measuring {server.name} …", highlight=False)
        found[server.name] = measured(server, list(queries.values()), given.seconds)
    console.print(table(found))
    for line in ratios(found):
        console.print(line, highlight=False)
    each = {server.name: single(server, queries, 10) for server in all_servers[:2]}
    slowest = Table("query alone, p50 ms", *each)
    for name in queries:
        slowest.add_row(name, *(f"{times[name]:,.2f}" for times in each.values()))
    console.print(slowest)
    if given.json:
        said = {"build": build.id, "loads": {name: [asdict(one) for one in loads] for name, loads in found.items()}}
        given.json.write_text(json.dumps({**said, "each": each}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
