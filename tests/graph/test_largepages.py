"""A build begins again with large pages, once, and nothing else does."""

import os
import subprocess
import sys
from pathlib import Path
from time import sleep

import commands
import pytest
import small

from rarekg.graph.largepages import TUNABLE, VARIABLE, tuned

PROGRAM = (
    "import os, sys; from rarekg.graph.largepages import begin_again; begin_again(sys.argv); "
    "print(os.getpid(), sys.argv[1:], os.environ.get('GLIBC_TUNABLES'))"
)


def begun(*arguments: str, **variables: str) -> tuple[bool, str]:
    """Return whether the process is still the one that was started, and what it has by then."""
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE} | variables
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        said, _ = process.communicate(timeout=60)
    pid, _, rest = said.strip().partition(" ")
    return int(pid) == process.pid, rest


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such tunable")
def test_a_build_has_large_pages_and_its_arguments() -> None:
    assert begun("build", "--keep", "1") == (True, f"['build', '--keep', '1'] {TUNABLE}")


def test_other_commands_are_left_alone() -> None:
    assert begun("serve", "build") == (True, "['serve', 'build'] None")
    assert begun() == (True, "[] None")


def test_nothing_large_is_read_before_a_build_begins_again() -> None:
    code = "import sys, rarekg.graph.__main__; print(*sorted({'typer', 'rich', 'pyoxigraph'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such tunable")
def test_the_installed_command_builds_with_large_pages(tmp_path: Path) -> None:
    rarekg = Path(sys.executable).with_name("rarekg")
    environment = {name: value for name, value in commands.environment(tmp_path).items() if name != VARIABLE}
    tunables = f"{VARIABLE}={TUNABLE}".encode()
    with subprocess.Popen(
        [rarekg, "build", *map(str, small.written(tmp_path / "sources"))],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        seen = False
        while process.poll() is None and not seen:
            seen = tunables in Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0")
            sleep(0.01)
        _, said = process.communicate(timeout=120)
    assert (seen, process.returncode) == (True, 0), said


def test_what_the_user_tuned_stays() -> None:
    assert begun("build", GLIBC_TUNABLES="glibc.malloc.check=0") == (True, "['build'] glibc.malloc.check=0")


def test_the_rest_of_the_environment_is_handed_on() -> None:
    assert tuned({"HOME": "/x"}) == {"HOME": "/x", VARIABLE: TUNABLE}
