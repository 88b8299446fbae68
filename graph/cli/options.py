"""Options and arguments that several commands of the command line share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option("--home", help="The folder of sources and builds; $RAREKG_HOME or the user's data folder by default."),
]
BuildId = Annotated[
    str | None, typer.Option("--build", help="Id of a build, or its beginning; the current one by default.")
]


def chosen_home(given: Path | None) -> Path:
    """Return ``given`` (``--home``) as an absolute path, or the default folder.

    >>> chosen_home(Path("/srv/rarekg")).as_posix()
    '/srv/rarekg'
    """
    from rarekg.graph.home.folders import home

    return given.absolute() if given else home()


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
