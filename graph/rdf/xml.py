"""Results in XML that every parser can read: what XML cannot say is refused, and carriage returns survive.

The engine writes any text, and as the name of an element any end of a predicate's IRI; the texts of this graph are fit
for XML, but a query can make others. A worker process reads this, so it imports the engine and nothing else.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.parsers import expat

from pyoxigraph import NamedNode, Triple

from rarekg.ontology.characters import unfit, unfit_utf8

XML = frozenset(("xml", "rdfxml"))  # names of formats
_RDF, _XMLNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/xmlns/"
# https://www.w3.org/TR/rdf-xml/#section-grammar-productions: names that no property may have.
_RESERVED = frozenset(
    _RDF + name
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)
# NameStartChar and NameChar of https://www.w3.org/TR/xml/#NT-NameStartChar without the colon.
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST = re.compile(f"[{_START}]")
_OTHERS = re.compile(f"[{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*+")
_TAIL = 2  # bytes: a character that is cut between two parts may have begun with so many


class UnwritableError(ValueError):
    """A result that XML cannot hold; the message says what."""


class XmlOutput:
    """Passes on to ``out`` the bytes of a document in XML, in whatever parts the engine writes it."""

    def __init__(self, out: BinaryIO) -> None:
        """Begin a document."""
        self._out, self._tail = out, b""

    def write(self, data: bytes) -> int:
        """Pass on the next bytes.

        Raises:
            UnwritableError: They hold a character that XML cannot.
        """
        text = self._tail + data
        if unfit_utf8(text):
            character = unfit(text.decode(errors="replace"))
            raise UnwritableError(f"the result has the character {character}, which XML cannot hold")
        self._tail = text[-_TAIL:]
        # A parser reads a bare carriage return as a line feed (https://www.w3.org/TR/xml/#sec-line-ends).
        self._out.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        """Flush what the bytes go to."""
        self._out.flush()


def expressible(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield ``triples``, each once it is known that RDF/XML can say it.

    Raises:
        UnwritableError: RDF/XML has no name for a predicate or a class: ``http://www.example.org/1``.
    """
    for triple in triples:
        check_name(triple.predicate.value)
        if triple.predicate.value == f"{_RDF}type" and isinstance(triple.object, NamedNode):
            check_name(triple.object.value)
        yield triple


def check_name(iri: str) -> None:
    """Check that ``iri`` ends in the name of an element.

    >>> check_name("http://purl.obolibrary.org/obo/IAO_0000115")
    >>> check_name("http://www.example.org/1")
    Traceback (most recent call last):
    ...
    rarekg.graph.rdf.xml.UnwritableError: RDF/XML cannot hold <http://www.example.org/1> as a property or class

    Raises:
        UnwritableError: It does not.
    """
    run = _OTHERS.match(iri[::-1])
    at = len(iri) - (run.end() if run else 0)
    first = _FIRST.search(iri, at)
    namespace = iri[: first.start()] if first else ""
    if first is None or namespace == _XMLNS or iri in _RESERVED or not _is_name(iri[first.start() :]):
        raise UnwritableError(f"RDF/XML cannot hold <{iri[:200]}> as a property or class")


def _is_name(name: str) -> bool:
    """Return whether parsers of the older editions of XML, which have fewer letters, take ``name``."""
    if name.isascii():
        return True
    try:
        expat.ParserCreate().Parse(f"<{name}/>", True)
    except expat.ExpatError:
        return False
    return True
