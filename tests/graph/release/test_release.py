"""A release is the same every time, whole or not there, and says of each file what it is."""

import gzip
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

import commands
import pytest
import yaml
from pyoxigraph import RdfFormat, Store, parse

from rarekg.graph.home.builds import Build
from rarekg.graph.home.releases import released as described
from rarekg.graph.release.libraries import needed
from rarekg.graph.release.products import GROUPS, products
from rarekg.ontology.errors import RarekgError

SUFFIXES = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
}


def tree(folder: Path) -> dict[str, bytes]:
    """Return the content of each file below ``folder``."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_releases_of_a_build_are_the_same(home: Path, released: Path, built: Build) -> None:
    done = commands.run("release", "--all", home=home, changed={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"})
    assert done.returncode == 0, done.stderr
    again = home / "releases" / built.id
    assert tree(again) == tree(released)
    assert [path.name for path in again.parent.iterdir()] == [built.id]
    found = described(home, built.id)
    assert found is not None
    assert {each.path for each in found.resources} == tree(released).keys() - {"datapackage.json", "SHA256SUMS"}


def test_nothing_tells_of_the_machine(released: Path, home: Path) -> None:
    content = tree(released)
    texts = b"".join(gzip.decompress(text) if path.endswith(".gz") else text for path, text in content.items())
    assert str(released).encode() not in texts
    assert str(home).encode() not in texts


def test_the_checksums_are_those_of_all_files(released: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=released, check=True)
    listed = {line.split("  ")[1] for line in (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == tree(released).keys() - {"SHA256SUMS"}


def test_the_description_has_size_checksum_and_statements_of_each_file(released: Path, store: Store) -> None:
    resources = json.loads((released / "datapackage.json").read_bytes())["resources"]
    assert len({each["name"] for each in resources}) == len(resources)
    for each in resources:
        content = (released / each["path"]).read_bytes()
        assert (each["bytes"], each["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        plain = gzip.decompress(content) if each.get("compression") == "gz" else content
        if each["format"] in SUFFIXES:
            read = sum(1 for _ in parse(plain, SUFFIXES[each["format"]]))
            assert read == each["statements"], each["path"]
    whole = [
        each["statements"] for each in resources if each["path"].startswith("rarekg.") and "sssom" not in each["path"]
    ]
    assert whole == [len(store)] * 6


def test_licences_and_citation_name_every_source(released: Path, built: Build) -> None:
    licences = (released / "LICENSES.md").read_text(encoding="utf-8")
    citation = yaml.safe_load((released / "CITATION.cff").read_text(encoding="utf-8"))
    for source in built.manifest.sources.values():
        assert " ".join(source.licence.attribution.split()) in licences
        assert source.licence.url in licences
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert citation["version"] == built.id
    assert citation["date-released"] == "2025-01-16"  # HPO's release in the small sources
    titles = {source.title for source in built.manifest.sources.values()}
    assert {each["title"] for each in citation["references"]} == titles
    assert all({"type", "title", "authors"} <= each.keys() for each in citation["references"])


def test_the_products_of_a_group_are_chosen(built: Build) -> None:
    paths = [product.path for product in products(built, frozenset({"ntriples"}))]
    assert paths == ["rarekg.nt.gz", "metadata.ttl"]
    assert len({product.path for product in products(built, frozenset(GROUPS))}) == len(
        products(built, frozenset(GROUPS))
    )


def test_a_folder_in_use_is_left_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert "is not empty" in commands.one_line(commands.run("release", tmp_path, home=home))
    assert "is not a folder" in commands.one_line(commands.run("release", tmp_path / "mine.txt", home=home))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_library_that_is_missing_is_named() -> None:
    with pytest.raises(RarekgError, match=r"needs no_such_library: pip install 'rarekg\[release\]'"):
        needed("no_such_library")


def test_wrong_options_are_refused(home: Path, built: Build, tmp_path: Path) -> None:
    for options in (["--formats", "turtles"], ["--formats", "turtle", "--all"], ["--since", built.id]):
        assert commands.run("release", *options, tmp_path / "new", home=home).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def writing(home: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a release that has begun to write files."""
    command = [*commands.COMMAND, "release", "--all", str(tmp_path / "new")]
    with subprocess.Popen(command, env=commands.environment(home), stderr=subprocess.DEVNULL) as process:
        until = monotonic() + 60
        while not any(tmp_path.glob(".new.partial/*")) and monotonic() < until:
            sleep(0.005)
        yield process
        process.kill()


def test_a_killed_release_leaves_nothing_half_there(
    home: Path, tmp_path: Path, released: Path, writing: "subprocess.Popen[bytes]"
) -> None:
    os.kill(writing.pid, signal.SIGKILL)
    writing.wait()
    assert not (tmp_path / "new").exists()
    done = commands.run("release", "--all", tmp_path / "new", home=home)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "new") == tree(released)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_a_release_removes_what_it_wrote_on_ctrl_c(tmp_path: Path, writing: "subprocess.Popen[bytes]") -> None:
    os.kill(writing.pid, signal.SIGINT)
    assert writing.wait(60) not in (0, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_release_that_finds_no_space_is_one_line_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    done = commands.run_short_of_space("release", tmp_path / "new", home=home, size=3_000)
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert last.startswith("rarekg: ")
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_two_releases_into_a_folder_exclude_each_other(
    home: Path, tmp_path: Path, writing: "subprocess.Popen[bytes]"
) -> None:
    os.kill(writing.pid, signal.SIGSTOP)
    try:
        second = commands.run("release", tmp_path / "new", home=home)
    finally:
        os.kill(writing.pid, signal.SIGCONT)
    assert "another process is writing the release" in commands.one_line(second)
    assert writing.wait(60) == 0
    assert (tmp_path / "new" / "SHA256SUMS").is_file()
