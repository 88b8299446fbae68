"""Rows of an answer as a table for people: names short, with labels where the query does not ask for them itself."""

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rarekg.graph.rdf.curies import Shown, shown
from rarekg.graph.rdf.labels import label

PIPED = 10_000  # columns


class Output(Console):
    """Standard output; nothing is cut where it is a file or another program."""

    def __init__(self) -> None:
        """Take the terminal's width where there is one."""
        super().__init__(highlight=False)
        if not self.is_terminal:
            self.width = PIPED

    def on_broken_pipe(self) -> None:
        """Let who called see that no one reads any more."""
        raise BrokenPipeError


def show(store: Store, found: QuerySolutions | QueryBoolean, base: str) -> None:
    """Print ``found`` to standard output."""
    console = Output()
    if isinstance(found, QueryBoolean):
        console.print("yes" if found else "no")
        return
    names = [variable.value for variable in found.variables]
    rows = [[row[name] for name in names] for row in found]
    asked = any(name.casefold().endswith("label") for name in names)
    console.print(_table(names, rows, None if asked else store, base))
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _table(names: list[str], rows: Iterable[list[Shown | None]], store: Store | None, base: str) -> Table:
    """Return the table; with a ``store``, each IRI that it has a label for is followed by that."""

    @cache
    def cell(term: Shown | None) -> Text:
        called = label(store, term) if store is not None and isinstance(term, NamedNode) else None
        text = Text("" if term is None else shown(term, base))
        return text.append(f" {called}", style="dim") if called else text

    table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*map(cell, row))
    return table
