"""The thread that reads the files of the served build: it rests, it ends at once, and nothing ends it in silence."""

import asyncio
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import served

from rarekg.graph.endpoint.resting import REST
from rarekg.graph.endpoint.verification import Verification
from rarekg.graph.home.checksums import digest
from rarekg.graph.home.integrity import damage
from rarekg.ontology.errors import QueryError

HOURS = 1e-5  # a few hundredths of a second


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Record each file that is read, with the thread that reads it."""
    files: list[tuple[int, str]] = []

    def recorded(path: Path, rest: Callable[[], None]) -> str:
        files.append((threading.get_ident(), path.name))
        return digest(path, rest)

    monkeypatch.setattr("rarekg.graph.home.integrity.digest", recorded)
    return files


def running(verification: Verification, until: Callable[[], bool]) -> None:
    """Run ``verification`` beside an event loop until a condition holds."""

    async def run() -> None:
        verification.start(lambda: None)
        end = time.monotonic() + 20
        while not until():
            assert time.monotonic() < end
            await asyncio.sleep(0.01)
        verification.close()

    asyncio.run(run())


def test_all_files_are_read_again_and_again_in_a_thread_of_their_own(
    published: Path, read: list[tuple[int, str]]
) -> None:
    verification = Verification(published, HOURS)
    assert read == []  # at the start nothing waits for the disk
    files = [Path(path).name for path in verification.served.manifest.files]
    running(verification, lambda: len(read) >= 4 * len(files))
    (thread,) = {thread for thread, _ in read}
    assert thread != threading.get_ident()
    assert sorted(name for _, name in read[-len(files) :]) == sorted(files)


def test_with_0_hours_nothing_is_read(published: Path, read: list[tuple[int, str]]) -> None:
    verification = Verification(published, 0)
    start = time.monotonic()
    running(verification, lambda: time.monotonic() > start + 0.3)
    assert read == []


def test_it_rests_ten_times_as_long_as_it_works(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []

    def worked(path: Path, rest: Callable[[], None]) -> str:
        time.sleep(0.005)
        start = time.monotonic()
        rest()
        rests.append(time.monotonic() - start)
        return digest(path)

    verification = Verification(published, 1)
    assert damage(verification.served) == ()  # recorded now, so nothing has to be read at once
    monkeypatch.setattr("rarekg.graph.home.integrity.digest", worked)
    running(verification, lambda: len(rests) >= 3)
    assert min(rests) >= REST * 0.005


def test_it_ends_while_it_reads(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(path: Path, rest: Callable[[], None]) -> str:
        while True:
            time.sleep(0.001)
            rest()

    monkeypatch.setattr("rarekg.graph.home.integrity.digest", endless)
    before = threading.active_count()
    verification = Verification(published, 1)
    running(verification, lambda: threading.active_count() > before)
    served.until(lambda: threading.active_count() == before)


def test_what_cannot_be_read_is_logged_and_tried_again(
    published: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[Path] = []

    def failing(path: Path, rest: Callable[[], None]) -> str:
        tried.append(path)
        raise OSError(24, "Too many open files", str(path))

    verification = Verification(published, HOURS)
    monkeypatch.setattr("rarekg.graph.home.integrity.digest", failing)
    running(verification, lambda: len(tried) > 2)
    assert verification.known.damaged == []
    assert "the files of build first cannot be verified: [Errno 24] Too many open files" in caplog.text


@pytest.mark.parametrize("content", [None, "{}", "{", "\0"])
def test_a_manifest_that_is_none_is_damage(published: Path, tmp_path: Path, content: str | None) -> None:
    home = served.copied(published, tmp_path / "home")
    served.publish(home, "second")
    manifest = home / "builds/second/manifest.json"
    manifest.unlink()
    if content is not None:
        manifest.write_text(content, encoding="utf-8")
    verification = Verification(home, 0)
    assert (verification.served.id, verification.known.damaged) == ("first", ["second"])
    assert verification.build().id == "first"


def test_a_stray_file_among_the_builds_is_no_build(published: Path, tmp_path: Path) -> None:
    home = served.copied(published, tmp_path / "home")
    served.publish(home, "second")
    (home / "builds/stray").touch()
    (home / "builds/empty").mkdir()
    (home / "builds/second/store/CURRENT").unlink()
    assert Verification(home, 0).served.id == "first"


def test_without_a_build_or_a_sound_one_there_is_nothing_to_serve(published: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="run `rarekg build` first"):
        Verification(tmp_path, 0)
    home = served.copied(published, tmp_path / "home")
    (home / "builds/first/store/CURRENT").unlink()
    with pytest.raises(QueryError, match="build first is damaged: store/CURRENT is missing; no other build is sound"):
        Verification(home, 0)
