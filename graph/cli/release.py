"""The command that writes a release: a folder of files to take away, with what describes them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rarekg.graph.cli.options import BuildId, Home, chosen_home, console_of_errors, listed

if TYPE_CHECKING:
    from rarekg.graph.home.builds import Build


def release(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="The folder to write; releases/BUILD_ID in the home by default."),
    ] = None,
    formats: Annotated[
        str, typer.Option(help="What to write, comma-separated; nquads,turtle,graphs,parquet,kgx,sssom by default.")
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Write every format, also the slow ones.")] = False,
    since: Annotated[
        str | None, typer.Option(help="Id of an earlier build, or its beginning: list what changed since.")
    ] = None,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Write a folder of dumps and tables with checksums, licences, citation and metadata."""
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.home.releases import FOLDER
    from rarekg.graph.pipeline.progress import Steps
    from rarekg.graph.release.release import release as write

    groups = _groups(listed(formats), everything)
    at = chosen_home(home)
    built = sound(at, build)
    earlier = _earlier(at, since, built) if since is not None else None
    target = folder.absolute() if folder else at / FOLDER / built.id
    done = write(built, target, groups, Steps(console_of_errors()).step, earlier)
    size = sum(file.size for file in done.files.values())
    typer.echo(f"{built.id}: {len(done.files):,} files, {size:,} bytes in {target}")


def _groups(named: list[str], everything: bool) -> frozenset[str]:
    from rarekg.graph.release.products import DEFAULT, GROUPS

    if named and everything:
        raise typer.BadParameter("--formats and --all exclude each other; take one")
    if wrong := [name for name in named if name not in GROUPS]:
        raise typer.BadParameter(f"{wrong[0]!r} is none of {', '.join(GROUPS)}", param_hint="--formats")
    return frozenset(GROUPS if everything else named or DEFAULT)


def _earlier(home: Path, start: str, built: "Build") -> "Build":
    from rarekg.graph.home.integrity import sound

    earlier = sound(home, start)
    if earlier.id == built.id:
        raise typer.BadParameter(
            f"{earlier.id} is the build that is released; name an earlier one", param_hint="--since"
        )
    return earlier
