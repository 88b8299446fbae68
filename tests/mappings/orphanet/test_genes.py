"""The genes of Orphanet: their roles, whose ids they are, and what is left out."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from orphanet_files import EXCERPTS
from orphanet_known import small
from orphanet_rows import GERMLINE, gene, genes, prevalence, prevalences, product

from rarekg.mappings.facts import Disease, Fact, GeneDisease, Issue, Reference
from rarekg.mappings.orphanet.genes import ROLES, GeneFacts, entries
from rarekg.mappings.orphanet.records import GeneList, GeneRow
from rarekg.mappings.orphanet.references import references
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.sources import orphanet_genes
from rarekg.ontology.errors import SourceError

OLDER = EXCERPTS / "phenol__orphanet_disease2gene_en_product6_head.xml"
LOSS = "Disease-causing germline mutation(s) (loss of function) in"


def read(path: Path, *disorders: str) -> tuple[list[Fact], list[Issue]]:
    file = path / "en_product6.xml"
    file.write_text(product(*disorders), encoding="utf-8")
    facts = list(orphanet_genes.read(file, small()))
    return [f for f in facts if not isinstance(f, Issue)], [f for f in facts if isinstance(f, Issue)]


def one(path: Path, row: str) -> tuple[GeneDisease, list[Issue]]:
    facts, issues = read(path, genes(row))
    (fact,) = (fact for fact in facts if isinstance(fact, GeneDisease))
    return fact, issues


def test_a_row_is_an_association_of_the_current_gene_with_the_term_of_the_disease(tmp_path: Path) -> None:
    facts, issues = read(tmp_path, genes(gene(role=LOSS, source="11137993[PMID]_[EXPERT]")))
    assert issues == []
    cited, fact = facts
    assert cited == Reference(id="PMID:11137993")
    assert isinstance(fact, GeneDisease)
    assert (fact.disease, fact.gene, fact.role, fact.effect) == ("MONDO:0010580", "HGNC:6106", "causal", "loss")
    assert fact.assessed is True
    origin = fact.origin
    assert (origin.source, origin.primary, origin.aggregator) == ("orphanet-genes", "orphanet", None)
    assert (origin.subject, origin.object, origin.references) == (None, "ORPHA:37042", ("PMID:11137993",))
    assert origin.words == "[EXPERT]"
    assert origin.key == ("37042", "HGNC:6106", LOSS)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (GERMLINE, ("causal", None)),
        (LOSS, ("causal", "loss")),
        ("Disease-causing germline mutation(s) (gain of function) in", ("causal", "gain")),
        ("Disease-causing somatic mutation(s) in", ("somatic", None)),
        ("Major susceptibility factor in", ("susceptibility", None)),
        ("Modifying germline mutation in", ("modifier", None)),
        ("Part of a fusion gene in", ("fusion", None)),
        ("Role in the phenotype of", ("phenotype", None)),
        ("Biomarker tested in", ("biomarker", None)),
        ("Candidate gene tested in", ("candidate", None)),
    ],
)
def test_only_germline_mutations_that_cause_the_disease_make_a_gene_causal(
    tmp_path: Path, role: str, expected: tuple[str, str | None]
) -> None:
    fact, issues = one(tmp_path, gene(role=role))
    assert ((fact.role, fact.effect), issues) == (expected, [])
    assert ROLES[role] == expected


def test_an_unknown_type_of_association_is_reported_with_its_line_and_left_out(tmp_path: Path) -> None:
    facts, (issue,) = read(tmp_path, genes(gene(role="Protective factor in")))
    assert facts == []
    assert (issue.kind, issue.value, issue.action) == ("unknown-association-type", "Protective factor in", "skipped")
    lines = (tmp_path / "en_product6.xml").read_text(encoding="utf-8").splitlines()
    assert issue.line is not None
    assert "<DisorderGeneAssociation>" in lines[issue.line - 1]


@pytest.mark.parametrize(
    ("symbol", "ids", "gene_id", "original", "kinds"),
    [
        ("LRBA", {"HGNC": "6"}, "HGNC:1742", "HGNC:6", []),  # a merged id
        ("FOXP3", {"Ensembl": "ENSG00000049768"}, "HGNC:6106", "ENSEMBL:ENSG00000049768", []),
        ("FOXP3", {"HGNC": "999999", "OMIM": "300292"}, "HGNC:6106", "HGNC:999999", []),
        ("FOXP3", {"SwissProt": "Q9BZS1", "OMIM": ""}, "HGNC:6106", None, []),  # by its approved symbol
        ("FOXP3", {"HGNC": "x"}, "HGNC:6106", None, ["malformed-id"]),
        ("SCURFIN", {"HGNC": "HGNC:6106"}, "HGNC:6106", None, ["other-symbol"]),
    ],
)
def test_a_gene_is_found_by_its_hgnc_id_then_by_others_then_by_its_symbol(
    tmp_path: Path, symbol: str, ids: dict[str, str], gene_id: str, original: str | None, kinds: list[str]
) -> None:
    fact, issues = one(tmp_path, gene(symbol, ids=ids))
    assert (fact.gene, fact.origin.subject) == (gene_id, original)
    assert [issue.kind for issue in issues] == kinds


@pytest.mark.parametrize(
    ("symbol", "ids"),
    [
        ("DYT13", {"HGNC": "3101"}),  # HGNC has withdrawn it
        ("BGL", {}),  # an earlier symbol may be of another gene today
        ("FOXP3", {"HGNC": "3101"}),  # the id decides, not the symbol
        ("X", {"OMIM": "300292", "Ensembl": "ENSG00000198589"}),  # ids of two genes
    ],
)
def test_a_gene_that_cannot_be_told_is_reported_and_left_out(tmp_path: Path, symbol: str, ids: dict[str, str]) -> None:
    facts, (issue,) = read(tmp_path, genes(gene(symbol, ids=ids)))
    assert facts == []
    assert (issue.kind, issue.action) == ("unmapped-gene", "skipped")


@pytest.mark.parametrize(("status", "assessed"), [("Assessed", True), ("Not yet assessed", False), ("", None)])
def test_whether_a_relation_was_assessed(tmp_path: Path, status: str, assessed: bool | None) -> None:
    fact, issues = one(tmp_path, gene(status=status))
    assert (fact.assessed, issues) == (assessed, [])


def test_what_is_wrong_with_a_part_of_a_row_is_reported_and_the_row_kept(tmp_path: Path) -> None:
    facts, issues = read(tmp_path, genes(gene(status="Perhaps"), count=2))
    assert sorted(issue.kind for issue in issues) == ["other-count", "unknown-status"]
    assert {issue.action for issue in issues} == {"kept"}
    (fact,) = facts
    assert isinstance(fact, GeneDisease)
    assert fact.assessed is None


def test_the_same_row_counts_once_and_another_role_is_another_row(tmp_path: Path) -> None:
    facts, (issue,) = read(tmp_path, genes(gene(), gene(), gene(role=LOSS)))
    assert [fact.effect for fact in facts if isinstance(fact, GeneDisease)] == [None, "loss"]
    assert issue.kind == "duplicate-row"


def test_a_disorder_without_a_term_is_described_once(tmp_path: Path) -> None:
    facts, issues = read(tmp_path, genes(gene(), code="9"), genes(gene(role=LOSS), code="9"))
    assert issues == []
    assert [type(fact) for fact in facts] == [Disease, GeneDisease, GeneDisease]
    assert facts[0] == Disease(id="ORPHA:9", label="Halden syndrome", resolved=False)


def test_a_record_of_the_packets_gives_the_same_fact_under_its_own_source(tmp_path: Path) -> None:
    fact, _ = one(tmp_path, gene(source="1[PMID]"))
    issues = Issues(source="orphapackets", file="packets")
    made = GeneFacts(known=small(), issues=issues, source="orphapackets")
    row = GeneRow("FOXP3", "forkhead box P3", (("HGNC", "6106"), ("ClinVar", "FOXP3")), GERMLINE)
    (other,) = made.facts(GeneList("37042", "Halden syndrome", None, (row,)))
    assert isinstance(other, GeneDisease)
    assert (other.disease, other.gene, other.role) == (fact.disease, fact.gene, fact.role)
    assert (other.assessed, other.origin.source, other.origin.references) == (None, "orphapackets", ())
    assert list(issues.drain()) == []


def test_the_layout_of_2019_has_numbers_of_disorders(tmp_path: Path) -> None:
    file = tmp_path / "en_product6.xml"
    file.write_text(product(genes(gene())).replace("OrphaCode", "OrphaNumber"), encoding="utf-8")
    (record,) = entries(file)
    assert (record.code, record.name, len(record.rows)) == ("37042", "Halden syndrome", 1)


STATUSES = product(genes(gene())).replace("Disorder>", "Status>").replace("<Disorder ", "<Status ")


@pytest.mark.parametrize("text", [product(prevalences(prevalence())), STATUSES])
def test_another_product_is_refused_with_the_line_of_its_record(tmp_path: Path, text: str) -> None:
    file = tmp_path / "en_product6.xml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"en_product6\.xml:4: is another product: ") as caught:
        list(orphanet_genes.read(file, small()))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not OLDER.exists(), reason="the excerpt of 2020 is not in ../shared/data/orphanet")
def test_the_excerpt_of_2020_has_the_rows_that_its_lines_have() -> None:
    lines = OLDER.read_text(encoding="iso-8859-1").splitlines()
    between = [re.split("<[^>]*>", line.strip())[1] for line in lines if "<Symbol>" in line]
    records = list(entries(OLDER))
    assert [row.symbol for record in records for row in record.rows] == between
    assert len(records) == sum("<Disorder id" in line for line in lines)
    numbers = [
        number for record in records for row in record.rows for registry, number in row.ids if registry == "HGNC"
    ]
    after = [following for line, following in pairwise(lines) if "<Source>HGNC</Source>" in line]
    assert numbers == [number for line in after if (number := re.sub("<[^>]*>", "", line).strip())]
    assert {row.role for record in records for row in record.rows} <= ROLES.keys()
    cited = {curie for record in records for row in record.rows for curie in references(row.source).ids}
    assert cited == {f"PMID:{number}" for line in lines for number in re.findall(r"(\d+)\[PMID\]", line)}
