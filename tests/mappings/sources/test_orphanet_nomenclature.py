"""Product 1 of Orphanet as released, compared with a loop over its XML and with what MONDO asserts."""

import re
from collections import Counter
from functools import cache
from html import unescape
from xml.etree import ElementTree

import pytest
from fetched import VOCABULARIES, fetched, load_known

from rarekg.mappings.facts import OWN, Annotation, Definition, Disease, Fact, Issue, Mapping, RegistryEntry
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.readers import learn
from rarekg.mappings.sources import hpoa, orphanet_nomenclature

SOURCE = orphanet_nomenclature.SOURCE
PREDICATES = {
    "E": "skos:exactMatch",
    "NTBT": "skos:broadMatch",
    "BTNT": "skos:narrowMatch",
    "ND": "oboInOwl:hasDbXref",
}
WITHDRAWN = {"Obsolete entity", "Obsolete with resources", "Deprecated entity"}
Row = tuple[str, str, str, str, bool, str, str]


@cache
def rows() -> tuple[dict[str, ElementTree.Element], list[Row]]:
    """Return the entities of the file by code, and its references with a number that is one, each once."""
    entities, references = {}, dict[Row, None]()
    for _, entity in ElementTree.iterparse(fetched(SOURCE)):
        if entity.tag == "Disorder" and (code := entity.findtext("OrphaCode")):
            entities[code] = entity
            for one in entity.iterfind("ExternalReferenceList/ExternalReference"):
                source, number = (one.findtext(tag) or "" for tag in ("Source", "Reference"))
                relation = (one.findtext("DisorderMappingRelation/Name") or "").split(" ")[0]
                row = (
                    *(code, source, number.strip().zfill(7) if source == "MONDO" else number.strip(), relation),
                    one.findtext("DisorderMappingValidationStatus/Name") == "Validated",
                    (one.findtext("DisorderMappingICDRelation/Name") or "").split(" ")[0].lower(),
                    *re.findall(r"^\d+$", one.findtext("DisorderMappingICDRefUri") or ""),
                )
                if row[1:3] != ("ICD-10", "69.3"):
                    references[row if len(row) == 7 else (*row, "")] = None
    return entities, list(references)


def flags(entity: ElementTree.Element) -> set[str]:
    return {label for flag in entity.iterfind("DisorderFlagList/DisorderFlag") if (label := flag.findtext("Label"))}


@cache
def before() -> Known:
    """Return what is known before the nomenclature is read; nothing may be learnt from it here."""
    return load_known(*VOCABULARIES)


@cache
def read() -> tuple[list[Fact | Issue], Known]:
    """Return what the reader yields, and what is known after it."""
    known = load_known(*VOCABULARIES)
    facts = []
    for fact in orphanet_nomenclature.read(fetched(SOURCE), known):
        learn(known, fact)
        facts.append(fact)
    return facts, known


def mappings() -> list[Mapping]:
    return [fact for fact in read()[0] if isinstance(fact, Mapping) and fact.source == SOURCE]


def test_entries_by_rank_and_flag_are_those_of_a_loop() -> None:
    entries = [fact for fact in read()[0] if isinstance(fact, RegistryEntry)]
    entities, _ = rows()
    assert {entry.id: entry.label for entry in entries} == {
        f"ORPHA:{code}": entity.findtext("Name") for code, entity in entities.items()
    }
    ranks = Counter(entity.findtext("DisorderGroup/Name", "").split(" ")[0].lower() for entity in entities.values())
    assert Counter(entry.group for entry in entries) == ranks
    types = Counter(entity.findtext("DisorderType/Name") for entity in entities.values())
    assert sorted(Counter(entry.type for entry in entries).values()) == sorted(types.values())
    flagged = Counter(flag for entity in entities.values() for flag in flags(entity))
    assert Counter(flag for entry in entries for flag in entry.flags) == {
        "inactive": flagged["Inactive"],
        "obsolete": flagged["Obsolete entity"],
        "obsolete-with-resources": flagged["Obsolete with resources"],
        "deprecated": flagged["Deprecated entity"],
        "historical": flagged["Historical entity"],
        "non-rare": flagged["Non-rare disease in Europe"],
        "head-of-classification": flagged["Head of classification"],
    }


def test_withdrawn_entries_lead_where_the_file_does() -> None:
    leads = Counter[tuple[str, str, str]]()
    for code, entity in rows()[0].items():
        for one in entity.iterfind("DisorderDisorderAssociationList/DisorderDisorderAssociation"):
            if target := one.findtext("TargetDisorder/OrphaCode"):
                kind = one.findtext("DisorderDisorderAssociationType/Name", "")
                leads[f"ORPHA:{code}", kind, f"ORPHA:{target}"] += 1
    found = Counter[tuple[str, str, str]]()
    for entry in (fact for fact in read()[0] if isinstance(fact, RegistryEntry)):
        found.update([(entry.id, "Moved to", entry.replaced_by)] if entry.replaced_by else ())
        found.update((entry.id, "Referred to", other) for other in entry.consider)
    assert found == leads
    assert Counter(kind for _, kind, _ in leads) == {"Moved to": 337, "Referred to": 977}


