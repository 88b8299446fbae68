"""Turtle for people: names short, one statement a line, and beside each name of something else what it is called."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from rarekg.graph.names import Shown
from rarekg.ontology.errors import one_line
from rarekg.ontology.prefixes import expand, prefix_map

LabelOf = Callable[[NamedNode], str | None]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w-]*[\w])?", re.ASCII)
_FIRST = (expand("rdf:type"), expand("rdfs:label"))
_INDENT = " " * 4


def name(term: Shown) -> str:
    """Return ``term`` in Turtle, by a prefix of ``prefixes.ttl`` where one fits."""
    if not isinstance(term, NamedNode):
        return _literal(term) if isinstance(term, Literal) else str(term)
    for namespace, prefix in _namespaces():
        if term.value.startswith(namespace) and _LOCAL.fullmatch(term.value, len(namespace)):
            return f"{prefix}:{term.value[len(namespace) :]}"
    return str(term)


def block(triples: Iterable[Triple], label_of: LabelOf) -> Iterator[str]:
    """Yield the lines of Turtle for ``triples``, sorted by subject; ``label_of`` gives the label of a thing.

    Type and label come first; labels of other things stand in comments.
    """
    ordered = sorted(set(triples), key=_order)
    for subject, said in groupby(ordered, key=lambda triple: triple.subject):
        yield name(subject)
        lines = list(said)
        for triple in lines:
            end = "." if triple is lines[-1] else ";"
            predicate = "a" if triple.predicate.value == _FIRST[0] else name(triple.predicate)
            yield f"{_INDENT}{predicate} {name(triple.object)} {end}{_comment(triple, label_of)}"
        yield ""


def prefixes(used: Iterable[str]) -> Iterator[str]:
    """Yield the declarations of the prefixes that the lines ``used`` need, one a line, then an empty line."""
    text = "\n".join(used)
    for prefix, namespace in sorted(prefix_map().items(), key=lambda pair: (pair[0].casefold(), pair[0])):
        if re.search(rf"(?:^|[\s^]){re.escape(prefix)}:", text):
            yield f"@prefix {prefix}: <{namespace}> ."
    yield ""


def _namespaces() -> list[tuple[str, str]]:
    # The longest first: one namespace may begin with another.
    return sorted(((namespace, prefix) for prefix, namespace in prefix_map().items()), key=lambda pair: -len(pair[0]))


def _literal(term: Literal) -> str:
    bare = str(Literal(term.value))
    if term.language:
        return f"{bare}@{term.language}"
    return bare if term.datatype.value == expand("xsd:string") else f"{bare}^^{name(term.datatype)}"


def _order(triple: Triple) -> tuple[str, int, str, str]:
    predicate = triple.predicate.value
    rank = _FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)
    return str(triple.subject), rank, name(triple.predicate), name(triple.object)


def _comment(triple: Triple, label_of: LabelOf) -> str:
    label = label_of(triple.object) if isinstance(triple.object, NamedNode) else None
    return f"  # {one_line(label)}" if label else ""
