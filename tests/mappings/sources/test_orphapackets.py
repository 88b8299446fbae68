"""The facts of a few invented ORPHApackets, and which of them are left to the XML products."""

from pathlib import Path
from typing import TypeVar

import pytest
from growing import known
from growing_orphanet import GENE_ROW, PREVALENCE_ROW, PRODUCTS
from invented_packets import ARCHIVES, named, packet
from orphanet_xml import EXACT

from rarekg.mappings.catalog import sources
from rarekg.mappings.facts import (
    Classification,
    Definition,
    Disease,
    Fact,
    GeneDisease,
    Inheritance,
    Issue,
    Mapping,
    Onset,
    Phenotype,
    Prevalence,
    RegistryEntry,
)
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import reader
from rarekg.mappings.sources import orphapackets

T = TypeVar("T")
OMIM = {"Source": "OMIM", "Reference": "304790", "DisorderMappingRelation": EXACT}
IPEX = packet(
    "37042",
    Synonyms=[{"Synonym": "Halden disease"}],
    ExternalReferences=[
        {"ExternalReference": {"Source": "OMIM", "Reference": "304790", "DisorderMappingRelation": EXACT}}
    ],
    TextSection={"TextSectionType": "Definition", "Contents": "A rare <i>inborn</i> disease in &#8804; 1 of 3 people."},
    Genes=[{"Gene": GENE_ROW}],
    Parents={"Parent": [{"ORPHAcode": "902", "Label": "Rare immune disease"}]},
    Phenotypes=[{"Phenotype": {"HPOId": "HP:0001250", "HPOTerm": "Seizure", "HPOFrequency": "Frequent (79-30%)"}}],
    Prevalences={"Prevalence": [PREVALENCE_ROW]},
    AverageAgeOfOnsets={"AverageAgeOfOnset": [{"value": "Infancy"}]},
    TypeOfInheritances=[{"TypeOfInheritance": {"value": "X-linked recessive"}}],
)
TOPICS: dict[str, tuple[type, ...]] = {
    "nomenclature": (Definition, Mapping),
    "course": (Onset, Inheritance),
    "profiles": (Phenotype,),
    "genes": (GeneDisease,),
    "prevalence": (Prevalence,),
    "classification": (Classification,),
}


def read(folder: Path, *packets: bytes, before: Known | None = None) -> list[Fact | Issue]:
    (folder / "packets.tar.xz").write_bytes(ARCHIVES["tar.xz"](named(*packets)))
    return list(orphapackets.read(folder / "packets.tar.xz", before or known()))


def one(facts: list[Fact | Issue], kind: type[T]) -> T:
    (found,) = (fact for fact in facts if isinstance(fact, kind))
    return found


def test_a_packet_is_the_facts_of_every_product(tmp_path: Path) -> None:
    facts = read(tmp_path, IPEX)
    assert [fact for fact in facts if isinstance(fact, Issue)] == []
    assert one(facts, Definition).text == "A rare inborn disease in ≤ 1 of 3 people."
    assert one(facts, Disease).label == "Halden syndrome 37042"
    mapping = one(facts, Mapping)
    assert (mapping.subject, mapping.predicate, mapping.object) == ("MONDO:0010580", "skos:exactMatch", "OMIM:304790")
    assert mapping.validated is None
    assert (one(facts, Onset).onset, one(facts, Onset).origin.words) == ("HP:0003593", "Infancy")
    assert one(facts, Inheritance).mode == "HP:0001419"
    assert one(facts, Phenotype).phenotype == "HP:0001250"
    gene = one(facts, GeneDisease)
    assert (gene.gene, gene.role, gene.effect, gene.assessed) == ("HGNC:6106", "causal", "loss", None)
    prevalence = one(facts, Prevalence)
    assert (prevalence.kind, prevalence.band, prevalence.region) == ("point", "1-to-9-in-100000", "NO")
    assert prevalence.origin.references == ("PMID:12345678",)
    assert (one(facts, Classification).entry, one(facts, Classification).parent) == ("ORPHA:37042", "ORPHA:902")
    stated = [fact for fact in facts if isinstance(fact, (Onset, Inheritance, Phenotype, GeneDisease, Prevalence))]
    assert {fact.disease for fact in stated} == {"MONDO:0010580"}
    assert {(fact.origin.source, fact.origin.primary) for fact in stated} == {("orphapackets", "orphanet")}
    assert {fact.origin.subject or fact.origin.object for fact in stated} == {"ORPHA:37042"}


