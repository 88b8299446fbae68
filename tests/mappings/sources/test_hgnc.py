"""HGNC's genes as facts: names, location, matches, products, orthologues."""

import csv
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from fetched import fetched
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rarekg.mappings.facts import Gene, Issue, Mapping
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hgnc
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

HEADER = "\t".join(hgnc.COLUMNS)
ROW = {
    "hgnc_id": "HGNC:6106",
    "symbol": "FOXP3",
    "name": "forkhead box P3",
    "status": "Approved",
    "location": "Xp11.23",
    "alias_symbol": '"JM2|XPID|SCURFIN"',
    "prev_symbol": "IPEX",
    "gene_group": '"Forkhead boxes|Another"',
    "entrez_id": "50943",
    "ensembl_gene_id": "ENSG00000049768",
    "omim_id": "300292",
    "uniprot_ids": '"Q9BZS1|B7ZLG1"',
    "mgd_id": "MGI:1891436",
    "mane_select": '"ENST00000376207.10|NM_014009.4"',
}


def row(**cells: str) -> str:
    return "\t".join((ROW | cells)[column] for column in hgnc.COLUMNS)


Read = Callable[..., tuple[list[Gene], list[Issue], Known]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str, header: str = HEADER) -> tuple[list[Gene], list[Issue], Known]:
        path, known = tmp_path / "hgnc_complete_set.txt", Known()
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        facts = list(hgnc.read(path, known))
        return [f for f in facts if isinstance(f, Gene)], [f for f in facts if isinstance(f, Issue)], known

    return reading


def test_every_cell_of_a_row_is_in_its_fact(read: Read) -> None:
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
            orthologues=("MGI:1891436",),
            transcripts=("ENST00000376207.10", "NM_014009.4"),
            groups=("Forkhead boxes", "Another"),
        )
    ]
    for symbol in ("FOXP3", "IPEX", "SCURFIN"):
        assert known.gene(symbol).id == "HGNC:6106"
    for curie in ("HGNC:6106", "NCBIGene:50943", "ENSEMBL:ENSG00000049768"):
        assert known.genes.id_of(curie) == "HGNC:6106"
    # The OMIM id of a gene is not a disease.
    assert known.disease("OMIM:300292").id is None


@pytest.mark.parametrize(
    ("location", "chromosome", "band"),
    [
        ("1p36.33", "1", "1p36.33"),
        ("22q11.21-q11.22", "22", "22q11.21-q11.22"),
        ("9", "9", "9"),
        ("2cen", "2", "2cen"),
        ("mitochondria", "MT", None),
        ("Xp22.33 and Yp11.2", None, "Xp22.33 and Yp11.2"),
        ("Yq11 or 5q2", None, "Yq11 or 5q2"),
        ("22 unplaced", "22", None),
        ("12 not on reference assembly", "12", None),
        ("unplaced", None, None),
        ("reserved", None, None),
        ("", None, None),
        ("23q1", None, "23q1"),
    ],
)
def test_a_chromosome_only_if_the_location_has_one(
    read: Read, location: str, chromosome: str | None, band: str | None
) -> None:
    (gene,), _, _ = read(row(location=location))
    assert (gene.chromosome, gene.location) == (chromosome, band)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"status": "Entry Withdrawn"}, "unusable-gene"),
        ({"status": ""}, "unusable-gene"),
        ({"symbol": ""}, "unusable-gene"),
        ({"hgnc_id": "6106x"}, "malformed-id"),
    ],
)
def test_an_unusable_entry_is_reported(read: Read, cells: dict[str, str], kind: str) -> None:
    genes, issues, _ = read(row(**cells))
    assert genes == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [(kind, 2, "skipped")]


def test_a_malformed_exact_match_is_left_out(read: Read) -> None:
    genes, issues, _ = read(row(ensembl_gene_id="ENSG49768"))
    assert [issue.kind for issue in issues] == ["malformed-id"]
    assert genes[0].exact_matches == ("NCBIGene:50943", "OMIM:300292")


def test_an_id_that_two_genes_have_is_an_exact_match_of_neither(read: Read) -> None:
    genes, issues, _ = read(row(), row(hgnc_id="HGNC:1", symbol="A", entrez_id="1", omim_id="100001"))
    assert [gene.exact_matches for gene in genes] == [("NCBIGene:50943", "OMIM:300292"), ("NCBIGene:1", "OMIM:100001")]
    assert [gene.xrefs for gene in genes] == [("ENSEMBL:ENSG00000049768",)] * 2
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [
        ("shared-id", 2, "kept"),
        ("shared-id", 3, "kept"),
    ]


