"""Write RDF with the prefixes that it uses, however long it is: each is declared where it is first used.

Turtle and TriG may declare a prefix anywhere (https://www.w3.org/TR/turtle/#sec-iri), so a long graph is written as
one document after another, each without what the earlier ones declared. RDF/XML declares at its beginning alone:
there the first statements decide, and other namespaces are declared on the elements themselves.

A worker process reads this, so it imports the engine and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

FIRST, PART = 500, 5_000  # statements written at once: few at first, so that a response begins soon
_DECLARED = re.compile(rb"@prefix ([^:]*): [^\n]*\n")
_UNPREFIXED = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|<[^<>\s]*+>')
_PREFIX = re.compile(rb"(?<![^\s^])([^\s:^]++):")
_ELEMENT = re.compile(rb"<([\w.-]+):")

Statements = Iterable[Triple] | Iterable[Quad]


def write(statements: Statements, form: RdfFormat, out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write ``statements`` to ``out`` as ``form``, abbreviated by those of ``prefixes`` that they use.

    Raises:
        OSError, ValueError: As ``out`` and ``statements`` do.
    """
    if form in (RdfFormat.TURTLE, RdfFormat.TRIG):
        declared: set[bytes] = set()
        for part in _parts(statements):
            out.write(_turtle(part, form, prefixes, declared))
    elif form == RdfFormat.RDF_XML:
        iterator = iter(statements)
        sample = list(islice(iterator, FIRST))
        serialize(chain(sample, iterator), out, form, prefixes=_elements(sample, prefixes))  # type: ignore[arg-type]
    else:
        serialize(statements, out, form)


def written(statements: Sequence[Triple] | Sequence[Quad], form: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    r"""Return ``statements`` as ``form``, abbreviated by those of ``prefixes`` that they use.

    >>> from pyoxigraph import Literal, NamedNode
    >>> triple = Triple(NamedNode("urn:a:x"), NamedNode("urn:b:y"), Literal("c:z"))
    >>> written([triple], RdfFormat.TURTLE, {"a": "urn:a:", "b": "urn:none:", "c": "urn:c:"})
    b'@prefix a: <urn:a:> .\na:x <urn:b:y> "c:z" .\n'
    """
    if form in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return _turtle(statements, form, prefixes, set())
    used = _elements(statements, prefixes) if form == RdfFormat.RDF_XML else None
    return _serialized(statements, form, used)


def _turtle(
    part: Sequence[Triple] | Sequence[Quad], form: RdfFormat, prefixes: Mapping[str, str], declared: set[bytes]
) -> bytes:
    """Return ``part`` with declarations of the prefixes that it uses and that are not in ``declared``; add them."""
    text, at = _serialized(part, form, prefixes), 0
    lines: dict[bytes, bytes] = {}
    while match := _DECLARED.match(text, at):
        lines[match[1]], at = match[0], match.end()
    body = text[at:]
    new = used((prefix for prefix in lines if prefix not in declared), body)
    declared |= new
    return b"".join(line for prefix, line in lines.items() if prefix in new) + body


def used(prefixes: Iterable[bytes], body: bytes) -> set[bytes]:
    """Return those of ``prefixes`` that ``body``, in Turtle, uses; what stands in strings and IRIs is no use."""
    candidates = {prefix for prefix in prefixes if prefix + b":" in body}
    return candidates & set(_PREFIX.findall(_UNPREFIXED.sub(b"", body))) if candidates else set()


def _elements(statements: Sequence[Triple] | Sequence[Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    names = {name.decode() for name in _ELEMENT.findall(_serialized(statements, RdfFormat.RDF_XML, prefixes))}
    return {prefix: namespace for prefix, namespace in prefixes.items() if prefix in names}


def _serialized(
    statements: Sequence[Triple] | Sequence[Quad], form: RdfFormat, prefixes: Mapping[str, str] | None
) -> bytes:
    text = serialize(statements, format=form, prefixes=dict(prefixes) if prefixes else None)
    assert text is not None  # it is None only if the engine writes to a file
    return text


def _parts(statements: Statements) -> Iterator[list[Triple] | list[Quad]]:
    iterator, size = iter(statements), FIRST
    while part := list(islice(iterator, size)):
        yield part  # type: ignore[misc]
        size = PART
