"""The progress of a long command: a line for each step with its detail and seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.markup import escape

Show = Callable[[str], None]


class Steps:
    """The steps of a command and their seconds, shown with a spinner on a terminal and as plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        """Write to ``console``."""
        self.seconds: dict[str, float] = {}
        self._console = console

    @contextmanager
    def step(self, title: str) -> Iterator[Show]:
        """Time the block; yield a function that shows a detail beside ``title``."""
        started, detail = monotonic(), ""
        with self._console.status(escape(title)) as status:

            def show(text: str) -> None:
                nonlocal detail
                detail = text
                status.update(escape(f"{title}: {text}"))

            yield show
        self.seconds[title] = round(monotonic() - started, 3)
        self._console.print(
            f"{title:<12} {self.seconds[title]:6.1f} s  {detail}", markup=False, highlight=False, soft_wrap=True
        )
