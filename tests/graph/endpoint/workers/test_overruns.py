"""A query that overran is refused at once for a while; another query, format or build, or one that waited, is not."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import httpx
import msgspec
import pytest
import served
from served import Endpoint, until

from rarekg.graph.endpoint.limits import Limits
from rarekg.graph.endpoint.metrics import Metrics
from rarekg.graph.endpoint.problem import Problem, over
from rarekg.graph.endpoint.workers import client
from rarekg.graph.endpoint.workers.overruns import MOST, REMEMBERED_SECONDS, Overruns
from rarekg.graph.endpoint.workers.pool import Pool
from rarekg.graph.endpoint.workers.pools import Pools
from rarekg.graph.home import builds
from rarekg.graph.home.builds import Build
from rarekg.graph.process.frames import Request

REQUEST = Request(query="ASK {}", result_format="json", graph_format="turtle", seconds=10.0)
PROBLEM = over("timeout", 10.0, "it took too long", status=HTTPStatus.GATEWAY_TIMEOUT)
# Counts for minutes in little memory; takes memory without end.
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f) }"
LARGE = (
    f"SELECT ?x40 {{ BIND('aaaa' AS ?x0) {' '.join(f'BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})' for n in range(40))} }}"
)
TIMED = Request(query=SLOW, result_format="json", graph_format=None, seconds=1.0)


class Clock:
    """A clock that a test sets."""

    time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def build(published: Path) -> Build:
    return builds.current(published)


@contextmanager
def refused() -> Iterator[list[Problem]]:
    """Expect a refusal; give it."""
    found: list[Problem] = []
    with pytest.raises(Problem) as caught:
        yield found
    found.append(caught.value)


def test_the_same_request_is_refused_with_the_same_problem_and_its_age(build: Build) -> None:
    clock = Clock()
    overruns = Overruns(clock)
    overruns.refuse(build, REQUEST)
    overruns.add(build, REQUEST, PROBLEM)
    clock.time += 61.7
    with refused() as found:
        overruns.refuse(build, REQUEST)
    assert (found[0].status, found[0].kind, str(found[0])) == (504, "timeout", str(PROBLEM))
    assert found[0].facts == PROBLEM.facts
    assert found[0].headers == {"Age": "61"}
    assert PROBLEM.headers == {}
    clock.time += REMEMBERED_SECONDS - 61.7
    overruns.refuse(build, REQUEST)


@pytest.mark.parametrize(
    "change",
    [
        {"query": "ASK { }"},
        {"result_format": "csv"},
        {"graph_format": None},
        {"max_bytes": 1000},
        {"datasets": (("http://example.org/a",), ())},
        {"datasets": ((), ("http://example.org/a",))},
        {"must_exist": "http://example.org/a"},
        {"declare_prefixes": True},
    ],
)
def test_whatever_changes_a_request_makes_another_one(build: Build, change: dict[str, object]) -> None:
    overruns = Overruns()
    overruns.add(build, REQUEST, PROBLEM)
    overruns.refuse(build, msgspec.structs.replace(REQUEST, **change))


def test_another_build_is_asked_anew_even_one_with_the_same_id(build: Build) -> None:
    overruns = Overruns()
    overruns.add(build, REQUEST, PROBLEM)
    again = Build(folder=build.folder)
    again.__dict__["manifest"] = msgspec.structs.replace(build.manifest, finished="2030-01-01T00:00:00+00:00")
    assert again.id == build.id
    overruns.refuse(again, REQUEST)
    with refused():
        overruns.refuse(build, REQUEST)


def test_so_many_are_remembered_the_latest_of_them(build: Build) -> None:
    overruns = Overruns()
    requests = [msgspec.structs.replace(REQUEST, query=f"ASK {{}} # {number}") for number in range(MOST + 1)]
    for request in requests:
        overruns.add(build, request, PROBLEM)
    overruns.refuse(build, requests[0])
    for request in requests[1:]:
        with refused():
            overruns.refuse(build, request)


def send(endpoint: Endpoint, query: str = LARGE, **parameters: str) -> httpx.Response:
    with endpoint.client() as sender:
        return sender.get("/sparql", params={"query": query, **parameters})


def test_a_client_that_tries_again_costs_one_run(published: Path, tmp_path: Path) -> None:
    """With a query that takes all of its memory: that does not depend on what else this machine does."""
    home = served.copied(published, tmp_path / "home")
    with served.endpoint(home, "--workers", "2", "--timeout", "30", "--max-memory", str(1 << 29)) as running:
        first = send(running)
        assert (first.status_code, "retry-after" in first.headers, "age" in first.headers) == (504, False, False)
        for advice in ("limit max_memory", "LIMIT", "VALUES", "rarekg dump", "--max-memory"):
            assert advice in first.text
        ended = running.metric("rarekg_workers_ended_total", cause="memory")
        assert ended == 1
        for _ in range(3):
            again = send(running)
            assert (again.status_code, again.text) == (504, first.text)
            assert again.headers["age"].isdecimal()
            assert again.headers["cache-control"] == "no-store"
        assert running.metric("rarekg_workers_ended_total", cause="memory") == ended
        assert "age" not in send(running, format="csv").headers
        assert "age" not in send(running, f"{LARGE} # again").headers
        served.publish(home, "second")
        until(lambda: "serving build second" in running.log.read_text(encoding="utf-8").partition("\n")[2])
        assert "age" not in send(running).headers


def test_a_query_that_only_waits_is_not_remembered(endpoint: Endpoint) -> None:
    """Its process is stopped, as one is that gets no processor beside others."""
    with endpoint.like("--workers", "1", "--timeout", "1", "--slice", "0") as running:
        for number in range(2):
            assert running.ask(f"ASK {{ FILTER({number} < 2) }}").json()["boolean"] is True  # a worker is ready
            for worker in running.query_workers():
                running.signal(worker, "SIGSTOP")
            answer = send(running, SLOW)
            assert answer.status_code == 504, answer.text
            assert answer.headers.keys() & {"age", "retry-after"} == set()
            assert "--timeout" in answer.text


@pytest.mark.parametrize(("share", "remembered"), [(0.99, True), (0.5, False)])
def test_time_at_work_decides(build: Build, monkeypatch: pytest.MonkeyPatch, share: float, remembered: bool) -> None:
    """The clock of the processor shows ``share`` of the time that passes."""
    monkeypatch.setattr(f"{client.__name__}.seconds_used", lambda pid: share * time.monotonic())

    async def work(pool: Pool) -> None:
        assert await problem_of(pool) == ("timeout", {})
        if remembered:
            with refused() as found:
                await pool.submit(TIMED, "another client")
            assert (found[0].kind, found[0].headers) == ("timeout", {"Age": "0"})
        else:
            assert await problem_of(pool) == ("timeout", {})

    run(build, work)


def test_a_query_that_lost_its_process_to_others_is_not_remembered(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long query has the only place; the other is ended after its slice, and nobody gives up a place for it."""
    monkeypatch.setattr(f"{client.__name__}.seconds_used", lambda pid: time.monotonic())

    async def work(pool: Pool) -> None:
        other = msgspec.structs.replace(TIMED, query=f"{SLOW} # other", seconds=20.0)
        first = await pool.submit(other, "first")  # it has outlasted its slice
        with pytest.raises(Problem) as caught:
            await pool.submit(TIMED, "second")
        assert (caught.value.status, caught.value.kind) == (503, "max_wait")
        assert caught.value.headers["Retry-After"].isdecimal()
        pool.release(first)
        assert await problem_of(pool) == ("timeout", {})

    run(build, work)


def test_a_query_that_its_client_left_is_not_remembered(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{client.__name__}.seconds_used", lambda pid: 100 * time.monotonic())

    async def work(pool: Pool) -> None:
        pool.release(await pool.submit(msgspec.structs.replace(TIMED, seconds=20.0), "first"))
        await asyncio.sleep(client.ABANDONED_SECONDS + 0.1)
        left = await pool.submit(msgspec.structs.replace(TIMED, seconds=20.0), "second")
        pool.release(left)

    run(build, work)


async def problem_of(pool: Pool) -> tuple[str, dict[str, str]]:
    result = await pool.submit(TIMED, "client")
    await result.settled(1 << 30)
    assert result.problem is not None
    pool.release(result)
    return result.problem.kind, result.problem.headers


def run(build: Build, work: Callable[[Pool], Awaitable[None]]) -> None:
    async def main() -> None:
        pools = Pools(build, Limits(workers=2, slice=0.2, max_wait=4.0), {}, Metrics())
        await pools.start()
        try:
            await work(pools.queries)
        finally:
            await pools.close()

    asyncio.run(main())
