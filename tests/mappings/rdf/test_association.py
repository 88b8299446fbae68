"""Associations as RDF: class, subject, object and provenance."""

from rdf import asserted, hashed, turtle

from rarekg.mappings.facts import Origin
from rarekg.mappings.rdf.association import association, provenance, triple_and_association
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, lines, node

FULL = Origin(
    source="gard",
    key=("a", "b"),
    references=("PMID:1", "reference/GARD_0001850-3"),
    primary="orphanet",
    aggregator="hpo-annotations",
    supporting="omim",
    evidence="ECO:0000304",
    records=("OMIM:100001",),
    curation=("HPO:someone[2016-02-20]", "ORCID:0000-0002-0736-9199[2016-03-01]"),
    curators=("orcid:0000-0002-0736-9199",),
    curated_on="2016-03-01",
    section="page/GARD_0001850#cause",
    subject="OMIM:304790",
    object="HP:0000976",
    words="Eczema",
)


def test_provenance_has_every_field_of_an_origin() -> None:
    assert turtle(lines(Description(Node("<x:a>"), provenance(Mint(), FULL)), " .\n")) == turtle("""
        <x:a> biolink:primary_knowledge_source infores:orphanet ;
            biolink:aggregator_knowledge_source infores:hpo-annotations ;
            biolink:supporting_data_source infores:omim ;
            RO:0002558 ECO:0000304 ;
            biolink:publications PMID:1 , <reference/GARD_0001850-3> ;
            dcterms:source OMIM:100001 ;
            rkg:curation "HPO:someone[2016-02-20]" , "ORCID:0000-0002-0736-9199[2016-03-01]" ;
            pav:curatedBy <https://orcid.org/0000-0002-0736-9199> ;
            rkg:curatedOn "2016-03-01"^^xsd:date ;
            dcterms:isPartOf <page/GARD_0001850#cause> ;
            biolink:original_subject "OMIM:304790" ;
            biolink:original_object "HP:0000976" ;
            rkg:sourceWords "Eczema"@en .
    """)


def test_an_association_has_a_class_a_subject_and_an_object() -> None:
    bare = Origin(source="gard", key=("a", "b"))
    self, statements, place = association(Mint(), "rkg:DiseaseToSexAssociation", Node("<x:s>"), Node("<x:o>"), bare)
    assert self == hashed("association", "rkg:DiseaseToSexAssociation", "a", "b")
    assert place == "node"
    assert turtle(lines(Description(self, statements), " .\n")) == turtle(f"""
        {self} a rkg:DiseaseToSexAssociation ; {asserted()}
            oban:association_has_subject <x:s> ;
            oban:association_has_object <x:o> ;
            biolink:primary_knowledge_source infores:gard .
    """)


def test_a_predicate_of_its_own_replaces_that_of_the_class() -> None:
    bare, kind = Origin(source="gard", key=("a",)), "biolink:GeneToDiseaseAssociation"
    ends = (Node("<x:s>"), Node("<x:o>"), bare)
    usual, other = (association(Mint(), kind, *ends, predicate) for predicate in (None, "biolink:contributes_to"))
    assert set(usual.statements) ^ set(other.statements) == {
        f"{node('biolink:predicate')} {node('biolink:associated_with')}",
        f"{node('biolink:predicate')} {node('biolink:contributes_to')}",
    }


def test_the_plain_triple_follows_the_association() -> None:
    bare = Origin(source="gard", key=("a", "b"))
    ends = (Node("<x:s>"), Node("<x:o>"), bare)
    shared = association(Mint(), "rkg:DiseaseToSexAssociation", *ends)
    descriptions = list(triple_and_association(Mint(), "rkg:DiseaseToSexAssociation", "rkg:affectsSex", *ends))
    assert descriptions == [shared, ("<x:s>", [f"{node('rkg:affectsSex')} <x:o>"], "stated")]
