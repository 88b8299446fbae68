"""The command line: which commands there are, and how an error ends them (one line, an exit code, no traceback).

Exit codes: 0 well, 1 something was found or failed, 2 the command was used wrongly, 130 interrupted.
"""

import os
import sys
from collections.abc import Callable
from errno import ENOSPC
from functools import wraps
from typing import ParamSpec

import typer

from rarekg.graph.cli import build, diff, query, serve
from rarekg.ontology.errors import RarekgError, one_line

Arguments = ParamSpec("Arguments")


def _readable(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Return ``command`` so that it ends well when whoever reads its output has had enough of it (``| head``)."""

    @wraps(command)
    def until_no_one_reads(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            # What is still buffered has no reader, and the interpreter would fail to write it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return until_no_one_reads


app = typer.Typer(
    name="rarekg",
    help="One RDF knowledge graph of rare diseases: built from its sources, checked, and asked with SPARQL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    build.fetch,
    build.build,
    build.validate,
    build.builds,
    build.sources,
    diff.diff,
    query.queries,
    query.query,
    query.search,
    query.describe,
    query.dump,
    serve.serve,
    serve.up,
):
    app.command()(_readable(command))


def main() -> None:
    """Run the command line; the one place where errors meant for people are caught."""
    try:
        app()
    except RarekgError as error:
        _fail(str(error))
    except OSError as error:
        said = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        full = error.errno == ENOSPC or "No space left" in said  # the store's engine gives no number
        _fail(f"{said}; free some space there, or name another folder with --home" if full else said)


def _fail(message: str) -> None:
    typer.echo(f"rarekg: {one_line(message, limit=2000)}", err=True)
    sys.exit(1)
