"""Programs of others that tests run: each is installed once into a folder of its own in the user's cache."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from platformdirs import user_cache_path

INSTALL_SECONDS = 600
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def npm(name: str, *packages: str) -> Path:
    """Return the folder ``node_modules`` that npm fills with ``packages``, each ``name@version``.

    ``name`` is that of the folder in the cache and says the release, so that a newer one is installed beside it. Skips
    the test where npm is missing or cannot bring them.
    """
    program = shutil.which("npm")
    if program is None:
        pytest.skip(f"npm is not installed, and {packages[0]} comes from there: apt-get install npm")
    target = folder(name)
    command = (program, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", str(target))
    _installed(target, ((*command, *packages),))
    return target / "node_modules"


def python(name: str, *requirements: str, install: bool = True) -> Path:
    """Return the folder of commands of a virtual environment that has ``requirements``.

    Skips the test where pip cannot bring them and, unless ``install``, where `make interop` has not made it yet.
    """
    target = folder(name)
    if not install and not (target / "installed").exists():
        pytest.skip(f"{requirements[0]} is not installed, which needs minutes: make interop")
    commands = target / "bin"
    create = (sys.executable, "-m", "venv", "--clear", str(target))
    _installed(target, (create, (str(commands / "python"), *PIP, *requirements)))
    return commands


def folder(name: str) -> Path:
    """Return the folder in the user's cache for what is installed under ``name``."""
    return user_cache_path("rarekg-tests", appauthor=False) / name


def _installed(target: Path, commands: Sequence[Sequence[str]]) -> None:
    failure = _failure(target, tuple(map(tuple, commands)))
    if failure:
        pytest.skip(f"{target.name} cannot be installed: {failure}")


@cache  # a process tries once
def _failure(target: Path, commands: tuple[tuple[str, ...], ...]) -> str:
    """Run ``commands`` unless they have succeeded before; return why they fail, nothing if they succeed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_name(f"{target.name}.lock")):
        done = target / "installed"
        if done.exists():
            return ""
        try:
            for command in commands:
                subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=True)
        except subprocess.CalledProcessError as error:
            return (str(error.stderr).strip().splitlines() or ["it says no reason"])[-1]
        except subprocess.TimeoutExpired:
            return f"it takes more than {INSTALL_SECONDS} s"
        done.touch()
        return ""
