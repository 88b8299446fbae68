"""A fetch ends in time, whatever it waits for."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import commands
import pytest
import small
import upstream as server
from filelock import FileLock
from index import environment
from upstream import Handler

from rarekg.graph.fetch.deadline import DeadlineError, deadline
from rarekg.graph.fetch.files import LOCK

SECONDS = "1"
ENDED = "the fetch took longer than 1 seconds and was ended; run the command again"


def trickle(start: bytes, one: bytes) -> Callable[[Handler], None]:
    """Return an answer that begins with ``start`` and goes on with ``one`` for ever, ten times a second."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(start)
        while True:
            handler.wfile.write(one)
            time.sleep(0.1)

    return answer


TRICKLES = {
    "its head": trickle(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "its lines": trickle(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "its body": trickle(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n", b"x" * 4096),
    "parts of its body": trickle(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}


@pytest.mark.parametrize("what", TRICKLES)
def test_a_publisher_that_trickles_is_left(tmp_path: Path, what: str) -> None:
    with server.upstream() as up:
        url = up.serve("/hp.obo", TRICKLES[what])
        options = ("--latest", "--only", "hpo", "--url", f"hpo={url}", "--deadline", SECONDS)
        done = commands.run("fetch", *options, home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert ENDED in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "sources.lock").exists()


def test_the_other_address_of_a_locked_file_is_not_asked_after_the_time(tmp_path: Path) -> None:
    with server.upstream() as up:
        quick = up.serve("/hp.obo", server.file(small.hp_obo().encode()))
        fetched = commands.run("fetch", "--latest", "--only", "hpo", "--url", f"hpo={quick}", home=tmp_path)
        assert fetched.returncode == 0, fetched.stderr
        lock = tmp_path / "sources.lock"
        final = up.serve("/final.obo", TRICKLES["its body"])
        lock.write_text(lock.read_text("utf-8").replace(f'"final_url": "{quick}"', f'"final_url": "{final}"'), "utf-8")
        assert final in lock.read_text("utf-8")
        up.asked.clear()
        options = ("--locked", "--only", "hpo", "--lock", lock, "--deadline", SECONDS)
        done = commands.run("fetch", *options, home=tmp_path / "other")
    assert ENDED in done.stderr.splitlines()[-1]
    assert [path for path, _ in up.asked] == ["/final.obo"]


@contextmanager
def silent() -> Iterator[str]:
    """Accept connections on a port and answer nothing; yield the address."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/simple"


def test_pip_is_ended_too(tmp_path: Path) -> None:
    with silent() as url:
        done = commands.run(
            "fetch", "--only", "hpo", "--deadline", SECONDS, home=tmp_path, changed=environment(PIP_INDEX_URL=url)
        )
        assert ENDED in done.stderr.splitlines()[-1], done.stderr
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert [line for line in running.splitlines() if str(tmp_path) in line] == []
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.name != LOCK] == []


def test_another_fetch_is_not_waited_for_longer(tmp_path: Path) -> None:
    with FileLock(tmp_path / LOCK):
        done = commands.run("fetch", "--only", "hpo", "--deadline", SECONDS, home=tmp_path)
    assert "another fetch is running" in done.stderr
    assert ENDED in done.stderr.splitlines()[-1]


def test_in_time_nothing_happens_then_or_later() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_the_time_ends_a_block_that_waits_for_the_system() -> None:
    reading, writing = os.pipe()
    with pytest.raises(DeadlineError), deadline(0.05):
        os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
