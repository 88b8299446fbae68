"""The vocabulary: OWL 2 DL, complete own terms, and a declaration of every term used in code, shapes and queries."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import pytest
from example_facts import EXAMPLES
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdf import translated

from rarekg.mappings.facts import Annotation
from rarekg.ontology.prefixes import compress, expand, prefix_map

RKG = expand("rkg:x")[:-1]
ONTOLOGY = "https://w3id.org/rarekg/vocab"
KINDS = {
    expand(f"owl:{kind}")
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
}
PROPERTIES = {expand(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation")}
# The namespaces of RDF, RDFS, OWL and XSD are built into OWL 2; no other vocabulary may add to them.
BUILT_IN = tuple(prefix_map()[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
# Ontologies that declare their own terms and labels.
ELSEWHERE = tuple(expand(f"{prefix}:0000001")[:-7] for prefix in ("HP", "MONDO"))
# Vocabularies that describe diseases; the other prefixes are of identifiers or of vocabularies for datasets.
VOCABULARIES = [
    "rkg",
    "biolink",
    "oban",
    "oboInOwl",
    "schema",
    "sssom",
    "semapv",
    "skos",
    "dcterms",
    "prism",
    "IAO",
    "RO",
]
# What the endpoint says of itself with VoID, DCAT and Dublin Core is not in the graph.
DESCRIPTIONS = ("endpoint", "graph/rdf/context.py", "graph/tables/")
# The graph's description of itself, and queries about it.
DESCRIBING = ["void", "void-ext", "dcat", "sd", "sh", "prov", "pav", "foaf"]
TERM = re.compile(rf"(?<![\w.:/#-])(?:{'|'.join(VOCABULARIES + DESCRIBING)}):[A-Za-z0-9_]+(?![\w/])")
# SSSOM's value for "no match"; the reader leaves such rows out, so the graph does not use it.
NOT_IN_GRAPH = {"sssom:NoTermFound"}


@cache
def vocabulary() -> tuple[Triple, ...]:
    text = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    return tuple(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def values(subject: str, predicate: str) -> list[str]:
    pattern = (NamedNode(subject), NamedNode(expand(predicate)))
    return [
        triple.object.value
        for triple in vocabulary()
        if (triple.subject, triple.predicate) == pattern and isinstance(triple.object, NamedNode | Literal)
    ]


def declared(kinds: set[str] = KINDS) -> set[str]:
    return {
        triple.subject.value
        for triple in vocabulary()
        if isinstance(triple.object, NamedNode)
        and triple.object.value in kinds
        and isinstance(triple.subject, NamedNode)
    }


def own_terms() -> list[str]:
    return sorted(iri for iri in declared() if iri.startswith(RKG))


def files_of(room: str, *suffixes: str) -> Iterator[Traversable]:
    todo: list[Traversable] = [files(f"rarekg.{room}")]
    while todo:
        for entry in todo.pop().iterdir():
            if entry.is_dir():
                todo.append(entry)
            elif entry.name.endswith(suffixes):
                yield entry


@cache
def used() -> dict[str, set[str]]:
    """Return each vocabulary CURIE in code, lookups, shapes or queries, with the files it is in."""
    files_by_curie: dict[str, set[str]] = defaultdict(set)
    for room in ("ontology", "mappings", "graph", "queries"):
        for file in files_of(room, ".py", ".tsv", ".rq", "references.toml", "shapes.ttl", "prefixes.ttl"):
            for curie in TERM.findall(file.read_text(encoding="utf-8")):
                describes = any(name in str(file) for name in DESCRIPTIONS) and not curie.startswith("rkg:")
                describes |= curie.startswith("sh:") and file.name.endswith(".ttl")  # shapes, and the table of prefixes
                if not describes and not curie.startswith("rkg:prefix"):  # the rows of prefixes.ttl
                    files_by_curie[curie].add(file.name)
    return files_by_curie


def test_there_are_no_blank_nodes() -> None:
    assert not [t for t in vocabulary() if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_the_ontology_has_metadata() -> None:
    assert values(ONTOLOGY, "rdf:type") == [expand("owl:Ontology")]
    (version,) = values(ONTOLOGY, "owl:versionInfo")
    assert values(ONTOLOGY, "owl:versionIRI") == [f"{ONTOLOGY}/{version}"]
    assert values(ONTOLOGY, "dcterms:license") == ["https://creativecommons.org/publicdomain/zero/1.0/"]
    for predicate in ("rdfs:label", "dcterms:title", "dcterms:description", "dcterms:creator"):
        assert len(values(ONTOLOGY, predicate)) == 1


@pytest.mark.parametrize("iri", own_terms())
def test_an_own_term_is_complete(iri: str) -> None:
    assert values(iri, "rdfs:isDefinedBy") == [ONTOLOGY]
    (label,), (definition,) = values(iri, "rdfs:label"), values(iri, "IAO:0000115")
    (example,), (note,) = values(iri, "skos:example"), values(iri, "skos:editorialNote")
    assert label == label.strip()
    assert label
    assert definition.endswith(".")
    assert len(definition) > 20
    assert label.casefold() != definition.casefold()
    assert example
    assert note.endswith((".", ".)"))


def test_labels_of_own_terms_differ() -> None:
    labels = [values(iri, "rdfs:label")[0] for iri in own_terms()]
    assert sorted(set(labels)) == sorted(labels)


def test_own_terms_follow_the_naming_convention_of_their_kind() -> None:
    for iri in own_terms():
        kind = values(iri, "rdf:type")
        name = iri.removeprefix(RKG)
        assert name[0].isupper() != bool(PROPERTIES & set(kind)), name
        assert name.isalnum()


def test_text_is_in_english() -> None:
    text = [t for t in vocabulary() if isinstance(t.object, Literal)]
    assert text
    for triple in text:
        plain = compress(triple.predicate.value) == "owl:versionInfo"
        assert isinstance(triple.object, Literal)
        assert triple.object.language == (None if plain else "en"), triple


def test_identifiers_in_examples_and_notes_are_well_formed() -> None:
    identifiers = 0
    for triple in vocabulary():
        if isinstance(triple.object, Literal):
            for curie in re.findall(r"\b(?:HP|MONDO|HGNC|OMIM|PATO|GARD|PMID|RO|IAO|ECO):\w+", triple.object.value):
                expand(curie)
                identifiers += 1
    assert identifiers > 30


def test_a_reused_term_has_a_label_and_a_source_and_a_reused_property_says_what_it_means_here() -> None:
    reused = declared() - set(own_terms()) - {ONTOLOGY}
    assert len(reused) > 50
    for iri in reused:
        assert len(values(iri, "rdfs:label")) == 1, iri
        (home,) = values(iri, "rdfs:isDefinedBy")
        assert not home.startswith(ONTOLOGY), iri
        explained = iri in declared(PROPERTIES) or values(iri, "rkg:subjectKind")
        assert len(values(iri, "IAO:0000115")) == bool(explained), iri


def test_each_term_has_one_kind() -> None:
    """OWL 2 DL lets one IRI be a class and an individual, but not two kinds of property (OWL 2 Syntax §5.8.1)."""
    for iri in declared():
        kinds = KINDS & set(values(iri, "rdf:type"))
        assert len(kinds) == 1, iri


def test_built_in_terms_are_explained_and_not_redefined() -> None:
    about = [t for t in vocabulary() if isinstance(t.subject, NamedNode) and t.subject.value.startswith(BUILT_IN)]
    assert {str(compress(t.predicate.value)) for t in about} == {"rdfs:label", "IAO:0000115", "rdfs:isDefinedBy"}
    assert len(about) == 3 * len({t.subject for t in about})


def test_terms_of_hpo_and_mondo_are_not_declared() -> None:
    assert not [t for t in vocabulary() if isinstance(t.subject, NamedNode) and t.subject.value.startswith(ELSEWHERE)]


def test_every_iri_is_typed() -> None:
    """Every IRI in a statement is declared, except the sources, licences and versions in annotations."""
    pointing = ("rdfs:isDefinedBy", "dcterms:license", "owl:versionIRI")
    for triple in vocabulary():
        assert isinstance(triple.subject, NamedNode)
        terms = {triple.subject, triple.predicate}
        if compress(triple.predicate.value) not in pointing and isinstance(triple.object, NamedNode):
            terms.add(triple.object)
        untyped = {t.value for t in terms if isinstance(t, NamedNode)} - declared()
        assert not {iri for iri in untyped if not iri.startswith((*BUILT_IN, *ELSEWHERE))}, triple


def test_domains_and_ranges_are_classes_and_datatypes() -> None:
    classes = declared({expand("owl:Class")})
    for triple in vocabulary():
        predicate, target = compress(triple.predicate.value), triple.object
        if predicate in ("rdfs:domain", "rdfs:range", "rdfs:subClassOf", "owl:disjointWith"):
            assert isinstance(target, NamedNode)
            if predicate == "rdfs:range" and expand("owl:DatatypeProperty") in values(_iri(triple), "rdf:type"):
                assert target.value.startswith(prefix_map()["xsd"]) or target.value == expand("rdf:langString")
            else:
                assert target.value in classes


def test_an_own_property_has_a_domain_or_a_range() -> None:
    """A match may be contested between ids of any kind; domains of annotation properties have no meaning in OWL."""
    properties = {
        iri
        for iri in own_terms()
        if {expand(f"owl:{kind}Property") for kind in ("Object", "Datatype")} & set(values(iri, "rdf:type"))
    }
    bare = {compress(iri) for iri in properties if not values(iri, "rdfs:domain") + values(iri, "rdfs:range")}
    assert bare == {"rkg:contestedMatch"}


def test_text_that_is_translated_is_in_the_range_of_its_property() -> None:
    """The range says whether a text has a language: every literal of the examples is of the datatype."""
    checked = set()
    for triple in translated(*EXAMPLES):
        ranges = [
            one for one in values(triple.predicate.value, "rdfs:range") if "XMLSchema#" in one or "langString" in one
        ]
        if isinstance(triple.object, Literal) and ranges and triple.predicate.value.startswith(RKG):
            wider = {expand("xsd:nonNegativeInteger"): expand("xsd:integer")}
            assert [wider.get(one, one) for one in ranges] == [triple.object.datatype.value], triple
            checked.add(compress(triple.predicate.value))
    assert {"rkg:layName", "rkg:sourceWords", "rkg:chromosome", "rkg:geneGroup", "rkg:geography"} <= checked


def test_each_association_class_states_its_predicate_and_ends() -> None:
    associations = {iri for iri in declared({expand("owl:Class")}) if values(iri, "rkg:standsFor")}
    assert len(associations) == 11
    for iri in associations:
        assert len(values(iri, "rkg:subjectKind")) == len(values(iri, "rkg:objectKind")) == 1
        both = iri == expand("biolink:CausalGeneToDiseaseAssociation")
        assert len(values(iri, "rkg:standsFor")) == (2 if both else 1)
        assert len(values(iri, "rkg:biolinkPredicate")) in (1, 2)
        predicates = {*values(iri, "rkg:standsFor"), *values(iri, "rkg:biolinkPredicate")}
        assert predicates <= declared({expand("owl:ObjectProperty")})
        above = {expand("oban:association"), expand("biolink:Association")}
        assert set(values(iri, "rdfs:subClassOf")) == (above if iri.startswith(RKG) else set())


def test_no_axiom_is_stated_on_a_class_of_biolink() -> None:
    biolink = prefix_map()["biolink"]
    axioms = [t for t in vocabulary() if t.predicate.value.startswith(BUILT_IN[1:3]) and _iri(t).startswith(biolink)]
    about = {"rdfs:label", "rdfs:isDefinedBy"}  # annotations
    assert {compress(triple.predicate.value) for triple in axioms} == about
    disjoint = {t.object for t in vocabulary() if compress(t.predicate.value) == "owl:disjointWith"}
    assert not [term for term in disjoint if isinstance(term, NamedNode) and term.value.startswith(biolink)]


def test_an_association_and_its_plain_triple_have_the_ends_of_its_class() -> None:
    seen = set()
    for fact in EXAMPLES:
        triples = translated(fact)
        common = NamedNode(expand("biolink:Association"))
        statements = (t for t in triples if "/association/" in _iri(t) and t.object != common)
        by_predicate = {compress(t.predicate.value): t for t in statements}
        if not by_predicate:
            continue
        subject, object_ = (by_predicate[f"oban:association_has_{end}"].object for end in ("subject", "object"))
        kind = by_predicate["rdf:type"].object
        assert isinstance(kind, NamedNode)
        seen.add(kind.value)
        disease = subject if values(kind.value, "rkg:subjectKind") == [expand("biolink:Disease")] else object_
        other = object_ if disease == subject else subject
        plain = {t.predicate.value for t in triples if {t.subject, t.object} == {disease, other}}
        affirmed = not isinstance(fact, Annotation) or fact.affirmed
        assert plain == (set(values(kind.value, "rkg:standsFor")) if affirmed else set())
        assert by_predicate["biolink:predicate"].object.value in values(kind.value, "rkg:biolinkPredicate")  # type: ignore[union-attr]
    assert len(seen) == 11


def test_every_used_term_is_declared() -> None:
    missing = {curie: names for curie, names in used().items() if expand(curie) not in declared()}
    assert {curie: names for curie, names in missing.items() if curie not in NOT_IN_GRAPH} == {}


def test_every_own_term_is_used() -> None:
    """Used in code, shapes or queries, or in the vocabulary's own descriptions of classes."""
    inside = {t.predicate.value for t in vocabulary()} | {
        t.object.value
        for t in vocabulary()
        if isinstance(t.object, NamedNode) and compress(t.predicate.value) in ("rdfs:range", "rdf:type")
    }
    assert set(own_terms()) - {expand(curie) for curie in used()} - inside == set()


def test_every_reused_term_is_used() -> None:
    described_here = {
        term.value
        for t in vocabulary()
        for term in (t.predicate, t.object)
        if isinstance(term, NamedNode) and compress(t.predicate.value) != "rdfs:isDefinedBy"
    }
    identifiers = {iri for iri in declared() if (compress(iri) or "").startswith(("ECO:", "PATO:", "ORPHA:"))}
    unused = declared() - {expand(curie) for curie in used()} - described_here - {ONTOLOGY}
    assert unused - identifiers == set()
    code = "".join(f.read_text(encoding="utf-8") for f in files_of("mappings", ".py", ".tsv"))
    assert {iri for iri in identifiers if str(compress(iri)) not in code} == set()


def test_translated_terms_are_declared() -> None:
    for triple in translated(*EXAMPLES):
        terms = [triple.predicate.value]
        if compress(triple.predicate.value) == "rdf:type" and isinstance(triple.object, NamedNode):
            terms.append(triple.object.value)
        assert not [iri for iri in terms if iri not in declared() and not iri.startswith(BUILT_IN)], triple


def test_each_statement_is_made_once() -> None:
    assert len(set(vocabulary())) == len(vocabulary())


def _iri(triple: Triple) -> str:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value
