"""The errors a user can see: a bad file, a graph that breaks a rule, a query that was refused or failed."""

from pathlib import Path
from typing import Self


class RarekgError(Exception):
    """An error whose message is one line: what went wrong, where, and what to do."""


class SourceError(RarekgError):
    """A file that cannot be used.

    ``what`` is the problem, ``path`` and ``line`` (1-based) are the place, ``advice`` is what to do.

    >>> raise SourceError("is cut", path="hp.obo", line=7, advice="fetch it again")
    Traceback (most recent call last):
    ...
    rarekg.ontology.errors.SourceError: hp.obo:7: is cut; fetch it again
    """

    def __init__(self, what: str, *, path: Path | str | None = None, line: int | None = None, advice: str = "") -> None:
        """Join place, problem and advice into one line."""
        self.what, self.path, self.line, self.advice = what, path, line, advice
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(one_line(f"{place}{what}{'; ' + advice if advice else ''}"))


class ValidationError(RarekgError):
    """A graph that breaks a rule and must not be published."""


class QueryError(RarekgError):
    """A query that was refused or failed; ``source`` is its line with the mistake and a caret below it, or ''."""

    source = ""

    def marked(self, source: str) -> Self:
        """Return this error with a marked line of the query."""
        self.source = source
        return self


def one_line(text: str, limit: int = 400) -> str:
    r"""Return ``text`` as one printable line of at most ``limit`` characters.

    >>> one_line("is\tnot UTF-8\n", limit=9)
    'is not U…'
    """
    folded = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return folded if len(folded) <= limit else folded[: limit - 1] + "…"
