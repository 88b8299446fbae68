"""HGNC's withdrawn entries as facts: each leads to the genes of today that it was merged or split into."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from fetched import fetched, load_known

from rarekg.mappings.facts import Gene, Issue, WithdrawnGene
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hgnc_withdrawn

HEADER = "\t".join(hgnc_withdrawn.COLUMNS)
FOXP3, ELSE = "HGNC:6106", "HGNC:5"

Read = Callable[..., tuple[list[WithdrawnGene], list[tuple[str, str | None]], Known]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str) -> tuple[list[WithdrawnGene], list[tuple[str, str | None]], Known]:
        path, known = tmp_path / "hgnc_entries.tsv", Known()
        for gene, symbol in ((FOXP3, "FOXP3"), (ELSE, "A1BG")):
            known.genes.learn(Gene(id=gene, symbol=symbol))
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        facts = list(hgnc_withdrawn.read(path, known))
        issues = [(fact.kind, fact.value) for fact in facts if isinstance(fact, Issue)]
        return [fact for fact in facts if isinstance(fact, WithdrawnGene)], issues, known

    return reading


def row(own: str, *successors: str, status: str = "Symbol Withdrawn") -> str:
    name = "symbol withdrawn, see " + ", ".join(f"[{gene}](/data/gene-symbol-report/)" for gene in successors)
    return "\t".join((own, "OLD", name, status, *[""] * 9))


def test_a_merged_id_leads_to_the_end_of_its_chain(read: Read) -> None:
    facts, issues, known = read(row("HGNC:1", "HGNC:2"), row("HGNC:2", "HGNC: 3"), row("HGNC:3", FOXP3))
    assert facts == [WithdrawnGene(id=f"HGNC:{number}", replaced_by=FOXP3) for number in (1, 2, 3)]
    assert issues == []
    assert known.genes.id_of("HGNC:1") == FOXP3


def test_a_split_id_has_the_genes_to_consider_and_leads_to_none(read: Read) -> None:
    facts, issues, known = read(row("HGNC:1", "HGNC:2", ELSE), row("HGNC:2", FOXP3))
    assert facts[0] == WithdrawnGene(id="HGNC:1", consider=(FOXP3, ELSE))
    assert issues == []
    assert known.genes.id_of("HGNC:1") is None


def test_a_removed_entry_is_withdrawn_without_a_successor(read: Read) -> None:
    facts, issues, _ = read(row("HGNC:1", status="Entry Withdrawn"), row("HGNC:9", status="Approved"))
    assert facts == [WithdrawnGene(id="HGNC:1")]
    assert issues == []


def test_an_id_that_is_approved_today_is_reported_and_left_out(read: Read) -> None:
    facts, issues, known = read(row(FOXP3, ELSE))
    assert facts == []
    assert issues == [("approved-again", FOXP3)]
    assert known.genes.id_of(FOXP3) == FOXP3


def test_a_circle_or_a_lost_successor_is_reported_and_kept(read: Read) -> None:
    facts, issues, _ = read(row("HGNC:1", "HGNC:2"), row("HGNC:2", "HGNC:1"), row("HGNC:3", "HGNC:404"))
    assert facts == [WithdrawnGene(id=f"HGNC:{number}") for number in (1, 2, 3)]
    assert issues == [("lost-successor", f"HGNC:{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (row("HGNC:1", FOXP3, status="Pending"), "unusable-gene"),
        (row("HGNC:1"), "unusable-gene"),
        (row("x1", FOXP3), "malformed-id"),
    ],
)
def test_an_unusable_entry_is_reported(read: Read, line: str, kind: str) -> None:
    facts, issues, _ = read(line)
    assert facts == []
    assert [found for found, _ in issues] == [kind]


@cache
def release() -> tuple[list[WithdrawnGene], set[str]]:
    known = load_known("hgnc")
    facts = list(hgnc_withdrawn.read(fetched("hgnc-withdrawn"), known))
    lost = {str(fact.value) for fact in facts if isinstance(fact, Issue)}
    return [fact for fact in facts if isinstance(fact, WithdrawnGene)], lost


def test_withdrawn_entries_of_the_release_lead_to_genes_of_today() -> None:
    lines = [line.split("\t") for line in fetched("hgnc-withdrawn").read_text(encoding="utf-8").splitlines()[1:]]
    gone = {cells[0]: re.findall(r"\[(HGNC): ?(\d+)\]", cells[2]) for cells in lines if cells[3] != "Approved"}
    table = fetched("hgnc").read_text(encoding="utf-8").splitlines()[1:]
    approved = {line.partition("\t")[0] for line in table}
    facts, lost = release()
    assert {fact.id for fact in facts} == gone.keys() - approved
    assert len(facts) == 5_176
    for fact in facts:
        last = fact.id
        while len(gone.get(last, ())) == 1 and last not in approved:
            last = ":".join(gone[last][0])
        assert fact.replaced_by == (last if last in approved else None)
        assert (fact.id in lost) == (bool(gone[fact.id]) and not fact.replaced_by and not fact.consider)
    assert len(lost) == 39
    (split,) = (fact for fact in facts if fact.id == "HGNC:1531")  # blue cone monochromacy: OPN1LW and OPN1MW
    assert set(split.consider) == {"HGNC:9936", "HGNC:4206"}
