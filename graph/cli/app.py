"""The command line: its commands, and how an error ends them (one line, an exit code, no traceback).

Exit codes: 0 success, 1 an error or a finding, 2 wrong usage, 130 interrupted.
"""

import os
import sys
from collections.abc import Callable
from errno import ENOSPC
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from rarekg.graph.cli import build, diff, dump, fetch, push, query, reconcile, release, serve
from rarekg.ontology.errors import QueryError, RarekgError, one_line

Arguments = ParamSpec("Arguments")


def _piped(command: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Return ``command`` so that it succeeds when the reader of its output closes the pipe (``| head``)."""

    @wraps(command)
    def until_closed(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except BrokenPipeError:
            # What is still buffered has no reader, and the interpreter would fail to write it at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return until_closed


def _print_version(requested: bool) -> None:
    from importlib.metadata import version

    if requested:
        typer.echo(f"rarekg {version('rarekg')}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


app = typer.Typer(
    name="rarekg",
    help="Build, check, query and serve one RDF knowledge graph of rare diseases.",
    callback=_common,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    fetch.fetch,
    build.build,
    build.validate,
    build.builds,
    build.sources,
    diff.diff,
    query.queries,
    query.query,
    query.search,
    reconcile.reconcile,
    query.describe,
    dump.dump,
    release.release,
    push.push,
    serve.serve,
    serve.up,
):
    app.command()(_piped(command))


def main() -> None:
    """Run the command line; the one place that catches errors meant for people."""
    try:
        app()
    except RarekgError as error:
        _fail(str(error), error.source if isinstance(error, QueryError) else "")
    except OSError as error:
        message = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        full = error.errno == ENOSPC or "No space left" in message  # the store's engine gives no number
        _fail(f"{message}; free some space there, or name another folder with --home" if full else message)


def _fail(message: str, source: str = "") -> None:
    typer.echo(f"rarekg: {one_line(message, limit=2000)}", err=True)
    if source:
        typer.echo(f"\n{source}", err=True)
    sys.exit(1)
