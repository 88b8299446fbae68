"""Tables of a build as files in a folder, for the command that dumps it: Parquet, CSV and KGX."""

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import typer

from rarekg.ontology.errors import QueryError

if TYPE_CHECKING:
    from rarekg.graph.home.builds import Build

FORMS = ("parquet", "csv", "kgx")  # each is several files


def write(form: str, built: "Build", output: Path | None) -> None:
    """Write the tables of ``built`` in ``form`` (one of ``FORMS``) into the folder ``output``, all or nothing.

    Raises:
        typer.BadParameter: There is no ``output``, or it is a file or a folder with something in it.
        QueryError: pyarrow is not installed, or the disk is full or not to be written on.
    """
    from rarekg.graph.tables.kgx import write_kgx
    from rarekg.graph.tables.write import write_tables

    folder = _empty(form, output)
    if form == "kgx":
        _staged(folder, lambda staging: write_kgx(built, staging))
    else:
        _staged(folder, lambda staging: write_tables(built, staging, "csv" if form == "csv" else "parquet"))


def _empty(form: str, output: Path | None) -> Path:
    if output is None:
        raise typer.BadParameter(f"{form} is written into a folder: name one with -o FOLDER", param_hint="--output")
    if output.exists() and not output.is_dir():
        raise typer.BadParameter(f"{output} is a file, and {form} needs a folder", param_hint="--output")
    if output.is_dir() and any(output.iterdir()):
        raise typer.BadParameter(f"{output} is not empty: name a new or an empty folder", param_hint="--output")
    return output


def _staged(folder: Path, fill: Callable[[Path], object]) -> None:
    """Fill a hidden folder beside ``folder``, and give it that name when it is complete."""
    staging: Path | None = None
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        staging = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
        fill(staging)
        staging.chmod(0o755)
        staging.replace(folder)
    except OSError as error:
        raise QueryError(f"the tables cannot be written to {folder}: {error.strerror or error}") from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
