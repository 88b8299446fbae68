"""The command that compares two builds."""

import sys
from typing import Annotated, Literal

import typer

from rarekg.graph.cli.options import Home, chosen_home, console_of_errors


def diff(
    build1: Annotated[str, typer.Argument(help="Id of the older build, or its beginning; `rarekg builds` lists them.")],
    build2: Annotated[str | None, typer.Argument(help="Id of the newer build; the current one by default.")] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="The format of the changes.")] = "table",
    examples: Annotated[int, typer.Option(min=0, help="Changes of each kind in the table; JSON has all.")] = 5,
    summary: Annotated[
        bool, typer.Option("--summary", help="Only versions, moved diseases and counts, without examples.")
    ] = False,
    home: Home = None,
) -> None:
    """List what was added, removed or changed from one build to another, by source and kind."""
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.inspect.diff_report import Pair, as_json, as_table
    from rarekg.graph.pipeline.progress import Steps

    folder = chosen_home(home)
    pair = Pair.of(sound(folder, build1), sound(folder, build2), Steps(console_of_errors()).step)
    if form == "json":
        as_json(pair, sys.stdout, summary=summary)
    else:
        as_table(pair, 0 if summary else examples)
