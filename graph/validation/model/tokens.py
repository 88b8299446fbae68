"""Terms of N-Triples as bytes, as the pass reads and compares them: no object is made for a term.

An IRI has its brackets, a literal its quotation marks and what follows them.
"""

from functools import cache

from rarekg.graph.rdf.curies import short
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import expand, prefix_map

QUOTE = b'"'
_DIGITS = b"0123456789>"


@cache
def iri(curie: str) -> bytes:
    """Return the IRI of ``curie``.

    >>> iri("HP:0000964")
    b'<http://purl.obolibrary.org/obo/HP_0000964>'

    Raises:
        ValueError: As :func:`rarekg.ontology.prefixes.expand`.
    """
    return f"<{expand(curie)}>".encode()


@cache
def namespace(prefix: str) -> bytes:
    """Return what the IRIs of the CURIEs with ``prefix`` begin with, as far as their numbers.

    >>> namespace("HP")
    b'<http://purl.obolibrary.org/obo/HP_'
    """
    return f"<{prefix_map()[prefix]}".encode()


def registry(term: bytes) -> bytes:
    """Return an IRI without the number at its end: the namespace of what has numbered ids.

    >>> registry(iri("HP:0000964")) == namespace("HP")
    True
    """
    return term.rstrip(_DIGITS)


def is_literal(term: bytes) -> bool:
    """Tell whether ``term`` is a literal."""
    return term.startswith(QUOTE)


def parts(literal: bytes) -> tuple[bytes, bytes]:
    """Return the text of a literal, with its escapes, and what follows it: the language or the datatype.

    >>> parts(b'"Eczema"@en')
    (b'Eczema', b'@en')
    """
    text, _, rest = literal[1:].rpartition(QUOTE)
    return text, rest


def shown(term: bytes, base: str = BASE) -> str:
    """Return ``term`` for people: a CURIE, an id below ``base``, or the text of a literal.

    >>> shown(b"<https://w3id.org/rarekg/association/01>"), shown(b'"x"@en')
    ('association/01', 'x')
    """
    if is_literal(term):
        return parts(term)[0].decode()
    return short(term.decode().removeprefix("<").removesuffix(">"), base)
