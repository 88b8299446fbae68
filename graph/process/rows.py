"""How many solutions a serialised result holds so far, counted while its bytes go past.

The engine writes results without showing its rows to us, and reading them one by one costs five times as much.
"""

from collections.abc import Callable

_FIRST = b'"bindings":[{'
_XML_ROW = b"<result>"


class JsonRows:
    """Counts in SPARQL 1.1 JSON results by what stands between two solutions.

    A quote is escaped inside a string, so ``},{"`` and a name stand there and in no string; a string may end in
    ``},{``, and then its quote is followed by a comma or a brace. Only text that holds ``,{}`` looks like a solution
    that binds nothing, and counts as one.
    """

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.rows = 0
        self._left = b""

    def __call__(self, data: bytes) -> int:
        """Return the number of solutions up to the end of ``data``."""
        seen = self._left + data
        # What is left was counted already, as far as it could be told without what follows it.
        self.rows += _between(seen) - _between(self._left)
        self._left = seen[-len(_FIRST) :]
        return self.rows


def _between(data: bytes) -> int:
    named = data.count(b'},{"') - data.count(b'},{",') - data.count(b'},{"}')
    return data.count(_FIRST) + named + data.count(b",{}")


class XmlRows:
    """Counts in SPARQL XML results, where text never holds a bare ``<``."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.rows = 0
        self._left = b""

    def __call__(self, data: bytes) -> int:
        """Return the number of solutions up to the end of ``data``."""
        seen = self._left + data
        self.rows += seen.count(_XML_ROW)
        self._left = seen[-(len(_XML_ROW) - 1) :]
        return self.rows


class CsvRows:
    """Counts in CSV results: a line ends a solution unless it is inside quotes; the first line is the head."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.rows = -1
        self._quoted = False

    def __call__(self, data: bytes) -> int:
        """Return the number of solutions up to the end of ``data``."""
        if not self._quoted and b'"' not in data:
            self.rows += data.count(b"\n")
            return self.rows
        for at, part in enumerate(data.split(b'"')):
            if at:
                self._quoted = not self._quoted
            if not self._quoted:
                self.rows += part.count(b"\n")
        return self.rows


class TsvRows:
    """Counts in TSV results, which have one line a solution after the head."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.rows = -1

    def __call__(self, data: bytes) -> int:
        """Return the number of solutions up to the end of ``data``."""
        self.rows += data.count(b"\n")
        return self.rows


COUNTERS: dict[str, Callable[[], Callable[[bytes], int]]] = {
    "json": JsonRows,
    "xml": XmlRows,
    "csv": CsvRows,
    "tsv": TsvRows,
}
