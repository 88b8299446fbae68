"""Say what a long command is doing: one line a step, with its detail and its seconds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.markup import escape

Say = Callable[[str], None]


class Steps:
    """The steps of one command, timed; a spinner where someone watches, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        """Write to ``console``."""
        self.seconds: dict[str, float] = {}
        self._console = console

    @contextmanager
    def step(self, title: str) -> Iterator[Say]:
        """Time what is done inside; call what is returned with the detail to show beside ``title``."""
        started, detail = monotonic(), ""
        with self._console.status(escape(title)) as status:

            def say(text: str) -> None:
                nonlocal detail
                detail = text
                status.update(escape(f"{title}: {text}"))

            yield say
        self.seconds[title] = round(monotonic() - started, 3)
        self._console.print(
            f"{title:<12} {self.seconds[title]:6.1f} s  {detail}", markup=False, highlight=False, soft_wrap=True
        )
