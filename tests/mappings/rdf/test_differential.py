"""Differential diagnoses as RDF: a disease or a flagged node with the name, and always the source's words."""

from example_facts import IPEX, OMENN
from msgspec.structs import replace
from rdf import asserted, hashed, translated, turtle

from rarekg.mappings.facts import Differential, Origin

KIND = "rkg:DifferentialDiagnosisAssociation"
NODE = hashed("association", KIND, "Omenn")
RESOLVED = Differential(
    disease=IPEX, other=OMENN, name="Omenn's syndrome", origin=Origin(source="gard", key=("Omenn",), words="Omenn's")
)


def test_a_resolved_name() -> None:
    assert translated(RESOLVED) == turtle(f"""
        MONDO:0010580 rkg:differentialDiagnosis MONDO:0011338 .
        {NODE} a {KIND} ; {asserted()}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object MONDO:0011338 ;
            biolink:primary_knowledge_source infores:gard ;
            rkg:sourceWords "Omenn's"@en .
    """)


def test_an_unresolved_name_becomes_a_flagged_node() -> None:
    other = hashed("disease", "Omenn's syndrome")
    unresolved = replace(RESOLVED, other=None, origin=Origin(source="gard", key=("Omenn",)))
    assert translated(unresolved) == turtle(f"""
        MONDO:0010580 rkg:differentialDiagnosis {other} .
        {other} a biolink:Disease ; rdfs:label "Omenn's syndrome"@en ; rkg:unresolved true .
        {NODE} a {KIND} ; {asserted()}
            oban:association_has_subject MONDO:0010580 ;
            oban:association_has_object {other} ;
            biolink:primary_knowledge_source infores:gard ;
            rkg:sourceWords "Omenn's syndrome"@en .
    """)


def test_two_spellings_of_an_unresolved_name_do_not_share_a_node() -> None:
    """One node would have two labels."""
    one, other = (replace(RESOLVED, other=None, name=name) for name in ("Some syndrome", "Some Syndrome"))
    labels = [t for t in translated(one, other) if t.predicate.value.endswith("#label")]
    assert len({t.subject for t in labels}) == len(labels) == 2


def test_an_unresolved_name_is_one_node_on_every_page_of_a_source() -> None:
    one = replace(RESOLVED, other=None)
    other = replace(RESOLVED, disease="MONDO:0000001", other=None)
    assert {t.subject for t in translated(one) if t.predicate.value.endswith("unresolved")} == {
        t.subject for t in translated(other) if t.predicate.value.endswith("unresolved")
    }
