"""The three errors a user can meet: a bad file, a graph that breaks a rule, a query that cannot be answered."""

from pathlib import Path


class RarekgError(Exception):
    """Say in one line what went wrong, where, and what to do about it."""


class SourceError(RarekgError):
    """Report that a file is not what it says it is.

    ``what`` is the finding, ``path`` and ``line`` (1-based) say where, ``advice`` what to do.
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None, advice: str = "") -> None:
        """Join place, finding and advice into one line."""
        self.what, self.path, self.line, self.advice = what, path, line, advice
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(one_line(f"{place}{what}{'; ' + advice if advice else ''}"))


class ValidationError(RarekgError):
    """Report that the graph breaks a rule, so that it must not be published."""


class QueryError(RarekgError):
    """Report that a query was refused or failed."""


def one_line(text: str, limit: int = 400) -> str:
    """Fold white space and control characters so that ``text`` prints as one line of at most ``limit`` characters."""
    folded = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"
