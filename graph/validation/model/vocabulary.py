"""What the pass takes from the vocabulary: the terms it declares, and what it says of each class of association."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from msgspec import Struct
from pyoxigraph import NamedNode, RdfFormat, parse

from rarekg.graph.validation.model.tokens import iri
from rarekg.ontology.structs import read_only

ASSOCIATION = "biolink:Association"
GENE_LINK = "biolink:gene_associated_with_condition"
# The languages that a vocabulary is written in; it declares no terms of them.
_PROPERTIES = (
    *("rdf:type", "rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy", "rdfs:subClassOf"),
    *("rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:deprecated", "owl:versionIRI", "owl:versionInfo"),
    *("owl:disjointWith", "owl:differentFrom", "owl:inverseOf"),
    *("owl:annotatedSource", "owl:annotatedProperty", "owl:annotatedTarget"),
)
_CLASSES = (
    *("owl:Class", "owl:Ontology", "owl:Axiom", "owl:NamedIndividual", "owl:ObjectProperty", "owl:DatatypeProperty"),
    *("owl:AnnotationProperty", "owl:FunctionalProperty", "owl:InverseFunctionalProperty"),
    *("owl:TransitiveProperty", "owl:SymmetricProperty"),
)


class Plain(Struct, frozen=True):
    """A plain triple of an association: its predicate, and whether it runs ``backwards``, from the object."""

    predicate: bytes
    backwards: bool


class Association(Struct, frozen=True, kw_only=True):
    """A class of association: ``kind``, the kinds of its ends, Biolink's predicates, and its plain triples."""

    kind: bytes
    subject: bytes
    object: bytes
    predicates: frozenset[bytes]
    plains: tuple[Plain, ...]


class Vocabulary(Struct, frozen=True, kw_only=True):
    """The terms that may be used, and the classes of association by their IRIs."""

    properties: frozenset[bytes]
    classes: frozenset[bytes]
    terms: frozenset[bytes]
    associations: Mapping[bytes, Association]

    def __post_init__(self) -> None:
        """Make the mapping read-only."""
        read_only(self)


@cache
def vocabulary() -> Vocabulary:
    """Return what ``ontology/rarekg.ttl`` declares; a term is declared by its label there."""
    stated: dict[bytes, dict[bytes, list[bytes]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes(), format=RdfFormat.TURTLE):
        if isinstance(quad.object, NamedNode):
            stated[str(quad.subject).encode()][str(quad.predicate).encode()].append(str(quad.object).encode())
        elif quad.predicate.value.endswith("#label"):
            stated[str(quad.subject).encode()].setdefault(iri("rdfs:label"), [])
    terms = {term for term, about in stated.items() if iri("rdfs:label") in about}
    kinds = {iri(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation")}
    properties = {term for term in terms if kinds & {*stated[term].get(iri("rdf:type"), ())}}
    properties |= {iri(term) for term in _PROPERTIES}
    return Vocabulary(
        properties=frozenset(properties),
        classes=frozenset(terms - properties | {iri(term) for term in _CLASSES}),
        terms=frozenset(terms),
        associations=MappingProxyType(
            {term: _association(term, stated[term]) for term in terms if iri("rkg:subjectKind") in stated[term]}
        ),
    )


def _association(kind: bytes, about: Mapping[bytes, list[bytes]]) -> Association:
    (subject,), (object_,) = about[iri("rkg:subjectKind")], about[iri("rkg:objectKind")]
    # All but one run from the disease, also where the association runs from the gene or the treatment.
    backwards = subject != iri("biolink:Disease")
    return Association(
        kind=kind,
        subject=subject,
        object=object_,
        predicates=frozenset(about[iri("rkg:biolinkPredicate")]),
        plains=tuple(Plain(term, backwards and term != iri(GENE_LINK)) for term in sorted(about[iri("rkg:standsFor")])),
    )
