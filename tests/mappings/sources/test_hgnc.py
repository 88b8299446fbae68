"""HGNC's genes as facts: approved genes, and the successors of withdrawn ones."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from fetched import fetched
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rarekg.mappings.facts import Gene, Issue
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hgnc
from rarekg.ontology.errors import SourceError

HEADER = "\t".join(hgnc.COLUMNS)
ROW = {
    "HGNC ID": "HGNC:6106",
    "Approved symbol": "FOXP3",
    "Approved name": "forkhead box P3",
    "Status": "Approved",
    "Alias symbols": "JM2, XPID, SCURFIN",
    "NCBI Gene ID(supplied by NCBI)": "50943",
    "UniProt ID(supplied by UniProt)": "Q9BZS1, B7ZLG1",
    "Mouse genome database ID(supplied by MGI)": "MGI:1891436",
    "Previous symbols": "IPEX",
    "Ensembl gene ID": "ENSG00000049768",
    "Locus type": "gene with protein product",
}
WITHDRAWN = {
    "HGNC ID": "HGNC:6",
    "Approved symbol": "A1S9T",
    "Approved name": "symbol withdrawn, see [HGNC:6106](/data/gene-symbol-report/#!/hgnc_id/HGNC:6106)",
    "Status": "Symbol Withdrawn",
    "Locus type": "unknown",
}


def row(base: Mapping[str, str] = ROW, /, **cells: str) -> str:
    named = {column.replace(" ", "_").partition("(")[0]: column for column in hgnc.COLUMNS}
    changed = dict(base) | {named[name]: cell for name, cell in cells.items()}
    return "\t".join(changed.get(column, "") for column in hgnc.COLUMNS)


Read = Callable[..., tuple[list[Gene], list[Issue], Known]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str) -> tuple[list[Gene], list[Issue], Known]:
        path, known = tmp_path / "hgnc_entries.tsv", Known()
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        facts = list(hgnc.read(path, known))
        return [f for f in facts if isinstance(f, Gene)], [f for f in facts if isinstance(f, Issue)], known

    return reading


def test_a_gene_has_its_names_and_exact_matches(read: Read) -> None:
    genes, issues, known = read(row())
    assert issues == []
    assert genes == [
        Gene(
            id="HGNC:6106",
            symbol="FOXP3",
            name="forkhead box P3",
            synonyms=("IPEX", "JM2", "XPID", "SCURFIN"),
            exact_matches=(
                "NCBIGene:50943",
                "ENSEMBL:ENSG00000049768",
                "UniProtKB:Q9BZS1",
                "UniProtKB:B7ZLG1",
            ),
        )
    ]
    for symbol in ("FOXP3", "IPEX", "SCURFIN"):
        assert known.gene(symbol).id == "HGNC:6106"
    for curie in ("HGNC:6106", "NCBIGene:50943", "ENSEMBL:ENSG00000049768"):
        assert known.genes.id_of(curie) == "HGNC:6106"


def test_a_withdrawn_symbol_is_not_a_gene_and_leads_to_its_successor(read: Read) -> None:
    spaced = WITHDRAWN["Approved name"].replace("[HGNC:", "[HGNC: ")
    rows = row(WITHDRAWN), row(WITHDRAWN, HGNC_ID="HGNC:7", Approved_name=spaced), row()
    genes, issues, known = read(*rows)
    assert [gene.id for gene in genes] == ["HGNC:6106"]
    assert issues == []
    assert known.genes.id_of("HGNC:6") == known.genes.id_of("HGNC:7") == "HGNC:6106"


def test_a_withdrawn_entry_is_skipped(read: Read) -> None:
    genes, issues, known = read(row(WITHDRAWN, Status="Entry Withdrawn", Approved_name="a virus"))
    assert (genes, issues) == ([], [])
    assert known.genes.id_of("HGNC:6") is None


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"Status": "Pending"}, "unusable-gene"),
        ({"Status": ""}, "unusable-gene"),
        ({"Status": "Symbol Withdrawn"}, "unusable-gene"),
        ({"Approved_symbol": ""}, "unusable-gene"),
        ({"HGNC_ID": "6106x"}, "malformed-id"),
    ],
)
def test_an_unusable_entry_is_reported(read: Read, cells: dict[str, str], kind: str) -> None:
    genes, issues, _ = read(row(**cells))
    assert genes == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 2, "skipped")]


def test_a_malformed_exact_match_is_left_out(read: Read) -> None:
    genes, issues, _ = read(row(Ensembl_gene_ID="ENSG49768"))
    assert [issue.kind for issue in issues] == ["malformed-id"]
    assert [match.partition(":")[0] for match in genes[0].exact_matches] == ["NCBIGene", "UniProtKB", "UniProtKB"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), min_size=12, max_size=14), st.integers(0, 100))
def test_mangled_tables_give_genes_or_a_source_error(tmp_path: Path, cells: list[str], cut: int) -> None:
    path = tmp_path / "hgnc_entries.tsv"
    content = "\n".join([HEADER, "\t".join(cells), row()]).encode("utf-8", "surrogatepass")
    path.write_bytes(content[: len(content) - cut])
    try:
        facts = list(hgnc.read(path, Known()))
    except SourceError:
        return
    assert {type(fact) for fact in facts} <= {Gene, Issue}


@cache
def release() -> tuple[list[Gene], list[Issue], Known]:
    known = Known()
    facts = list(hgnc.read(fetched("hgnc"), known))
    return [f for f in facts if isinstance(f, Gene)], [f for f in facts if isinstance(f, Issue)], known


def test_approved_genes_of_the_release() -> None:
    lines = [line.split("\t") for line in fetched("hgnc").read_text(encoding="utf-8").splitlines()[1:]]
    approved = [cells for cells in lines if cells[3] == "Approved"]
    genes, issues, _ = release()
    assert issues == []
    assert {gene.id for gene in genes} == {cells[0] for cells in approved}
    assert len(genes) == 43_837
    matches = Counter(match.partition(":")[0] for gene in genes for match in gene.exact_matches)
    assert matches["NCBIGene"] == sum(bool(cells[5]) for cells in approved)
    assert matches["ENSEMBL"] == sum(bool(cells[10]) for cells in approved)
    assert matches["UniProtKB"] == sum(len(cells[6].split(", ")) for cells in approved if cells[6])


def test_merged_entries_of_the_release_lead_to_genes() -> None:
    lines = [line.split("\t") for line in fetched("hgnc").read_text(encoding="utf-8").splitlines()[1:]]
    successors = {
        cells[0]: re.findall(r"\[HGNC: ?(\d+)\]", cells[2]) for cells in lines if cells[3] == "Symbol Withdrawn"
    }
    genes, _, known = release()
    ids = {gene.id for gene in genes}
    for withdrawn in successors:
        last = withdrawn
        while len(successors.get(last, ())) == 1:
            last = f"HGNC:{successors[last][0]}"
        assert known.genes.id_of(withdrawn) == (last if last in ids else None)
    assert len(successors) == 3_381
    assert known.genes.id_of("HGNC:1531") is None  # blue cone monochromacy: split into OPN1LW and OPN1MW


def test_foxp3() -> None:
    genes, _, known = release()
    (gene,) = (gene for gene in genes if gene.symbol == "FOXP3")
    assert (gene.id, gene.name) == ("HGNC:6106", "forkhead box P3")
    assert {"NCBIGene:50943", "ENSEMBL:ENSG00000049768"} <= set(gene.exact_matches)
    assert known.gene("FOXP3").id == known.gene("SCURFIN").id == "HGNC:6106"
