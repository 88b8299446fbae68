"""Who says so: Biolink's predicate, level, agent and sources of an association agree."""

import pytest
from msgspec.structs import replace

from rarekg.graph.validation.model.provenance import (
    AGENT,
    AGENTS,
    EVIDENCE,
    LEVEL,
    LEVELS,
    PREDICATE,
    SOURCES,
    Stated,
    faults,
)
from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import vocabulary

GENE = vocabulary().associations[iri("biolink:GeneToDiseaseAssociation")]
PHENOTYPE = vocabulary().associations[iri("biolink:DiseaseToPhenotypicFeatureAssociation")]
ROW = Stated(
    predicate=iri("biolink:has_phenotype"),
    level=b'"knowledge_assertion"',
    agent=b'"manual_agent"',
    primary=iri("infores:omim"),
    aggregator=iri("infores:hpo-annotations"),
    supporting=None,
    evidence=iri("ECO:0000304"),
    role=None,
)


def rules(one: Stated) -> list[str]:
    return [fault.rule for fault in faults(PHENOTYPE, one)]


def test_a_row_of_omim_that_hpo_passes_on_is_sound() -> None:
    assert rules(ROW) == []
    assert rules(replace(ROW, primary=iri("infores:hpo-annotations"), aggregator=None)) == []
    assert rules(replace(ROW, evidence=iri("ECO:0000501"), agent=b'"text_mining_agent"')) == []


@pytest.mark.parametrize(
    ("one", "rule"),
    [
        (replace(ROW, predicate=iri("biolink:causes")), PREDICATE),
        (replace(ROW, level=b'"sure"'), LEVEL),
        (replace(ROW, level=b'"knowledge_assertion"@en'), LEVEL),
        (replace(ROW, agent=b'"knowledge_assertion"', evidence=None), AGENT),
        (replace(ROW, aggregator=iri("infores:omim")), SOURCES),
        (replace(ROW, supporting=iri("infores:hpo-annotations")), SOURCES),
        (replace(ROW, evidence=iri("ECO:0000501")), EVIDENCE),
        (replace(ROW, evidence=iri("ECO:0006017"), agent=b'"text_mining_agent"'), EVIDENCE),
    ],
)
def test_what_does_not_agree_is_found(one: Stated, rule: str) -> None:
    assert rules(one) == [rule]


@pytest.mark.parametrize(
    ("role", "predicate", "sound"),
    [
        (None, "biolink:associated_with", True),
        ("rkg:ModifierGene", "biolink:associated_with", True),
        ("rkg:SusceptibilityGene", "biolink:contributes_to", True),
        (None, "biolink:contributes_to", False),
        ("rkg:ModifierGene", "biolink:contributes_to", False),
        ("rkg:SusceptibilityGene", "biolink:associated_with", False),
        (None, "biolink:causes", False),
    ],
)
def test_only_susceptibility_contributes(role: str | None, predicate: str, sound: bool) -> None:
    one = replace(ROW, predicate=iri(predicate), role=iri(role) if role else None)
    assert [fault.rule for fault in faults(GENE, one)] == ([] if sound else [PREDICATE])


def test_the_lists_are_as_long_as_those_of_biolink() -> None:
    # schema/biolink_model.yaml of Biolink 4.4.6: KnowledgeLevelEnum has six values, AgentTypeEnum eight.
    assert (len(set(LEVELS)), len(set(AGENTS))) == (6, 8)
