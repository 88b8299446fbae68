"""The files of a build are as they were built, or each command refuses it: every kind of damage, one file at a time."""

import hashlib
import json
import shutil
import subprocess
import time
from pathlib import Path

import commands
import harm
import pytest
import small

from rarekg.graph.home import verified
from rarekg.graph.home.builds import Build, current
from rarekg.graph.home.checksums import digest, measured
from rarekg.graph.home.integrity import Damage, check, damage
from rarekg.graph.home.manifest import Checksum

HARMS = {**harm.STORE, **harm.OTHERS}
READING = (
    ["query", "--file", "-"],
    ["query", "phenotypes-by-frequency", "-p", "disease=MONDO:0010580"],
    ["search", "ipex"],
    ["describe", "MONDO:0010580"],
    ["dump"],
    ["diff", ""],
)


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """Return a home with a copy of the small build."""
    return shutil.copytree(home, tmp_path / "home", symlinks=True)


def refused(home: Path, command: list[str]) -> str:
    done = commands.run(*command, home=home, given="ASK {}")
    assert done.stdout == ""
    return commands.one_line(done)


def test_the_manifest_has_size_and_checksum_of_every_other_file(built: Build) -> None:
    files = sorted(path for path in built.folder.rglob("*") if path.is_file() and path.name != "manifest.json")
    sums = subprocess.run(["sha256sum", *files], capture_output=True, text=True, check=True).stdout.splitlines()
    expected = {
        path.relative_to(built.folder).as_posix(): Checksum(size=len(path.read_bytes()), sha256=line.split()[0])
        for path, line in zip(files, sums, strict=True)
    }
    assert {"search.sqlite", "issues.jsonl", "store/CURRENT"} < expected.keys()
    assert built.manifest.files == expected == measured(built.folder)


