"""Biolink's terms in the vocabulary and the code: each is in Biolink's schema, of the right kind and not deprecated."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable

import biolink
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from rarekg.mappings.rdf.association import PREDICATES
from rarekg.mappings.rdf.gene import CONTRIBUTES, OTHER
from rarekg.ontology.prefixes import expand

BIOLINK = expand("biolink:x")[:-1]
TEXT = (".py", ".rq", ".toml", ".ttl", ".tsv", ".html")


def vocabulary(predicate: str) -> set[tuple[str, str]]:
    """Return the subject and the object of each triple of the vocabulary with ``predicate``, if both are IRIs."""
    text = files("rarekg.ontology").joinpath("rarekg.ttl").read_bytes()
    return {
        (quad.subject.value, quad.object.value)
        for quad in parse(text, format=RdfFormat.TURTLE)
        if quad.predicate.value == expand(predicate)
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
    }


def named(folder: Traversable) -> set[str]:
    """Return the local names of Biolink's terms in the files of ``folder``."""
    found: set[str] = set()
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= named(entry)
        elif entry.name.endswith(TEXT):
            # Not the beginning of a name that a formatted string completes.
            found |= set(re.findall(r"\bbiolink:([A-Za-z]\w*\b)(?!\{)", entry.read_text(encoding="utf-8")))
    return found


def declared(*kinds: str) -> set[str]:
    """Return the local names of Biolink's terms that the vocabulary declares to be of one of ``kinds``."""
    wanted = {expand(f"owl:{kind}") for kind in kinds}
    terms = {subject for subject, kind in vocabulary("rdf:type") if kind in wanted}
    return {term.removeprefix(BIOLINK) for term in terms if term.startswith(BIOLINK)}


def test_classes_are_classes_and_properties_are_slots() -> None:
    classes, properties = declared("Class"), declared("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    assert len(classes) > 10
    assert len(properties) > 20
    assert classes - biolink.schema().classes.keys() == set()
    assert properties - biolink.schema().slots.keys() == set()


@pytest.mark.parametrize("room", ["graph", "mappings", "ontology", "queries"])
def test_every_term_that_a_file_names_exists(room: str) -> None:
    known = biolink.schema().classes.keys() | biolink.schema().slots.keys()
    assert named(files(f"rarekg.{room}")) - known == set()


def test_no_term_is_deprecated() -> None:
    definitions = {**biolink.schema().classes, **biolink.schema().slots}
    terms = declared("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    assert {term for term in terms if definitions[term].get("deprecated")} == set()
    assert definitions["EntityToFeatureOrDiseaseQualifiersMixin"]["deprecated"]  # so the test can fail


def test_no_axiom_is_stated_on_a_term_of_biolink() -> None:
    predicates = {"rdfs:subClassOf", "rdfs:subPropertyOf", "owl:disjointWith", "owl:equivalentClass", "rdfs:domain"}
    stated = {(subject, other) for predicate in predicates for subject, other in vocabulary(predicate)}
    assert {subject for subject, _ in stated if subject.startswith(BIOLINK)} == set()


@pytest.mark.parametrize("kind", sorted(PREDICATES))
def test_the_predicate_of_a_class_is_one_that_biolink_allows(kind: str) -> None:
    stated = {object_ for subject, object_ in vocabulary("rkg:biolinkPredicate") if subject == expand(kind)}
    assert stated == {expand(PREDICATES[kind])} | ({expand(CONTRIBUTES)} if kind == OTHER else set())
    allowed = biolink.schema().predicates(kind.removeprefix("biolink:"))
    assert {predicate.removeprefix(BIOLINK) for predicate in stated} <= allowed


def test_biolink_narrows_the_predicates_of_a_class() -> None:
    schema = biolink.schema()
    assert schema.predicates("GeneToDiseaseAssociation") == {"contributes_to", "associated_with", "affects"}
    assert schema.predicates("DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation") == {"has_mode_of_inheritance"}
    assert "causes" not in schema.predicates("ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation")
    assert {"has_phenotype", "causes"} < schema.predicates("Association")


def test_own_classes_of_associations_are_related_to() -> None:
    own = {kind for kind, parent in vocabulary("rdfs:subClassOf") if parent == expand("biolink:Association")}
    assert len(own) == 6
    predicates = {kind: object_ for kind, object_ in vocabulary("rkg:biolinkPredicate") if kind in own}
    assert predicates == dict.fromkeys(own, expand("biolink:related_to"))
