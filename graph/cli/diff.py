"""The command that compares two builds."""

import sys
from typing import Annotated, Literal

import typer

from rarekg.graph.cli.options import Home, chosen_home


def diff(
    build1: Annotated[str, typer.Argument(help="Id of the older build, or its beginning; `rarekg builds` lists them.")],
    build2: Annotated[str | None, typer.Argument(help="Id of the newer build; the current one by default.")] = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How to write the changes.")] = "table",
    examples: Annotated[int, typer.Option(min=0, help="How many of each kind the table shows; JSON has all.")] = 5,
    home: Home = None,
) -> None:
    """Say what changed from one build to another: what is new, gone or said otherwise, by source and kind."""
    from rarekg.graph.home.builds import find
    from rarekg.graph.inspect.diff_report import Pair, as_json, as_table

    folder = chosen_home(home)
    pair = Pair.of(find(folder, build1), find(folder, build2))
    if form == "json":
        as_json(pair, sys.stdout)
    else:
        as_table(pair, examples)
