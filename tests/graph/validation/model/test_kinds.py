"""What things are: types that exclude each other, ids that say what they are, and the ends of associations."""

import pytest

from rarekg.graph.validation.model import kinds
from rarekg.graph.validation.model.kinds import CLASS, DISEASE, END, GENE, ONE_KIND, PUBLICATION, Kinds
from rarekg.graph.validation.model.report import Report
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.values import UNTAGGED
from rarekg.graph.validation.model.vocabulary import vocabulary

NODE = b"<https://w3id.org/rarekg/association/01>"
CAUSAL = vocabulary().associations[iri("biolink:CausalGeneToDiseaseAssociation")]


class Seen:
    """The rules with a report, fed statement by statement."""

    def __init__(self) -> None:
        self.report = Report("https://w3id.org/rarekg/")
        self.kinds = Kinds(self.report, b"<https://w3id.org/rarekg/association/")

    def say(self, subject: str, predicate: str, value: bytes) -> "Seen":
        for handled, handle in self.kinds.handlers():
            if handled == iri(predicate):
                handle(iri(subject), value)
        return self

    def found(self) -> list[tuple[str, str]]:
        self.kinds.finish()
        return sorted((one.check.removeprefix("model: "), one.value) for one in self.report.findings())


@pytest.mark.parametrize(
    ("curie", "what"),
    [
        ("MONDO:0010580", DISEASE),
        ("OMIM:304790", DISEASE | GENE),
        ("OMIMPS:304790", DISEASE),
        ("HGNC:6106", GENE),
        ("ENSEMBL:ENSG00000049768", GENE),
        ("PMC:PMC4047515", PUBLICATION),
        ("NBK:NBK1118", PUBLICATION),
        ("UMLS:C0342288", 0),
        ("DOI:10.1000/1", 0),
    ],
)
def test_an_id_says_what_it_is_by_its_registry(curie: str, what: int) -> None:
    assert kinds.kinds(iri(curie)) == what


def test_a_node_has_one_kind_and_a_declared_class() -> None:
    disease = iri("biolink:Disease")
    term = Seen().say("MONDO:0010580", "rdf:type", disease).say("MONDO:0010580", "rdf:type", iri("owl:Class"))
    assert term.found() == []
    assert Seen().say("OMIM:304790", "rdf:type", disease).found() == []
    assert Seen().say("HP:0000964", "rdf:type", disease).found() == [(ONE_KIND, "biolink:Disease")]
    twice = Seen().say("DOI:10.1000/1", "rdf:type", disease)
    twice.say("DOI:10.1000/1", "rdf:type", iri("biolink:Publication"))
    assert twice.found() == [(ONE_KIND, "biolink:Publication")]
    assert Seen().say("MONDO:0010580", "rdf:type", iri("biolink:Drug")).found() == [(CLASS, "biolink:Drug")]


def test_the_ends_of_an_association_are_described_as_what_its_class_demands() -> None:
    seen = Seen().say("HGNC:6106", "rdf:type", iri("biolink:Gene"))
    seen.kinds.association(NODE, CAUSAL, iri("HGNC:6106"), iri("MONDO:0010580"))
    assert seen.found() == [(END, "MONDO:0010580")]
    seen.say("MONDO:0010580", "rdf:type", iri("biolink:Disease"))
    fresh = Seen().say("HGNC:6106", "rdf:type", iri("biolink:Gene"))
    fresh.say("MONDO:0010580", "rdf:type", iri("biolink:Disease"))
    fresh.kinds.association(NODE, CAUSAL, iri("HGNC:6106"), iri("MONDO:0010580"))
    assert fresh.found() == []


def test_names_without_a_language_are_those_of_genes_and_publications() -> None:
    gene = Seen().say("HGNC:6106", "rdfs:label", b'"FOXP3"').say("HGNC:6106", "rdf:type", iri("biolink:Gene"))
    assert gene.found() == []
    assert Seen().say("MONDO:0010580", "rdfs:label", b'"IPEX"').found() == [(UNTAGGED, "IPEX")]
    assert Seen().say("MONDO:0010580", "skos:altLabel", b'"IPEX"@en').found() == []
