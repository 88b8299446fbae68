"""A build whose files are damaged is not served: the last good one takes over, and /healthz and the log say so."""

import json
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import commands
import harm
import httpx
import pytest
import sealed
import served
import tied
from pyoxigraph import Literal, NamedNode, Quad

SOON = ("--workers", "1", "--verify-every", "0.0002")  # hours: less than a second
MARK = NamedNode("http://example.org/which")
WHICH = f"SELECT ?o {{ <{MARK.value}> ?p ?o }}"
STORE = ("/sparql?query=ASK%7B%7D", "/store?graph=http://example.org/x", "/", "/HP:0000001", "/diseases", "/about")
SEARCH = (
    *(
        "/search?q=eczema",
        "/search?q=eczma&kind=phenotype",
        "/complete?q=ecz",
        "/reconcile/suggest/entity?prefix=e",
    ),
    *("/reconcile/preview?id=MONDO:0000001", "/reconcile/flyout?id=MONDO:0000001", "/diseases", "/phenotypes.ttl"),
    *("/sitemap.xml", "/sitemap-1.xml"),
)
QUERY = "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with three builds, of which each knows its name; the last is current."""
    for name in ("first", "second", "third"):
        served.publish(tmp_path, name, Quad(MARK, MARK, Literal(name), served.graph("hpo")))
        folder = tmp_path / "builds" / name
        manifest = json.loads((folder / "manifest.json").read_bytes())
        manifest["finished"] = f"2026-01-0{('first', 'second', 'third').index(name) + 1}T00:00:00.000000+00:00"
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def health(running: served.Endpoint) -> tuple[int, dict[str, object]]:
    answer = httpx.get(f"{running.url}/healthz", timeout=10)
    return answer.status_code, answer.json()


def which(running: served.Endpoint) -> str:
    answer = running.ask(WHICH)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["results"]["bindings"][0]["o"]["value"])


def damage_lines(running: served.Endpoint) -> list[str]:
    """Return the lines of the log about damage, without their time."""
    text = running.log.read_text(encoding="utf-8")
    assert "Traceback" not in text
    return [line.split(" ", 2)[2] for line in text.splitlines() if "damaged" in line and " client=" not in line]


def test_damage_while_it_is_served_makes_the_last_good_build_take_over(home: Path) -> None:
    kinds = ("16 bytes", "16 bytes in secret", "truncated", "removed", "a file more", "a pipe more")
    current, damaged = "third", list[str]()
    with served.endpoint(home, *SOON) as running:
        for number, kind in enumerate(kinds):
            assert (which(running), health(running)[1]["build"]) == (current, current)
            path = harm.STORE[kind](home / "builds" / current)
            served.until(lambda: health(running)[1]["build"] == "second", 20)
            damaged = sorted([*damaged, current])
            assert health(running) == (200, {"status": "ok", "build": "second", "damaged": damaged})
            assert which(running) == "second"
            line = damage_lines(running)[-1]
            assert len(damage_lines(running)) == len(damaged)
            assert line.startswith(f"ERROR build {current} is damaged: {path}")
            assert line.endswith("; build second is served instead")
            current = f"after-{number}"
            served.publish(home, current, Quad(MARK, MARK, Literal(current), served.graph("hpo")))
            served.until(lambda current=current: health(running)[1]["build"] == current, 20)  # type: ignore[misc]


def test_at_the_start_sizes_are_compared(home: Path) -> None:
    path = harm.STORE["truncated"](home / "builds/third")
    with served.endpoint(home, "--workers", "1", "--verify-every", "0") as running:
        assert health(running) == (200, {"status": "ok", "build": "second", "damaged": ["third"]})
        assert which(running) == "second"
        (line,) = damage_lines(running)
        assert path in line


def test_at_the_start_what_looks_changed_is_read(home: Path) -> None:
    harm.STORE["16 bytes"](home / "builds/third")
    with served.endpoint(home, "--workers", "1") as running:
        served.until(lambda: health(running)[1]["build"] == "second", 20)
        assert which(running) == "second"


def test_the_build_that_takes_over_is_read_first(home: Path) -> None:
    harm.STORE["16 bytes"](home / "builds/second")
    with served.endpoint(home, *SOON) as running:
        harm.STORE["16 bytes"](home / "builds/third")
        served.until(lambda: health(running)[1]["build"] == "first", 20)
        assert health(running)[1]["damaged"] == ["second", "third"]
        assert which(running) == "first"


