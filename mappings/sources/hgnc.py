"""Genes of the HUGO Gene Nomenclature Committee: symbols, names, location, products, ids in other databases.

The file is HGNC's ``hgnc_complete_set.txt`` (https://www.genenames.org/help/download/): tab-separated, with quotation
marks around cells that hold several values, which ``|`` separates.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Gene, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.tsv import ADVICE, lines, wrong_width
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.errors import SourceError
from rarekg.ontology.prefixes import standardize

SOURCE = "hgnc"
MATCHES = {"entrez_id": "NCBIGene", "ensembl_gene_id": "ENSEMBL", "omim_id": "OMIM"}
COLUMNS = (
    *("hgnc_id", "symbol", "name", "status", "location", "alias_symbol", "prev_symbol", "gene_group"),
    *(*MATCHES, "uniprot_ids", "mgd_id", "mane_select"),
)
_CHROMOSOME = re.compile(r"([1-9]|1\d|2[0-2]|X|Y)(?:(?:[pq]|cen|ter).*)?(?: (?:unplaced|not on .*|alternate .*))?")
_NO_BAND = re.compile(r"mitochondria|reserved|.*(?:unplaced|not on reference assembly|alternate reference locus)")

Cells = Mapping[str, str]


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each approved gene, and add its symbols and ids to ``known``.

    Raises:
        SourceError: If the file is not of this format.
    """
    issues, twice = (Issues(source=SOURCE, file=path.name) for _ in range(2))  # the file is read twice
    info = describe(files(SOURCES) / "hgnc.toml")
    unread = UnreadFields(info=info, file=path.name)
    shared = _shared(path, UnreadFields(info=info, file=path.name), twice)
    for line, cells in _rows(path, unread, issues):
        gene = _gene(line, cells, issues)
        if gene is not None:
            gene = _exact(gene, shared, known, line, issues)
            known.genes.learn(gene, previous=_split(cells["prev_symbol"]), aliases=_split(cells["alias_symbol"]))
            yield gene
        yield from issues.drain()
    yield from issues.drain()
    yield from unread.issues()


def _shared(path: Path, unread: UnreadFields, issues: Issues) -> frozenset[str]:
    """Return the cells of ids in other databases that several genes have, as ``omim_id 147920``."""
    counts: Counter[str] = Counter()
    for _, cells in _rows(path, unread, issues):
        counts.update(f"{column} {part}" for column in MATCHES for part in _split(cells[column]))
    return frozenset(cell for cell, times in counts.items() if times > 1)


def _exact(gene: Gene, shared: frozenset[str], known: Known, line: int, issues: Issues) -> Gene:
    """Return ``gene`` with only those ids as exact matches that are of no other gene and of no disease."""
    columns = {prefix: column for column, prefix in MATCHES.items()}
    dubious: dict[str, str] = {}
    for match in gene.exact_matches:
        prefix, _, local = match.partition(":")
        if f"{columns[prefix]} {local}" in shared:
            dubious[match] = "of other genes as well"
        elif disease := known.disease(match).id:
            dubious[match] = f"of {disease}, a disease, as well"
    for match, why in dubious.items():
        issues.note(
            "shared-id", line, f"{match} of {gene.id} is {why}; it is a cross-reference", action="kept", value=match
        )
    exact = tuple(match for match in gene.exact_matches if match not in dubious)
    return replace(gene, exact_matches=exact, xrefs=tuple(dubious)) if dubious else gene


def _rows(path: Path, unread: UnreadFields, issues: Issues) -> Iterator[tuple[int, Cells]]:
    """Yield line number and cells by column; note the columns that are neither read nor ignored."""
    numbered = ((line, next(csv.reader([text], delimiter="\t"), [])) for line, text in lines(path, issues))
    try:
        header = next(numbered, (1, []))[1]
        if missing := [column for column in COLUMNS if column not in header]:
            raise SourceError(f"has no column {missing[0]!r}; its header is {header!r:.200}", path=path, advice=ADVICE)
        for column in header:
            if column not in COLUMNS:
                unread.note(column, 1)
        for line, cells in numbered:
            if len(cells) != len(header):
                raise wrong_width(len(cells), len(header), path, line)
            yield line, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise SourceError(f"cannot be read: {error}", path=path, advice=ADVICE) from error


def _gene(line: int, cells: Cells, issues: Issues) -> Gene | None:
    raw, symbol, location = cells["hgnc_id"], cells["symbol"], cells["location"]
    own = _curie("HGNC", raw.removeprefix("HGNC:"), line, issues)
    if own is None:
        return None
    if cells["status"] != "Approved" or not symbol:
        message = f"{own} has status {cells['status']!r}, symbol {symbol!r}, name {cells['name']!r:.80}"
        issues.note("unusable-gene", line, message, value=raw)
        return None
    others = (*_split(cells["prev_symbol"]), *_split(cells["alias_symbol"]))
    return Gene(
        id=own,
        symbol=symbol,
        name=cells["name"].strip() or None,
        synonyms=tuple(dict.fromkeys(other for other in others if other != symbol)),
        chromosome=chromosome(location),
        location=None if not location or _NO_BAND.fullmatch(location) else location,
        exact_matches=tuple(
            curie for column, prefix in MATCHES.items() for curie in _curies(prefix, cells[column], line, issues)
        ),
        products=_curies("UniProtKB", cells["uniprot_ids"], line, issues),
        orthologues=_curies("MGI", cells["mgd_id"].replace("MGI:", ""), line, issues),
        transcripts=tuple(_split(cells["mane_select"])),
        groups=tuple(_split(cells["gene_group"])),
    )


def chromosome(location: str) -> str | None:
    """Return the chromosome in HGNC's ``location`` of a gene, or None if it names none or several.

    >>> chromosome("Xp11.23"), chromosome("mitochondria"), chromosome("Xp22.33 and Yp11.2")
    ('X', 'MT', None)
    """
    if location == "mitochondria":
        return "MT"
    match = _CHROMOSOME.fullmatch(location)
    return match[1] if match and not re.search(r"\b(?:and|or)\b|,", location) else None


def _split(cell: str) -> list[str]:
    return [part for raw in cell.split("|") if (part := raw.strip())]


def _curies(prefix: str, cell: str, line: int, issues: Issues) -> tuple[str, ...]:
    curies = (_curie(prefix, local, line, issues) for local in _split(cell))
    return tuple(dict.fromkeys(curie for curie in curies if curie is not None))


def _curie(prefix: str, local: str, line: int, issues: Issues) -> str | None:
    try:
        return standardize(f"{prefix}:{local}")
    except ValueError as error:
        issues.note("malformed-id", line, str(error), value=f"{prefix}:{local}")
        return None