def test_a_parent_without_a_packet_has_its_label(tmp_path: Path) -> None:
    labels = {fact.id: fact.label for fact in read(tmp_path, IPEX) if isinstance(fact, RegistryEntry)}
    assert labels == {"ORPHA:37042": "Halden syndrome 37042", "ORPHA:902": "Rare immune disease"}


@pytest.mark.parametrize("product", TOPICS)
def test_what_an_xml_product_has_is_left_to_it(tmp_path: Path, product: str) -> None:
    before = known()
    before.products.add(product)
    facts = read(tmp_path, IPEX, before=before)
    left = {type(fact) for fact in facts}
    assert left.isdisjoint(TOPICS[product])
    assert left >= {kind for other, kinds in TOPICS.items() if other != product for kind in kinds}
    issue = one(facts, Issue)
    assert (issue.kind, issue.action, issue.value) == ("repeated-product", "skipped", product)


def test_every_xml_product_tells_the_topic_that_packets_leave_to_it(tmp_path: Path) -> None:
    told: dict[str, set[str]] = {}
    for product in PRODUCTS:
        if product.key != "orphapackets":
            before = known()
            (tmp_path / product.key).write_text(next(iter(product.grown.values()))(3), encoding="utf-8")
            assert list(reader(sources()[product.key])(tmp_path / product.key, before))
            told[product.key] = before.products
    assert {key for key in sources() if key.startswith("orphanet-")} == told.keys()
    assert told.keys() <= {*sources()["orphapackets"].after}
    assert sorted(topic for topics in told.values() for topic in topics) == sorted(TOPICS)


@pytest.mark.parametrize(
    ("field", "wrong", "missing"),
    [
        ("Genes", 7, GeneDisease),
        ("Prevalences", [{"Prevalence": PREVALENCE_ROW | {"Source": []}}], Prevalence),
        ("TextSection", {"TextSectionType": "Definition", "Contents": "a\x01"}, Definition),
    ],
)
def test_a_wrong_shape_costs_one_product_of_one_packet(
    tmp_path: Path, field: str, wrong: object, missing: type
) -> None:
    facts = read(tmp_path, packet("902", **{field: wrong}), IPEX)
    assert sum(isinstance(fact, missing) for fact in facts) == 1
    issue = one(facts, Issue)
    assert (issue.kind, issue.line, issue.value) == ("unread-packet", None, "json/ORPHApacket_901.json")
    assert issue.message.startswith("json/ORPHApacket_901.json: ")


def test_a_field_that_is_neither_read_nor_ignored_is_reported(tmp_path: Path) -> None:
    issue = one(read(tmp_path, packet("37042", Children=[], News=1), packet("902", News=2)), Issue)
    assert (issue.kind, issue.value) == ("unread-field", "News")
    assert issue.message.startswith("2 'News' not read")


def test_values_that_say_nothing_are_no_facts(tmp_path: Path) -> None:
    lost = PREVALENCE_ROW | {"PrevalenceType": "Cases/families", "PrevalenceClass": "no data", "ValMoy": "no data"}
    facts = read(
        tmp_path,
        packet(
            "37042",
            Prevalences=[{"Prevalence": lost}],
            AverageAgeOfOnsets={"AverageAgeOfOnset": [{"value": "No data available"}]},
            TypeOfInheritances=[{"TypeOfInheritance": {"value": "Not applicable"}}],
        ),
    )
    assert {type(fact) for fact in facts}.isdisjoint({Prevalence, Onset, Inheritance})
    assert one(facts, Issue).kind == "empty-prevalence"
