"""Progress of downloads: a bar on a terminal, a line for each file elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

COLUMNS = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())


@contextmanager
def bar(console: Console, total: int | None = None) -> Iterator[tuple[Progress, TaskID]]:
    """Show a bar to ``total`` bytes while the context lasts, only if ``console`` is a terminal."""
    with Progress(
        *COLUMNS, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield progress, progress.add_task("", total=total)


@contextmanager
def one(console: Console, described: str) -> Iterator[Callable[[int, int | None], object]]:
    """Yield a function that shows the bytes received of one file, and its size if that is known."""
    if not console.is_terminal:
        console.print(described, highlight=False, markup=False, soft_wrap=True)
    with bar(console) as (progress, task):
        progress.update(task, description=described)
        yield lambda received, size: progress.update(task, completed=received, total=size)


@contextmanager
def several(console: Console, total: int) -> Iterator[Callable[[str, int], Callable[[int], object]]]:
    """Show one bar for all files, which have ``total`` bytes together.

    Yield a function that begins the next file, given what it is and its size; it returns one that shows the bytes
    received of that file.
    """
    before = 0
    with bar(console, total) as (progress, task):

        def begin(described: str, size: int) -> Callable[[int], object]:
            nonlocal before
            start, before = before, before + size
            if not console.is_terminal:
                console.print(f"{described} ({size / 1e6:,.1f} MB)", highlight=False)
            progress.update(task, description=described, completed=start)
            return lambda received: progress.update(task, completed=start + received)

        yield begin
