"""What cannot be started is tried again, health says so, and a signal ends the server all the same."""

import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import commands
import httpx
import pytest
import sealed
import served
from pyoxigraph import Literal, NamedNode, Quad
from served import Endpoint, until

SOON = 10.0  # seconds, because the machine has other work too
ASK = "/sparql?query=ASK%20%7B%7D"
FAILED, BACK = "do not start, further attempts follow", "run again"


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    return served.copied(published, tmp_path / "home")


def lines(running: Endpoint, words: str) -> list[str]:
    return [line for line in running.log.read_text(encoding="utf-8").splitlines() if words in line]


def hide(folder: Path) -> Callable[[], object]:
    """Take away the store of a build; return what puts it back."""
    away = folder / "store-away"
    (folder / "store").rename(away)
    return lambda: away.rename(folder / "store")


def end_all_workers(running: Endpoint) -> None:
    for pid in running.workers():
        running.signal(pid, "SIGKILL")


def stop(running: Endpoint, seconds: float = SOON) -> None:
    """Send SIGTERM; fail unless the server ends as it should within ``seconds``."""
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=seconds) == 0
    log = running.log.read_text(encoding="utf-8")
    assert log.splitlines()[-1].endswith("stopped")
    assert "Traceback" not in log


def test_workers_that_cannot_start_are_tried_again_and_health_is_true(home: Path) -> None:
    # Without the reading of files, which would find some missing.
    with served.endpoint(home, "--workers", "2", "--verify-every", "0") as running, running.client() as client:
        put_back = hide(home / "builds/first")
        end_all_workers(running)
        until(lambda: client.get("/healthz").status_code == 503, SOON)
        assert client.get("/healthz").json() == {"status": "no worker is ready", "build": "first"}
        time.sleep(1.5)  # some attempts more
        assert len(lines(running, FAILED)) == 2, "one line for each pool, not one for each attempt"
        assert running.workers() == [] or client.get("/healthz").status_code == 503
        put_back()
        until(lambda: client.get("/healthz").status_code == 200, 2 * SOON)
        assert running.ask("ASK {}").json()["boolean"] is True
        until(lambda: len(lines(running, BACK)) == 2, SOON)
        stop(running)


def test_a_server_whose_workers_cannot_start_is_ended_by_a_signal(home: Path) -> None:
    with served.endpoint(home, "--workers", "3") as running, running.client() as client:
        hide(home / "builds/first")
        end_all_workers(running)
        until(lambda: client.get("/healthz").status_code == 503, SOON)
        stop(running)


@pytest.mark.parametrize("given_back", [False, True], ids=["ends", "comes back"])
def test_a_server_without_descriptors_for_a_worker_ends_or_comes_back(home: Path, given_back: bool) -> None:
    with served.endpoint(home, "--workers", "2") as running, running.client() as client:
        assert client.get("/healthz").status_code == 200
        used = len(list(Path(f"/proc/{running.process.pid}/fd").iterdir()))
        resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (used - 8, 4096))
        end_all_workers(running)  # each leaves two descriptors, and its successor needs six
        until(lambda: client.get("/healthz").status_code == 503, SOON)
        if given_back:
            resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (4096, 4096))
            until(lambda: client.get("/healthz").status_code == 200, 2 * SOON)
        stop(running)


def test_a_server_without_descriptors_answers_those_who_are_connected(home: Path) -> None:
    with served.endpoint(home, "--workers", "2") as running:
        for path in ("/healthz", "/metrics", "/", "/MONDO:0010580", "/search?q=ipex", "/help", ASK):
            with running.client() as client:
                assert client.get("/healthz").status_code == 200
                used = len(list(Path(f"/proc/{running.process.pid}/fd").iterdir()))
                resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (used - 8, 4096))
                asked = client.get(path).status_code
                resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (4096, 4096))
                until(lambda client=client: client.get("/healthz").status_code == 200, SOON)  # type: ignore[misc]
                assert asked in (client.get(path).status_code, 503), path
        stop(running)


def test_a_worker_that_ends_before_it_has_run_anything_is_replaced_ever_more_slowly(home: Path) -> None:
    with served.endpoint(home, "--workers", "1") as running:
        seen, end = set[int](), time.monotonic() + 3.0
        while time.monotonic() < end:
            for pid in running.query_workers():
                seen.add(pid)
                running.signal(pid, "SIGKILL")
            time.sleep(0.005)
        # After 0.1, 0.2, 0.4, 0.8 and 1.6 seconds; without pauses there are some thirty.
        assert 2 <= len(seen) <= 7
        until(lambda: running.ask("ASK {}").status_code == 200, 2 * SOON)


