"""What a worker may not do: no socket, no memory beyond its share, no life beyond its time."""

import socket
import subprocess
import sys

import pytest

from rarekg.graph.process.sandbox import can_shut_off_network

needs_lock = pytest.mark.skipif(
    not can_shut_off_network(), reason="the lock on sockets is for Linux on x86-64 and ARM64"
)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)


@needs_lock
@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', {port}))",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_INET6)",
        "socket.socket(socket.AF_UNIX)",
        "thread(lambda: socket.socket())",
    ],
)
def test_no_socket_can_be_opened(attempt: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        done = run(
            "import socket\n"
            "from concurrent.futures import ThreadPoolExecutor\n"
            "from rarekg.graph.process.sandbox import shut_off_network\n"
            "thread = lambda work: ThreadPoolExecutor().submit(work).result()\n"
            "shut_off_network()\n"
            "open('/dev/null').close()\n"
            f"{attempt.format(port=listener.getsockname()[1])}"
        )
        assert "PermissionError" in done.stderr
        with pytest.raises(TimeoutError):
            listener.accept()


@needs_lock
def test_a_child_of_the_process_is_shut_off_too() -> None:
    done = run(
        "import subprocess, sys\n"
        "from rarekg.graph.process.sandbox import shut_off_network\n"
        "shut_off_network()\n"
        "sys.exit(subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], stderr=-3).returncode + 6)"
    )
    assert done.returncode == 7


def test_memory_is_bounded() -> None:
    done = run("from rarekg.graph.process import sandbox\nsandbox.bound(300 << 20)\nbytearray(400 << 20)")
    assert "MemoryError" in done.stderr


def test_a_process_ends_itself_in_the_middle_of_native_code() -> None:
    done = run("from rarekg.graph.process import sandbox\nsandbox.expire_in(0.3)\nsum(range(10 ** 12))")
    assert done.returncode == -14
    called_off = "import time\nfrom rarekg.graph.process import sandbox\nsandbox.expire_in(0.2)\nsandbox.expire_in(0)\n"
    assert run(f"{called_off}time.sleep(0.4)").returncode == 0
