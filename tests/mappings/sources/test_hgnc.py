"""HGNC's genes as facts: names, place in the genome, products and matches of each approved gene."""

import csv
from collections import Counter
from collections.abc import Callable
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

ROW = {
    "hgnc_id": "HGNC:6106",
    "symbol": "FOXP3",
    "name": "forkhead box P3",
    "status": "Approved",
    "location": "Xp11.23",
    "alias_symbol": '"JM2|XPID|SCURFIN"',
    "prev_symbol": "IPEX",
    "entrez_id": "50943",
    "ensembl_gene_id": "ENSG00000049768",
    "uniprot_ids": '"Q9BZS1|B7ZLG1"',
    "omim_id": "300292",
    "mane_select": '"ENST00000376207.10|NM_014009.4"',
}


def row(**cells: str) -> str:
    return "\t".join((ROW | cells).values())


Read = Callable[..., tuple[list[Gene], list[Issue], Known]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str, header: str = "\t".join(ROW)) -> tuple[list[Gene], list[Issue], Known]:
        path, known = tmp_path / "hgnc_complete_set.txt", Known()
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        facts = list(hgnc.read(path, known))
        return [f for f in facts if isinstance(f, Gene)], [f for f in facts if isinstance(f, Issue)], known

    return reading


def test_a_gene_has_its_names_place_matches_and_products(read: Read) -> None:
    genes, issues, known = read(row())
    assert issues == []
    assert genes == [
        Gene(
            id="HGNC:6106",
            symbol="FOXP3",
            name="forkhead box P3",
            synonyms=("IPEX", "JM2", "XPID", "SCURFIN"),
            chromosome="X",
            location="Xp11.23",
            exact_matches=("NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292"),
            products=("UniProtKB:Q9BZS1", "UniProtKB:B7ZLG1"),
        )
    ]
    for symbol in ("FOXP3", "IPEX", "SCURFIN"):
        assert known.gene(symbol).id == "HGNC:6106"
    for curie in ("HGNC:6106", "NCBIGene:50943", "ENSEMBL:ENSG00000049768"):
        assert known.genes.id_of(curie) == "HGNC:6106"
    assert known.genes.id_of("UniProtKB:Q9BZS1") is None  # a protein is not the gene


@pytest.mark.parametrize(
    ("location", "chromosome", "kept"),
    [
        ("19q13.43", "19", True),
        ("1p36", "1", True),
        ("Yq12", "Y", True),
        ("mitochondria", "MT", True),
        ("22 unplaced", "22", True),
        ("14q32.33 not on reference assembly", "14", True),
        ("Xq28 and Yq12", None, True),
        ("10q23.3 or 10q24.2", None, True),
        ("reserved", None, False),
        ("unplaced", None, False),
        ("not on reference assembly", None, False),
        ("", None, False),
        ("23q11", None, True),
    ],
)
def test_the_chromosome_is_read_only_where_the_location_states_one(
    read: Read, location: str, chromosome: str | None, kept: bool
) -> None:
    (gene,), issues, _ = read(row(location=location))
    assert (gene.chromosome, gene.location) == (chromosome, location if kept else None)
    assert issues == []


def test_a_gene_with_several_entries_in_omim_matches_none_exactly(read: Read) -> None:
    (gene,), _, _ = read(row(omim_id='"300292|300293"'))
    assert gene.exact_matches == ("NCBIGene:50943", "ENSEMBL:ENSG00000049768")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"status": "Symbol Withdrawn"}, "unusable-gene"),
        ({"status": ""}, "unusable-gene"),
        ({"symbol": ""}, "unusable-gene"),
        ({"hgnc_id": "6106x"}, "malformed-id"),
    ],
)
def test_an_unusable_entry_is_reported(read: Read, cells: dict[str, str], kind: str) -> None:
    genes, issues, _ = read(row(**cells))
    assert genes == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 2, "skipped")]


def test_a_malformed_match_is_left_out(read: Read) -> None:
    genes, issues, _ = read(row(ensembl_gene_id="ENSG49768"))
    assert [issue.kind for issue in issues] == ["malformed-id"]
    assert genes[0].exact_matches == ("NCBIGene:50943", "OMIM:300292")


def test_a_new_column_is_reported_and_a_missing_one_refused(read: Read) -> None:
    _, issues, _ = read(f"{row()}\t1", header="\t".join([*ROW, "colour"]))
    assert [(issue.kind, issue.value) for issue in issues] == [("unread-field", "colour")]
    with pytest.raises(SourceError, match="has no column 'symbol'"):
        read(row(), header="\t".join(ROW).replace("symbol", "name", 1))
    with pytest.raises(SourceError, match="11 cells where 12 are due"):
        read(row().rpartition("\t")[0])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), min_size=11, max_size=13), st.integers(0, 100))
def test_mangled_tables_give_genes_or_a_source_error(tmp_path: Path, cells: list[str], cut: int) -> None:
    path = tmp_path / "hgnc_complete_set.txt"
    content = "\n".join(["\t".join(ROW), "\t".join(cells), row()]).encode("utf-8", "surrogatepass")
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
    with fetched("hgnc").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    genes, issues, _ = release()
    assert issues == []
    assert {gene.id: gene.symbol for gene in genes} == {cells["hgnc_id"]: cells["symbol"] for cells in rows}
    assert len(genes) == len(rows) == 44_117
    matches = Counter(match.partition(":")[0] for gene in genes for match in gene.exact_matches)
    assert matches["NCBIGene"] == sum(bool(cells["entrez_id"]) for cells in rows)
    assert matches["ENSEMBL"] == sum(bool(cells["ensembl_gene_id"]) for cells in rows)
    assert matches["OMIM"] == sum(cells["omim_id"].isdigit() for cells in rows) == 17_473
    assert sum(len(gene.products) for gene in genes) == sum(
        len(cells["uniprot_ids"].split("|")) for cells in rows if cells["uniprot_ids"]
    )
    placed = {cells["hgnc_id"]: cells["location"] for cells in rows}
    assert all(gene.location in (None, placed[gene.id]) for gene in genes)
    nowhere = Counter(placed[gene.id] for gene in genes if gene.location is None)
    assert nowhere == {"": 14, "reserved": 9, "unplaced": 6, "not on reference assembly": 3}
    assert Counter(gene.chromosome for gene in genes if gene.chromosome in ("MT", "Y")) == {
        "MT": 56,
        "Y": sum(place.startswith("Y") for place in placed.values()),
    }


def test_foxp3() -> None:
    genes, _, known = release()
    (gene,) = (gene for gene in genes if gene.symbol == "FOXP3")
    assert (gene.id, gene.name, gene.chromosome, gene.location) == ("HGNC:6106", "forkhead box P3", "X", "Xp11.23")
    assert gene.exact_matches == ("NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292")
    assert gene.products == ("UniProtKB:Q9BZS1",)
    assert known.gene("FOXP3").id == known.gene("SCURFIN").id == "HGNC:6106"
