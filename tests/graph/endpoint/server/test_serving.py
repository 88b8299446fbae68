"""A signal ends the server in its stated time, whatever hangs."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

import commands
import served
from served import Endpoint, until

# Some 9 MB of JSON, which no buffer of the system holds.
LARGE = f"GET /sparql?query={quote('SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 25000')} HTTP/1.1\r\nHost: x\r\n\r\n"
TOLERANCE = 6.0  # seconds, because the machine has other work too
LIMITS = ("--workers", "2", "--timeout", "1", "--max-wait", "0.5", "--slice", "0.5")
GRACE = 0.5 + 0.5 + 1 + 5  # of LIMITS, as docs/serving.md says


def connect(running: Endpoint, sent: str = "") -> socket.socket:
    raw = socket.create_connection(("127.0.0.1", running.port), timeout=30)
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.sendall(sent.encode())
    return raw


def test_clients_that_hang_do_not_hold_up_a_signal(endpoint: Endpoint) -> None:
    half = "GET /sparql HTTP/1.1\r\nX: "
    with endpoint.like(*LIMITS) as running:
        with connect(running), connect(running, half), connect(running, LARGE):
            until(lambda: running.metric("rarekg_spool_bytes") > 1_000_000)
            began = time.monotonic()
            running.process.send_signal(signal.SIGTERM)
            assert running.process.wait(timeout=GRACE + TOLERANCE) == 0
            assert time.monotonic() - began > 1.0, "the client that reads slowly had its time"
        assert "Traceback" not in running.log.read_text(encoding="utf-8")


def test_the_system_ends_a_server_whose_event_loop_hangs(published: Path, tmp_path: Path) -> None:
    home = served.copied(published, tmp_path / "home")
    script = """
        import sys
        from pathlib import Path
        from rarekg.graph.endpoint.http.routing import route
        from rarekg.graph.endpoint.http.service import Service
        from rarekg.graph.endpoint.limits import Limits
        from rarekg.graph.endpoint.pages import routes
        from rarekg.graph.endpoint.server import serving

        async def hang(service, request):
            while True:
                pass

        serving.GRACE_SECONDS, serving.END_SECONDS = 0.0, 2
        limits = Limits(workers=1, timeout=0.5, max_wait=0.25, slice=0.25)
        service = Service(Path(sys.argv[1]), limits, routes.html())
        serving.serve(service, "127.0.0.1", 0, routes=[route(service, "/hang", hang)])
    """
    log = home / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-c", dedent(script), str(home)], stderr=written, env=commands.environment(home)
        )
    try:
        port = served._port(process, log)
        with socket.create_connection(("127.0.0.1", port)) as raw:
            raw.sendall(b"GET /hang HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=1 + 2 + TOLERANCE) == -signal.SIGALRM
    finally:
        process.kill()
        process.wait()


def test_a_second_signal_gives_no_more_time(endpoint: Endpoint) -> None:
    with endpoint.like(*LIMITS) as running, connect(running, LARGE):
        until(lambda: running.metric("rarekg_spool_bytes") > 1_000_000)
        began = time.monotonic()
        while running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            assert time.monotonic() - began < GRACE + TOLERANCE
        assert running.log.read_text(encoding="utf-8").splitlines()[-1].endswith("stopped")