def test_without_a_good_build_every_request_is_a_503_until_one_is_built(home: Path) -> None:
    for name in ("first", "second"):
        shutil.rmtree(home / "builds" / name)
    with served.endpoint(home, *SOON) as running:
        assert which(running) == "third"
        harm.STORE["16 bytes"](home / "builds/third")
        served.until(lambda: health(running)[0] == 503, 20)
        status, said = health(running)
        assert (status, said["damaged"]) == (503, ["third"])
        for path in STORE:
            answer = httpx.get(running.url + path, headers={"Accept": "application/json"}, timeout=10)
            assert (answer.status_code, answer.json()["kind"]) == (503, "damaged"), path
            assert "Retry-After" in answer.headers
            assert str(home) not in answer.text
            page = httpx.get(running.url + path, headers={"Accept": "text/html"}, timeout=10)
            assert (page.status_code, "<h1>Not available</h1>" in page.text) == (503, True), path
        assert httpx.get(f"{running.url}/metrics", timeout=10).status_code == 200
        (line,) = damage_lines(running)
        assert line.endswith("; no other build is sound; build again with `rarekg build`")
        served.publish(home, "fourth", Quad(MARK, MARK, Literal("fourth"), served.graph("hpo")))
        served.until(lambda: health(running)[0] == 200, 20)
        assert which(running) == "fourth"


