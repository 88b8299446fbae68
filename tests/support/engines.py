"""SPARQL engines of others as servers on 127.0.0.1, each in a process of its own: Oxigraph and Virtuoso 7."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest
from pyoxigraph import RdfFormat, Store

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
START_SECONDS, STOP_SECONDS, LOAD_SECONDS = 60.0, 30.0, 120.0
BUFFERS = 4000  # of 8 kB: enough for a small graph
USER, FIRST, PASSWORD = "dba", "dba", "secret-of-the-tests"  # what Debian's Virtuoso begins with, and the new one
# The folders need not be named further: Virtuoso reads files of those that DirsAllowed has and of no other.
INI = """[Database]
DatabaseFile={folder}/v.db
TransactionFile={folder}/v.trx
xa_persistent_file={folder}/v.pxa
LockFile={folder}/v.lck
ErrorLogFile={folder}/v.log
[TempDatabase]
DatabaseFile={folder}/t.db
TransactionFile={folder}/t.trx
[Parameters]
ServerPort=127.0.0.1:{sql}
DirsAllowed={folder}
NumberOfBuffers={buffers}
MaxDirtyBuffers={dirty}
[HTTPServer]
ServerPort=127.0.0.1:{http}
ServerThreads=8
[SPARQL]
ResultSetMaxRows=2000000
MaxQueryExecutionTime=20
"""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A running server: the addresses for queries, for updates and for graphs, and who may write.

    ``union`` says whether its default graph is the union of its named graphs.
    """

    name: str
    url: str
    query: str
    update: str
    graphs: str
    union: bool
    process: subprocess.Popen[bytes]
    environment: Mapping[str, str] = field(default_factory=dict)

    def ask(self, query: str, accept: str = "text/csv") -> str:
        """Return the answer to ``query``."""
        answer = httpx.post(self.query, data={"query": query}, headers={"Accept": accept}, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.text

    def drop(self, start: str = "https://w3id.org/rarekg/") -> None:
        """Delete the graphs whose IRIs begin with ``start``, all of ours by default."""
        user, password = (
            self.environment.get("RAREKG_STORE_USER", ""),
            self.environment.get("RAREKG_STORE_PASSWORD", ""),
        )
        for graph in self.counts():
            if graph.startswith(start):
                auth = httpx.DigestAuth(user, password) if user else None
                assert httpx.delete(self.graphs, params={"graph": graph}, auth=auth, timeout=60).is_success

    def counts(self) -> dict[str, int]:
        """Return the number of triples of each named graph."""
        rows = self.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").split()[1:]
        parts = (row.replace('"', "").rpartition(",") for row in rows)
        return {graph: int(number) for graph, _, number in parts}


@contextmanager
def oxigraph(folder: Path, store: Store | None = None, *, union: bool = False) -> Iterator[Engine]:
    """Run `oxigraph serve` in ``folder``, with the quads of ``store``, until the block ends."""
    if not OXIGRAPH.exists():
        pytest.skip("oxigraph is not installed: pip install --group dev")
    folder.mkdir(parents=True, exist_ok=True)
    location = folder / "data"
    if store is not None:
        _run(OXIGRAPH, "load", "--location", location, "--file", _written(store, folder))
    port = free_port()
    command: list[str | Path] = [OXIGRAPH, "serve", "--location", location, "--bind", f"127.0.0.1:{port}"]
    with _running([*command, *(["--union-default-graph"] if union else [])], folder) as process:
        url = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(f"{url}/query"), process, folder)
        yield Engine(
            name="oxigraph",
            url=url,
            query=f"{url}/query",
            update=f"{url}/update",
            graphs=f"{url}/store",
            union=union,
            process=process,
        )


@contextmanager
def virtuoso(folder: Path, store: Store | None = None) -> Iterator[Engine]:
    """Run Virtuoso in ``folder``, with the quads of ``store``, until the block ends; skip without Debian's package."""
    server = shutil.which("virtuoso-t")
    if server is None or shutil.which("isql-vt") is None:
        pytest.skip("Virtuoso is not installed: apt-get install --no-install-recommends virtuoso-opensource-7-bin")
    folder.mkdir(parents=True, exist_ok=True)
    http, sql = free_port(), free_port()
    ini = INI.format(folder=folder.resolve(), http=http, sql=sql, buffers=BUFFERS, dirty=BUFFERS * 3 // 4)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    with _running([server, "+foreground", "+configfile", "virtuoso.ini"], folder) as process:
        url = f"http://127.0.0.1:{http}"
        _until(lambda: _answers(f"{url}/sparql"), process, folder)
        _isql(sql, f"user_set_password('{USER}', '{PASSWORD}')", FIRST)
        if store is not None:
            _load(store, folder, sql)
        yield Engine(
            name="virtuoso",
            url=url,
            query=f"{url}/sparql",
            update=f"{url}/sparql-auth",
            graphs=f"{url}/sparql-graph-crud-auth",
            union=True,
            process=process,
            environment={"RAREKG_STORE_USER": USER, "RAREKG_STORE_PASSWORD": PASSWORD},
        )


RUNNING: Mapping[str, Callable[[Path], AbstractContextManager[Engine]]] = MappingProxyType(
    {"oxigraph": oxigraph, "virtuoso": virtuoso}
)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _load(store: Store, folder: Path, sql: int) -> None:
    """Load ``store`` by Virtuoso's bulk loader, which says in a table of its own what it could not load."""
    _written(store, folder)
    for statement in (f"ld_dir('{folder.resolve()}', '*.nq', 'urn:default-graph')", "rdf_loader_run()", "checkpoint"):
        _isql(sql, statement)
    failed = _isql(sql, "select ll_file, ll_error from DB.DBA.load_list where ll_error is not null or ll_state <> 2")
    assert not failed.strip(), failed


def _isql(port: int, statement: str, password: str = PASSWORD) -> str:
    program = shutil.which("isql-vt")
    assert program
    quiet = ("VERBOSE=OFF", "BANNER=OFF", "PROMPT=OFF", "ERRORS=STDOUT")
    return _run(program, f"127.0.0.1:{port}", USER, password, *quiet, f"EXEC={statement}")


def _written(store: Store, folder: Path) -> Path:
    path = folder / "graph.nq"
    with path.open("wb") as file:
        store.dump(file, RdfFormat.N_QUADS)
    return path


def _run(*command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=LOAD_SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _running(command: Sequence[str | Path], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, params={"query": "ASK {}"}, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def _until(condition: Callable[[], bool], process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while not condition():
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, log
        assert time.monotonic() < end, log
        time.sleep(0.05)