def test_workers_that_hang_while_they_start_do_not_hold_up_a_signal(home: Path) -> None:
    current = home / "builds/first/store/CURRENT"
    sealed.unseal(home / "builds/first")  # else the pipe would be found before a worker opens it
    current.unlink()
    os.mkfifo(current)  # opening it never ends
    log = home / "log"
    with log.open("wb") as written:
        arguments = [*commands.COMMAND, "serve", "--home", str(home), "--port", "0", "--workers", "2"]
        process = subprocess.Popen(arguments, stderr=written, env=commands.environment(home))
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    try:
        until(lambda: len(children.read_text(encoding="ascii").split()) == 4, 30)
        pids = [int(pid) for pid in children.read_text(encoding="ascii").split()]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=SOON) == 0
        assert log.read_text(encoding="utf-8").splitlines()[-1].endswith("stopped")
        until(lambda: not any(served.resident(pid) for pid in pids))
    finally:
        process.kill()
        process.wait()


def test_workers_that_hang_do_not_hold_up_a_signal(home: Path) -> None:
    with served.endpoint(home, "--workers", "2", "--timeout", "1", "--max-wait", "1") as running:
        workers = running.workers()
        for pid in workers:
            running.signal(pid, "SIGSTOP")
        stop(running)
        assert all(running.ended(pid) for pid in workers)


def test_a_build_that_could_not_be_opened_is_served_when_it_can(home: Path) -> None:
    mark = NamedNode("http://example.org/new")
    with served.endpoint(home, "--workers", "1") as running, running.client() as client:
        folder = served.publish(home, "second", Quad(mark, mark, Literal("second"), served.graph("hpo")))
        put_back = hide(folder)
        until(lambda: bool(lines(running, "the new build is not served")), SOON)
        assert client.get("/healthz").json() == {"status": "ok", "build": "first"}
        put_back()
        until(lambda: client.get("/healthz").json() == {"status": "ok", "build": "second"}, 2 * SOON)
        assert len(lines(running, "the new build is not served")) == 1
        assert running.ask(f"ASK {{ {mark} ?p ?o }}").json()["boolean"] is True


# Each that `decode` refuses, and how, is in tests/graph/home/test_manifest.py.
BROKEN_MANIFESTS = {"cut off": b'{"id": "second", "rarekg": "1', "deep": b"[" * 100_000}


def test_a_build_without_a_manifest_is_one_line_and_the_next_one_is_served(home: Path) -> None:
    kinds, good = (*BROKEN_MANIFESTS, "none", "a folder", "no link"), "first"
    with served.endpoint(home, "--workers", "1") as running, running.client() as client:

        def served_build() -> dict[str, str]:
            answered: dict[str, str] = client.get("/healthz").json()
            return answered

        for number, name in enumerate(kinds, 1):
            manifest = served.publish(home, f"bad-{number}") / "manifest.json"
            manifest.unlink()
            if name in BROKEN_MANIFESTS:
                manifest.write_bytes(BROKEN_MANIFESTS[name])
            elif name == "a folder":
                manifest.mkdir()
            elif name == "no link":
                (home / "current").unlink()
            until(lambda number=number: len(lines(running, "the new build is not served")) == number, SOON)  # type: ignore[misc]
            time.sleep(2.5)  # the watcher looks again
            assert served_build() == {"status": "ok", "build": good}
            assert len(lines(running, "the new build is not served")) == number, name
            good = f"good-{number}"
            served.publish(home, good)
            until(lambda good=good: served_build() == {"status": "ok", "build": good}, 3 * SOON)  # type: ignore[misc]
        stop(running)


def test_a_server_with_few_descriptors_lives(home: Path) -> None:
    few = ("bash", "-c", 'ulimit -n 256; exec "$@"', "bash", *commands.COMMAND)
    with served.endpoint(home, "--workers", "5", command=few) as running:
        warning = lines(running, "max_connections is")
        assert len(warning) == 1
        assert "the system allows 256 file descriptors" in warning[0]
        opened = [served_connection(running) for _ in range(400)]
        end_all_workers(running)
        for raw in opened:
            raw.close()
        until(lambda: answered(running), SOON)
        large = running.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 25000")
        assert len(large.json()["results"]["bindings"]) == 25_000
        stop(running)


def served_connection(running: Endpoint) -> "httpx.Client":
    client = running.client("127.0.0.9")
    with suppress(httpx.HTTPError):  # beyond the limit it is closed at once
        client.get("/healthz")
    return client


def answered(running: Endpoint) -> bool:
    try:
        return running.ask("ASK {}").status_code == 200
    except httpx.HTTPError:
        return False
