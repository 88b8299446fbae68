"""Mappings as RDF: the plain match, and the node that SSSOM's tools find, with its source."""

import pytest
from example_facts import IPEX
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
