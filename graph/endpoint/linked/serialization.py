"""A document in each format: Turtle and JSON-LD for people to read, N-Triples and RDF/XML as the engine writes them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rarekg.graph.endpoint.linked.neighbourhood import Neighbourhood
from rarekg.graph.endpoint.sparql.triples import serialized
from rarekg.graph.rdf import turtle
from rarekg.graph.rdf.formats import GRAPHS
from rarekg.ontology.prefixes import expand, prefix_map

Section = tuple[str, Sequence[Triple]]
_TYPE = expand("rdf:type")


def serialized_document(sections: Sequence[Section], labels: Mapping[NamedNode, Literal], name: str) -> bytes:
    """Return the triples of ``sections``, each a heading (or '') and its triples, in the format ``name``.

    ``labels`` are those of the things mentioned; they become triples too, and in Turtle comments as well.
    """
    named = [Triple(thing, NamedNode(expand("rdfs:label")), label) for thing, label in labels.items()]
    if name == "turtle":
        return _turtle([*sections, ("Labels of the things mentioned", named)]).encode()
    triples = sorted({*(triple for _, section in sections for triple in section), *named}, key=str)
    if name == "jsonld":
        return _json_ld(triples).encode()
    return serialized(triples, GRAPHS[name].engine)


def sections(neighbourhood: Neighbourhood, headings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Section]:
    """Yield the sections of a page: the thing's own statements, those of its nodes by class, other links to it.

    ``headings`` are those of the diseases tied to it, whose own statements come second.
    """
    yield "", neighbourhood.own
    for disease, statements in neighbourhood.tied.items():
        yield headings.get(disease.value, ""), statements
    groups: dict[str, list[Triple]] = defaultdict(list)
    for statements in neighbourhood.nodes.values():
        kinds = [t.object.value for t in statements if t.predicate.value == _TYPE and isinstance(t.object, NamedNode)]
        groups[min(kinds, default="")] += statements
    for kind, triples in sorted(groups.items()):
        label = neighbourhood.labels.get(NamedNode(kind)) if kind else None
        yield f"{label.value if label else kind or 'no type'}: {len({triple.subject for triple in triples})}", triples
    others = [link for link in neighbourhood.links if link.subject not in neighbourhood.nodes]
    yield f"Other things that link here: {len({link.subject for link in others})}", others


def _turtle(sections: Iterable[Section]) -> str:
    sections = [(heading, triples) for heading, triples in sections if triples]
    labels = {
        t.subject: t.object.value
        for _, triples in sections
        for t in triples
        if t.predicate.value == expand("rdfs:label") and isinstance(t.object, Literal)
    }
    lines: list[str] = []
    for heading, triples in sections:
        lines += [f"# {heading}"] if heading else []
        lines += turtle.block(triples, labels.get)
    return "\n".join([*turtle.prefixes(lines), *lines])


def _json_ld(triples: Iterable[Triple]) -> str:
    """Return flattened JSON-LD 1.1 with short names.

    Each prefix is declared with ``@prefix``, as most namespaces end in no punctuation that would make them one.
    """
    nodes: dict[str, dict[str, Any]] = {}
    used: dict[str, dict[str, Any]] = {}
    for triple in triples:
        node = nodes.setdefault(str(triple.subject), dict(_value(triple.subject, used)))
        if triple.predicate.value == _TYPE and isinstance(triple.object, NamedNode):
            node.setdefault("@type", []).append(_compact(triple.object.value, used))
        else:
            node.setdefault(_compact(triple.predicate.value, used), []).append(_value(triple.object, used))
    context = {"@version": 1.1, **dict(sorted(used.items()))}
    return json.dumps({"@context": context, "@graph": list(nodes.values())}, ensure_ascii=False, indent=1)


def _compact(iri: str, used: dict[str, dict[str, Any]]) -> str:
    """Return ``iri`` as a CURIE, adding its prefix to ``used``; without a prefix, as it is."""
    prefix, colon, local = turtle.name(NamedNode(iri)).partition(":")
    if not colon or prefix.startswith("<"):
        return iri
    used[prefix] = {"@id": prefix_map()[prefix], "@prefix": True}
    return f"{prefix}:{local}"


def _value(term: Triple | NamedNode | Literal | BlankNode, used: dict[str, dict[str, Any]]) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"@id": _compact(term.value, used)}
    if isinstance(term, BlankNode):  # the shapes have some, the graph has none
        return {"@id": str(term)}
    assert isinstance(term, Literal)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == expand("xsd:string"):
        return {"@value": term.value}
    return {"@value": term.value, "@type": _compact(term.datatype.value, used)}
