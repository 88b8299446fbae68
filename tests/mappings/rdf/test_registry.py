"""Entries and definitions of a registry as RDF."""

from rdf import hashed, translated, turtle

from rarekg.mappings.facts import Definition, Origin, RegistryEntry


def test_an_entry_has_its_name_kind_and_flags() -> None:
    entry = RegistryEntry(
        id="ORPHA:37042",
        label="IPEX",
        disease="MONDO:0010580",
        group="subtype",
        type="ORPHA:377796",
        flags=("historical", "head-of-classification"),
    )
    assert translated(entry) == turtle("""
        ORPHA:37042 a rkg:RegistryEntry ;
            rdfs:label "IPEX"@en ;
            rkg:entryGroup rkg:SubtypeOfDisorder ;
            dcterms:type ORPHA:377796 ;
            rkg:entryFlag rkg:HistoricalEntity , rkg:HeadOfClassification .
    """)


def test_an_entry_that_is_the_node_of_the_disease_leaves_the_label_to_it() -> None:
    entry = RegistryEntry(id="ORPHA:1", label="X", disease="ORPHA:1", group="group")
    assert translated(entry) == turtle("ORPHA:1 a rkg:RegistryEntry ; rkg:entryGroup rkg:GroupOfDisorders .")


def test_a_withdrawn_entry_is_deprecated_and_leads_on() -> None:
    moved = RegistryEntry(id="ORPHA:1", label="X", flags=("inactive", "deprecated"), replaced_by="ORPHA:2")
    assert translated(moved) == turtle("""
        ORPHA:1 a rkg:RegistryEntry ; rdfs:label "X"@en ; owl:deprecated true ; IAO:0100001 ORPHA:2 ;
            rkg:entryFlag rkg:Inactive , rkg:DeprecatedEntity .
    """)
    obsolete = RegistryEntry(id="ORPHA:1", label="X", flags=("obsolete",), consider=("ORPHA:3", "ORPHA:4"))
    assert translated(obsolete) >= turtle("ORPHA:1 owl:deprecated true ; oboInOwl:consider ORPHA:3 , ORPHA:4 .")
    common = RegistryEntry(id="ORPHA:1", label="X", flags=("inactive", "non-rare"))
    assert not [triple for triple in translated(common) if triple.predicate.value.endswith("deprecated")]


def test_a_definition_is_on_the_disease_and_on_a_node_with_its_source() -> None:
    origin = Origin(source="orphanet-nomenclature", key=("ORPHA:1",), primary="orphanet", subject="ORPHA:1")
    node = hashed("definition", "ORPHA:1", source="orphanet-nomenclature")
    assert translated(Definition(disease="MONDO:0010580", text="A rare disease.", origin=origin)) == turtle(f"""
        MONDO:0010580 IAO:0000115 "A rare disease."@en .
        {node} a rkg:DiseaseDefinition ;
            rkg:ofDisease MONDO:0010580 ;
            schema:text "A rare disease."@en ;
            biolink:primary_knowledge_source infores:orphanet ;
            biolink:original_subject "ORPHA:1" .
    """)
