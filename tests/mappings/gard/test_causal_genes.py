"""Sentences that name the one causal gene of the disease."""

import pytest

from rarekg.mappings.gard.causal_genes import causal_gene, lookup_gene
from rarekg.mappings.gard.clauses import clauses
from rarekg.mappings.gard.coreference import page_disease
from rarekg.mappings.gard.lines import split_lines
from rarekg.mappings.gard.sentences import paragraphs

DISEASE = page_disease(["Halden syndrome", "HS"])


def genes(text: str) -> list[tuple[str, str | None]]:
    matches = (
        causal_gene(clause) for paragraph in paragraphs(split_lines(text)) for clause in clauses(paragraph, DISEASE)
    )
    return [gene for gene in matches if gene]


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        (
            "HS is caused by changes (mutations) of the FOXP3 gene, which is located on the X chromosome.",
            ("FOXP3", "X"),
        ),
        ("HS is caused by mutations in the FOXP3 gene, which lies on chromosome 17.", ("FOXP3", "17")),
        ("HS is caused by a change in the FOXP3 gene on the long arm of chromosome 3.", ("FOXP3", "3")),
        ("HS is caused by mutations in the C9orf72 gene.", ("C9orf72", None)),
        ("HS is caused by mutations in the NKX2-5 gene and is inherited in an X-linked manner.", ("NKX2-5", None)),
        ("HS is inherited from both parents and is caused by mutations in the FOXP3 gene.", ("FOXP3", None)),
    ],
)
def test_one_gene(text: str, gene: tuple[str, str | None]) -> None:
    assert genes(text) == [gene]


@pytest.mark.parametrize(
    "text",
    [
        "HS is not caused by mutations in the FOXP3 gene.",
        "HS may be caused by mutations in the FOXP3 gene.",
        "HS can be caused by mutations in the FOXP3 gene.",
        "HS is thought to be caused by mutations in the FOXP3 gene.",
        "HS is rarely caused by mutations in the FOXP3 gene.",
        "HS is caused by mutations in the FOXP3 or WAS gene.",
        "HS is caused by mutations in the FOXP3 gene or the WAS gene.",
        "HS is caused by mutations in either the FOXP3 or WAS genes.",
        "HS is caused by mutations in the FOXP3 gene in some people.",
        "HS is caused by mutations in the FOXP3 gene, but not in every family.",
        "HS is caused by mutations in several genes.",
        "HS is caused by mutations that affect the FOXP3 gene.",
        "Some cases of HS are caused by mutations in the FOXP3 gene.",
        "Diseases like HS are caused by mutations in the FOXP3 gene.",
        "In most families, HS is caused by mutations in the FOXP3 gene.",
        "There are other diseases, caused by mutations in other genes.",
        "HS is caused by a virus in the FOXP3 gene.",
    ],
)
def test_no_gene(text: str) -> None:
    assert genes(text) == []


def test_foxp3_has_its_ids_in_hgnc_and_elsewhere() -> None:
    gene = lookup_gene("FOXP3")
    assert gene is not None
    assert (gene.id, gene.chromosome, gene.location) == ("HGNC:6106", "X", "Xp11.23")
    assert set(gene.exact_matches) == {"NCBIGene:50943", "ENSEMBL:ENSG00000049768", "OMIM:300292"}
    assert lookup_gene("foxp3") is None
