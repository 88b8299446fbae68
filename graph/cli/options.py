"""Options and arguments that several commands of the command line share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home", help="Where sources and builds are kept; $RAREKG_HOME or the user's data folder by default."
    ),
]
BuildId = Annotated[
    str | None, typer.Option("--build", help="Id of a build, or its beginning; the current one by default.")
]


def chosen_home(given: Path | None) -> Path:
    """Return the folder that ``--home`` names, else the default one."""
    from rarekg.graph.home.folders import home

    return given.absolute() if given else home()


def pairs(given: list[str], option: str) -> list[tuple[str, str]]:
    """Return ``NAME=VALUE`` arguments as pairs; a usage error where one is not of this form."""
    found = [text.partition("=") for text in given]
    if wrong := [name for name, equals, _ in found if not equals or not name]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=VALUE", param_hint=option)
    return [(name, value) for name, _, value in found]
