"""Compare the endpoint with `oxigraph serve-read-only` and rdflib-endpoint: the saved queries, on the same store.

Cold means without the result cache, so that every request costs a query; warm means that the result is cached.
The pages of the store are in memory in both cases. All servers get the same requests, one server after the other. As
rdflib-endpoint takes minutes for most saved queries, it is compared on those that it answers in time.
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

from load import OVERTIME, Load, put, requests
from rich.console import Console
from rich.table import Table

from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.folders import home
from rarekg.queries.catalog import load

BIN = Path(sys.executable).parent
CLIENTS = (1, 8, 32)
START_SECONDS = 60.0
END_SECONDS = 10.0
RIVAL_SECONDS = 5.0  # for rdflib-endpoint to answer one query; it runs one query at a time


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
    """Run ``server`` at a free port until the block ends; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [re.sub(r"\bPORT\b", str(port), str(part)) for part in server.command]
    with TemporaryFile() as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _await(port, process)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:  # it waits for queries whose clients have left
                process.kill()


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


def measured(server: Server, queries: Sequence[str], clients: int, seconds: float) -> Load:
    """Return what ``clients`` measure of ``server``, newly started, in ``seconds``."""
    sent = requests(server.path, queries, "127.0.0.1")
    with running(server) as port:
        put(port, sent, 2, seconds / 2)  # loads the store's pages into memory, and results into a cache
        return put(port, sent, clients, seconds)


def single(server: Server, queries: dict[str, str], times: int) -> dict[str, float]:
    """Return the median milliseconds of each query by itself, sent by one client for ``times`` × 0.05 s."""
    with running(server) as port:
        medians = {}
        for name, query in queries.items():
            sent = requests(server.path, [query], "127.0.0.1")
            put(port, sent, 1, 0.05)
            medians[name] = put(port, sent, 1, 0.05 * times).p50
        return medians


def table(measures: dict[str, list[Load]]) -> Table:
    """Return the loads of each server as a table."""
    shown = Table("server", "clients", "requests/s", "p50 ms", "p95 ms", "failed", title=_title())
    for name, loads in measures.items():
        for one in loads:
            cells = (f"{one.rate:,.0f}", f"{one.p50:,.2f}", f"{one.p95:,.2f}", str(one.failed))
            shown.add_row(name, str(one.clients), *cells, end_section=one is loads[-1])
    return shown


def _title() -> str:
    return ", ".join(f"{package} {version(package)}" for package in ("rarekg", "oxigraph", "rdflib-endpoint"))


def answered(server: Server, queries: dict[str, str], seconds: float) -> dict[str, str]:
    """Return those of ``queries`` that ``server``, newly started for each, answers within ``seconds``."""
    in_time = {}
    for name, query in queries.items():
        with running(server) as port:
            if put(port, requests(server.path, [query], "127.0.0.1"), 1, seconds / OVERTIME).rate:
                in_time[name] = query
    return in_time


def ratios(measures: dict[str, list[Load]]) -> Iterator[str]:
    """Yield lines that compare the endpoint with Oxigraph's own server and the aims."""
    cold, oxigraph, warm = measures.values()
    for at, clients in enumerate(CLIENTS):
        yield (
            f"{clients:>2} clients: cold p50 ÷ oxigraph's {cold[at].p50 / oxigraph[at].p50:.2f} (aim ≤ 1.3), "
            f"warm p50 ÷ oxigraph's {warm[at].p50 / oxigraph[at].p50:.2f} (aim < 1)"
        )


def by_turns(all_servers: Sequence[Server], queries: Sequence[str], seconds: float) -> dict[str, list[Load]]:
    """Return the loads of each server; the servers alternate, so that other work of the machine affects all."""
    measures: dict[str, list[Load]] = {server.name: [] for server in all_servers}
    for clients in CLIENTS:
        for server in all_servers:
            print(f"{clients} clients, {server.name} …", file=sys.stderr, flush=True)
            measures[server.name].append(measured(server, queries, clients, seconds))
    return measures


def main() -> None:
    """Measure, print the tables, and write the figures as JSON if ``--json`` names a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=home(), help="home whose current build is served")
    parser.add_argument("--seconds", type=float, default=8.0, help="seconds for each number of clients")
    parser.add_argument("--json", type=Path, help="file for the figures")
    given = parser.parse_args()
    folder = given.home.absolute()
    build, queries, console = current(folder), {query.name: query.text for query in load()}, Console()
    cold, oxigraph, warm, rival = servers(build, folder)
    measures = by_turns((cold, oxigraph, warm), list(queries.values()), given.seconds)
    console.print(table(measures))
    for line in ratios(measures):
        console.print(line, highlight=False)
    alone = {server.name: single(server, queries, 10) for server in (cold, oxigraph)}
    slowest = Table("query alone, p50 ms", *alone)
    for name in queries:
        slowest.add_row(name, *(f"{times[name]:,.2f}" for times in alone.values()))
    console.print(slowest)
    easy = answered(rival, queries, RIVAL_SECONDS)
    console.print(f"rdflib-endpoint answers {len(easy)} of {len(queries)} saved queries within {RIVAL_SECONDS:g} s:")
    console.print(", ".join(easy) or "none", highlight=False)
    beside = by_turns((cold, rival), list(easy.values()), given.seconds) if easy else {}
    if beside:
        console.print(table(beside))
        for at, clients in enumerate(CLIENTS):
            ratio = beside[cold.name][at].rate / max(beside[rival.name][at].rate, 0.01)
            console.print(
                f"{clients:>2} clients: cold rate ÷ rdflib-endpoint's {ratio:.1f} (aim ≥ 20)", highlight=False
            )
    if given.json:
        loads = {name: [asdict(one) for one in loads] for name, loads in measures.items()}
        rivals = {name: [asdict(one) for one in loads] for name, loads in beside.items()}
        figures = {"build": build.id, "loads": loads, "each": alone, "easy": list(easy), "easy loads": rivals}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