def test_every_definition_is_there_and_only_markup_is_lost() -> None:
    written = {
        f"ORPHA:{code}": text.strip()
        for code, entity in rows()[0].items()
        for text in [entity.findtext("SummaryInformationList/SummaryInformation/TextSectionList/TextSection/Contents")]
        if text
    }
    definitions = {fact.origin.key[0]: fact.text for fact in read()[0] if isinstance(fact, Definition)}
    assert definitions.keys() == written.keys()
    assert len(definitions) == 6_898

    def letters(text: str) -> list[str]:
        return re.findall(r"[^\W\d_]+|\d+", re.sub(r"</?i>|<i<", "", unescape(text), flags=re.IGNORECASE))

    ligature = [own for own, text in definitions.items() if letters(text) != letters(written[own])]
    assert len(ligature) <= 8
    assert all(re.search(r"&#6425[78];", written[own]) for own in ligature)
    assert not [text for text in definitions.values() if re.search(r"</?[a-z]|&#?\w+;|\s\s", text)]


def test_mappings_per_source_relation_status_and_place_are_those_of_a_loop() -> None:
    names = {"ICD10WHO": "ICD-10", "ICD11": "ICD-11", "MESH": "MeSH", "ORPHA": "MONDO"}
    made = Counter(
        (
            *(names.get(prefix := one.object.partition(":")[0], prefix), one.predicate, one.validated),
            *(one.icd_relation or "", one.foundation or ""),
        )
        for one in mappings()
    )
    listed = Counter(
        (row[1], PREDICATES[row[3]], row[4], row[5], f"icd11.foundation:{row[6]}" if row[6] else "")
        for row in rows()[1]
    )
    assert made == listed
    assert sum(listed.values()) == 51_394


def test_the_terms_of_mondo_are_those_of_the_file_with_successors_followed() -> None:
    listed = {(f"ORPHA:{row[0]}", f"MONDO:{row[2]}") for row in rows()[1] if row[1] == "MONDO"}
    made = {(one.object, one.original_subject or one.subject) for one in mappings() if one.object.startswith("ORPHA:")}
    assert made == listed
    for one in mappings():
        if one.original_subject is not None and one.original_subject.startswith("MONDO:"):
            assert before().current(one.original_subject).id == one.subject


def test_no_term_loses_or_changes_its_orphacode() -> None:
    known = read()[1]
    entities, _ = rows()
    alone = {mapping.object: mapping.subject for mapping in mappings() if mapping.resolves}
    changed = {}
    for code in entities:
        own = f"ORPHA:{code}"
        was, is_ = before().disease(own).id, known.disease(own).id
        if was != is_:
            changed[own] = is_
            assert was is None or (before().label(was) is None and own not in alone)  # withdrawn, and named otherwise
    decided = {fact.object for fact in read()[0] if isinstance(fact, Mapping) and fact.source == OWN}
    assert set(changed) - decided == alone.keys()
    assert alone == {own: changed[own] for own in alone}
    assert len(alone) == 41
    for own, term in alone.items():
        assert not before().mapped(own, "MONDO")
        assert not before().mapped(term, "ORPHA")


def test_disputed_mappings_are_exact_and_contradict_mondo() -> None:
    disputed = [mapping for mapping in mappings() if mapping.disputed]
    assert {mapping.predicate for mapping in disputed} == {"skos:exactMatch"}
    nodes = {
        fact.id: fact.disease or before().disease(fact.id).id for fact in read()[0] if isinstance(fact, RegistryEntry)
    }
    for mapping in disputed:
        if mapping.object.startswith("ORPHA:"):
            assert mapping.subject != nodes[mapping.object]
        elif mapping.object.startswith("OMIM:"):
            assert before().disease(mapping.object).id != mapping.subject
        else:
            claimants = before().claimants(mapping.object)
            assert claimants
            assert mapping.subject not in claimants
    assert 900 < len(disputed) < 1_500


def test_no_two_mappings_or_definitions_share_a_node() -> None:
    keys = Counter((one.original_subject or one.subject, one.predicate, one.object) for one in mappings())
    assert max(keys.values()) == 1
    labelled = Counter(fact.id for fact in read()[0] if isinstance(fact, Disease) and not fact.resolved)
    assert max(labelled.values()) == 1


def test_hpo_s_rows_stay_on_their_nodes_and_nothing_gets_a_second_label() -> None:
    """The rows of 2026-06 are on the same nodes with and without the nomenclature."""
    after = read()[1]
    labels = Counter(fact.id for fact in read()[0] if isinstance(fact, Disease) and not fact.resolved)
    labels.update(fact.id for fact in read()[0] if isinstance(fact, RegistryEntry) and fact.disease != fact.id)

    ties = Counter(fact for fact in read()[0] if isinstance(fact, Mapping) and fact.source == OWN)

    def nodes(known: Known, *, count: bool) -> dict[str, str]:
        found = {}
        for fact in hpoa.read(fetched("hpoa"), known):
            if isinstance(fact, Annotation):
                found[fact.origin.subject or fact.disease] = fact.disease
            elif isinstance(fact, Disease) and not fact.resolved and count:
                labels[fact.id] += 1
            elif isinstance(fact, Mapping) and count:
                ties[fact] += 1
        return found

    fresh = load_known(*VOCABULARIES)
    assert nodes(after, count=True) == nodes(fresh, count=False)
    assert [own for own, number in labels.items() if number > 1] == []
    assert max(ties.values()) == 1


@pytest.mark.parametrize(
    ("code", "term"), [("37042", "MONDO:0010580"), ("586", "MONDO:0009061"), ("558", "MONDO:0007947")]
)
def test_well_known_diseases_have_orphanet_s_definition_on_mondo_s_term(code: str, term: str) -> None:
    (definition,) = [
        fact for fact in read()[0] if isinstance(fact, Definition) and fact.origin.key == (f"ORPHA:{code}",)
    ]
    assert (definition.disease, definition.origin.subject) == (term, f"ORPHA:{code}")
    assert definition.origin.primary == "orphanet"
