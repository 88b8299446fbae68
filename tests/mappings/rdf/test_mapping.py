"""Mappings as RDF: the plain match, and the node that SSSOM's tools find, with its source."""

import pytest
from example_facts import IPEX
from msgspec.structs import replace
from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Mapping


def mapping(predicate: str = "skos:exactMatch", note: str | None = None) -> Mapping:
    return Mapping(
        subject=IPEX,
        predicate=predicate,
        object="ORPHA:37042",
        justification="semapv:UnspecifiedMatching",
        source="mondo",
        note=note,
    )


@pytest.mark.parametrize(
    "predicate",
    ["skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:closeMatch", "oboInOwl:hasDbXref"],
)
def test_a_mapping_is_a_triple_and_a_node(predicate: str) -> None:
    node = hashed("mapping", IPEX, predicate, "ORPHA:37042", source="mondo")
    assert translated(mapping(predicate)) == turtle(f"""
        MONDO:0010580 {predicate} ORPHA:37042 .
        <mapping-set/mondo> sssom:mappings {node} .
        {node} a owl:Axiom ;
            owl:annotatedSource MONDO:0010580 ;
            owl:annotatedProperty {predicate} ;
            owl:annotatedTarget ORPHA:37042 ;
            sssom:mapping_justification semapv:UnspecifiedMatching ;
            biolink:primary_knowledge_source infores:mondo .
    """)


def test_a_note_is_a_comment_on_the_node() -> None:
    node = hashed("mapping", IPEX, "skos:exactMatch", "ORPHA:37042", source="mondo")
    added = translated(mapping(note="Disagrees with Orphanet.")) - translated(mapping())
    assert added == turtle(f'{node} rdfs:comment "Disagrees with Orphanet."@en .')


def test_owl_sameas_is_never_used() -> None:
    assert not [t for t in translated(mapping()) if t.predicate.value.endswith("sameAs")]


def test_a_plain_mapping_is_only_a_triple() -> None:
    plain = Mapping(
        subject=IPEX,
        predicate="skos:exactMatch",
        object="icd11.foundation:733056203",
        justification="semapv:UnspecifiedMatching",
        source="mondo-mappings",
        plain=True,
    )
    assert translated(plain) == turtle("""
        MONDO:0010580 skos:exactMatch <http://id.who.int/icd/entity/733056203> .
    """)


def test_the_details_of_a_mapping_are_on_its_node_whose_id_has_the_source_s_own_subject() -> None:
    node = hashed("mapping", "ORPHA:37042", "skos:broadMatch", "ICD11:4A01.21", source="orphanet-nomenclature")
    fact = Mapping(
        subject=IPEX,
        predicate="skos:broadMatch",
        object="ICD11:4A01.21",
        justification="semapv:ManualMappingCuration",
        source="orphanet-nomenclature",
        original_subject="ORPHA:37042",
        words="4A01.21*",
        validated=False,
        icd_relation="inclusion",
        foundation="icd11.foundation:733056203",
    )
    assert translated(fact) >= turtle(f"""
        MONDO:0010580 skos:broadMatch ICD11:4A01.21 .
        <mapping-set/orphanet-nomenclature> sssom:mappings {node} .
        {node} biolink:original_subject "ORPHA:37042" ;
            biolink:original_object "4A01.21*" ;
            rkg:isValidated false ;
            rkg:icdRelation rkg:IcdInclusionTerm ;
            rkg:foundationEntity <http://id.who.int/icd/entity/733056203> .
    """)


def test_a_disputed_mapping_has_a_node_and_no_triple() -> None:
    node = hashed("mapping", IPEX, "skos:exactMatch", "ORPHA:37042", source="mondo")
    gone = translated(mapping()) - translated(replace(mapping(), disputed=True))
    assert gone == turtle("MONDO:0010580 skos:exactMatch ORPHA:37042 .")
    assert translated(replace(mapping(), disputed=True)) >= turtle(f"{node} rkg:isDisputed true .")
