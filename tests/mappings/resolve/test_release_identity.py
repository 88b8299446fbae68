"""On which node each annotated disease of the pinned release is, compared with loops over the raw files."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
import zstandard
from fetched import fetched, known

from rarekg.mappings.facts import Annotation, Issue
from rarekg.mappings.resolve.term_names import normalize
from rarekg.mappings.sources import hpoa

LEFT = {"ambiguous-mapping", "unmapped-disease"}
# MONDO's mappings of 2025 call it by what is today the label of NAMESAKE: they are refused.
MISNAMED, NAMESAKE, ITS_ENTRY = "MONDO:0859322", "MONDO:0979249", "OMIM:620138"


@cache
def terms() -> dict[str, dict[str, Any]]:
    """Return the entries of MONDO's pinned file by CURIE."""
    text = zstandard.ZstdDecompressor().stream_reader(fetched("mondo").read_bytes()).read()
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


def live(term: str) -> bool:
    return term in terms() and not terms()[term]["deprecated"]


def today(term: str) -> str:
    """Follow the successors of ``term``."""
    while not live(term) and (successor := terms().get(term, {}).get("replaced_by")):
        term = successor
    return term


def names(term: str) -> set[str]:
    entry = terms()[term]
    return {normalize(name) for name in [entry["label"], *entry.get("synonyms", [])]}


@cache
def annotated() -> dict[str, set[str]]:
    """Return the names of each OMIM and ORPHA id in phenotype.hpoa."""
    found = defaultdict(set)
    for line in fetched("hpoa").read_text(encoding="utf-8").splitlines():
        if line.startswith(("OMIM:", "ORPHA:")):
            identifier, name = line.split("\t")[:2]
            found[identifier].add(name)
    return dict(found)


@cache
def asserted() -> dict[str, set[str]]:
    """Return the terms that MONDO's own mappings state to be exactly an id, with successors followed."""
    found = defaultdict(set)
    for line in fetched("mondo-mappings").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0].startswith("MONDO:") and cells[0] != MISNAMED and cells[2] == "skos:exactMatch":
            found[cells[3].replace("Orphanet:", "ORPHA:")].add(today(cells[0]))
    return dict(found)


@cache
def nodes() -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return the node of each id with rows, and the ids in each kind of issue."""
    nodes, issues = dict[str, str](), defaultdict(set)
    for fact in hpoa.read(fetched("hpoa"), known()):
        if isinstance(fact, Issue):
            issues[fact.kind].add(fact.value or "")
        elif isinstance(fact, Annotation):
            nodes[fact.origin.subject or fact.disease] = fact.disease
    return {own: node for own, node in nodes.items() if own.startswith(("OMIM:", "ORPHA:"))}, dict(issues)


def share(found: Iterable[str]) -> float:
    return len(set(found)) / len(annotated())


def test_every_annotated_id_is_on_the_term_that_mondo_states_to_be_the_same() -> None:
    placed, _ = nodes()
    stated = {
        own: current for own in annotated() if len(current := {t for t in asserted().get(own, ()) if live(t)}) == 1
    }
    assert len(stated) > 0.97 * len(annotated())
    assert {own: {placed[own]} for own in stated} == stated


def test_ids_without_a_stated_term_are_on_one_that_has_their_name_or_on_their_own() -> None:
    placed, _ = nodes()
    others = {own: node for own, node in placed.items() if not any(map(live, asserted().get(own, ())))}
    by_name = {own: node for own, node in others.items() if live(node)}
    assert len(by_name) > 100
    assert not [own for own, node in by_name.items() if names(node).isdisjoint(map(normalize, annotated()[own]))]
    elsewhere = {own: node for own, node in others.items() if own not in by_name and node != own}
    assert elsewhere == {own: next(iter(asserted()[own])) for own in elsewhere}
    assert all(terms()[node]["deprecated"] for node in elsewhere.values())


def test_nearly_every_annotated_disease_is_on_one_term_and_the_rest_is_listed() -> None:
    placed, issues = nodes()
    assert set(placed) == set(annotated())
    assert share(own for own, node in placed.items() if node in terms()) >= 0.993
    assert share(own for own, node in placed.items() if live(node)) >= 0.9838
    listed = {own for own in set.union(*(issues[kind] for kind in LEFT)) if own in placed}
    assert listed == {own for own, node in placed.items() if node == own}
    assert issues["obsolete-disease"] == {own for own, node in placed.items() if node in terms() and not live(node)}


def test_names_of_other_diseases_are_listed() -> None:
    placed, issues = nodes()
    owners = defaultdict(set)
    for term in filter(live, terms()):
        for name in names(term):
            owners[name].add(term)
    found = set()
    for own, node in placed.items():
        above = set(terms()[node]["ancestors"]) | {node} if live(node) else set()
        for name in annotated()[own] if above else ():
            others = owners[normalize(name)]
            related = {one for one in others if one in above or node in terms()[one]["ancestors"]}
            if others and not related and not known().names.has_name(node, name):
                found.add(f"{own} {name}")
    assert found == issues["name-of-another-disease"]
    assert "OMIM:309620 Christianson syndrome" in found  # MONDO:0010668; the syndrome is MONDO:0010278


def test_an_entry_that_is_mapped_under_the_name_of_another_term_stays_on_its_own_id() -> None:
    rows = [line.split("\t") for line in fetched("mondo-mappings").read_text(encoding="utf-8").splitlines()]
    (label,) = {cells[1] for cells in rows if cells[0] == MISNAMED}
    assert label == terms()[NAMESAKE]["label"] != terms()[MISNAMED]["label"]
    placed, issues = nodes()
    assert placed[ITS_ENTRY] == ITS_ENTRY
    assert ITS_ENTRY in issues["ambiguous-mapping"]


@pytest.mark.parametrize(
    ("term", "label", "ids"),
    [
        ("MONDO:0004976", "amyotrophic lateral sclerosis", {"ORPHA:803"}),
        ("MONDO:0009889", "autosomal recessive polycystic kidney disease", {"ORPHA:731"}),
        ("MONDO:0010602", "hemophilia A", {"OMIM:306700"}),
        ("MONDO:0007947", "Marfan syndrome", {"OMIM:154700", "ORPHA:558"}),
        ("MONDO:0018875", "Li-Fraumeni syndrome", {"ORPHA:524"}),
        ("MONDO:0009061", "cystic fibrosis", {"OMIM:219700", "ORPHA:586"}),
    ],
)
def test_all_rows_of_a_well_known_disease_are_on_its_term(term: str, label: str, ids: set[str]) -> None:
    assert terms()[term]["label"] == label
    placed, _ = nodes()
    assert ids <= {own for own, node in placed.items() if node == term}
