"""`rarekg serve` and `rarekg up` as a person starts them: their log, and one line if they cannot start."""

import re
import shutil
import socket
from pathlib import Path

import commands
import served


def logged(endpoint: served.Endpoint, client: str, count: int) -> list[str]:
    """Return the lines of the log about ``client`` as soon as there are ``count``."""

    def lines() -> list[str]:
        text = endpoint.log.read_text(encoding="utf-8")
        return [line for line in text.splitlines() if f"client={client} " in line]

    served.until(lambda: len(lines()) >= count)
    return lines()


def test_without_a_build_it_suggests_a_build(tmp_path: Path) -> None:
    assert "run `rarekg build` first" in commands.one_line(commands.run("serve", home=tmp_path))


def test_a_port_that_is_taken_is_one_line(published: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        message = commands.one_line(commands.run("serve", "--port", port, home=published))
    assert f"cannot listen on 127.0.0.1:{port}" in message
    assert "choose another --port" in message


def test_an_invalid_host_is_one_line(published: Path) -> None:
    assert "cannot listen on" in commands.one_line(
        commands.run("serve", "--host", "no.such.host.invalid", home=published)
    )


def test_a_store_that_cannot_be_opened_is_one_line(published: Path, tmp_path: Path) -> None:
    home = served.copied(published, tmp_path / "home")
    shutil.rmtree(home / "builds/first/store")
    assert "build again" in commands.one_line(commands.run("serve", "--port", "0", home=home))


def test_too_little_memory_is_one_line(published: Path) -> None:
    done = commands.run("serve", "--port", "0", "--max-memory", "100000000", home=published)
    assert "--max-memory" in commands.one_line(done)


def test_it_logs_the_build_and_the_address(endpoint: served.Endpoint) -> None:
    first = endpoint.log.read_text(encoding="utf-8").splitlines()[0]
    assert f"serving build first at http://127.0.0.1:{endpoint.port}/sparql" in first


def test_each_request_is_a_line_of_the_log(endpoint: served.Endpoint) -> None:
    with endpoint.client("127.0.0.7") as client:
        tag = client.get("/sparql", params={"query": "ASK { VALUES ?x { 'log' } }"}).headers["etag"]
        client.get("/sparql", params={"query": "x"})
        client.get("/a%0Ab%1B[31m" + "z" * 500)
    lines = logged(endpoint, "127.0.0.7", 3)
    fields = [dict(re.findall(r"(\w+)=(\S+)", line)) for line in lines]
    assert [(entry["method"], entry["path"], entry["status"]) for entry in fields[:2]] == [
        ("GET", "/sparql", "200"),
        ("GET", "/sparql", "400"),
    ]
    assert fields[0]["query"] == tag[3:15]
    assert (fields[0]["cache"], fields[0]["problem"]) == ("miss", "-")
    assert fields[1]["problem"] == "syntax"
    assert float(fields[0]["ms"]) > 0
    assert (fields[2]["status"], fields[2]["path"][:12]) == ("404", "/a%0Ab%1B%5B")
    assert all("VALUES" not in line for line in lines)


def test_a_trusted_proxy_says_who_the_client_is(published: Path) -> None:
    passed_on = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "graph.example.org"}
    for proxy, client_shown, scheme in (("127.0.0.1", "203.0.113.9", "https"), ("192.0.2.1", "127.0.0.1", "http")):
        with served.endpoint(published, "--trusted-proxy", proxy) as running, running.client() as client:
            assert f"<{scheme}://graph.example.org/sparql>" in client.get("/sparql", headers=passed_on).text
            assert logged(running, client_shown, 1)


def test_a_public_address_is_the_one_in_descriptions(published: Path) -> None:
    with (
        served.endpoint(published, "--public-url", "https://graph.example.org/") as running,
        running.client() as client,
    ):
        for path in ("/sparql", "/.well-known/void", "/.well-known/sparql-examples"):
            text = client.get(path, headers={"Accept": "application/n-triples"}).text
            assert "<https://graph.example.org/sparql>" in text
            assert "127.0.0.1" not in text
