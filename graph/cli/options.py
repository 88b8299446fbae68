"""Options and arguments that several commands of the command line share."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

Home = Annotated[
    Path | None,
    typer.Option("--home", help="The folder of sources and builds; $RAREKG_HOME or the user's data folder by default."),
]
BuildId = Annotated[
    str | None, typer.Option("--build", help="Id of a build, or its beginning; the current one by default.")
]

LockFile = Annotated[Path | None, typer.Option("--lock", help="The lock file; sources.lock in the home by default.")]


def chosen_home(given: Path | None) -> Path:
    """Return ``given`` (``--home``) as an absolute path, or the default folder.

    >>> chosen_home(Path("/srv/rarekg")).as_posix()
    '/srv/rarekg'
    """
    from rarekg.graph.home.folders import home

    return given.absolute() if given else home()


def console_of_errors() -> "Console":
    """Return the console on standard error, for all that is not a command's result."""
    from rich.console import Console

    return Console(stderr=True, emoji=False, highlight=False)


def listed(text: str) -> list[str]:
    """Return the parts of a comma-separated list.

    >>> listed("hpo, mondo,")
    ['hpo', 'mondo']
    """
    return [part.strip() for part in text.split(",") if part.strip()]


def pairs(given: list[str], option: str) -> list[tuple[str, str]]:
    """Return ``NAME=VALUE`` arguments as pairs; ``option`` is named if one is wrong.

    >>> pairs(["disease=MONDO:0010580", "note=a=b"], "-p")
    [('disease', 'MONDO:0010580'), ('note', 'a=b')]

    Raises:
        BadParameter: An argument is not of this form.
    """
    parts = [text.partition("=") for text in given]
    if wrong := [name for name, equals, _ in parts if not equals or not name]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=VALUE", param_hint=option)
    return [(name, value) for name, _, value in parts]


def values_of(given: list[str], option: str) -> dict[str, list[str]]:
    """Return the values of each ``NAME`` in ``NAME=VALUE`` arguments; ``@FILE`` stands for the lines of a file.

    Lines are trimmed; empty ones, and those that begin with ``#``, are left out. ``@-`` reads standard input.

    >>> values_of(["disease=MONDO:0010580", "disease=OMIM:304790"], "-p")
    {'disease': ['MONDO:0010580', 'OMIM:304790']}

    Raises:
        BadParameter: An argument is not of this form, or its file cannot be read or has no value.
    """
    values: dict[str, list[str]] = {}
    for name, value in pairs(given, option):
        values.setdefault(name, []).extend(_lines(value[1:], option) if value.startswith("@") else [value])
    return values


def _lines(file: str, option: str) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint=option) from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not text in UTF-8", param_hint=option) from error
    lines = [line.strip() for line in text.splitlines()]
    values = [line for line in lines if line and not line.startswith("#")]
    if not values:
        raise typer.BadParameter(f"{file} has no line with a value", param_hint=option)
    return values
