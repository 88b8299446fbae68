"""The command reconcile: a table of ids and names, matched with things of a build."""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from rarekg.graph.cli.options import BuildId, Home, chosen_home
from rarekg.ontology.errors import QueryError

Kind = Literal["disease", "phenotype", "gene", "inheritance", "term"]
COLUMNS = ("id", "name", "match", "label", "by", "reason")
LONGEST_FIELD = 1 << 20  # characters


def reconcile(
    file: Annotated[Path, typer.Argument(help="A CSV or TSV file with a header; - reads standard input.")],
    id_column: Annotated[str, typer.Option("--id", metavar="COLUMN", help="The column of ids.")] = "",
    name_column: Annotated[str, typer.Option("--name", metavar="COLUMN", help="The column of names.")] = "",
    registry: Annotated[str, typer.Option(metavar="PREFIX", help="The registry of the ids, such as GARD.")] = "",
    kind: Annotated[Kind | None, typer.Option(help="The kind of thing that matches; every kind by default.")] = None,
    unmatched: Annotated[bool, typer.Option("--unmatched", help="Write only the rows without a match.")] = False,
    build: BuildId = None,
    home: Home = None,
) -> None:
    """Match the ids or names of a table with things of the graph, as /reconcile does; write CSV, with reasons."""
    from rarekg.graph.endpoint.search.matched import match
    from rarekg.graph.home.integrity import sound
    from rarekg.graph.search.reader import SearchIndex
    from rarekg.ontology.prefixes import converter

    if registry and converter().standardize_prefix(registry) is None:
        raise QueryError(f"there is no registry {registry!r}; give a prefix such as GARD, OMIM or ORPHA")
    if not id_column and not name_column:
        raise typer.BadParameter("name the column of ids with --id, that of names with --name, or both")
    names = SearchIndex(sound(chosen_home(home), build).search)
    rows, counted = csv.writer(sys.stdout, lineterminator="\n"), Counter[str]()
    rows.writerow(COLUMNS)
    for identifier, name in _read(file, id_column, name_column):
        found = match(names, identifier, name, registry, (kind,) if kind else ())
        counted[found.by] += 1
        if not (unmatched and found.by):
            rows.writerow((identifier, name, *found))
    sys.stdout.flush()
    typer.echo(f"rarekg: {_summary(counted)}", err=True)


def _read(file: Path, id_column: str, name_column: str) -> Iterator[tuple[str, str]]:
    """Yield id and name of each row, '' in a column that is not asked for or that a short row lacks.

    Raises:
        QueryError: It is no table in UTF-8, or lacks a column.
    """
    csv.field_size_limit(LONGEST_FIELD)
    stream = sys.stdin if file == Path("-") else file.open(encoding="utf-8-sig", newline="")
    with stream:
        try:
            header = stream.readline()
            columns = next(csv.reader([header], delimiter=_delimiter(header)), [])
            if missing := [name for name in (id_column, name_column) if name and name not in columns]:
                raise QueryError(f"{file}: no column {missing[0]!r}; there are {', '.join(columns) or 'none'}")
            for row in csv.DictReader(stream, columns, restval="", delimiter=_delimiter(header)):
                identifier, name = (
                    (row[column] or "").strip() if column else "" for column in (id_column, name_column)
                )
                yield identifier, name
        except UnicodeDecodeError as error:
            raise QueryError(f"{file}: not text in UTF-8") from error
        except csv.Error as error:
            raise QueryError(f"{file}: not a table: {error}") from error


def _delimiter(header: str) -> str:
    return "\t" if "\t" in header else ","


def _summary(counted: Counter[str]) -> str:
    matched = counted["id"] + counted["name"]
    ways = f"{counted['id']:,} by id, {counted['name']:,} by name"
    return f"{matched:,} of {counted.total():,} rows matched: {ways}"