def test_an_entry_of_omim_that_is_a_disease_is_no_exact_match_of_the_gene(tmp_path: Path) -> None:
    known = Known()
    known.learn(Term(id="MONDO:0007567", label="a disease"))
    known.learn_mapping(
        Mapping(
            subject="MONDO:0007567",
            predicate="skos:exactMatch",
            object="OMIM:300292",
            justification="semapv:UnspecifiedMatching",
            source="mondo-mappings",
        )
    )
    path = tmp_path / "hgnc_complete_set.txt"
    path.write_text(f"{HEADER}\n{row()}\n", encoding="utf-8")
    gene, issue = hgnc.read(path, known)
    assert isinstance(gene, Gene)
    assert (gene.exact_matches, gene.xrefs) == (("NCBIGene:50943", "ENSEMBL:ENSG00000049768"), ("OMIM:300292",))
    assert isinstance(issue, Issue)
    assert "MONDO:0007567" in issue.message


def test_a_new_column_is_reported_and_a_missing_one_refused(read: Read) -> None:
    genes, issues, _ = read(row() + "\tx", header=HEADER + "\tcolour")
    assert len(genes) == 1
    assert [(issue.kind, issue.value) for issue in issues] == [("unread-field", "colour")]
    with pytest.raises(SourceError, match="has no column 'symbol'"):
        read(row(), header=HEADER.replace("\tsymbol", "\tlabel"))
    with pytest.raises(SourceError, match="13 cells where 14 are due"):
        read(row().rpartition("\t")[0])


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), min_size=13, max_size=15), st.integers(0, 100))
def test_mangled_tables_give_genes_or_a_source_error(tmp_path: Path, cells: list[str], cut: int) -> None:
    path = tmp_path / "hgnc_complete_set.txt"
    content = "\n".join([HEADER, "\t".join(cells), row()]).encode("utf-8", "surrogatepass")
    path.write_bytes(content[: len(content) - cut])
    try:
        facts = list(hgnc.read(path, Known()))
    except SourceError:
        return
    assert {type(fact) for fact in facts} <= {Gene, Issue}


@cache
def release() -> tuple[list[Gene], list[Issue]]:
    facts = list(hgnc.read(fetched("hgnc"), Known()))
    return [f for f in facts if isinstance(f, Gene)], [f for f in facts if isinstance(f, Issue)]


def test_genes_of_the_release_have_all_that_their_rows_have() -> None:
    with fetched("hgnc").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    genes, issues = release()
    assert {(issue.kind, issue.value) for issue in issues} == {
        ("malformed-id", "MGI:HGNC:32579"),
        ("shared-id", "ENSEMBL:ENSG00000230417"),
    }
    assert [gene.id for gene in genes] == [cells["hgnc_id"] for cells in rows]
    assert len(genes) == 44_117

    def values(column: str) -> int:
        return sum(len(set(cells[column].split("|"))) for cells in rows if cells[column])

    ids = [match for gene in genes for match in (*gene.exact_matches, *gene.xrefs)]
    matches = Counter(match.partition(":")[0] for match in ids)
    assert {match for match, times in Counter(ids).items() if times > 1} == {"ENSEMBL:ENSG00000230417"}
    assert [gene.xrefs for gene in genes if gene.xrefs] == [("ENSEMBL:ENSG00000230417",)] * 2
    columns = {"NCBIGene": "entrez_id", "ENSEMBL": "ensembl_gene_id", "OMIM": "omim_id"}
    assert matches == {prefix: values(column) for prefix, column in columns.items()}
    assert sum(len(gene.products) for gene in genes) == values("uniprot_ids")
    assert sum(len(gene.orthologues) for gene in genes) == values("mgd_id") - 1
    assert sum(len(gene.transcripts) for gene in genes) == values("mane_select")
    assert sum(len(gene.groups) for gene in genes) == values("gene_group")


def test_locations_of_the_release() -> None:
    with fetched("hgnc").open(encoding="utf-8", newline="") as file:
        locations = Counter(cells["location"] for cells in csv.DictReader(file, delimiter="\t"))
    genes, _ = release()
    placed = {place: n for place, n in locations.items() if place and not place.endswith((*"aed", "assembly", "locus"))}
    assert Counter(gene.location for gene in genes if gene.location) == placed
    for name in ("1", "7", "22", "X", "Y"):
        here = sum(
            n
            for place, n in locations.items()
            if place[: len(name)] == name
            and " and " not in place
            and " or " not in place
            and not place[len(name) :][:1].isdigit()
        )
        assert sum(gene.chromosome == name for gene in genes) == here, name
    assert sum(gene.chromosome == "MT" for gene in genes) == locations["mitochondria"]


def test_foxp3() -> None:
    (gene,) = (gene for gene in release()[0] if gene.symbol == "FOXP3")
    assert (gene.id, gene.name, gene.chromosome, gene.location) == ("HGNC:6106", "forkhead box P3", "X", "Xp11.23")
    assert set(gene.exact_matches) == {"NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292"}
    assert gene.products == ("UniProtKB:Q9BZS1",)
