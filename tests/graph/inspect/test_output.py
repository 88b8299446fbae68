"""`dump -o`: regular files appear whole, links are followed, pipes are written to, devices and folders are refused."""

import os
import socket
import stat
import subprocess
import threading
from pathlib import Path

import commands
import pytest

from rarekg.graph.inspect.output import opened
from rarekg.ontology.errors import QueryError


@pytest.fixture(scope="module")
def whole(home: Path) -> str:
    return commands.run("dump", home=home).stdout


def test_a_symbolic_link_leads_to_its_target(home: Path, tmp_path: Path, whole: str) -> None:
    target, link = tmp_path / "data/out.nq", tmp_path / "link"
    target.parent.mkdir()
    target.write_text("what was there before")
    link.symlink_to("data/out.nq")
    done = commands.run("dump", "-o", link, home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == whole
    assert [path.name for path in target.parent.iterdir()] == ["out.nq"]


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("later")
    with opened(link) as file:
        file.write(b"x")
        assert not (tmp_path / "later").exists()
    assert link.is_symlink()
    assert (tmp_path / "later").read_bytes() == b"x"


def test_a_pipe_is_written_to_and_stays(home: Path, tmp_path: Path, whole: str) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    done = commands.run("dump", "-o", pipe, home=home)
    reader.join(timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert read == [whole]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_is_a_pipe(home: Path, whole: str, path: str) -> None:
    done = commands.run("dump", "-o", path, home=home)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", whole)


def test_standard_output_that_is_a_file_is_written_where_it_stands(home: Path, tmp_path: Path, whole: str) -> None:
    path = tmp_path / "out"
    command = [*commands.COMMAND, "dump", "-o", "/dev/stdout"]
    with path.open("wb") as out:
        out.write(b"# before\n")
        out.flush()
        subprocess.run(command, env=commands.environment(home), stdout=out, check=True, timeout=60)
    assert path.read_text(encoding="utf-8") == f"# before\n{whole}"


def test_a_link_to_standard_output_is_too(home: Path, tmp_path: Path, whole: str) -> None:
    (tmp_path / "link").symlink_to("/dev/stdout")
    assert commands.run("dump", "-o", tmp_path / "link", home=home).stdout == whole
    assert (tmp_path / "link").is_symlink()


def test_what_a_shell_substitutes_is_a_pipe(home: Path, whole: str, tmp_path: Path) -> None:
    script = f"{' '.join(commands.COMMAND)} dump -o >(cat > {tmp_path}/out; touch {tmp_path}/done)"
    subprocess.run(["bash", "-c", script], env=commands.environment(home), check=True, timeout=60)
    deadline = threading.Event()
    while not (tmp_path / "done").exists():
        assert not deadline.wait(0.05)
    assert (tmp_path / "out").read_text(encoding="utf-8") == whole


def test_a_reader_of_a_pipe_that_has_enough_is_no_error(home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [*commands.COMMAND, "dump", "-o", str(pipe)]
    with subprocess.Popen(command, env=commands.environment(home), stderr=subprocess.PIPE, text=True) as process:
        with pipe.open("rb") as reader:
            reader.read(10)
        assert process.stderr
        assert process.stderr.read() == ""
        assert process.wait(timeout=30) == 0


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """Return a device of its own: one like /dev/null where that can be made, else a link to it."""
    path = tmp_path / "device"
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    except PermissionError:
        path.symlink_to("/dev/null")
    return path


def test_a_device_is_refused_and_stays(home: Path, device: Path) -> None:
    before = device.stat()
    message = commands.one_line(commands.run("dump", "-o", device, home=home))
    assert f"{device} is a device or socket, not a file; name a file or a pipe" in message
    after = device.stat()
    assert (after.st_ino, after.st_rdev, after.st_mode) == (before.st_ino, before.st_rdev, before.st_mode)
    assert [path.name for path in device.parent.iterdir()] == [device.name]


@pytest.mark.parametrize("path", ["/dev/null", "/dev/full", "/dev"])
def test_what_is_no_file_is_refused(path: str) -> None:
    before = Path(path).lstat()
    with pytest.raises(QueryError, match="not a file"), opened(Path(path)):
        pytest.fail("it was opened")
    assert Path(path).lstat().st_ino == before.st_ino


def test_a_socket_is_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        with pytest.raises(QueryError, match="socket"), opened(tmp_path / "socket"):
            pytest.fail("it was opened")


def test_a_circle_of_links_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="Too many levels"), opened(tmp_path / "a"):
        pytest.fail("it was opened")


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.touch()
    path.chmod(0o640)
    with opened(path) as file:
        file.write(b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == b"x"


def test_a_file_is_synced_before_it_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        found = os.fstat(descriptor)
        done.append("folder" if stat.S_ISDIR(found.st_mode) else f"file of {found.st_size}")
        sync(descriptor)

    def replaced(path: Path, target: Path) -> Path:
        done.append("rename")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    with opened(tmp_path / "out") as file:
        file.write(b"abc")
    assert done == ["file of 3", "rename", "folder"]


@pytest.mark.parametrize("error", [QueryError("no"), OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_leaves_what_was_there(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "out"
    path.write_text("before")

    def failing() -> None:
        with opened(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)):
        failing()
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
