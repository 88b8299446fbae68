"""HPO's table of genes: associations of genes with diseases, without the phenotypes repeated for each pair.

The formats are https://obophenotype.github.io/human-phenotype-ontology/annotations/genes_to_phenotype/ and
https://obophenotype.github.io/human-phenotype-ontology/annotations/genes_to_disease/, told apart by their headers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from rarekg.mappings.facts import Fact, Gene, GeneDisease, GeneRole, Issue, Origin
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import lines, rows
from rarekg.mappings.resolve.identity import identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.registries import WRONG_KIND, wrong_kind
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.prefixes import standardize

SOURCE, RESOURCE = "hpo-genes", "hpo-annotations"
# The prefix of a disease → the information resource that its genes come from.
UPSTREAM: Mapping[str, str] = MappingProxyType({"OMIM": "omim", "ORPHA": "orphanet"})
UNSTATED = "not_provided"  # value of Biolink's KnowledgeLevelEnum and AgentTypeEnum
COLUMNS = ("ncbi_gene_id", "gene_symbol", "hpo_id", "hpo_name", "frequency", "disease_id")
DISEASE_COLUMNS = ("ncbi_gene_id", "gene_symbol", "association_type", "disease_id", "source")
NO_SYMBOL = "-"
ROLES: Mapping[str, GeneRole] = MappingProxyType(
    {"MENDELIAN": "causal", "POLYGENIC": "susceptibility", "UNKNOWN": "unknown"}
)


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each pair of a gene and a disease once, and the issues as they occur.

    ``genes_to_disease.txt`` states the role of the gene in the disease, ``genes_to_phenotype.txt`` does not. ``known``
    holds HGNC and MONDO.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    reader = _PairReader(known=known, issues=issues)
    seen: set[tuple[str, ...]] = set()
    for line, gene, symbol, kind, disease in _pairs(path, issues):
        if (key := (gene, disease, kind) if kind else (gene, disease)) not in seen:
            seen.add(key)
            if not kind or kind in ROLES:
                yield from reader.pair_facts(line, gene, symbol, disease, kind)
            else:
                message = f"unknown association_type {kind!r} of {gene} and {disease}"
                issues.note("unknown-association-type", line, message, value=kind)
            yield from issues.drain()
    yield from issues.drain()


def _pairs(path: Path, issues: Issues) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield line, gene, symbol, type of association (empty if the table has none) and disease of each row."""
    header = next((text for _, text in lines(path)), "")
    if "association_type" in header.split("\t"):
        for line, (gene, symbol, kind, disease, _) in rows(path, DISEASE_COLUMNS, issues):
            yield line, gene.removeprefix("NCBIGene:"), symbol, kind or "missing", disease
    else:
        for line, (gene, symbol, _, _, _, disease) in rows(path, COLUMNS, issues):
            yield line, gene, symbol, "", disease


@dataclass(slots=True, kw_only=True)
class _PairReader:
    """Reads pairs; ``genes`` maps the NCBI CURIE of each gene to its id in the graph."""

    known: Known
    issues: Issues
    genes: dict[str, str] = field(default_factory=dict)

    def pair_facts(self, line: int, gene: str, symbol: str, disease: str, kind: str) -> Iterator[Fact]:
        """Yield the association of NCBI gene ``gene`` with ``disease``, and either one if no other source has it."""
        try:
            subject, object_ = standardize(f"NCBIGene:{gene}"), standardize(disease)
        except ValueError as error:
            self.issues.note("malformed-id", line, str(error), value=f"{gene} {disease}")
            return
        if (reason := wrong_kind(object_, "disease")) is not None:
            self.issues.note(WRONG_KIND, line, reason, value=object_)
            return
        if subject not in self.genes:
            yield from self.resolve_gene(line, subject, symbol)
        resolved = self.known.disease(object_).id
        if resolved is None and object_ not in self.known.described:
            yield from new_mappings(identify(object_, (), self.known), self.known)
            yield describe(object_, (), self.known)
        gene_id, upstream = self.genes[subject], UPSTREAM.get(object_.partition(":")[0])
        yield GeneDisease(
            disease=resolved or object_,
            gene=gene_id,
            role=ROLES.get(kind, "unknown"),
            origin=Origin(
                source=SOURCE,
                key=(gene, disease, kind) if kind else (gene, disease),
                primary=upstream,
                aggregator=RESOURCE if upstream else None,
                level=UNSTATED,
                agent=UNSTATED,
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
