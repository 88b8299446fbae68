r"""Turtle and TriG for people out of the engine's Turtle: used prefixes alone, and labels in comments.

The engine declares all prefixes that it is given, at the beginning. Here each is declared before the first subject that
uses it, so that nothing is read twice and nothing kept: Turtle and TriG may declare a prefix between any two subjects
(https://www.w3.org/TR/turtle/#sec-iri), though not inside the braces of a graph, which are closed and opened again.
"""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import BinaryIO

from pyoxigraph import NamedNode

from rarekg.graph.rdf import prefixed
from rarekg.ontology.errors import one_line
from rarekg.ontology.prefixes import prefix_map

LabelOf = Callable[[NamedNode], str | None]

ENOUGH = 1 << 16  # bytes of whole subjects that are passed on at once
_END = b" .\n"  # of a subject: line feeds in texts are escaped
_DECLARED = re.compile(rb"(?:@prefix [^\n]*\n)*+")
_SUBJECT = re.compile(rb"^(?![\s@#])[^ \n]++(?= )", re.MULTILINE)


class TurtleOutput:
    """Takes the engine's Turtle in any parts, one document after another, and passes it on to ``out``."""

    def __init__(self, out: BinaryIO, label_of: LabelOf | None = None) -> None:
        """Begin; ``label_of`` gives the label of a subject, None leaves labels out."""
        self._out, self._label_of, self._held = out, label_of, bytearray()
        self._declared: set[bytes] = set()
        self._graph, self._is_open = b"", False

    def begin(self, graph: NamedNode | None = None) -> None:
        """Begin a document of the engine, whose statements belong to ``graph`` (None: to no named graph)."""
        self.finish()
        self._graph = str(graph).encode() if graph else b""

    def write(self, data: bytes) -> int:
        """Take the next bytes of the engine's document."""
        self._held += data
        if len(self._held) >= ENOUGH and (end := self._held.rfind(_END)) >= 0:
            whole = bytes(self._held[: end + len(_END)])
            del self._held[: end + len(_END)]
            self._pass(whole)
        return len(data)

    def next(self) -> None:
        """Pass on what is left of a document; the next one is of the same graph."""
        self._pass(bytes(self._held))
        self._held.clear()

    def flush(self) -> None:
        """Do nothing: what is held back is no whole subject yet."""

    def finish(self) -> None:
        """Pass on what is left of a document, and close its graph."""
        self.next()
        self._close()

    def _pass(self, text: bytes) -> None:
        header = _DECLARED.match(text)
        body = text[header.end() :] if header else text
        if not body:
            return
        if new := prefixed.used((prefix for prefix in _PREFIXES if prefix not in self._declared), body):
            self._close()
            self._declared |= new
            self._out.write(b"".join(_PREFIXES[prefix] for prefix in sorted(new)))
        if self._graph and not self._is_open:
            self._out.write(self._graph + b" {\n")
            self._is_open = True
        self._out.write(_SUBJECT.sub(self._labelled, body) if self._label_of else body)

    def _labelled(self, subject: re.Match[bytes]) -> bytes:
        assert self._label_of is not None
        label = self._label_of(_node(subject[0].decode()))
        return b"# " + one_line(label).encode() + b"\n" + subject[0] if label else subject[0]

    def _close(self) -> None:
        if self._is_open:
            self._out.write(b"}\n")
        self._is_open = False


def _node(name: str) -> NamedNode:
    """Return the thing with the ``name`` in Turtle.

    >>> _node("HP:0000964").value, _node("<urn:a>").value
    ('http://purl.obolibrary.org/obo/HP_0000964', 'urn:a')
    """
    if name.startswith("<"):
        return NamedNode(name[1:-1])
    prefix, _, local = name.partition(":")
    return NamedNode(prefix_map()[prefix] + local.replace("\\", ""))


_PREFIXES = MappingProxyType(
    {prefix.encode(): f"@prefix {prefix}: <{name}> .\n".encode() for prefix, name in prefix_map().items()}
)
