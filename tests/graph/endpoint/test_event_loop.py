"""What costs as much as a client likes is done beside the event loop, so that everybody else is answered meanwhile.

The thread of the loop and all others are observed while requests of every kind are answered: which of the costly
functions run, and where.
"""

import asyncio
import json
import re
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import release_folder
import served
import walked
from fronts import BROWSER, FRONTS
from imports import ROOT
from starlette.datastructures import QueryParams

from rarekg.graph.endpoint.downloads import files
from rarekg.graph.endpoint.http import compression
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.http.threads import SMALL
from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.linked import listing, neighbourhood, serialization, sitemap
from rarekg.graph.endpoint.linked.routes import routes
from rarekg.graph.endpoint.pages import page_queries, query_result, rendering, saved_queries, vocabulary_terms
from rarekg.graph.endpoint.pages import routes as people
from rarekg.graph.endpoint.pages.search_results import results
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.endpoint.search import batch, extension, reconciliation
from rarekg.graph.endpoint.search import routes as search
from rarekg.graph.endpoint.server.app import application
from rarekg.graph.endpoint.sparql import admission, protocol, triples
from rarekg.graph.endpoint.sparql.query import LONG
from rarekg.graph.home import releases
from rarekg.graph.search import hits, nearest
from rarekg.graph.search.reader import SearchIndex

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ALL = "?s ?p ?o . ?a ?b ?c"
WIDE = f"SELECT ?s {' '.join(f'(?s AS ?c{number})' for number in range(999))} {{ ?s ?p ?o }} LIMIT 500"
LONG_QUERY = f"SELECT * {{ VALUES ?n {{ {' '.join(map(str, range(LONG // 2)))} }} }}"
BATCH = {f"q{number}": {"query": f"syndrome {number}", "limit": 50} for number in range(20)}
EXTENSION = {"ids": ["MONDO_0010580"], "properties": [{"id": "phenotypes"}, {"id": "OMIM"}]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Costly:
    """A function whose cost a client chooses, once the argument ``sized`` has more than ``small`` bytes."""

    function: Callable[..., object]
    sized: str = ""
    small: int = SMALL

    def costs(self, frame: FrameType) -> bool:
        """Return whether the call with ``frame`` is one of those that cost much."""
        if not self.sized:
            return True
        argument = frame.f_locals[self.sized]
        return len(argument[0] if isinstance(argument, tuple) else argument) > self.small


COSTLY = {
    "admit": Costly(function=admission.admit, sized="text", small=LONG),
    "read a form": Costly(function=protocol.parameters, sized="encoded"),
    "read an address": Costly(function=QueryParams.__init__, sized="args"),
    "read rows": Costly(function=page_queries._read, sized="results"),
    "index statements": Costly(function=Statements.__init__),
    "render": Costly(function=rendering.rendered),
    "serialize a document": Costly(function=serialization.serialized_document),
    "write a dataset": Costly(function=serialization.serialized_dataset),
    "serialize triples": Costly(function=triples.serialized),
    "read a neighbourhood": Costly(function=neighbourhood.neighbourhood),
    "read a result": Costly(function=query_result.read_result),
    "list saved queries": Costly(function=saved_queries.examples),
    "bind a saved query": Costly(function=saved_queries.bound_text),
    "match terms": Costly(function=vocabulary_terms._matching),
    "search": Costly(function=hits.search),
    "suggest what is near": Costly(function=nearest.nearest),
    "count what is left out": Costly(function=hits.left_out),
    "read a batch": Costly(function=batch.queries),
    "reconcile": Costly(function=reconciliation.results),
    "read an extension": Costly(function=extension.extension),
    "read the values of an extension": Costly(function=extension.read),
    "list things": Costly(function=listing.list_page),
    "count diseases": Costly(function=SearchIndex.ranked_count),
    "write a sitemap": Costly(function=sitemap.whole),
    "read a release": Costly(function=releases.released),
    "open a file": Costly(function=files.opened),
    "unpack a file": Costly(function=files._unpacked),
    "compress a body": Costly(function=compression.compressed, sized="body"),
    "compress a part (gzip)": Costly(function=compression._Gzip.part, sized="data"),
    "compress a part (br)": Costly(function=compression._Brotli.part, sized="data"),
    "compress a part (zstd)": Costly(function=compression._Zstd.part, sized="data"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request, and the costly functions that the response to it needs."""

    path: str
    accept: str = "*/*"
    body: bytes = b""
    coding: str = "identity"
    needs: tuple[str, ...] = ()


def written(query: str) -> str:
    return f"/editor?{urlencode({'query': query})}"


def results_of(query: str) -> str:
    return f"/sparql?{urlencode({'query': query})}"


SENT = {
    **{name: Sent(path=front.path, accept=front.accept) for name, front in FRONTS.items()},
    "a file": Sent(path="/downloads/rarekg.nq.gz", needs=("read a release", "open a file")),
    "a file that is unpacked": Sent(path="/downloads/graphs/hpo.ttl", needs=("unpack a file",)),
    "a page on a disease": Sent(path=walked.IPEX, accept=BROWSER, needs=("index statements", "render")),
    "a document on a disease": Sent(
        path=f"{walked.IPEX}.nq", accept="*/*", needs=("read a neighbourhood", "write a dataset")
    ),
    "a page on a phenotype": Sent(path=walked.ECZEMA, accept=BROWSER, needs=("render", "count diseases")),
    "a page on a statement": Sent(path="/dataset/hpo.html", needs=("render",)),
    "a page that does not exist": Sent(path="/HP:0999999", accept=BROWSER, needs=("suggest what is near",)),
    "a document in JSON-LD": Sent(
        path=f"{walked.IPEX}.jsonld", coding="br", needs=("serialize a document", "compress a body")
    ),
    "a document in RDF/XML": Sent(path=f"{walked.IPEX}.rdf", needs=("serialize a document", "serialize triples")),
    "the vocabulary in JSON-LD": Sent(path="/vocab.jsonld", coding="gzip", needs=("serialize a document",)),
    "a list": Sent(path="/diseases.ttl", needs=("list things", "serialize a document")),
    "the sitemap": Sent(path="/sitemap.xml", needs=("write a sitemap",)),
    "the datasets": Sent(path="/.well-known/void", accept="text/turtle", needs=("serialize triples",)),
    "the saved queries as RDF": Sent(path="/.well-known/sparql-examples", coding="zstd", needs=("serialize triples",)),
    "the editor": Sent(path="/editor", accept=BROWSER, needs=("list saved queries", "render")),
    "the editor with a saved query": Sent(
        path="/editor?saved=phenotypes-by-frequency&disease=MONDO:0010580", needs=("bind a saved query",)
    ),
    "the editor with a wide result": Sent(path=written(WIDE), needs=("read a result", "render")),
    "the editor with a long result": Sent(path=written(f"SELECT * {{ {ALL} }}"), needs=("read a result",)),
    "the editor with a graph": Sent(path=written("CONSTRUCT WHERE { ?s ?p ?o }"), needs=("read a result",)),
    "the editor with a long query": Sent(path=written(LONG_QUERY), needs=("admit", "read a result")),
    "a table of a saved query": Sent(
        path="/table.csv?saved=phenotypes-by-frequency&disease=MONDO:0010580", needs=("bind a saved query",)
    ),
    "a long query in a form": Sent(
        path="/sparql", body=urlencode({"query": LONG_QUERY + " " * SMALL}).encode(), needs=("admit", "read a form")
    ),
    "a long query in an address": Sent(path=results_of(LONG_QUERY + " " * SMALL), needs=("admit", "read a form")),
    "a long address": Sent(path=f"/search?q=syndrome+{'%C3%A9' * 4000}", needs=("read an address", "search")),
    **{
        f"a long result in {coding}": Sent(
            path=results_of(f"SELECT * {{ {ALL} }} LIMIT 8000"),
            coding=coding,
            needs=(f"compress a part ({coding})",),
        )
        for coding in compression.CODINGS
    },
    "a random result": Sent(
        path=results_of(f"SELECT ?s ?p ?o (RAND() AS ?x) {{ {ALL} }} LIMIT 80"),
        coding="gzip",
        needs=("compress a body",),
    ),
    "results of a search": Sent(path="/search?q=syndrome", accept=BROWSER, needs=("search", "render")),
    "hits": Sent(path="/search?q=syndrome&limit=100", needs=("search", "count what is left out")),
    "completion of a name": Sent(path="/complete?q=ecz", needs=("search",)),
    "completion of a property": Sent(path="/complete?kind=property&q=freq", needs=("match terms",)),
    "a batch": Sent(
        path="/reconcile",
        body=urlencode({"queries": json.dumps(BATCH)}).encode(),
        needs=("read a batch", "reconcile"),
    ),
    "a data extension": Sent(
        path="/reconcile",
        body=urlencode({"extend": json.dumps(EXTENSION)}).encode(),
        needs=("read an extension", "read the values of an extension"),
    ),
    "a suggestion": Sent(path="/reconcile/suggest/entity?prefix=ecz", needs=("search",)),
}


@dataclass(kw_only=True)
class Seen:
    """Which costly functions ran in the loop's thread, and which in others, while a response was made."""

    status: int = 0
    content: bytes = b""
    in_loop: set[str] = field(default_factory=set)
    in_threads: set[str] = field(default_factory=set)


@contextmanager
def observed() -> Iterator[Callable[[], Seen]]:
    """Observe all calls in this thread and those that begin; yield the function that begins and returns a record."""
    names: dict[CodeType, str] = {costly.function.__code__: name for name, costly in COSTLY.items()}
    loop, seen = threading.get_ident(), [Seen()]

    def called(frame: FrameType, event: str, _: Any) -> None:  # noqa: ANN401 - as sys.setprofile wants it
        name = names.get(frame.f_code) if event == "call" else None
        if name is not None and COSTLY[name].costs(frame):
            (seen[0].in_loop if threading.get_ident() == loop else seen[0].in_threads).add(name)

    def begin() -> Seen:
        seen[0] = Seen()
        return seen[0]

    threading.setprofile(called)
    sys.setprofile(called)
    try:
        yield begin
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def run(home: Path, work: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
    """Run ``work`` with a client of an endpoint on ``home`` in this thread's event loop."""

    async def main() -> None:
        service = Service(home, Limits(workers=2, cache_bytes=0), people.html())
        mounted = [*search.routes(service, results), *people.routes(service), *routes(service, people.pages())]
        await service.start()
        try:
            transport = httpx.ASGITransport(app=application(service, mounted))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
                await work(client)
        finally:
            await service.close()

    asyncio.run(main())


@pytest.fixture(scope="module")
def seen(linked_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """Return what was seen while each of SENT was answered, with an empty cache."""
    found: dict[str, Seen] = {}
    home = served.copied(linked_home, tmp_path_factory.mktemp("released") / "home")
    release_folder.write(home)
    with observed() as begin:

        async def work(client: httpx.AsyncClient) -> None:
            for name, sent in SENT.items():
                found[name] = begin()
                headers = {"Accept": sent.accept, "Accept-Encoding": sent.coding, **(FORM if sent.body else {})}
                method = "POST" if sent.body else "GET"
                response = await client.request(
                    method, sent.path, headers=headers, content=sent.body, follow_redirects=True
                )
                found[name].status, found[name].content = response.status_code, response.content

        run(home, work)
    return found


@pytest.mark.parametrize("name", SENT)
def test_the_event_loop_does_nothing_that_a_client_makes_costly(seen: dict[str, Seen], name: str) -> None:
    assert seen[name].status == (404 if name == "a page that does not exist" else 200)
    assert seen[name].in_loop - EXEMPT.get(name, set()) == set()
    assert set(SENT[name].needs) <= seen[name].in_threads


# An error's page holds one sentence and few links.
EXEMPT = {"a page that does not exist": {"render"}}


def test_every_costly_function_is_seen_at_work(seen: dict[str, Seen]) -> None:
    assert set().union(*(one.in_threads for one in seen.values())) == set(COSTLY)


TEXTS = ("title", "message", "build", "built", "base")


def test_a_function_in_the_loop_is_seen_there() -> None:
    with observed() as begin:
        found = begin()
        rendering.rendered(
            "error.html",
            {
                "title": "",
                "status": 404,
                "message": "",
                "near": [],
                "source": "",
                **dict.fromkeys(("build", "built", "base"), ""),
            },
        )
        thread = threading.Thread(target=protocol.parameters, args=(b"a" * (SMALL + 1),))
        thread.start()
        thread.join()
    assert (found.in_loop, found.in_threads) == ({"render"}, {"read a form"})


def test_others_are_answered_while_a_page_is_made(linked_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a million cells took nine seconds, in which not even /healthz was answered."""
    begun, goes_on = threading.Event(), threading.Event()
    make = query_result.read_result

    def slow(body: bytes, base: str, *, whole: bool) -> query_result.QueryResult:
        begun.set()
        assert goes_on.wait(60)
        return make(body, base, whole=whole)

    monkeypatch.setattr("rarekg.graph.endpoint.pages.editor.read_result", slow)

    async def work(client: httpx.AsyncClient) -> None:
        page = asyncio.create_task(client.get(written(WIDE)))
        while not begun.is_set():
            await asyncio.sleep(0.01)
        for path in ("/healthz", "/sparql?query=ASK{}", f"{walked.IPEX}.ttl", "/search?q=ipex", "/metrics"):
            assert (await client.get(path)).status_code == 200
        assert not page.done()
        goes_on.set()
        assert (await page).status_code == 200

    run(linked_home, work)


def test_no_route_takes_the_threads_of_the_framework() -> None:
    """Those are 40: each that computes delays the event loop by the time of a switch."""
    taken = re.compile(r"run_in_threadpool|to_thread\(|run_in_executor|iterate_in_threadpool")
    allowed = {"http/threads.py", "workers/client.py"}  # the second waits for a process and computes nothing
    modules = (ROOT / "graph" / "endpoint").rglob("*.py")
    found = {
        str(path.relative_to(ROOT / "graph" / "endpoint")) for path in modules if taken.search(path.read_text("utf-8"))
    }
    assert found == allowed


@pytest.mark.parametrize(
    "path", ["/search", "/editor", "/sparql", "/complete", "/MONDO:0010580", "/table.csv", "/resource"]
)
def test_an_address_has_a_bounded_number_of_parameters(seen: dict[str, Seen], linked_home: Path, path: str) -> None:
    async def work(client: httpx.AsyncClient) -> None:
        response = await client.get(f"{path}?{'a&' * 1000}q=x", headers={"Accept": "application/json"})
        assert (response.status_code, response.json()["kind"]) == (400, "protocol")

    run(linked_home, work)
