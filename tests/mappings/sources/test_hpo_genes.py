"""HPO's table of genes as facts: each pair of gene and disease once, with the ids of the graph."""

import csv
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from fetched import fetched, load_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf import statements

from rarekg.mappings.facts import Disease, Fact, Gene, GeneDisease, Issue, Mapping
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.sources import hpo_genes
from rarekg.ontology.errors import SourceError
from rarekg.ontology.terms import Term

HEADER = "\t".join(hpo_genes.COLUMNS)
FOXP3 = Gene(id="HGNC:6106", symbol="FOXP3", exact_matches=("NCBIGene:50943", "ENSEMBL:ENSG00000049768"))


def small() -> Known:
    """Return FOXP3, and IPEX with its OMIM number; ORPHA:1 has a label of its own."""
    known = Known()
    known.learn(Term(id="MONDO:0010580", label="IPEX syndrome"))
    known.learn_mapping(
        Mapping(
            subject="MONDO:0010580",
            predicate="skos:exactMatch",
            object="OMIM:304790",
            justification="semapv:UnspecifiedMatching",
            source="mondo",
        )
    )
    known.genes.learn(FOXP3)
    known.described.add("ORPHA:1")
    return known


Read = Callable[..., tuple[list[Fact], list[Issue]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(*rows: str) -> tuple[list[Fact], list[Issue]]:
        path = tmp_path / "genes_to_phenotype.txt"
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        facts = list(hpo_genes.read(path, small()))
        return [f for f in facts if not isinstance(f, Issue)], [f for f in facts if isinstance(f, Issue)]

    return reading


def row(gene: str = "50943", symbol: str = "FOXP3", term: str = "HP:1", disease: str = "OMIM:304790") -> str:
    return "\t".join((gene, symbol, term, "a phenotype", "-", disease))


def test_a_pair_of_many_rows_is_one_fact_with_hgnc_and_mondo_ids(read: Read) -> None:
    facts, issues = read(row(term="HP:1"), row(term="HP:2"))
    assert issues == []
    (fact,) = facts
    assert isinstance(fact, GeneDisease)
    assert (fact.gene, fact.disease, fact.role) == ("HGNC:6106", "MONDO:0010580", "unknown")
    assert (fact.origin.source, fact.origin.subject, fact.origin.object) == (
        "hpo-genes",
        "NCBIGene:50943",
        "OMIM:304790",
    )
    # The role is unknown, so there is no plain triple, which would state a cause.
    assert not any("RO_0004003" in triple for triple in statements(fact, Mint()))


@pytest.mark.parametrize("disease", ["rdfs:label", "PMID:1", "HP:0001250", "HGNC:6106"])
def test_an_id_of_no_disease_is_reported_and_the_pair_left_out(read: Read, disease: str) -> None:
    facts, (issue,) = read(row(disease=disease))
    assert facts == []
    assert (issue.kind, issue.value, issue.action, issue.line) == ("wrong-kind", disease, "skipped", 2)


def test_the_table_of_diseases_states_the_role(tmp_path: Path) -> None:
    path = tmp_path / "genes_to_disease.txt"
    kinds = ("MENDELIAN", "POLYGENIC", "UNKNOWN", "DIGENIC", "", "MENDELIAN")
    table = (f"NCBIGene:50943\tFOXP3\t{kind}\tOMIM:304790\tftp://example.org/mim2gene" for kind in kinds)
    path.write_text("\n".join(["\t".join(hpo_genes.DISEASE_COLUMNS), *table, ""]), encoding="utf-8")
    facts = list(hpo_genes.read(path, small()))
    assert [(fact.gene, fact.disease, fact.role) for fact in facts if isinstance(fact, GeneDisease)] == [
        ("HGNC:6106", "MONDO:0010580", role) for role in ("causal", "susceptibility", "unknown")
    ]
    assert [(fact.kind, fact.line) for fact in facts if isinstance(fact, Issue)] == [
        ("unknown-association-type", 5),
        ("unknown-association-type", 6),
    ]


def test_a_gene_unknown_to_hgnc_has_its_ncbi_iri_and_is_described_once(read: Read) -> None:
    facts, issues = read(row(gene="7467", symbol="-"), row(gene="7467", symbol="-", disease="ORPHA:1"))
    genes = [fact for fact in facts if isinstance(fact, Gene)]
    assert genes == [Gene(id="NCBIGene:7467", symbol="NCBIGene:7467")]
    associations = [(fact.gene, fact.origin.subject) for fact in facts if isinstance(fact, GeneDisease)]
    assert associations == [("NCBIGene:7467", None)] * 2
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [("unmapped-gene", 2, "kept")]


def test_a_gene_unknown_to_hgnc_is_labelled_by_the_symbol_in_the_table(read: Read) -> None:
    facts, _ = read(row(gene="1", symbol="NEW1"))
    assert [fact.symbol for fact in facts if isinstance(fact, Gene)] == ["NEW1"]


def test_another_symbol_than_hgncs_is_reported(read: Read) -> None:
    facts, issues = read(row(symbol="SCURFIN"))
    assert [(i.kind, i.value, i.action) for i in issues] == [("other-symbol", "SCURFIN", "replaced")]
    assert [fact.gene for fact in facts if isinstance(fact, GeneDisease)] == ["HGNC:6106"]


def test_a_disease_without_a_label_is_labelled_by_its_id(read: Read) -> None:
    facts, _ = read(row(disease="ORPHA:1"), row(disease="ORPHA:2"), row(gene="1", symbol="NEW1", disease="ORPHA:2"))
    diseases = [fact for fact in facts if isinstance(fact, Disease)]
    assert diseases == [Disease(id="ORPHA:2", label="ORPHA:2", resolved=False)]


@pytest.mark.parametrize("cells", [{"gene": "x"}, {"gene": ""}, {"disease": "OMIM:12"}, {"disease": "NORD:1"}])
def test_a_malformed_id_is_reported_and_its_pair_left_out(read: Read, cells: dict[str, str]) -> None:
    facts, issues = read(row(**cells))
    assert facts == []
    assert [(issue.kind, issue.line, issue.action) for issue in issues] == [("malformed-id", 2, "skipped")]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.integers(0, 60))
def test_mangled_tables_give_facts_or_a_source_error(tmp_path: Path, text: str, cut: int) -> None:
    path = tmp_path / "genes_to_phenotype.txt"
    content = f"{HEADER}\n{row()}\n{text}\n{row(gene='2')}".encode("utf-8", "surrogatepass")
    path.write_bytes(content[: len(content) - cut])
    try:
        facts = list(hpo_genes.read(path, small()))
    except SourceError:
        return
    assert {type(fact) for fact in facts} <= {GeneDisease, Gene, Disease, Issue}


@cache
def release() -> list[Fact | Issue]:
    before = load_known("hpo", "mondo", "hgnc", "hgnc-withdrawn", "hpoa")
    return list(hpo_genes.read(fetched("hpo-genes"), before))


def test_pairs_of_the_release() -> None:
    lines = fetched("hpo-genes").read_text(encoding="utf-8").splitlines()[1:]
    pairs = {(cells[0], cells[5]) for cells in (line.split("\t") for line in lines)}
    associations = [fact for fact in release() if isinstance(fact, GeneDisease)]
    assert len(associations) == len(pairs) == 12_302
    assert {fact.origin.key for fact in associations} == pairs
    assert sum(fact.origin.subject is None for fact in associations) == sum(
        fact.gene.startswith("NCBIGene:") for fact in associations
    )


def test_six_genes_of_the_release_are_unknown_to_hgnc() -> None:
    with fetched("hgnc").open(encoding="utf-8", newline="") as file:
        approved = {cells["entrez_id"] for cells in csv.DictReader(file, delimiter="\t")}
    genes = {line.split("\t")[0] for line in fetched("hpo-genes").read_text(encoding="utf-8").splitlines()[1:]}
    unknown = {fact.id for fact in release() if isinstance(fact, Gene)}
    assert unknown == {f"NCBIGene:{gene}" for gene in genes - approved}
    assert len(unknown) == 6


def test_only_a_disease_that_hpoa_and_mondo_lack_is_labelled_by_its_id() -> None:
    described = {line.partition("\t")[0] for line in fetched("hpoa").read_text(encoding="utf-8").splitlines()}
    labelled = {fact.id for fact in release() if isinstance(fact, Disease)}
    kept = {fact.disease for fact in release() if isinstance(fact, GeneDisease) and fact.origin.object is None}
    assert labelled == kept - described


def test_issues_of_the_release() -> None:
    assert Counter(fact.kind for fact in release() if isinstance(fact, Issue)).keys() == {
        "unmapped-gene",
        "other-symbol",
    }


def test_foxp3_is_associated_with_ipex_in_both_registries() -> None:
    associations = [fact for fact in release() if isinstance(fact, GeneDisease) and fact.gene == "HGNC:6106"]
    ipex = {fact.origin.object for fact in associations if fact.disease == "MONDO:0010580"}
    assert ipex == {"OMIM:304790", "ORPHA:37042"}
