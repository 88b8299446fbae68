"""Rows of an answer as a table for people: names short, with labels where the query did not ask for them."""

from pyoxigraph import QueryBoolean, QuerySolutions, Store
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rarekg.graph.names import Shown, shown

PIPED = 10_000  # columns: nothing is cut where the table goes to a file or another program


def show(store: Store, found: QuerySolutions | QueryBoolean, base: str) -> None:
    """Print ``found`` to standard output."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PIPED)
    if isinstance(found, QueryBoolean):
        console.print("yes" if found else "no")
        return
    names = [variable.value for variable in found.variables]
    table = Table(*names, box=box.SIMPLE_HEAD, pad_edge=False)
    count = 0
    for row in found:
        table.add_row(*(Text(_cell(row[name], base)) for name in names))
        count += 1
    console.print(table)
    console.print(f"{count:,} row{'' if count == 1 else 's'}")


def _cell(term: Shown | None, base: str) -> str:
    return "" if term is None else shown(term, base)
