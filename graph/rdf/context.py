"""The JSON-LD context of all documents and dumps: a name for each property, a prefix for each namespace.

The names are made from the vocabulary: ``hasOnset`` is ``rkg:hasOnset``, ``primaryKnowledgeSource`` is
``biolink:primary_knowledge_source``, ``hasPhenotype`` is RO:0002200, whose label is "has phenotype".
https://www.w3.org/TR/json-ld11/#the-context
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from rarekg.graph.rdf import turtle
from rarekg.ontology.prefixes import expand, prefix_map

# What standards define and the vocabulary does not repeat; after a colon, the properties whose values are things.
_LITERALS = ("rdfs:label", "rdfs:comment", "owl:deprecated", "owl:versionInfo", "hydra:totalItems", "hydra:template")
_THINGS = (
    *("rdfs:seeAlso", "rdfs:isDefinedBy", "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range"),
    *("owl:annotatedSource", "owl:annotatedProperty", "owl:annotatedTarget", "owl:versionIRI", "owl:sameAs"),
    *("owl:differentFrom", "owl:disjointWith", "foaf:primaryTopic", "void:inDataset", "hydra:view", "hydra:member"),
    *("hydra:first", "hydra:previous", "hydra:next", "hydra:last", "hydra:collection", "hydra:search"),
)
_KINDS = frozenset(f"{kind}Property" for kind in ("Object", "Datatype", "Annotation"))
# Annotation properties of the vocabulary whose values are things: OWL gives them no range.
_LINKS = frozenset(
    expand(curie)
    for curie in (
        *("IAO:0000119", "IAO:0100001", "oboInOwl:consider", "oboInOwl:hasDbXref", "oboInOwl:inSubset"),
        *("dcterms:license", "rkg:standsFor", "rkg:subjectKind", "rkg:objectKind", "rkg:biolinkPredicate"),
    )
)
_WORDS = re.compile(r"[A-Za-z]+")
# The datatypes that the context gives, so that a string has them; JSON's own are numbers and truth values.
_TYPED = frozenset(expand(f"xsd:{name}") for name in ("decimal", "double", "date"))


class Term(NamedTuple):
    """The ``name`` of a property, and the ``type`` by which its strings are read: ``@id``, a datatype's IRI, or ''."""

    name: str
    type: str


@cache
def terms() -> Mapping[str, Term]:
    """Return the term of each property by its IRI.

    >>> terms()[expand("RO:0002200")]
    Term(name='hasPhenotype', type='@id')
    """
    found: dict[str, Term] = {}
    taken = {"id", "type", *(name.casefold() for name in prefix_map())}
    for iri, words, kind in sorted(_properties(), key=lambda each: (each[0] not in _standard(), each[0])):
        prefix = turtle.name(NamedNode(iri)).partition(":")[0]
        name = words if words.casefold() not in taken else _camel(f"{prefix} {words}")
        if iri not in found and name.casefold() not in taken:
            found[iri] = Term(name, kind)
            taken.add(name.casefold())
    return MappingProxyType(found)


@cache
def context() -> str:
    """Return the context as JSON; each prefix is declared with ``@prefix``, as most end in no punctuation."""
    prefixes = {prefix: {"@id": namespace, "@prefix": True} for prefix, namespace in sorted(prefix_map().items())}
    named = {
        term.name: {"@id": iri, "@type": term.type} if term.type else {"@id": iri}
        for iri, term in sorted(terms().items(), key=lambda item: item[1].name)
    }
    return json.dumps({"@context": {"@version": 1.1, **prefixes, **named}}, ensure_ascii=False, indent=1) + "\n"


def _properties() -> Iterator[tuple[str, str, str]]:
    """Yield IRI, name and type of each property of the standards and of the vocabulary."""
    for curie in (*_LITERALS, *_THINGS):
        yield expand(curie), curie.partition(":")[2], "@id" if curie in _THINGS else ""
    kinds, labels, ranges = _stated("rdf:type"), _stated("rdfs:label"), _stated("rdfs:range")
    for iri, types in kinds.items():
        declared = {kind.rpartition("#")[2] for kind in types} & _KINDS
        if not declared:
            continue
        local = turtle.name(NamedNode(iri)).partition(":")[2].replace("_", " ")
        words = local if _WORDS.match(local) else labels.get(iri, [""])[0]
        thing = "ObjectProperty" in declared or iri in _LINKS
        kind = "@id" if thing else next((each for each in ranges.get(iri, []) if each in _TYPED), "")
        if words:
            yield iri, _camel(words), kind


@cache
def _standard() -> frozenset[str]:
    return frozenset(map(expand, (*_LITERALS, *_THINGS)))


@cache
def _vocabulary() -> tuple[Quad, ...]:
    return tuple(parse(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), format=RdfFormat.TURTLE))


def _stated(curie: str) -> dict[str, list[str]]:
    """Return the values of a property by subject."""
    found: dict[str, list[str]] = {}
    for quad in _vocabulary():
        if quad.predicate.value == expand(curie) and isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.subject.value, []).append(quad.object.value)  # type: ignore[union-attr]
    return found


def _camel(words: str) -> str:
    """Return ``words`` as one.

    >>> _camel("has count"), _camel("hasCount"), _camel("source's words"), _camel("URL")
    ('hasCount', 'hasCount', 'sourcesWords', 'url')
    """
    found: list[str] = _WORDS.findall(words.replace("'", ""))
    head = found[0].lower() if found[0].isupper() else found[0][0].lower() + found[0][1:]
    return head + "".join(word[0].upper() + word[1:] for word in found[1:])
