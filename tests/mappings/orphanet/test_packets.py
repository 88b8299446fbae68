"""The records of ORPHApackets: every shape of a list has the same content, and the wrong ones are refused."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_packets import packet

from rarekg.mappings.orphanet import packets
from rarekg.mappings.orphanet.json_shapes import ShapeError, items, text
from rarekg.mappings.orphanet.records import (
    Course,
    Entity,
    ExternalReference,
    GeneList,
    GeneRow,
    ParentList,
    ParentRow,
    PhenotypeProfile,
    PhenotypeRow,
    PrevalenceList,
    PrevalenceRow,
)

EXACT = "E (Exact mapping: the two concepts are equivalent)"
OMIM = {"Source": "OMIM", "Reference": "699001", "DisorderMappingRelation": EXACT}
GENE = {
    "Symbol": "HLD1",
    "Name": "halden 1",
    "ExternalReferences": [{"Source": "HGNC", "Reference": "99001"}, {"Source": "ClinVar", "Reference": "HLD1"}],
    "DisorderGeneAssociationType": "Disease-causing germline mutation(s) in",
}
PREVALENCE = {
    "Source": "ORPHANET_12345678[PMID]",
    "PrevalenceType": "Point prevalence",
    "PrevalenceQualification": "Value and class",
    "PrevalenceClass": "1-9 / 100 000",
    "ValMoy": "1.5",
    "PrevalenceGeographic": "Norway",
}
PHENOTYPE = {"HPOId": "HP:0001250", "HPOTerm": "Seizure", "HPOFrequency": "Frequent (79-30%)"}
PARENT = {"ORPHAcode": "902", "Label": "Rare halden disease"}
DISORDER = ("901", "Halden syndrome 901", None)


def made(**fields: object) -> packets.Packet:
    content: packets.Packet = json.loads(packet(**fields))["Orphapacket"]
    return content


def shapes(tag: str, *rows: object) -> list[object]:
    """Return ``rows`` in each shape that a list of ``tag`` has in some packet, and in those between."""
    found: list[object] = [
        [{tag: row} for row in rows],
        list(rows),
        {tag: list(rows)},
        [{tag: list(rows)}],
        [{tag: [row]} for row in rows],
    ]
    return [*found, *([{tag: rows[0]}, rows[0]] if len(rows) == 1 else [])]


@pytest.mark.parametrize("shape", shapes("Synonym", "HS", "Halden disease"))
def test_names_definition_and_type_are_an_entity(shape: object) -> None:
    assert packets.entity(
        made(Synonyms=shape, TextSection={"TextSectionType": "Definition", "Contents": " A rare one. "})
    ) == Entity(
        *DISORDER, synonyms=("HS", "Halden disease"), definition="A rare one.", group="Disorder", type="Disease"
    )


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("Category", "Group of disorders"),
        ("Clinical syndrome", "Disorder"),
        ("Clinical subtype", "Subtype of disorder"),
        ("Halden type", ""),
    ],
)
def test_the_group_of_an_entity_is_that_of_its_type(kind: str, group: str) -> None:
    entity = packets.entity(made(DisorderType={"value": kind, "PURL": "http://a"}))
    assert (entity.type, entity.group) == (kind, group)


@pytest.mark.parametrize("shape", shapes("ExternalReference", OMIM))
def test_a_mapping_tells_its_relation_and_no_status(shape: object) -> None:
    assert packets.entity(made(ExternalReferences=shape)).references == (ExternalReference("OMIM", "699001", EXACT),)


@pytest.mark.parametrize("ages", shapes("AverageAgeOfOnset", {"value": "Adult"}, {"value": "Elderly"}))
@pytest.mark.parametrize("modes", shapes("TypeOfInheritance", {"value": "Oligogenic"}))
def test_ages_and_modes_are_the_course(ages: object, modes: object) -> None:
    assert packets.course(made(AverageAgeOfOnsets=ages, TypeOfInheritances=modes)) == Course(
        *DISORDER, ages=("Adult", "Elderly"), modes=("Oligogenic",)
    )


@pytest.mark.parametrize("shape", shapes("Phenotype", PHENOTYPE))
def test_phenotypes_have_their_frequency(shape: object) -> None:
    row = PhenotypeRow("HP:0001250", "Seizure", "Frequent (79-30%)")
    assert packets.phenotypes(made(Phenotypes=shape)) == PhenotypeProfile(*DISORDER, rows=(row,))


@pytest.mark.parametrize("shape", shapes("Gene", GENE))
def test_a_gene_has_its_ids_and_its_role(shape: object) -> None:
    ids = (("HGNC", "99001"), ("ClinVar", "HLD1"))
    row = GeneRow("HLD1", "halden 1", ids, "Disease-causing germline mutation(s) in")
    assert packets.genes(made(Genes=shape)) == GeneList(*DISORDER, rows=(row,))


@pytest.mark.parametrize("shape", shapes("Prevalence", PREVALENCE))
def test_a_prevalence_has_all_its_fields(shape: object) -> None:
    row = PrevalenceRow(
        type="Point prevalence",
        qualification="Value and class",
        class_="1-9 / 100 000",
        value="1.5",
        geography="Norway",
        source="ORPHANET_12345678[PMID]",
    )
    assert packets.prevalences(made(Prevalences=shape)) == PrevalenceList(*DISORDER, rows=(row,))


def test_numbers_may_be_texts_and_what_is_lost_is_empty() -> None:
    changed = PREVALENCE | {"ValMoy": 1.5, "Source": None, "PrevalenceGeographic": "No data"}
    found = packets.prevalences(made(code=901, Prevalences=[{"Prevalence": changed}]))
    assert found is not None
    assert found.code == "901"
    assert (found.rows[0].value, found.rows[0].source, found.rows[0].geography) == ("1.5", "", "")


@pytest.mark.parametrize("shape", shapes("Parent", PARENT))
def test_parents_have_codes_and_names(shape: object) -> None:
    assert packets.parents(made(Parents=shape)) == ParentList(
        *DISORDER, rows=(ParentRow("902", "Rare halden disease"),)
    )


LISTS: dict[str, Callable[[packets.Packet], tuple[object, ...] | None]] = {
    "Genes": packets.genes,
    "Phenotypes": packets.phenotypes,
    "Prevalences": packets.prevalences,
    "Parents": packets.parents,
    "AverageAgeOfOnsets": packets.course,
}


@pytest.mark.parametrize("nothing", [None, "no data", "", [], {"Gene": [], "Phenotype": [], "Prevalence": []}])
@pytest.mark.parametrize("name", ["Genes", "Phenotypes", "Prevalences"])
def test_a_packet_that_has_none_has_no_record(name: str, nothing: object) -> None:
    assert LISTS[name](made(**{name: nothing})) is None


@pytest.mark.parametrize("wrong", [7, True, "HLD1", [[["HLD1"]]]])
@pytest.mark.parametrize("name", ["Genes", "Phenotypes", "Prevalences", "Parents"])
def test_a_thing_that_is_no_object_is_refused(name: str, wrong: object) -> None:
    with pytest.raises(ShapeError):
        LISTS[name](made(**{name: wrong}))


@pytest.mark.parametrize("value", [True, [], {}, float("nan"), "a\x01b", "\ud800", "x" * (1 << 20 | 1)])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ShapeError):
        text(value)


def test_two_definitions_are_refused() -> None:
    section = {"TextSectionType": "Definition", "Contents": "It is rare."}
    with pytest.raises(ShapeError, match="2 definitions"):
        packets.entity(made(TextSection=[section, section]))


def test_a_field_that_no_record_has_is_named() -> None:
    changed = made(Genes=[{"Gene": GENE | {"Locus": "1p"}}, "no object"], Phenotypes={"Phenotype": [PHENOTYPE]}, New=1)
    assert sorted(packets.unread(changed)) == sorted(
        ["Gene.Locus", "New", "ORPHApacketId", "PURL", "copyright", "version"]
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["no data", "value"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["Gene", "value", "Source", "Reference", "ORPHAcode"]), inner, max_size=3)
    ),
    max_leaves=12,
)
FIELDS = st.sampled_from([*packets.LISTS, *packets.OTHERS, "ORPHAcode", "Label"])


@given(st.dictionaries(FIELDS, JSON))
def test_any_json_is_a_record_or_refused(content: dict[str, object]) -> None:
    list(packets.unread(content))
    for record in (packets.entity, *LISTS.values()):
        try:
            found = record(content)
        except ShapeError:
            continue
        assert found is None or found[:3] == (text(content.get("ORPHAcode")), text(content.get("Label")), None)


@given(st.lists(st.text(min_size=1).filter(lambda one: one.strip().casefold() not in ("", "no data")), max_size=4))
def test_every_shape_has_the_same_things(things: list[str]) -> None:
    assert all(list(items(shape, "Tag")) == things for shape in shapes("Tag", *things))
