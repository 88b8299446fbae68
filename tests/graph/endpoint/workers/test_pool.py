"""Workers are shared fairly, replaced when they end, and waited for only so long."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest
from served import Endpoint, until

# Runs far longer than any limit here.
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f) }"
TOLERANCE = 2.0  # seconds, because the machine has other work too


def slow(number: int) -> str:
    return f"{SLOW} VALUES ?number {{ {number} }}"


def test_one_client_cannot_hold_all_workers(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "3", "--timeout", "1.5") as crowded, ThreadPoolExecutor(8) as crowd:
        bombs = [crowd.submit(crowded.ask, slow(number)) for number in range(6)]
        until(lambda: crowded.metric("rarekg_workers_busy") == 2)
        assert crowded.metric("rarekg_queries_waiting") == 4
        began = time.monotonic()
        for number in range(20):
            assert crowded.ask(f"ASK {{ VALUES ?x {{ {number} }} }}", "127.0.0.2").json() == {
                "head": {},
                "boolean": True,
            }
        assert time.monotonic() - began < 1.5 + TOLERANCE
        assert crowded.metric("rarekg_workers_busy") <= 2
        assert {bomb.result().status_code for bomb in bombs} == {504}


def test_short_queries_and_pages_do_not_wait_for_long_ones(endpoint: Endpoint) -> None:
    """Twelve clients send long queries; two more have a small query and a document each."""
    limits = ("--workers", "3", "--timeout", "30", "--max-wait", "30", "--slice", "0.3")
    with endpoint.like(*limits) as crowded, ThreadPoolExecutor(12) as crowd:
        bombs = [crowd.submit(_ignore_end, crowded, number) for number in range(12)]
        # What has come back from its slice waits; the two that have places go on.
        until(lambda: crowded.metric("rarekg_workers_ended_total", cause="slice") == 10, 20)
        until(lambda: crowded.metric("rarekg_queries_waiting", pool="queries") == 10)
        assert crowded.metric("rarekg_workers_busy", pool="queries") == 2
        began = time.monotonic()
        with crowded.client("127.0.0.2") as client:
            for number in range(5):
                assert crowded.ask(f"ASK {{ VALUES ?x {{ {number} }} }}", "127.0.0.3").json()["boolean"] is True
            assert client.get("/.well-known/void").status_code == 200
        assert time.monotonic() - began < TOLERANCE
        assert not any(bomb.done() for bomb in bombs)
        crowded.process.kill()


def _ignore_end(endpoint: Endpoint, number: int) -> None:
    with suppress(httpx.HTTPError):
        endpoint.ask(slow(number), f"127.0.1.{number + 1}")


def test_pages_have_workers_of_their_own(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--timeout", "4") as narrow, ThreadPoolExecutor(1) as crowd:
        bomb = crowd.submit(narrow.ask, slow(0))
        until(lambda: narrow.metric("rarekg_workers_busy", pool="queries") == 1)
        with narrow.client() as client:
            assert client.get("/.well-known/void").status_code == 200
        assert not bomb.done()
        assert bomb.result().status_code == 504


def test_a_query_that_gave_way_is_answered_whole(endpoint: Endpoint) -> None:
    """Its first part was written before it was ended, and none of that is in the response."""
    rows = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) > 5) } LIMIT 120000"
    limits = ("--workers", "2", "--timeout", "30", "--max-wait", "30", "--slice", "0.2", "--cache-bytes", "0")
    with endpoint.like(*limits) as narrow, ThreadPoolExecutor(1) as crowd:
        alone = narrow.ask(rows, "127.0.0.2")
        bomb = crowd.submit(_left, narrow)
        until(lambda: narrow.metric("rarekg_workers_busy", pool="queries") == 1)
        time.sleep(0.4)  # its slice is over, and it has the only place
        beside = narrow.ask(rows, "127.0.0.3")
        bomb.result()
        assert (beside.status_code, beside.content) == (alone.status_code, alone.content)
        assert len(beside.json()["results"]["bindings"]) == 120_000
        assert narrow.metric("rarekg_workers_ended_total", cause="slice") == 1


def _left(endpoint: Endpoint) -> None:
    """Send a long query and leave after two seconds."""
    with endpoint.client(timeout=2.0) as client, pytest.raises(httpx.ReadTimeout):
        client.post("/sparql", data={"query": SLOW})


def test_a_client_of_long_queries_waits_for_a_place_from_the_beginning(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2", "--timeout", "2", "--slice", "0.2") as narrow, ThreadPoolExecutor(2) as crowd:
        first = crowd.submit(narrow.ask, slow(0))
        until(lambda: narrow.metric("rarekg_workers_busy", pool="queries") == 1)
        second = crowd.submit(narrow.ask, slow(1), "127.0.0.2")
        until(lambda: narrow.metric("rarekg_workers_ended_total", cause="slice") == 1)
        assert {first.result().status_code, second.result().status_code} == {504}
        # Both sent a long query a moment ago: one has the place, the other waits and loses no slice.
        both = [crowd.submit(narrow.ask, slow(number + 2), f"127.0.0.{number + 1}") for number in range(2)]
        until(lambda: narrow.metric("rarekg_queries_waiting", pool="queries") == 1)
        assert [one.result().status_code for one in both] == [504, 504]
        assert narrow.metric("rarekg_workers_ended_total", cause="slice") == 1


def test_without_slices_a_query_may_take_any_worker(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2", "--timeout", "1.5", "--slice", "0") as plain, ThreadPoolExecutor(2) as crowd:
        bombs = [crowd.submit(plain.ask, slow(number), f"127.0.0.{number + 2}") for number in range(2)]
        assert {bomb.result().json()["kind"] for bomb in bombs} == {"timeout"}
        assert plain.metric("rarekg_workers_ended_total", cause="slice") == 0


def test_clients_take_turns(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--timeout", "0.8") as narrow, ThreadPoolExecutor(12) as crowd:
        first = [crowd.submit(narrow.ask, slow(number)) for number in range(6)]
        until(lambda: narrow.metric("rarekg_queries_waiting") == 5)
        done_before: list[int] = []
        answer = narrow.ask("ASK { VALUES ?x { 'other' } }", "127.0.0.2")
        done_before.append(sum(bomb.done() for bomb in first))
        assert answer.status_code == 200
        assert done_before[0] <= 3, "the other client came after most of the first one's queries"
        # On a busy machine the last of them may wait for longer than max_wait.
        assert {bomb.result().status_code for bomb in first} - {503} == {504}


def test_what_waits_is_bounded(endpoint: Endpoint) -> None:
    limits = ("--workers", "1", "--timeout", "5", "--max-waiting", "4", "--max-waiting-per-client", "3")
    with endpoint.like(*limits, "--max-wait", "30") as narrow, ThreadPoolExecutor(12) as crowd:
        running = crowd.submit(narrow.ask, slow(0))
        until(lambda: narrow.metric("rarekg_workers_busy") == 1)
        waiting = []
        for number in range(1, 4):  # one after another, so that the third one is the last
            waiting.append(crowd.submit(narrow.ask, slow(number)))
            until(lambda: narrow.metric("rarekg_queries_waiting") == len(waiting))
        own = narrow.ask("ASK { VALUES ?x { 'mine' } }")
        assert (own.status_code, own.json()["kind"]) == (429, "max_waiting_per_client")
        waiting.append(crowd.submit(narrow.ask, slow(9), "127.0.0.2"))
        until(lambda: narrow.metric("rarekg_queries_waiting") == 4)
        # All places are taken: the last query of the client that has most of them gives way to that of a third client.
        third = crowd.submit(narrow.ask, "ASK { VALUES ?x { 'theirs' } }", "127.0.0.3")
        assert (waiting[2].result().status_code, waiting[2].result().json()["kind"]) == (503, "max_waiting")
        assert not waiting[0].done()
        assert not waiting[1].done()
        assert int(own.headers["retry-after"]) > 0
        assert int(waiting[2].result().headers["retry-after"]) > 0
        assert running.result().json()["kind"] == "timeout"
        assert third.result().status_code == 200
        assert {answer.result().status_code for answer in waiting} == {503, 504}


def test_waiting_ends(endpoint: Endpoint) -> None:
    with (
        endpoint.like("--workers", "1", "--timeout", "3", "--max-wait", "0.5") as narrow,
        ThreadPoolExecutor(2) as crowd,
    ):
        running = crowd.submit(narrow.ask, slow(0))
        until(lambda: narrow.metric("rarekg_workers_busy") == 1)
        began = time.monotonic()
        answer = narrow.ask("ASK { VALUES ?x { 1 } }")
        assert (answer.status_code, answer.json()["kind"]) == (503, "max_wait")
        assert 0.4 < time.monotonic() - began < 0.5 + TOLERANCE
        running.result()


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_worker_that_dies_is_replaced_and_its_client_gets_a_problem(endpoint: Endpoint, name: str) -> None:
    with endpoint.like("--workers", "1", "--timeout", "10") as narrow, ThreadPoolExecutor(1) as crowd:
        before = narrow.query_workers()
        answer = crowd.submit(narrow.ask, slow(1))
        until(lambda: narrow.metric("rarekg_workers_busy") == 1)
        narrow.signal(before[0], name)
        assert (answer.result().status_code, answer.result().json()["kind"]) == (503, "crash")
        assert narrow.ask("ASK {}").json()["boolean"] is True
        assert len(narrow.query_workers()) == 1
        assert narrow.query_workers() != before
        assert narrow.metric("rarekg_workers_ended_total", cause="crash") == 1


def test_idle_workers_that_die_are_replaced(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2") as running:
        before = set(running.query_workers())
        for pid in before:
            running.signal(pid, "SIGKILL")
        until(lambda: len(set(running.query_workers()) - before) == 2)
        assert running.ask("ASK {}").json()["boolean"] is True


def test_a_client_that_leaves_frees_its_worker(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--timeout", "20") as narrow:
        with narrow.client(timeout=0.5) as client, pytest.raises(httpx.ReadTimeout):
            client.post("/sparql", data={"query": SLOW})
        began = time.monotonic()
        assert narrow.ask("ASK {}").json()["boolean"] is True
        assert time.monotonic() - began < 1 + TOLERANCE


def test_a_client_that_leaves_the_queue_leaves_it(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--timeout", "2") as narrow, ThreadPoolExecutor(1) as crowd:
        running = crowd.submit(narrow.ask, slow(0))
        until(lambda: narrow.metric("rarekg_workers_busy") == 1)
        with narrow.client(timeout=0.3) as client, pytest.raises(httpx.ReadTimeout):
            client.post("/sparql", data={"query": slow(1)})
        until(lambda: narrow.metric("rarekg_queries_waiting") == 0, 1.0)
        assert running.result().status_code == 504


def test_health_fails_when_no_worker_answers_and_comes_back(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2") as running, running.client() as client:
        assert client.get("/healthz").status_code == 200
        stopped = running.workers()
        for pid in stopped:
            running.signal(pid, "SIGSTOP")
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["status"]) == (503, "no worker answers")
        until(lambda: client.get("/healthz").status_code == 200, 15.0)
        until(lambda: not set(running.workers()) & set(stopped), 15.0)


def test_a_worker_ends_itself_when_the_web_process_is_stopped(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "1", "--timeout", "0.5") as narrow:
        worker = narrow.query_workers()[0]
        asking = threading.Thread(target=_ends, args=(narrow,))
        asking.start()
        until(lambda: narrow.metric("rarekg_workers_busy") == 1)
        narrow.signal(narrow.process.pid, "SIGSTOP")
        until(lambda: narrow.ended(worker), 6.0)  # the limit, two seconds, and patience
        narrow.signal(narrow.process.pid, "SIGCONT")
        asking.join()


def _ends(endpoint: Endpoint) -> None:
    assert endpoint.ask(SLOW).status_code == 504


def test_no_worker_outlives_a_web_process_that_is_killed(endpoint: Endpoint) -> None:
    with endpoint.like("--workers", "2") as running:
        workers = running.workers()
        running.process.kill()
        running.process.wait()
        until(lambda: all(running.ended(pid) for pid in workers))
