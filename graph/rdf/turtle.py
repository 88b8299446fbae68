"""Turtle for people: CURIEs, one statement a line, and the labels of other things in comments."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from rarekg.graph.rdf.curies import Shown
from rarekg.ontology.errors import one_line
from rarekg.ontology.prefixes import expand, prefix_map
from rarekg.ontology.remembering import remembered

LabelOf = Callable[[NamedNode], str | None]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[\w])?", re.ASCII)
_PREFIX = re.compile(r"(?:^|[\s^])([A-Za-z](?:[\w.-]*[\w-])?):", re.ASCII)
_UNPREFIXED = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|<[^>]*+>|#[^\n]*+')  # strings, IRIs, comments
_FIRST = (expand("rdf:type"), expand("rdfs:label"))
_INDENT = " " * 4


def name(term: Shown) -> str:
    """Return ``term`` in Turtle, abbreviated by a prefix of ``prefixes.ttl`` if one fits.

    >>> name(NamedNode(expand("HP:0000964"))), name(Literal(3)), name(Literal("a", language="en"))
    ('HP:0000964', '3', '"a"@en')
    """
    if not isinstance(term, NamedNode):
        return _literal(term) if isinstance(term, Literal) else str(term)
    return _named(term.value)


def block(triples: Iterable[Triple], label_of: LabelOf) -> Iterator[str]:
    r"""Yield the lines of Turtle for ``triples``, sorted by subject; ``label_of`` gives the label of a thing.

    Type and label come first; labels of other things are in comments.

    >>> thing, see_also, eczema = (NamedNode(expand(curie)) for curie in ("rkg:Gap", "rdfs:seeAlso", "HP:0000964"))
    >>> print(*block([Triple(thing, see_also, eczema)], {eczema: "Eczema"}.get), sep="\n")
    rkg:Gap
        rdfs:seeAlso HP:0000964 .  # Eczema
    <BLANKLINE>
    """
    ordered = sorted(set(triples), key=_order)
    comments: dict[Shown, str] = {}  # things are mentioned again and again
    for subject, statements in groupby(ordered, key=lambda triple: triple.subject):
        yield name(subject)
        listed = list(statements)
        for triple in listed:
            end = "." if triple is listed[-1] else ";"
            predicate = "a" if triple.predicate.value == _FIRST[0] else name(triple.predicate)
            if triple.object not in comments:
                comments[triple.object] = _comment(label_of, triple.object)
            yield f"{_INDENT}{predicate} {name(triple.object)} {end}{comments[triple.object]}"
        yield ""


def prefixes(used: Iterable[str]) -> Iterator[str]:
    """Yield the declarations of the prefixes in the lines ``used``, one a line, then an empty line.

    >>> list(prefixes(["rkg:Gap HP:0000964 ."]))[0]
    '@prefix HP: <http://purl.obolibrary.org/obo/HP_> .'
    """
    needed = set(_PREFIX.findall(_UNPREFIXED.sub("", "\n".join(used))))
    for prefix in sorted(needed & prefix_map().keys(), key=lambda prefix: (prefix.casefold(), prefix)):
        yield f"@prefix {prefix}: <{prefix_map()[prefix]}> ."
    yield ""


@remembered(8 << 20)
def _named(iri: str) -> str:
    for namespace, prefix in _namespaces():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return str(NamedNode(iri))


@cache
def _namespaces() -> list[tuple[str, str]]:
    # The longest first: one namespace may begin with another.
    return sorted(((namespace, prefix) for prefix, namespace in prefix_map().items()), key=lambda pair: -len(pair[0]))


def _literal(term: Literal) -> str:
    if term.datatype.value in _bare() and _bare()[term.datatype.value].fullmatch(term.value):
        return term.value
    bare = str(Literal(term.value))
    if term.language:
        return f"{bare}@{term.language}"
    return bare if term.datatype.value == expand("xsd:string") else f"{bare}^^{name(term.datatype)}"


@cache
def _bare() -> dict[str, re.Pattern[str]]:
    """Return the datatypes whose literals Turtle reads without quotes, with the pattern of each."""
    forms = {"integer": r"[+-]?[0-9]+", "decimal": r"[+-]?[0-9]*\.[0-9]+", "boolean": "true|false"}
    return {expand(f"xsd:{name}"): re.compile(form) for name, form in forms.items()}


def _order(triple: Triple) -> tuple[str, int, str, str]:
    predicate = triple.predicate.value
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return str(triple.subject), rank, name(triple.predicate), name(triple.object)


def _comment(label_of: LabelOf, thing: Shown) -> str:
    label = label_of(thing) if isinstance(thing, NamedNode) else None
    return f"  # {one_line(label)}" if label else ""
