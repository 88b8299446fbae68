"""Associations as RDF: class, subject, object and provenance."""

from rdf import hashed, turtle

from rarekg.mappings.facts import Origin
from rarekg.mappings.rdf.association import association, provenance, triple_and_association
from rarekg.mappings.rdf.ntriples import Mint, Node, lines, node

FULL = Origin(
    source="gard",
    key=("a", "b"),
    references=("PMID:1", "reference/GARD_0001850-3"),
    evidence="ECO:0000304",
    curated_by=("HPO:someone", "ORCID:0"),
    curated_on=("2016-02-20", "2016"),
    section="page/GARD_0001850#cause",
    subject="OMIM:304790",
    object="HP:0000976",
    words="Eczema",
)


def test_provenance_has_every_field_of_an_origin() -> None:
    assert turtle(lines((Node("<x:a>"), provenance(Mint(), FULL)), " .\n")) == turtle("""
        <x:a> biolink:primary_knowledge_source infores:gard ;
            RO:0002558 ECO:0000304 ;
            biolink:publications PMID:1 , <reference/GARD_0001850-3> ;
            rkg:curatedBy "HPO:someone" , "ORCID:0" ;
            rkg:curatedOn "2016-02-20"^^xsd:date , "2016"^^xsd:gYear ;
            dcterms:isPartOf <page/GARD_0001850#cause> ;
            biolink:original_subject "OMIM:304790" ;
            biolink:original_object "HP:0000976" ;
            rkg:sourceWords "Eczema"@en .
    """)


def test_an_association_has_a_class_a_subject_and_an_object() -> None:
    bare = Origin(source="gard", key=("a", "b"))
    self, statements = association(Mint(), "rkg:DiseaseToSexAssociation", Node("<x:s>"), Node("<x:o>"), bare)
    assert self == hashed("association", "rkg:DiseaseToSexAssociation", "a", "b")
    assert turtle(lines((self, statements), " .\n")) == turtle(f"""
        {self} a rkg:DiseaseToSexAssociation ;
            oban:association_has_subject <x:s> ;
            oban:association_has_object <x:o> ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_the_plain_triple_comes_before_the_association() -> None:
    bare = Origin(source="gard", key=("a", "b"))
    ends = (Node("<x:s>"), Node("<x:o>"), bare)
    shared = association(Mint(), "rkg:DiseaseToSexAssociation", *ends)
    descriptions = list(triple_and_association(Mint(), "rkg:DiseaseToSexAssociation", "rkg:affectsSex", *ends))
    assert descriptions == [("<x:s>", [f"{node('rkg:affectsSex')} <x:o>"]), shared]
