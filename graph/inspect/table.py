"""A query result as a table for people: IRIs shortened and never cut, and as many columns as the terminal has room for.

A column whose value is the same in all rows stands above the table, an empty one nowhere, and those for which there is
no room are named below it.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import NamedTuple

from pyoxigraph import NamedNode, Store
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rarekg.graph.inspect.columns import Column, folded, plain
from rarekg.graph.inspect.rows import Rows
from rarekg.graph.rdf.curies import Shown, shown
from rarekg.graph.rdf.labels import label

PIPED = 10_000  # columns
BETWEEN = 2  # blanks from one column to the next
NARROWEST = 24  # characters that a column of text has at least, or as many as its longest cell needs
LIMIT = 20  # rows, unless another number is asked for


class Layout(NamedTuple):
    """How many rows are shown, 0 for all, and whether ``wide``: every column, uncut, however wide the terminal is."""

    limit: int = LIMIT
    wide: bool = False


class Output(Console):
    """Standard output; lines are cut for a terminal only."""

    def __init__(self) -> None:
        """Take the terminal's width, if there is a terminal."""
        super().__init__(highlight=False, emoji=False, markup=False)
        if not self.is_terminal:
            self.width = PIPED

    def on_broken_pipe(self) -> None:
        """Propagate the broken pipe to the caller."""
        raise BrokenPipeError


def show(store: Store, found: Rows | bool, base: str, *, wide: bool = False) -> None:
    """Print a result to standard output, with labels from ``store`` and IRIs below ``base`` as local ids."""
    console = Output()
    if isinstance(found, bool):
        console.print("yes" if found else "no")
        return

    def written(term: Shown) -> str:
        return shown(term, base)

    def labelled(thing: NamedNode) -> str | None:
        return label(store, thing)

    if wide:
        columns = plain(found, written)
        _print(console, columns, [_natural(column) for column in columns])
    else:
        _narrow(console, found, folded(found, written, labelled))
    console.print(_end(found))


def _narrow(console: Console, found: Rows, columns: Sequence[Column]) -> None:
    """Print the columns that differ and fit, before them the values that all rows have, after them what is missing."""
    filled = [column for column in columns if any(column.cells)] or list(columns)
    same = [column for column in filled if _is_same(column)]
    varied = [column for column in filled if column not in same]
    if not varied:
        same, varied = [], filled
    if same:
        where = "In every row" if found.more == 0 else f"In each of these {len(found.rows)} rows"
        console.print(Text(f"{where}: {_said(same)}", style="dim"))
    kept = _fitting(varied, console.width)
    _print(console, kept, _widths(kept, console.width))
    if missing := _missing(found, same + kept):
        console.print(Text(f"More columns with --wide: {', '.join(missing)}", style="dim"))


def _missing(found: Rows, columns: Iterable[Column]) -> list[str]:
    """Return the variables that have a value in a row and are in none of ``columns``."""
    seen = {name for column in columns for name in column.of}
    return [
        name
        for at, name in enumerate(found.names)
        if name not in seen and any(row[at] is not None for row in found.rows)
    ]


def _is_same(column: Column) -> bool:
    return len(column.cells) > 1 and len(set(column.cells)) == 1


def _said(same: Iterable[Column]) -> str:
    """Return the values that all rows have, each with its variable."""
    words: list[str] = []
    for column in same:
        if column.is_label and words:
            words[-1] += f" ({column.cells[0]})"
        else:
            words.append(f"{column.title} {column.cells[0].strip()}")
    return ", ".join(words)


def _end(found: Rows) -> str:
    """Return how many rows there are, or how many were left out."""
    if not found.more:
        return f"{len(found.rows):,} row{'' if len(found.rows) == 1 else 's'}"
    return f"… {'' if found.exactly else 'at least '}{found.more:,} more: --limit 0"


def _natural(column: Column) -> int:
    return max(map(cell_len, (column.title, *column.cells)))


def _least(column: Column) -> int:
    return _natural(column) if column.is_id or column.is_number else min(_natural(column), NARROWEST)


def _fitting(columns: Sequence[Column], width: int) -> list[Column]:
    """Return the columns that have room beside each other, in their order, ids with their labels; the first anyway."""
    kept: list[Column] = []
    for at, column in enumerate(columns):
        if column.is_label:
            continue
        pair = [column, *(other for other in columns[at + 1 : at + 2] if other.is_label)]
        if not kept or sum(_least(other) + BETWEEN for other in kept + pair) - BETWEEN <= width:
            kept += pair
    return kept


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Return the width of each column: what it needs at least, and more where there is room."""
    widths = [_least(column) for column in columns]
    spare = width - sum(widths) - BETWEEN * (len(widths) - 1)
    for at, column in sorted(enumerate(columns), key=lambda item: _natural(item[1])):
        wanting = sum(_natural(other) > given for other, given in zip(columns, widths, strict=True))
        grown = min(_natural(column) - widths[at], max(spare, 0) // max(wanting, 1))
        widths[at] += grown
        spare -= grown
    return [max(1, min(given, width)) for given in widths]


def _print(console: Console, columns: Sequence[Column], widths: Sequence[int]) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, BETWEEN - 1, 0, 0), pad_edge=False, show_edge=False)
    for column, width in zip(columns, widths, strict=True):
        style = "dim" if column.is_label else None
        table.add_column(
            column.title, width=width, justify="right" if column.is_number else "left", style=style, overflow="fold"
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*map(_wrapped, row, widths))
    console.width = max(console.width, sum(widths) + BETWEEN * len(widths))
    console.print(table)


def _wrapped(cell: str, width: int) -> Text:
    """Return the text on lines that end at a blank or a hyphen: names of diseases are long words with many of them."""
    return Text("\n".join(wrap(cell, width)) if cell_len(cell) > width else cell)
