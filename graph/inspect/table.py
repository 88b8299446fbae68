"""A query result as a table for people: IRIs shortened, with labels unless the query selects labels itself."""

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
    """Standard output; lines are cut for a terminal only."""

    def __init__(self) -> None:
        """Take the terminal's width, if there is a terminal."""
        super().__init__(highlight=False)
        if not self.is_terminal:
            self.width = PIPED

    def on_broken_pipe(self) -> None:
        """Propagate the broken pipe to the caller."""
        raise BrokenPipeError


def show(store: Store, result: QuerySolutions | QueryBoolean, base: str) -> None:
    """Print ``result`` to standard output, with labels from ``store`` and IRIs below ``base`` as local ids."""
    console = Output()
    if isinstance(result, QueryBoolean):
        console.print("yes" if result else "no")
        return
    names = [variable.value for variable in result.variables]
    rows = [[row[name] for name in names] for row in result]
    labelled = any(name.casefold().endswith("label") for name in names)
    console.print(_table(names, rows, None if labelled else store, base))
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _table(names: list[str], rows: Iterable[list[Shown | None]], store: Store | None, base: str) -> Table:
    """Return the table; with a ``store``, each IRI that has a label there is followed by it."""

    @cache
    def cell(term: Shown | None) -> Text:
        name = label(store, term) if store is not None and isinstance(term, NamedNode) else None
        text = Text("" if term is None else shown(term, base))
        return text.append(f" {name}", style="dim") if name else text

    table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*map(cell, row))
    return table
