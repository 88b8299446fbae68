"""Turn what the engine raises into a failure that a person can act on."""

import re

from rarekg.graph.process.frames import Failure

_POSITION = re.compile(r"at (\d+):(\d+)")
_EXPECTED = re.compile(r"""(?:\[(?:'[^']++'|[^\]])*\])|("(?:[^"\\]|\\.)+")|\b([A-Z]{2,}(?: [A-Z]++)*)\b""")
# The engine raises RuntimeError for a store that it cannot read, and for much that a query asks and it cannot do.
UNREADABLE = ("Corruption: ", "IO error: ")
# What the engine and its Python binding raise for one query, without being broken themselves.
EXPECTED = (SyntaxError, ValueError, OSError, RuntimeError, MemoryError, OverflowError)


class Refusal(Exception):
    """Ends a request with a failure of the worker's own."""

    def __init__(self, kind: str, message: str, **facts: int) -> None:
        """Make the failure from its parts."""
        self.failure = Failure(kind=kind, message=message, facts=facts)
        super().__init__(message)


def failure(error: Exception) -> Failure:
    """Return the failure that stands for ``error``, one of EXPECTED or a Refusal.

    >>> failure(PermissionError(13, "Permission denied")).kind
    'service'
    """
    if isinstance(error, Refusal):
        return error.failure
    if isinstance(error, SyntaxError):
        return _syntax(str(error))
    if isinstance(error, PermissionError):  # the sandbox let it open no socket
        return Failure(kind="service", message="SERVICE is not supported: queries run on this graph alone")
    if isinstance(error, MemoryError):
        return Failure(kind="memory", message="the query needed too much memory")
    of_system = isinstance(error, OSError) and error.errno is not None
    if of_system or (isinstance(error, RuntimeError) and str(error).startswith(UNREADABLE)):
        return Failure(kind="store", message=f"the store cannot be read: {error}")
    return Failure(kind="engine", message=f"the query cannot be answered: {error}")


def _syntax(message: str) -> Failure:
    position = _POSITION.search(message)
    if position is None:
        return Failure(kind="syntax", message=f"this is not SPARQL: {message}")
    line, column = map(int, position.groups())
    text = f"this is not SPARQL: error in line {line}, column {column}"
    # Words and marks that the engine expected help; its sets of characters do not.
    found = _EXPECTED.findall(message[position.end() :])
    expected = [mark or word for mark, word in found if mark or word]
    if expected:
        text += f": expected {'one of ' if len(expected) > 1 else ''}{', '.join(expected)}"
    return Failure(kind="syntax", message=text, facts={"line": line, "column": column})
