"""A document in each format: Turtle and JSON-LD for people to read, the others as the engine writes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, Quad, Triple

from rarekg.graph.endpoint.linked.context import PATH
from rarekg.graph.endpoint.linked.neighbourhood import Neighbourhood
from rarekg.graph.endpoint.sparql.triples import serialized
from rarekg.graph.rdf import turtle
from rarekg.graph.rdf.formats import DATASETS, RDF
from rarekg.graph.rdf.json_ld import json_ld
from rarekg.ontology.prefixes import expand

Section = tuple[str, Sequence[Triple]]
_TYPE = expand("rdf:type")


def serialized_document(
    sections: Sequence[Section], labels: Mapping[NamedNode, Literal], name: str, address: str
) -> bytes:
    """Return the triples of ``sections``, each a heading (or '') and its triples, in the format ``name``.

    ``labels`` are those of the things mentioned; they become triples too, and in Turtle comments as well. ``address``
    is that of the service, which has the context of JSON-LD.
    """
    named = [Triple(thing, NamedNode(expand("rdfs:label")), label) for thing, label in labels.items()]
    if name == "turtle":
        return _turtle([*sections, ("Labels of the things mentioned", named)]).encode()
    triples = sorted({*(triple for _, section in sections for triple in section), *named}, key=str)
    if name == "jsonld":
        return json_ld(triples, f"{address}{PATH}").encode()
    return serialized(triples, RDF[name].engine)


def serialized_dataset(about: Iterable[Triple], quads: Iterable[Quad], name: str) -> bytes:
    """Return ``quads`` in their graphs in the format ``name``, with the triples ``about`` the document in none."""
    stated = {*(Quad(triple.subject, triple.predicate, triple.object) for triple in about), *quads}
    return serialized(sorted(stated, key=lambda quad: (str(quad.graph_name), str(quad))), DATASETS[name].engine)


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
