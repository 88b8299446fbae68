"""Genes of the HUGO Gene Nomenclature Committee: symbols, names, place in the genome, products, ids elsewhere.

The file is HGNC's ``hgnc_complete_set.txt`` (https://www.genenames.org/download/statistics-and-files/): a row for each
approved gene, lists with ``|``, a cell with such a list in quotation marks.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from re import compile as pattern

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Gene, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import ADVICE, lines, wrong_width
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import standardize

USED = (
    *("hgnc_id", "symbol", "name", "status", "location", "alias_symbol", "prev_symbol"),
    *("entrez_id", "ensembl_gene_id", "uniprot_ids", "omim_id"),
)
NOWHERE = ("reserved", "unplaced", "not on reference assembly")  # in the column for the location
# The chromosome at the start of a location: '19q13.43', 'Xp11.23', '22 unplaced'; not 'Xq28 and Yq12'.
_CHROMOSOME = pattern(r"([1-9]|1[0-9]|2[0-2]|X|Y)(?![0-9])(?!.* (?:and|or) )")

Row = dict[str, str]


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each approved gene, and add its symbols and ids to ``known``.

    Raises:
        SourceError: If the file is not of this format.
    """
    info = describe(files(SOURCES) / "hgnc.toml")
    issues, unread = Issues(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    for line, row in _rows(path, unread):
        if (gene := _gene(line, row, issues)) is not None:
            known.genes.learn(gene, previous=_split(row["prev_symbol"]), aliases=_split(row["alias_symbol"]))
            yield gene
        yield from issues.drain()
    yield from unread.issues()


def chromosome(location: str) -> str | None:
    """Return the chromosome of a cytogenetic ``location`` (1 to 22, X, Y, MT), or None if it does not state one.

    >>> chromosome("Xp11.23"), chromosome("mitochondria"), chromosome("Xq28 and Yq12")
    ('X', 'MT', None)
    """
    if location == "mitochondria":
        return "MT"
    found = _CHROMOSOME.match(location)
    return found and found[1]


def _gene(line: int, row: Row, issues: Issues) -> Gene | None:
    own = _curie("HGNC", row["hgnc_id"].removeprefix("HGNC:"), line, issues)
    symbol, status, location = row["symbol"], row["status"], row["location"].strip()
    if status != "Approved" or not symbol or own is None:
        if own is not None:
            message = f"{own} has status {status!r}, symbol {symbol!r}, name {row['name']!r:.80}"
            issues.note("unusable-gene", line, message, value=own)
        return None
    others = (*_split(row["prev_symbol"]), *_split(row["alias_symbol"]))
    entries = _split(row["omim_id"])
    matches = [("NCBIGene", row["entrez_id"]), ("ENSEMBL", row["ensembl_gene_id"])]
    matches += [("OMIM", entry) for entry in entries if len(entries) == 1]
    return Gene(
        id=own,
        symbol=symbol,
        name=row["name"].strip() or None,
        synonyms=tuple(dict.fromkeys(other for other in others if other != symbol)),
        chromosome=chromosome(location),
        location=None if not location or location in NOWHERE else location,
        exact_matches=tuple(_curies(matches, line, issues)),
        products=tuple(_curies([("UniProtKB", protein) for protein in _split(row["uniprot_ids"])], line, issues)),
    )


def _rows(path: Path, unread: UnreadFields) -> Iterator[tuple[int, Row]]:
    """Yield line number and column → cell of each row."""
    number = 0

    def table() -> Iterator[str]:
        nonlocal number
        for number, line in lines(path):  # noqa: B007 - the enclosing function reads the number
            yield line

    reader = csv.reader(table(), delimiter="\t", strict=True)
    try:
        header = next(reader, [])
        if missing := [name for name in USED if name not in header]:
            raise SourceError(f"has no column {missing[0]!r}", path=path, line=number or None, advice=ADVICE)
        for name in header:
            if name not in USED:
                unread.note(name, 1)
        for cells in reader:
            if len(cells) != len(header):
                raise wrong_width(len(cells), len(header), path, number)
            yield number, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise SourceError(f"not a table: {error}", path=path, line=number, advice=ADVICE) from error


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _curies(ids: list[tuple[str, str]], line: int, issues: Issues) -> Iterator[str]:
    for prefix, local in ids:
        if local and (curie := _curie(prefix, local, line, issues)) is not None:
            yield curie


def _curie(prefix: str, local: str, line: int, issues: Issues) -> str | None:
    try:
        return standardize(f"{prefix}:{local}")
    except ValueError as error:
        issues.note("malformed-id", line, str(error), value=f"{prefix}:{local}")
        return None