def test_a_new_build_needs_no_reading(home: Path, built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rarekg.graph.home.integrity.digest", None)  # any reading would fail
    assert damage(built) == ()
    assert sorted(path.name for path in (home / "verified").iterdir()) == [f"{built.folder.name}.json"]


@pytest.mark.parametrize("name", HARMS)
def test_damage_of_any_kind_is_found_and_named(own: Path, name: str) -> None:
    build = current(own)
    path = HARMS[name](build.folder)
    found = damage(build)
    assert {wrong.path.split("/inside")[0] for wrong in found} == {path}
    assert damage(build) == found  # which needs no reading any more
    assert damage(build, "all") == found


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_a_command_refuses_a_damaged_build_in_one_line(own: Path, command: list[str]) -> None:
    path = harm.STORE["16 bytes in secret"](current(own).folder)
    message = refused(own, [part or current(own).id for part in command])
    assert f"is damaged: {path} does not have the content with which it was built" in message
    assert "run `rarekg build`" in message


@pytest.mark.parametrize("name", HARMS)
def test_validate_lists_damage_and_ends_with_1(own: Path, name: str) -> None:
    identity = current(own).id
    path = HARMS[name](current(own).folder)
    done = commands.run("validate", home=own)
    assert done.returncode == 1
    assert done.stdout.startswith(path)
    assert done.stderr.startswith(f"{identity}: damaged, ")
    assert "(damaged)" in commands.run("builds", home=own).stdout


def test_what_the_file_system_does_not_tell_is_found_by_validate_and_then_refused(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = current(own)
    assert damage(build) == ()
    # A block that went bad: the file looks as it did, and its content is another.
    known = verified.read(build)
    path = harm.STORE["16 bytes"](build.folder)
    stat = (build.folder / path).stat()
    looks = {**known.files, path: verified.Seen.of(stat, sound=True)}
    verified.write(own, build.folder.name, verified.Record(manifest=known.manifest, files=looks))
    assert damage(build) == ()
    assert commands.run("validate", home=own).returncode == 1
    assert path in refused(own, ["describe", "MONDO:0010580"])


def test_a_block_that_cannot_be_read_is_damage(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path, rest: object) -> str:
        if path.name == "search.sqlite":
            raise OSError(5, "Input/output error", str(path))
        return digest(path)

    monkeypatch.setattr("rarekg.graph.home.integrity.digest", failing)
    _, found = check(built, verified.Record(), "all")
    assert [wrong.path for wrong in found] == ["search.sqlite"]


def test_a_file_that_may_not_be_read_is_no_damage(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path, rest: object) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("rarekg.graph.home.integrity.digest", failing)
    with pytest.raises(PermissionError):
        check(built, verified.Record(), "all")


def test_a_copy_is_read_once_and_then_known(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(path: Path, rest: object) -> str:
        read.append(path.name)
        return digest(path)

    monkeypatch.setattr("rarekg.graph.home.integrity.digest", counted)
    build = current(own)
    assert damage(build) == ()
    assert len(read) == len(build.manifest.files)
    assert damage(build) == ()
    assert len(read) == len(build.manifest.files)


def test_a_file_put_back_is_sound_again(own: Path) -> None:
    build = current(own)
    path = build.folder / harm.STORE["16 bytes"](build.folder)
    assert refused(own, ["describe", "MONDO:0010580"])
    harm.overwrite(path, path.stat().st_size // 2)  # inverted twice
    assert commands.run("describe", "MONDO:0010580", home=own).returncode == 0


def test_a_manifest_that_was_changed_is_damage(own: Path) -> None:
    build = current(own)
    assert damage(build) == ()
    path = build.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"conforms": true', b'"conforms": false'))
    assert damage(Build(folder=build.folder)) == (
        Damage("manifest.json", "does not have the content with which it was built"),
    )


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"files": {"x": 1}}', b"\xff" * 100])
def test_a_record_that_is_none_is_made_anew(own: Path, content: bytes) -> None:
    build = current(own)
    place = own / "verified" / f"{build.folder.name}.json"
    place.write_bytes(content)
    assert damage(build) == ()
    assert json.loads(place.read_bytes())["files"].keys() == build.manifest.files.keys()
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_build_of_an_older_version_is_used_and_validate_says_so(own: Path) -> None:
    path = current(own).folder / "manifest.json"
    older = json.loads(path.read_bytes())
    del older["files"]
    path.write_text(json.dumps(older), encoding="utf-8")
    harm.OTHERS["a file beside"](path.parent)
    assert commands.run("describe", "MONDO:0010580", home=own).returncode == 0
    done = commands.run("validate", home=own)
    assert (done.returncode, done.stdout) == (0, "")
    assert "built by an older version, without checksums of its files; the graph conforms" in done.stderr


def test_a_home_that_may_only_be_read_is_read_each_time(own: Path) -> None:
    build = current(own)
    shutil.rmtree(own / "verified")
    (own / "verified").touch()  # even root makes no folder where a file is
    assert commands.run("describe", "MONDO:0010580", home=own).returncode == 0
    harm.STORE["16 bytes"](build.folder)
    assert "is damaged" in refused(own, ["describe", "MONDO:0010580"])


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    return small.written(tmp_path / "sources")


def test_a_damaged_build_is_built_again_without_force(tmp_path: Path, sources: list[str]) -> None:
    identity = commands.build(tmp_path, sources)
    assert "already built" in commands.run("build", *sources, home=tmp_path).stdout
    harm.STORE["16 bytes"](current(tmp_path).folder)
    assert refused(tmp_path, ["describe", "MONDO:0010580"])
    done = commands.run("build", *sources, home=tmp_path)
    assert done.stdout.startswith(f"{identity}: built, ")
    assert commands.run("describe", "MONDO:0010580", home=tmp_path).returncode == 0
    assert commands.run("validate", home=tmp_path).returncode == 0
    assert [path.stem for path in (tmp_path / "verified").iterdir()] == [current(tmp_path).folder.name]


def test_the_record_goes_with_its_build(tmp_path: Path, sources: list[str]) -> None:
    for number in range(3):
        commands.build(tmp_path, [*sources, "--keep", "1", "--base", f"https://example.org/{number}/"])
    kept = {path.name for path in (tmp_path / "builds").iterdir()}
    assert len(kept) == 2
    assert {path.stem for path in (tmp_path / "verified").iterdir()} == kept


def test_reading_rests_after_each_block(tmp_path: Path) -> None:
    path, rests = tmp_path / "file", []
    path.write_bytes(bytes(range(256)) * 4096 * 3 + b"x")
    assert digest(path, lambda: rests.append(time.monotonic())) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert len(rests) == 4
