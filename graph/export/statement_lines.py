"""Write graphs in the formats that have a line for each statement, N-Triples and N-Quads, several graphs at once.

The engine reads its store without the interpreter's lock, so each core takes a graph. What is read before its turn
waits in a file; memory does not grow with the graph.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from errno import EDQUOT, ENOSPC
from shutil import copyfileobj
from tempfile import TemporaryFile, gettempdir
from threading import Event
from typing import IO, BinaryIO, cast

from pyoxigraph import NamedNode, RdfFormat, Store

from rarekg.ontology.errors import RarekgError

END = b" .\n"  # of a line; a text in it has no line feed, which is escaped
BLOCK = 1 << 20  # bytes


def write_lines(store: Store, graphs: Sequence[NamedNode], out: BinaryIO, *, named: bool) -> None:
    """Write the statements of ``graphs``, one graph after another, as N-Triples, or if ``named`` as N-Quads.

    Raises:
        RarekgError: There is no space for what waits.
        OSError: The store cannot be read, or ``out`` not written.
    """
    stop, cores = Event(), len(os.sched_getaffinity(0))
    if len(graphs) == 1 or cores == 1:
        for graph in graphs:
            Lines(out, graph if named else None, stop).take(store, graph)
        return
    with ExitStack() as opened:
        files = [opened.enter_context(TemporaryFile()) for _ in graphs]
        pool = opened.enter_context(ThreadPoolExecutor(cores))
        opened.callback(stop.set)
        written = [
            pool.submit(Lines(file, graph if named else None, stop).take, store, graph)
            for file, graph in zip(files, graphs, strict=True)
        ]
        for file, done in zip(files, written, strict=True):
            try:
                done.result()
            except OSError as error:
                raise _explained(error) from error
            file.seek(0)
            copyfileobj(file, out, BLOCK)


def _explained(error: OSError) -> Exception:
    """Return ``error`` of a file that waits; where its disk is full, one that says where, as ``out`` is elsewhere."""
    if error.errno in (ENOSPC, EDQUOT) or "No space left" in str(error):  # the engine may give no number
        return RarekgError(f"no space is left in {gettempdir()}; free some there, or set TMPDIR to another folder")
    return error


class StoppedError(OSError):
    """Nobody wants what is written."""


class Lines:
    r"""What takes N-Triples in pieces of any size and writes them, as N-Quads of ``graph`` if that is given.

    >>> from io import BytesIO
    >>> out = BytesIO()
    >>> lines = Lines(out, NamedNode("urn:g"), Event())
    >>> lines.write(b"<urn:a> <urn:b> <urn:c> ."), lines.write(b"\n<urn:a> ")
    (25, 9)
    >>> out.getvalue()
    b'<urn:a> <urn:b> <urn:c> <urn:g> .\n'
    """

    def __init__(self, out: IO[bytes], graph: NamedNode | None, stop: Event) -> None:
        """Write to ``out`` until ``stop`` is set."""
        self._out, self._stop, self._rest = out, stop, b""
        self._end = END if graph is None else f" {graph} .\n".encode()

    def take(self, store: Store, graph: NamedNode) -> None:
        """Write the statements of ``graph`` in ``store``."""
        store.dump(cast(BinaryIO, self), RdfFormat.N_TRIPLES, from_graph=graph)

    def write(self, data: bytes) -> int:
        """Take the next bytes; what follows the last line feed waits for more.

        Raises:
            StoppedError: Nobody wants them.
        """
        if self._stop.is_set():
            raise StoppedError
        lines, feed, self._rest = (self._rest + data).rpartition(b"\n")
        self._out.write((lines + feed).replace(END, self._end))
        return len(data)

    def flush(self) -> None:
        """Do nothing: the last line ends with a line feed, so nothing waits."""
