"""The command line from the newest releases to a graph, and to the same graph in another home."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import commands
import pytest
import small
import upstream as server
from upstream import Upstream

from rarekg.graph.home.builds import current
from rarekg.graph.home.lock import locked_file, read

HPO = small.hp_obo().replace("2025-01-16", "2026-06-06").encode()
NEWER = HPO.replace(b"2026-06-06", b"2026-07-07")
BUILD = ("build", "--locked", "--only", "hpo", "--no-floors")


@pytest.fixture(scope="module")
def up() -> Iterator[Upstream]:
    with server.upstream() as made:
        yield made


@pytest.fixture(scope="module")
def latest(up: Upstream, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the newest small HPO, locked and built."""
    home = tmp_path_factory.mktemp("latest")
    url = up.serve("/hp.obo", server.file(HPO))
    fetched = commands.run("fetch", "--latest", "--only", "hpo", "--url", f"hpo={url}", home=home)
    assert fetched.returncode == 0, fetched.stderr
    built = commands.run(*BUILD, home=home)
    assert built.returncode == 0, built.stderr
    return home


def n_quads(home: Path) -> bytes:
    target = home / "dump.nq"
    assert commands.run("dump", "--format", "nquads", "--output", target, home=home).returncode == 0
    return b"".join(sorted(target.read_bytes().splitlines(keepends=True)))


def test_the_build_reads_the_locked_release_and_names_it(latest: Path) -> None:
    source = current(latest).manifest.sources["hpo"]
    assert (source.version, source.files[0].taken) == ("2026-06-06", "latest")
    assert source.files[0].sha256 == read(latest / "sources.lock").sources["hpo"][0].sha256
    assert "(release 2026-06-06)" in source.licence.attribution
    assert b"(release 2026-06-06)" in n_quads(latest)
    listed = commands.run("sources", home=latest).stdout
    assert "hpo: Human Phenotype Ontology, 2026-06-06" in listed
    assert "(release 2026-06-06)" in listed


def test_another_home_has_the_same_graph_from_the_same_lock(latest: Path, up: Upstream, tmp_path: Path) -> None:
    lock = tmp_path / "given.lock"
    shutil.copy(latest / "sources.lock", lock)
    up.serve("/hp.obo", server.file(HPO, etag='"other"', modified=""))
    home = tmp_path / "home"
    fetched = commands.run("fetch", "--locked", "--only", "hpo", "--lock", lock, home=home)
    assert fetched.returncode == 0, fetched.stderr
    built = commands.run(*BUILD, "--lock", lock, home=home)
    assert built.returncode == 0, built.stderr
    assert current(home).id == current(latest).id
    quads = n_quads(home)
    assert quads == n_quads(latest)
    assert b"graph/metadata>" in quads
    assert not (home / "sources.lock").exists()


def test_when_upstream_has_moved_on_the_command_says_so_and_changes_nothing(
    latest: Path, up: Upstream, tmp_path: Path
) -> None:
    shutil.copy(latest / "sources.lock", tmp_path)
    up.serve("/hp.obo", server.file(NEWER, etag='"2"'))
    done = commands.run("fetch", "--locked", "--only", "hpo", home=tmp_path)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "/hp.obo: hpo has moved on from 2026-06-06 (SHA-256 " in last
    assert last.endswith("nothing was changed; `rarekg fetch --latest` takes the new file")
    assert (tmp_path / "sources.lock").read_bytes() == (latest / "sources.lock").read_bytes()
    assert not [path for path in (tmp_path / "sources").rglob("*") if path.is_file()]
    refused = commands.one_line(commands.run(*BUILD, home=tmp_path))
    assert "hpo, locked as 2026-06-06, is not in the cache; run `rarekg fetch --locked`" in refused


def test_a_damaged_locked_file_is_not_built(latest: Path, tmp_path: Path) -> None:
    shutil.copytree(latest / "sources", tmp_path / "sources")
    shutil.copy(latest / "sources.lock", tmp_path)
    path = locked_file(tmp_path, read(tmp_path / "sources.lock").sources["hpo"][0])
    path.write_bytes(HPO[:-1])
    message = commands.one_line(commands.run(*BUILD, home=tmp_path))
    assert message == (f"rarekg: {path}: is not hpo 2026-06-06: its SHA-256 differs; run `rarekg fetch --locked`")


def test_a_given_file_takes_precedence_over_the_lock(latest: Path, tmp_path: Path) -> None:
    shutil.copytree(latest / "sources", tmp_path / "sources")
    shutil.copy(latest / "sources.lock", tmp_path)
    given = tmp_path / "hp.obo"
    given.write_bytes(NEWER)
    done = commands.run(*BUILD, "--source", f"hpo={given}", home=tmp_path)
    assert done.returncode == 0, done.stderr
    source = current(tmp_path).manifest.sources["hpo"]
    assert (source.version, source.files[0].taken) == ("2026-07-07", "given")


def test_without_the_option_the_pinned_release_is_read(latest: Path) -> None:
    message = commands.one_line(commands.run("build", "--only", "hpo", home=latest))
    assert "hpo is not in the cache; run `rarekg fetch` first" in message


@pytest.mark.parametrize("command", [("fetch", "--locked"), ("build", "--locked")])
def test_a_lock_of_an_unknown_source_is_refused(latest: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    table = json.loads((latest / "sources.lock").read_text(encoding="utf-8"))
    table["sources"]["elsewhere"] = table["sources"].pop("hpo")
    (tmp_path / "sources.lock").write_text(json.dumps(table), encoding="utf-8")
    message = commands.one_line(commands.run(*command, home=tmp_path))
    assert "names elsewhere, which this version of rarekg does not read; the sources are " in message


@pytest.mark.parametrize("command", [("fetch", "--locked"), ("build", "--locked")])
def test_without_a_lock_the_advice_is_to_make_one(tmp_path: Path, command: tuple[str, ...]) -> None:
    message = commands.one_line(commands.run(*command, home=tmp_path))
    assert "sources.lock: there is no lock file; make one with `rarekg fetch --latest`" in message


@pytest.mark.parametrize(
    "options",
    [
        ["fetch", "--latest", "--locked"],
        ["fetch", "--lock", "x.lock"],
        ["fetch", "--url", "hpo=http://127.0.0.1/hp.obo"],
        ["fetch", "--latest", "--url", "hpo"],
        ["fetch", "--latest", "--url", "hpo=file:///hp.obo"],
        ["fetch", "--latest", "--only", "mondo", "--url", "hpo=http://127.0.0.1/hp.obo"],
        ["fetch", "--latest", "--timeout", "0"],
        ["build", "--lock", "x.lock"],
    ],
)
def test_a_wrong_use_ends_with_2(tmp_path: Path, options: list[str]) -> None:
    done = commands.run(*options, home=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_failure_is_one_line_with_the_address(up: Upstream, tmp_path: Path) -> None:
    done = commands.run(
        "fetch", "--latest", "--only", "hpo", "--url", f"hpo={up.url}/gone.obo", "--attempts", "1", home=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"rarekg: {up.url}/gone.obo: answers 404 Not Found; look for the file's new address and name it with --url"
    )
    assert not (tmp_path / "sources.lock").exists()
