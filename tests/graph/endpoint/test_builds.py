"""A new build is served as soon as it is current, without a request lost; and a stop lets answers come to their end."""

import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest
import served
from pyoxigraph import Literal, NamedNode, Quad

NEW = NamedNode("http://example.org/new")
WHICH = "SELECT ?o { <http://example.org/new> ?p ?o }"
# About a second of work, which streams from its beginning.
LONG = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) > 5) } LIMIT 120000"


def marked(name: str) -> Quad:
    return Quad(NEW, NEW, Literal(name), served.graph("hpo"))


def value(answer: httpx.Response) -> str:
    rows = answer.json()["results"]["bindings"]
    return str(rows[0]["o"]["value"]) if rows else "-"


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    return served.copied(published, tmp_path / "home")


def test_a_new_build_takes_over_without_a_request_lost(home: Path) -> None:
    with served.endpoint(home, "--workers", "2", "--timeout", "20") as running, ThreadPoolExecutor(4) as crowd:
        with running.client() as client:
            first = client.get("/sparql", params={"query": WHICH})
            assert value(first) == "-"

            enough = Event()

            def steady() -> list[httpx.Response]:
                with running.client("127.0.0.2") as other:
                    answers: list[httpx.Response] = []
                    while not enough.is_set():
                        answers.append(other.get("/sparql", params={"query": f"{WHICH} # {len(answers)}"}))
                        time.sleep(0.01)
                    return answers

            asking = crowd.submit(steady)
            began = crowd.submit(running.ask, LONG, "127.0.0.3")
            for name in ("second", "third"):
                time.sleep(0.3)
                served.publish(home, name, marked(name))
                _until_served(client, name)
                assert value(client.get("/sparql", params={"query": WHICH})) == name
                # The same query has another tag, so that no cache mixes the builds.
                tag = client.get("/sparql", params={"query": WHICH}).headers["etag"]
                assert tag != first.headers["etag"]
            time.sleep(1)  # until some answers come from the third
            enough.set()
            answers = asking.result()
            assert {answer.status_code for answer in answers} == {200}
            seen = [value(answer) for answer in answers]
            assert seen == sorted(seen, key=["-", "second", "third"].index)
            assert set(seen) == {"-", "second", "third"}
            assert began.result().status_code == 200
            assert len(began.result().json()["results"]["bindings"]) == 120_000
        assert len(running.query_workers()) == 2


def test_a_query_that_waits_for_another_build_is_kept_by_nobody(home: Path) -> None:
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    limits = ("--workers", "1", "--timeout", "15", "--max-wait", "15")
    with served.endpoint(home, *limits) as running, ThreadPoolExecutor(2) as crowd:
        with running.client() as client, running.client("127.0.0.2") as other:
            busy = crowd.submit(running.ask, cross, "127.0.0.3")
            served.until(lambda: running.metric("rarekg_workers_busy", pool="queries") == 1)
            waiting = crowd.submit(other.get, "/sparql", params={"query": WHICH})
            served.until(lambda: running.metric("rarekg_queries_waiting", pool="queries") == 1)
            served.publish(home, "second", marked("second"))
            _until_served(client, "second")
            answer = waiting.result()
            assert value(answer) == "second"
            assert "etag" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
            later = client.get("/sparql", params={"query": WHICH})
            assert value(later) == "second"
            assert "etag" in later.headers
        assert busy.result().status_code == httpx.codes.GATEWAY_TIMEOUT


def _until_served(client: httpx.Client, name: str, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while client.get("/healthz").json()["build"] != name:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_build_that_cannot_be_opened_is_not_served(home: Path) -> None:
    with served.endpoint(home, "--workers", "1") as running, running.client() as client:
        folder = served.publish(home, "broken")
        shutil.rmtree(folder / "store")
        end = time.monotonic() + 8
        while "is not served" not in running.log.read_text(encoding="utf-8") and time.monotonic() < end:
            time.sleep(0.1)
        assert client.get("/healthz").json() == {"status": "ok", "build": "first"}
        assert value(client.get("/sparql", params={"query": f"{WHICH} LIMIT 3"})) == "-"
        served.publish(home, "mended", marked("mended"))
        _until_served(client, "mended")
        assert "Traceback" not in running.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_stop_lets_answers_under_way_come_to_their_end(home: Path, name: str) -> None:
    with served.endpoint(home, "--workers", "2", "--timeout", "20") as running, ThreadPoolExecutor(2) as crowd:
        workers = running.workers()
        answer = crowd.submit(running.ask, LONG)
        end = time.monotonic() + 5
        while running.metric("rarekg_workers_busy") < 1 and time.monotonic() < end:
            time.sleep(0.01)
        running.process.send_signal(signal.Signals[name])
        time.sleep(0.3)
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{running.url}/healthz")
        assert len(answer.result().json()["results"]["bindings"]) == 120_000
        assert running.process.wait(timeout=20) == 0
        assert all(running.ended(pid) for pid in workers)
        log = running.log.read_text(encoding="utf-8")
        assert log.splitlines()[-1].endswith("stopped")
        assert "Traceback" not in log
