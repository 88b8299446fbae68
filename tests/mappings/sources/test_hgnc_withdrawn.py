"""Withdrawn entries of HGNC as facts: merged, split and given up."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fetched import fetched

from rarekg.mappings.facts import Gene, Issue, WithdrawnGene
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hgnc, hgnc_withdrawn

HEADER = "\t".join(hgnc_withdrawn.COLUMNS)
LINK = "[HGNC:{0}](/data/gene-symbol-report/#!/hgnc_id/HGNC:{0})"


def row(own: str, status: str, *successors: str) -> str:
    name = f"symbol withdrawn, see {', '.join(map(LINK.format, successors))}" if successors else "a virus"
    cells = dict.fromkeys(hgnc_withdrawn.COLUMNS, "") | {"HGNC ID": own, "Approved name": name, "Status": status}
    return "\t".join(cells.values())


Read = Callable[..., tuple[list[WithdrawnGene], list[Issue], Known]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str) -> tuple[list[WithdrawnGene], list[Issue], Known]:
        path, known = tmp_path / "hgnc_entries.tsv", Known()
        known.genes.learn(Gene(id="HGNC:6106", symbol="FOXP3"))
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        facts = list(hgnc_withdrawn.read(path, known))
        return [f for f in facts if isinstance(f, WithdrawnGene)], [f for f in facts if isinstance(f, Issue)], known

    return reading


def test_a_merged_entry_leads_to_its_gene_through_any_number_of_mergers(read: Read) -> None:
    spaced = row("HGNC:7", "Symbol Withdrawn", "6").replace("[HGNC:", "[HGNC: ")
    genes, issues, known = read(row("HGNC:6", "Symbol Withdrawn", "6106"), spaced, row("HGNC:6106", "Approved"))
    assert genes == [
        WithdrawnGene(id="HGNC:6", successors=("HGNC:6106",)),
        WithdrawnGene(id="HGNC:7", successors=("HGNC:6",)),
    ]
    assert issues == []
    assert known.genes.id_of("HGNC:6") == known.genes.id_of("HGNC:7") == "HGNC:6106"


def test_a_split_entry_leads_to_no_gene_and_one_given_up_has_no_successor(read: Read) -> None:
    genes, issues, known = read(row("HGNC:6", "Symbol Withdrawn", "6106", "8"), row("HGNC:9", "Entry Withdrawn"))
    assert [gene.successors for gene in genes] == [("HGNC:6106", "HGNC:8"), ()]
    assert issues == []
    assert known.genes.id_of("HGNC:6") is None
    assert known.genes.id_of("HGNC:9") is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (row("HGNC:6106", "Symbol Withdrawn", "8"), "approved-again"),
        (row("HGNC:6", "Symbol Withdrawn"), "unusable-gene"),
        (row("HGNC:6", "Pending"), "unusable-gene"),
        (row("6x", "Entry Withdrawn"), "malformed-id"),
    ],
)
def test_what_cannot_be_used_is_reported(read: Read, line: str, kind: str) -> None:
    genes, issues, _ = read(line)
    assert genes == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 2, "skipped")]


def test_merged_entries_of_the_release_lead_to_genes() -> None:
    lines = [line.split("\t") for line in fetched("hgnc-withdrawn").read_text(encoding="utf-8").splitlines()[1:]]
    successors = {
        cells[0]: re.findall(r"\[HGNC: ?(\d+)\]", cells[2]) for cells in lines if cells[3] == "Symbol Withdrawn"
    }
    known = Known()
    approved = {fact.id for fact in hgnc.read(fetched("hgnc"), known) if isinstance(fact, Gene)}
    genes = [f for f in hgnc_withdrawn.read(fetched("hgnc-withdrawn"), known) if isinstance(f, WithdrawnGene)]
    for withdrawn in successors:
        last = withdrawn
        while len(successors.get(last, ())) == 1:
            last = f"HGNC:{successors[last][0]}"
        assert known.genes.id_of(withdrawn) == (last if last in approved else None)
    assert len(successors) == 3_381
    assert len(genes) == sum(cells[3] != "Approved" for cells in lines) == 5_176
    assert known.genes.id_of("HGNC:1531") is None  # blue cone monochromacy: split into OPN1LW and OPN1MW
