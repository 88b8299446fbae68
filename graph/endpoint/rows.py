"""How many solutions a serialised result holds so far, counted while its bytes go past.

The engine writes results without showing its rows to us, and reading them one by one costs five times as much.
"""

import re
from collections.abc import Callable

_JSON_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_XML_ROW = b"<result>"


class JsonRows:
    """Counts in SPARQL 1.1 JSON results: outside of strings, ``[{`` begins the first and ``},{`` each further one."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self.rows = 0
        self._left = b""

    def __call__(self, data: bytes) -> int:
        """Return the number of solutions up to the end of ``data``."""
        bare = _JSON_STRING.sub(b"", self._left + data)
        quote = bare.find(b'"')
        structure = bare if quote < 0 else bare[:quote]
        self.rows += structure.count(b"[{") + structure.count(b"},{")
        # What is left begins where the next part can complete a string or a separator.
        self._left = structure[-2:] + (b"" if quote < 0 else bare[quote:])
        return self.rows


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
