"""HPO's tables of genes: associations of genes with diseases, each once, with the gene's role where it is stated.

Two tables hold them: ``genes_to_disease.txt`` with a row for each association and its type, and
``genes_to_phenotype.txt``, which repeats each for every phenotype of the disease and states no type
(https://obophenotype.github.io/human-phenotype-ontology/annotations/genes_to_phenotype/).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rarekg.mappings.facts import Disease, Fact, Gene, GeneDisease, GeneRole, Issue, Origin
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import lines, rows
from rarekg.mappings.resolve.identity import identify
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

SOURCE = "hpo-genes"
COLUMNS = ("ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency", "disease_id")
COLUMNS_WITH_TYPE = ("ncbi_gene_id", "gene_symbol", "association_type", "disease_id", "source")
NO_SYMBOL = "-"
# A gene of a Mendelian disease causes it; one of a polygenic disease raises the risk.
ROLES: Mapping[str, GeneRole] = MappingProxyType(
    {"MENDELIAN": "causal", "POLYGENIC": "susceptibility", "UNKNOWN": "unknown"}
)


class _Pair(NamedTuple):
    """A gene and a disease as the table names them; ``key`` identifies the statement."""

    gene: str
    symbol: str
    disease: str
    type: str
    key: tuple[str, ...]


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each association of a gene with a disease once, and the issues as they occur.

    ``known`` holds HGNC and MONDO.

    Raises:
        SourceError: If the file is of neither format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    reader = _PairReader(known=known, issues=issues)
    seen: set[tuple[str, ...]] = set()
    for line, pair in _pairs(path):
        if pair.key not in seen:
            seen.add(pair.key)
            yield from reader.pair_facts(line, pair)
            yield from issues.drain()


def _pairs(path: Path) -> Iterator[tuple[int, _Pair]]:
    """Yield line number and pair of each row of either table, which its header tells apart."""
    header = next((line for _, line in lines(path)), "").split("\t")
    if COLUMNS_WITH_TYPE[2] in header:
        for line, (gene, symbol, type_, disease, source) in rows(path, COLUMNS_WITH_TYPE):
            yield line, _Pair(gene, symbol, disease, type_, (gene, disease, type_, source))
        return
    for line, (gene, symbol, _, _, _, disease) in rows(path, COLUMNS):
        yield line, _Pair(gene, symbol, disease, "UNKNOWN", (gene, disease))


@dataclass(slots=True, kw_only=True)
class _PairReader:
    """Reads pairs; ``genes`` maps the NCBI CURIE of each gene to its id in the graph."""

    known: Known
    issues: Issues
    genes: dict[str, str] = field(default_factory=dict)

    def pair_facts(self, line: int, pair: _Pair) -> Iterator[Fact]:
        """Yield the association of ``pair``, and its gene and disease if no other source has them."""
        try:
            subject = standardize(f"NCBIGene:{pair.gene.removeprefix('NCBIGene:')}")
            object_ = standardize(pair.disease)
        except ValueError as error:
            self.issues.note("malformed-id", line, str(error), value=f"{pair.gene} {pair.disease}")
            return
        if (role := ROLES.get(pair.type)) is None:
            message = f"unknown association type {pair.type!r}; the row is kept without a role"
            self.issues.note("unknown-role", line, message, action="kept", value=pair.type)
        if subject not in self.genes:
            yield from self.resolve_gene(line, subject, pair.symbol)
        resolved = self.known.disease(object_).id
        if resolved is None and object_ not in self.known.described:
            self.known.described.add(object_)
            yield from identify(object_, (), self.known).mappings
            yield Disease(id=object_, label=object_, resolved=False)
        gene_id = self.genes[subject]
        yield GeneDisease(
            disease=resolved or object_,
            gene=gene_id,
            role=role or "unknown",
            origin=Origin(
                source=SOURCE,
                key=pair.key,
                subject=None if gene_id == subject else subject,
                object=None if resolved is None else object_,
            ),
        )

    def resolve_gene(self, line: int, curie: str, symbol: str) -> Iterator[Gene]:
        """Resolve ``curie`` to the HGNC gene; yield a gene with ``curie`` as its id if HGNC has none."""
        gene = self.known.genes.id_of(curie)
        self.genes[curie] = gene or curie
        if gene is None:
            message = f"HGNC has no gene {curie} ({symbol}); it keeps its own IRI"
            self.issues.note("unmapped-gene", line, message, action="kept", value=curie)
            yield Gene(id=curie, symbol=curie if symbol == NO_SYMBOL else symbol)
        elif symbol not in (NO_SYMBOL, approved := self.known.genes.symbol(gene)):
            message = f"{curie} has the symbol {symbol} here and {approved} in HGNC; HGNC's is used"
            self.issues.note("other-symbol", line, message, action="replaced", value=symbol)
