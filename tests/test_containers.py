"""The container's recipe, its composition and the proxy: linted, and each part of them that needs no Docker run."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx
import installed
import pytest
import served
import yaml
from packaging.requirements import Requirement
from typer.main import get_group

from rarekg.graph.cli.app import app

ROOT = Path(__file__).parents[1]
RECIPE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
COPIED = {"pyproject.toml", "README.md", "LICENSE", "ontology", "mappings", "queries", "graph", "tests/_types"}
PORTS = MappingProxyType({"rarekg": "8000", "store": "7878"})


def stage(name: str) -> str:
    """Return the instructions of one stage of the Dockerfile, each on one line."""
    match = re.search(rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", RECIPE, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[1].replace("\\\n", " ")


def instruction(of: str, word: str) -> str:
    match = re.search(rf"^{word} (.*)$", stage(of), re.MULTILINE)
    assert match is not None
    return match[1]


def test_hadolint_finds_nothing() -> None:
    command = [str(Path(sys.executable).parent / "hadolint"), str(ROOT / "Dockerfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_dclint_finds_nothing() -> None:
    program = installed.npm("dclint-3.1.0", "dclint@3.1.0") / ".bin/dclint"
    done = subprocess.run([str(program), str(ROOT / "compose.yaml")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_what_is_copied_is_admitted_and_nothing_else() -> None:
    copied = {path for line in re.findall(r"^COPY (.*)$", stage("wheel"), re.MULTILINE) for path in line.split()[:-1]}
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert copied == COPIED == {line[1:] for line in ignored if line.startswith("!")}


def test_the_wheel_is_made_of_what_is_copied_by_the_command_of_the_recipe(tmp_path: Path) -> None:
    for name in COPIED:
        source, target = ROOT / name, tmp_path / "src" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(source, target)
    command = instruction("wheel", "RUN").replace("/dist", str(tmp_path / "dist")).split()
    assert command[0] == "pip"
    offline = ("--no-build-isolation", "--disable-pip-version-check")
    done = subprocess.run(
        [sys.executable, "-m", *command, *offline], cwd=tmp_path / "src", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name.split("-")[0] for path in (tmp_path / "dist").iterdir()] == ["rarekg"]


@pytest.mark.parametrize("name", [None, *(name for name in COMPOSE["services"] if name not in ("store", "proxy"))])
def test_every_command_is_one_of_rarekg_with_its_options(name: str | None) -> None:
    given = COMPOSE["services"][name].get("command") if name else None
    words = given or json.loads(instruction("rarekg", "CMD"))
    command = get_group(app).commands[words[0]]
    with command.make_context(words[0], list(words[1:])) as context:  # raises UsageError where it takes no such option
        assert context.args == []


def test_no_service_has_more_rights_than_it_needs() -> None:
    ours = {name: service for name, service in COMPOSE["services"].items() if "build" in service}
    assert set(COMPOSE["services"]) - set(ours) == {"proxy"}
    for service in ours.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    published = [port for service in COMPOSE["services"].values() for port in service.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert COMPOSE["networks"]["engine"]["internal"]
    assert ours["store"]["networks"] == ["engine"]


def test_the_store_is_of_the_release_that_is_embedded() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (embedded,) = (entry for entry in settings["project"]["dependencies"] if entry.startswith("pyoxigraph"))
    release = re.search(r"^ARG OXIGRAPH=(\S+)$", RECIPE, re.MULTILINE)
    assert release is not None
    assert release[1] in Requirement(embedded).specifier


def healthy(stage_of: str, port: int) -> int:
    """Return the exit code of the health check of one stage, asked of another port."""
    words = json.loads(instruction(stage_of, "HEALTHCHECK").partition("CMD ")[2])
    assert words[:2] == ["python", "-c"]
    code = words[2].replace(f":{PORTS[stage_of]}/", f":{port}/")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    return done.returncode


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("containers")
    served.publish(folder, "first")
    return folder


def test_the_health_check_of_rarekg_tells_whether_it_serves(home: Path) -> None:
    with served.endpoint(home) as running:
        assert healthy("rarekg", running.port) == 0
    assert healthy("rarekg", running.port) != 0


def test_the_health_check_of_the_store_tells_whether_it_serves(tmp_path: Path) -> None:
    words = [*json.loads(instruction("store", "ENTRYPOINT")), *json.loads(instruction("store", "CMD"))]
    port = free_port()
    changed = {"/data": str(tmp_path / "data"), f"0.0.0.0:{PORTS['store']}": f"127.0.0.1:{port}"}
    command = [str(Path(sys.executable).parent / words[0]), *(changed.get(word, word) for word in words[1:])]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            served.until(lambda: healthy("store", port) == 0)
        finally:
            process.terminate()
    assert healthy("store", port) != 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def proxy(folder: Path, *ports: int) -> Iterator[str]:
    """Run nginx with the configuration of the repository in front of ``ports``; give its address."""
    program = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
    if program is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    port = free_port()
    text = (ROOT / "tools/nginx.conf").read_text(encoding="utf-8")
    front = re.search(r"server front:8000([^;]*);", text)
    assert front is not None
    text = text.replace(front[0], "".join(f"server 127.0.0.1:{each}{front[1]}; " for each in ports))
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}").replace("/tmp/nginx.pid", str(folder / "pid"))
    settings = folder / "nginx.conf"
    settings.write_text(text, encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(settings), "-g", "daemon off;"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            time.sleep(0.1)
            served.until(lambda: process.poll() is not None or answers(port))
            assert process.poll() is None, process.stderr and process.stderr.read()
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
    except httpx.TransportError:
        return False


def test_a_proxy_shares_clients_among_front_ends_and_survives_the_loss_of_one(home: Path, tmp_path: Path) -> None:
    options = ("--trusted-proxy", "127.0.0.1")
    with (
        served.endpoint(home, *options) as first,
        served.endpoint(home, *options) as second,
        proxy(tmp_path, first.port, second.port) as address,
    ):
        assert httpx.get(f"{address}/healthz").status_code == 200  # from this machine alone
        assert all(answer(address, number) == "true" for number in range(2, 18))
        logs = [each.log.read_text(encoding="utf-8") for each in (first, second)]
        told = [{number for number in range(2, 18) if f"client=127.0.0.{number} " in log} for log in logs]
        assert all(told)
        assert told[0] | told[1] == set(range(2, 18))
        assert not told[0] & told[1]
        long = f"ASK {{ VALUES ?x {{ '{'x' * 900_000}' }} }}"
        assert httpx.post(f"{address}/sparql", data={"query": long}).status_code == 200
        first.process.kill()
        assert all(answer(address, number) == "true" for number in range(2, 18))


def answer(address: str, number: int) -> str:
    """Return what a client with the address 127.0.0.``number`` gets for a query that holds."""
    with httpx.Client(transport=httpx.HTTPTransport(local_address=f"127.0.0.{number}")) as client:
        accept = {"Accept": "text/csv"}
        by_get = client.get(f"{address}/sparql", params={"query": "ASK {}"}, headers=accept)
        by_post = client.post(f"{address}/sparql", data={"query": "ASK {}"}, headers=accept)
        assert (by_get.status_code, by_post.status_code) == (200, 200), by_post.text
        assert by_get.text == by_post.text
        return by_get.text.strip()
