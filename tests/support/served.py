"""A real endpoint in a process of its own, on a small store, for tests over HTTP."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import commands
import httpx
from pyoxigraph import Literal, NamedNode, Quad, Store

from rarekg.graph.home.checksums import measured
from rarekg.graph.home.manifest import Checksum, Manifest, Options, Validation, encode

BASE = "https://w3id.org/rarekg/"
W3C = "http://kasei.us/2009/09/sparql/data/data"  # the graphs of the W3C's protocol tests
KIND = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SUBCLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
START_SECONDS = 30.0
# Workers of an endpoint without an option that says otherwise: most tests need few, and each takes time to start.
FEW: Mapping[str, str] = MappingProxyType({"RAREKG_WORKERS": "2", "RAREKG_PAGE_WORKERS": "1"})
NICENESS = 7  # the place of this argument in the command line of a worker
TERMS = 400
TRICKY = 'comma, "quotes",\nnew line, \ttab, <tag> & },{ [{ ü'


def term(number: int) -> NamedNode:
    """Return the IRI of one of the TERMS in the graph ``hpo``."""
    return NamedNode(f"http://purl.obolibrary.org/obo/HP_{number:07d}")


def graph(name: str) -> NamedNode:
    """Return the IRI of a named graph of the build."""
    return NamedNode(f"{BASE}graph/{name}")


def quads() -> Iterator[Quad]:
    """Yield the small store's content: a tree of terms, the W3C's documents, a literal with characters to escape."""
    for number in range(TERMS):
        yield Quad(term(number), LABEL, Literal(f"Abnormality {number}", language="en"), graph("hpo"))
        if number:
            yield Quad(term(number), SUBCLASS, term(number // 2), graph("hpo"))
    yield Quad(term(1), LABEL, Literal(TRICKY), graph("tricky"))
    for number in range(4):
        document = NamedNode(f"{W3C}{number}.rdf")
        yield Quad(document, KIND, DOCUMENT, document)
    whole = NamedNode(f"{BASE}dataset/rarekg")
    yield Quad(whole, KIND, NamedNode("http://rdfs.org/ns/void#Dataset"), graph("metadata"))


def publish(home: Path, identity: str, extra: Quad | None = None) -> Path:
    """Put a build called ``identity`` into ``home`` and make it current, as `rarekg build` does; return its folder."""
    folder = home / "builds" / identity
    folder.mkdir(parents=True)
    store = Store(str(folder / "store"))
    store.bulk_extend([*quads(), *([extra] if extra else [])])
    counts: dict[str, int] = {}
    for quad in store:
        counts[str(quad.graph_name.value)] = counts.get(str(quad.graph_name.value), 0) + 1
    store.optimize()
    del store
    (folder / "manifest.json").write_bytes(encode(_manifest(identity, counts, measured(folder))))
    link = home / f".current-{identity}"
    link.symlink_to(Path("builds", identity), target_is_directory=True)
    link.replace(home / "current")
    return folder


def _manifest(identity: str, graphs: Mapping[str, int], files: Mapping[str, Checksum]) -> Manifest:
    return Manifest(
        id=identity,
        rarekg=version("rarekg"),
        code="",
        engine={},
        base=BASE,
        options=Options(disease=None, floors=False, inference=False, exclude_iea=False),
        started="2026-01-01T00:00:00+00:00",
        finished="2026-01-01T00:00:00.000000+00:00",
        sources={},
        graphs=graphs,
        quads=sum(graphs.values()),
        validation=Validation(conforms=True, findings=0, floors=False),
        seconds={},
        files=files,
    )


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """A running server: its process, its address, its log."""

    process: subprocess.Popen[bytes]
    port: int
    home: Path
    log: Path

    @property
    def url(self) -> str:
        """The beginning of its addresses."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sparql(self) -> str:
        """The address of the SPARQL endpoint."""
        return f"{self.url}/sparql"

    def client(self, address: str = "127.0.0.1", timeout: float = 30.0) -> httpx.Client:
        """Return a client with the IP address ``address``, which the server counts as another client."""
        transport = httpx.HTTPTransport(
            local_address=address, verify=False
        )  # without TLS there are no certificates to load
        return httpx.Client(base_url=self.url, transport=transport, timeout=timeout)

    def ask(self, query: str, address: str = "127.0.0.1", accept: str = "application/json") -> httpx.Response:
        """Return the answer to ``query``, sent by POST from ``address``."""
        with self.client(address) as client:
            return client.post("/sparql", data={"query": query}, headers={"Accept": accept})

    def workers(self) -> list[int]:
        """Return the ids of the running worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [pid for pid in map(int, children.split()) if resident(pid)]  # an ended process has no memory

    def query_workers(self) -> list[int]:
        """Return the ids of those worker processes that run clients' queries, which give way to those for pages."""
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in self.workers()}
        return [pid for pid, command in commands.items() if len(command) > NICENESS and command[NICENESS] != b"0"]

    def signal(self, pid: int, name: str) -> None:
        """Send a signal to one of the endpoint's own processes."""
        assert pid in (self.process.pid, *self.workers())
        os.kill(pid, signal.Signals[name])

    def ended(self, pid: int) -> bool:
        """Return whether a process is gone or a zombie."""
        try:
            return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True

    def like(self, *options: str, changed: Mapping[str, str] | None = None) -> AbstractContextManager["Endpoint"]:
        """Run another endpoint on the same builds, with other options, and ``changed`` in its environment."""
        return endpoint(self.home, *options, changed=changed)

    def memory(self) -> int:
        """Return the resident memory of the server and its workers in bytes."""
        return sum(resident(pid) for pid in (self.process.pid, *self.workers()))

    def metric(self, name: str, **labels: str) -> float:
        """Return the value of one metric, 0 if it was not counted yet."""
        labelled = "".join(rf'(?=[^}}]*{key}="{value}")' for key, value in labels.items())
        text = httpx.get(f"{self.url}/metrics").text
        match = re.search(rf"^{name}(?:{{{labelled}[^}}]*}})? (\S+)$", text, re.MULTILINE)
        return float(match[1]) if match else 0.0


def resident(pid: int) -> int:
    """Return the resident memory of a process in bytes, 0 if it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4096
    except (FileNotFoundError, ProcessLookupError, IndexError):
        return 0


@contextmanager
def endpoint(
    home: Path,
    *options: str,
    changed: Mapping[str, str] | None = None,
    command: Sequence[str] | None = None,
) -> Iterator[Endpoint]:
    """Run `rarekg serve`, or that of another ``command``, on ``home`` at a free port until the block ends."""
    log = home / f"log-{time.monotonic_ns()}"
    arguments = [*(command or commands.COMMAND), "serve", "--home", str(home), "--port", "0", *options]
    with log.open("wb") as written:
        environment = {**commands.environment(home), **FEW, **(changed or {})}
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=written, env=environment)
    try:
        yield Endpoint(process=process, port=_port(process, log), home=home, log=log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        match = re.search(r"serving build \S+ at http://[^ ]*:(\d+)/sparql", log.read_text(encoding="utf-8"))
        if match:
            return int(match[1])
        time.sleep(0.02)
    raise AssertionError(f"the endpoint did not start: {log.read_text(encoding='utf-8')}")


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait until ``condition`` holds; fail after ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def copied(home: Path, to: Path) -> Path:
    """Return a home of its own, ``to``, with the builds of ``home``."""
    shutil.copytree(home, to, symlinks=True, ignore=shutil.ignore_patterns("log-*"))
    return to
