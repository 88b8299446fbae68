"""What the pass takes from the vocabulary, compared with the file as rdflib reads it."""

from importlib.resources import files

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import GENE_LINK, Plain, vocabulary
from rarekg.ontology.prefixes import expand

PHENOTYPE = "biolink:DiseaseToPhenotypicFeatureAssociation"
CAUSAL = "biolink:CausalGeneToDiseaseAssociation"
TREATMENT = "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation"


@pytest.fixture(scope="module")
def declared() -> Graph:
    return Graph().parse(data=files("rarekg.ontology").joinpath("rarekg.ttl").read_text(encoding="utf-8"))


def test_every_labelled_term_is_declared_once_as_property_or_class(declared: Graph) -> None:
    terms = {f"<{term}>".encode() for term in declared.subjects(RDFS.label)}
    assert vocabulary().terms == terms
    assert terms <= vocabulary().properties | vocabulary().classes
    assert not vocabulary().properties & vocabulary().classes
    objects = {f"<{term}>".encode() for term in declared.subjects(RDF.type, OWL.ObjectProperty)}
    assert objects <= vocabulary().properties


def test_every_class_of_association_is_known_with_its_ends(declared: Graph) -> None:
    kinds = {f"<{kind}>".encode() for kind in declared.subjects(URIRef(expand("rkg:subjectKind")))}
    assert vocabulary().associations.keys() == kinds
    assert len(kinds) == 11
    phenotype = vocabulary().associations[iri(PHENOTYPE)]
    assert (phenotype.subject, phenotype.object) == (iri("biolink:Disease"), iri("HP:0000118"))
    assert phenotype.predicates == {iri("biolink:has_phenotype")}


@pytest.mark.parametrize(
    ("kind", "plains"),
    [
        (PHENOTYPE, {Plain(iri("RO:0002200"), False)}),
        (CAUSAL, {Plain(iri("RO:0004003"), True), Plain(iri(GENE_LINK), False)}),
        ("biolink:GeneToDiseaseAssociation", {Plain(iri(GENE_LINK), False)}),
        (TREATMENT, {Plain(iri("schema:possibleTreatment"), True)}),
    ],
)
def test_plain_triples_run_from_the_disease_and_the_link_of_a_gene_from_the_gene(kind: str, plains: set[Plain]) -> None:
    assert set(vocabulary().associations[iri(kind)].plains) == plains