def test_a_build_that_is_mended_takes_over_again(home: Path) -> None:
    with served.endpoint(home, *SOON) as running:
        path = home / "builds/third" / harm.STORE["16 bytes"](home / "builds/third")
        served.until(lambda: health(running)[1]["build"] == "second", 20)
        harm.overwrite(path, path.stat().st_size // 2)  # inverted twice
        served.until(lambda: health(running)[1] == {"status": "ok", "build": "third"}, 20)
        assert which(running) == "third"


def test_a_known_answer_of_a_damaged_build_is_not_given(home: Path) -> None:
    for name in ("first", "second"):
        shutil.rmtree(home / "builds" / name)
    with served.endpoint(home, *SOON) as running, running.client() as client:
        kept = client.get("/sparql", params={"query": WHICH})
        harm.STORE["16 bytes in secret"](home / "builds/third")
        served.until(lambda: health(running)[0] == 503, 20)
        again = client.get("/sparql", params={"query": WHICH}, headers={"If-None-Match": kept.headers["etag"]})
        assert again.status_code == 503


@pytest.mark.parametrize("kind", ["truncated", "removed", "CURRENT"])
def test_without_a_good_build_it_does_not_start(published: Path, tmp_path: Path, kind: str) -> None:
    home = served.copied(published, tmp_path / "home")
    path = harm.STORE[kind](home / "builds/first")
    if kind == "CURRENT":  # of the same size: known since a command read it
        assert "is damaged" in commands.one_line(commands.run("dump", home=home))
    message = commands.one_line(commands.run("serve", "--port", "0", home=home))
    assert f"build first is damaged: {path}" in message
    assert "build again" in message


def test_a_store_that_was_moved_away_and_back_is_the_one_that_is_open(home: Path) -> None:
    for name in ("first", "second"):
        shutil.rmtree(home / "builds" / name)
    store, away = home / "builds/third/store", home / "away"
    with served.endpoint(home, *SOON) as running:
        assert which(running) == "third"
        served.until((home / "verified/third.json").is_file, 20)
        store.rename(away)
        served.until(lambda: health(running)[0] == 503, 20)
        away.rename(store)
        served.until(lambda: health(running) == (200, {"status": "ok", "build": "third"}), 20)
        assert which(running) == "third"


def test_a_store_that_is_open_is_not_trusted_when_it_is_repaired(home: Path) -> None:
    for name in ("first", "second"):
        shutil.rmtree(home / "builds" / name)
    with served.endpoint(home, *SOON) as running:
        served.until((home / "verified/third.json").is_file, 20)
        path = home / "builds/third" / harm.STORE["16 bytes"](home / "builds/third")
        served.until(lambda: health(running)[0] == 503, 20)
        harm.overwrite(path, path.stat().st_size // 2)  # inverted twice
        time.sleep(4)  # it looks again every two seconds
        assert health(running)[0] == 503
    with served.endpoint(home, *SOON) as running:
        assert health(running) == (200, {"status": "ok", "build": "third"})


def test_a_damaged_new_build_does_not_take_over(home: Path) -> None:
    with served.endpoint(home, *SOON) as running:
        new = tmp_build(home, lambda folder: harm.STORE["truncated"](folder))
        served.until(lambda: bool(damage_lines(running)), 20)
        assert health(running) == (200, {"status": "ok", "build": "third"})
        assert which(running) == "third"
        (line,) = damage_lines(running)
        assert line.startswith(f"ERROR the new build is not served: build {new} is damaged: store/")


def tmp_build(home: Path, harmed: Callable[[Path], object]) -> str:
    """Publish a build that is damaged from the moment it is current; return its id."""
    folder = served.publish(home.parent / f"{home.name}-beside", "new")
    harmed(folder)
    shutil.move(folder, home / "builds/new")
    link = home / ".current-new"
    link.symlink_to(Path("builds/new"), target_is_directory=True)
    link.replace(home / "current")
    return "new"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a build that has a search index."""
    home = tmp_path_factory.mktemp("indexed")
    tied.publish(home)
    return home


def statuses(running: served.Endpoint) -> dict[str, int]:
    """Return the status of each path that needs the index, after checking that the store is served."""
    found = {}
    with running.client() as client:
        for path in SEARCH:
            answer = client.get(path, headers={"Accept": "*/*"})
            found[path] = answer.status_code
            assert str(running.home) not in answer.text
        batch = json.dumps({"q0": {"query": "eczema"}})
        found["batch"] = client.post("/reconcile", data={"queries": batch}).status_code
        assert client.get(QUERY).json() == {"head": {}, "boolean": True}
        assert client.get("/store?graph=https://w3id.org/rarekg/graph/hpo").status_code == 200
        assert client.get("/MONDO:0004976.ttl").status_code == 200
        for accept in ("text/html", "text/turtle"):
            assert client.get("/MONDO:9999999", headers={"Accept": accept}, follow_redirects=True).status_code == 404
    assert "Traceback" not in running.log.read_text(encoding="utf-8")
    return found


@pytest.mark.parametrize("kind", ["index", "index truncated", "index removed"])
def test_a_damaged_index_is_a_503_for_search_alone(indexed: Path, tmp_path: Path, kind: str) -> None:
    home = served.copied(indexed, tmp_path / "home")
    with served.endpoint(home, *SOON) as running:
        assert {*statuses(running).values()} <= {200, 404}
        harm.OTHERS[kind](home / "builds/tied")
        served.until(lambda: "damaged" in health(running)[1], 20)
        assert statuses(running) == dict.fromkeys([*SEARCH, "batch"], 503)
        assert health(running) == (200, {"status": "ok", "build": "tied", "damaged": ["tied"]})
        (line,) = damage_lines(running)
        assert line.endswith("; search is refused until it is built again")
        shutil.copy(indexed / "builds/tied/search.sqlite", home / "builds/tied/search.sqlite")
        served.until(lambda: "damaged" not in health(running)[1], 20)
        assert {*statuses(running).values()} <= {200, 404}


@pytest.mark.parametrize("at", ["its head", "everywhere"])
def test_an_index_whose_damage_only_reading_shows_is_a_503_too(indexed: Path, tmp_path: Path, at: str) -> None:
    home = served.copied(indexed, tmp_path / "home")
    path = home / "builds/tied/search.sqlite"
    start, length = {"its head": (0, 16), "everywhere": (4096, path.stat().st_size)}[at]
    harm.overwrite(path, start, length)
    with served.endpoint(home, "--workers", "1", "--verify-every", "0") as running:
        assert statuses(running) == dict.fromkeys([*SEARCH, "batch"], 503)


def test_a_build_of_an_older_version_is_served_with_one_warning(home: Path) -> None:
    path = home / "builds/third/manifest.json"
    older = json.loads(path.read_bytes())
    del older["files"]
    path.write_text(json.dumps(older), encoding="utf-8")
    with served.endpoint(home, *SOON) as running:
        served.until(lambda: "checksums" in running.log.read_text(encoding="utf-8"), 20)
        assert which(running) == "third"
        harm.STORE["a file more"](home / "builds/third")
        assert health(running) == (200, {"status": "ok", "build": "third"})
        assert len(re.findall("no checksums", running.log.read_text(encoding="utf-8"))) == 1


def test_a_sealed_build_is_sound(home: Path) -> None:
    harm.STORE["a file more"](home / "builds/third")
    sealed.seal(home / "builds/third")
    with served.endpoint(home, *SOON) as running:
        assert health(running) == (200, {"status": "ok", "build": "third"})
