"""However a build ends, the graph that was served before it is served after it, and nothing of it is left running."""

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import commands
import pytest
import small
from pyoxigraph import Store

from rarekg.graph.home import publishing
from rarekg.graph.home.builds import Build, current, published
from rarekg.graph.pipeline.loader import load
from rarekg.graph.pipeline.mapper_client import Reports, mapping_process
from rarekg.graph.pipeline.plan import Input, Plan
from rarekg.ontology.errors import SourceError

KILLS = 12


def assert_sound(home: Path) -> Build:
    """Assert that the current build is complete: its store has the number of quads in its manifest."""
    serving = current(home)
    assert len(Store.read_only(str(serving.store))) == serving.manifest.quads
    assert serving.issues.exists()
    return serving


def start(home: Path, options: list[str]) -> subprocess.Popen[str]:
    """Start a build that is not measured: most of them are killed, and a killed process writes no coverage."""
    return subprocess.Popen(
        [*commands.COMMAND, "build", *options],
        env=commands.environment(home) | commands.UNMEASURED,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_kill_at_any_moment_leaves_a_sound_build(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    began = time.monotonic()
    good = {commands.build(tmp_path, options)}
    whole = time.monotonic() - began
    chance = random.Random(20)
    for number in range(KILLS):
        # Another base is another build; the last third of the time is where it is checked, moved and made current.
        process = start(tmp_path, [*options, "--base", f"https://example.org/{number}/"])
        time.sleep(whole * (chance.uniform(0.1, 1) if number % 2 else chance.uniform(0.6, 1)))
        process.kill()
        process.communicate(timeout=30)
        serving = assert_sound(tmp_path)
        assert serving.id in good | {build.id for build in published(tmp_path)}
        assert_gone(process.pid)
    last = commands.build(tmp_path, [*options, "--base", "https://example.org/last/"])
    assert assert_sound(tmp_path).id == last
    assert not list((tmp_path / "builds").glob(".*"))
    assert not list(tmp_path.glob(".current*"))
    for build in published(tmp_path):
        assert len(Store.read_only(str(build.store))) == build.manifest.quads


def assert_gone(group: int, seconds: float = 10) -> None:
    """Wait until no process of ``group`` is left."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("a process of the build is still running")


def test_a_second_build_reports_that_one_is_running(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    with publishing.build_lock(tmp_path):
        output = commands.one_line(commands.run("build", *options, home=tmp_path))
    assert "already running" in output
    assert f"(process {os.getpid()})" in output
    commands.build(tmp_path, options)


def test_four_builds_at_once_leave_one_good_one(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    processes = [start(tmp_path, [*options, "--base", f"https://example.org/{number}/"]) for number in range(4)]
    ended = [(process.communicate(timeout=60)[1], process.returncode) for process in processes]
    assert any(status == 0 for _, status in ended)
    for output, status in ended:
        assert status == 0 or "already running" in output
    assert_sound(tmp_path)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_stopped_while_it_loads_leaves_no_process(tmp_path: Path, sent: signal.Signals) -> None:
    waiting = fifo(tmp_path)
    process = start(tmp_path, [*small.written(tmp_path / "sources"), "--source", f"mondo={waiting}"])
    waiting.write_text(small.mondo_json(), encoding="utf-8")  # read once, for its hash; the mapping process waits
    deadline = time.monotonic() + 60
    while not list((tmp_path / "builds").glob(".staging-*/stated.nt")):
        assert process.poll() is None, "the build ended"
        assert time.monotonic() < deadline, "the build does not reach the mapping process"
        time.sleep(0.02)
    if sent == signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does
    else:
        process.kill()
        offer(waiting, b"[]")  # whatever comes now, the mapping process has no one to write to
    _, output = process.communicate(timeout=30)
    assert process.returncode == (130 if sent == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in output
    assert_gone(process.pid)


def offer(waiting: Path, content: bytes, seconds: float = 2) -> None:
    """Write ``content`` to ``waiting`` if a process opens it within ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            end = os.open(waiting, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:  # nobody has it open
                raise
            time.sleep(0.02)
        else:
            os.write(end, content)
            os.close(end)
            return


def fifo(folder: Path) -> Path:
    """Return a file whose readers wait for a writer."""
    path = folder / "waiting"
    os.mkfifo(path)
    return path


@contextmanager
def waiting_load(folder: Path) -> Iterator[tuple[list[BaseException], Thread]]:
    """Load from a source that never comes, in a thread; give what it raises."""
    raised: list[BaseException] = []
    plan = Plan(
        inputs=(Input(source="hpo", path=str(fifo(folder)), sha256="", size=0, version="", taken="given"),),
        base="https://example.org/",
        code="",
        floors=False,
    )

    def loading() -> None:
        try:
            with mapping_process(plan, folder, Reports(note=lambda text: None, mapped=lambda: None)) as mapping:
                load(Store(str(folder / "store")), mapping)
        except SourceError as error:
            raised.append(error)

    thread = Thread(target=loading)
    thread.start()
    yield raised, thread
    thread.join(timeout=30)
    assert not thread.is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to find the mapping process")
def test_a_killed_mapping_process_ends_the_load(tmp_path: Path) -> None:
    with waiting_load(tmp_path) as (raised, thread):
        os.kill(_mapping_process(thread), signal.SIGKILL)
        thread.join(timeout=30)
    assert [str(error) for error in raised] == [
        "reading the sources was ended by signal 9; is there enough memory?",
    ]


def _mapping_process(thread: Thread) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        for task in Path("/proc/self/task").iterdir():
            for child in (task / "children").read_text().split():
                if "rarekg.graph.pipeline.mapper" in Path(f"/proc/{child}/cmdline").read_text():
                    return int(child)
        time.sleep(0.02)
    raise AssertionError("there is no mapping process")


def test_a_full_disk_is_one_line_and_leaves_the_good_build(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    good = commands.build(tmp_path, options)
    done = commands.run_short_of_space("build", *options, "--base", "https://example.org/", home=tmp_path, size=60_000)
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert assert_sound(tmp_path).id == good
    assert not list((tmp_path / "builds").glob(".*"))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    output = commands.one_line(commands.run("build", *options, "--home", in_the_way / "home", home=tmp_path))
    assert str(in_the_way) in output


def test_old_builds_are_pruned_and_the_current_one_stays(tmp_path: Path) -> None:
    options = small.written(tmp_path / "sources")
    made = [
        commands.build(tmp_path, [*options, "--keep", "2", "--base", f"https://example.org/{number}/"])
        for number in range(4)
    ]
    assert [build.id for build in published(tmp_path)] == made[:0:-1]
    first = commands.build(tmp_path, [*options, "--keep", "2", "--base", "https://example.org/1/"])
    assert first == made[1]
    assert assert_sound(tmp_path).id == made[1]
