"""The columns ``evidence``, ``reference`` and ``biocuration``: evidence codes, publications, curators and dates.

See https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from re import compile as pattern
from types import MappingProxyType

from rarekg.mappings.facts import Reference
from rarekg.ontology.prefixes import standardize

AUTOMATIC = "IEA"
STUDY = "PCS"
# Evidence code → the ECO term of the same meaning (https://www.evidenceontology.org). PCS is a published clinical
# study: the authors of HPO give ECO:0006017 for a phenotype that a publication reports
# (https://phenopacket-schema.readthedocs.io/en/latest/evidence.html).
EVIDENCE: Mapping[str, str] = MappingProxyType({"TAS": "ECO:0000304", STUDY: "ECO:0006017", AUTOMATIC: "ECO:0000501"})
# Who made the statement, as a value of Biolink's AgentTypeEnum: a program parsed OMIM's text for the rows with IEA.
AGENTS: Mapping[str, str] = MappingProxyType(dict.fromkeys(EVIDENCE, "manual_agent") | {AUTOMATIC: "text_mining_agent"})
# The prefix of a disease → the information resource that HPO took its rows from, unless its curators read a study.
UPSTREAM: Mapping[str, str] = MappingProxyType({"OMIM": "omim", "ORPHA": "orphanet", "DECIPHER": "decipher"})
EARLIEST = "1950"  # the year before which nothing was curated: an earlier one is a slip of the pen
PUBLICATIONS = ("PMID", "PMC", "NBK", "DOI", "ISBN")
# What Orphanet's rows have instead of a curator: the day of the release, which no person stands for.
RELEASE = "ORPHA:orphadata"

_BOOK = pattern(r"https?://www\.ncbi\.nlm\.nih\.gov/books/(NBK[0-9]+)/?")
_ISBN = pattern(r"ISBN(?:-1[03])?:([0-9X-]+)")
_WEB = pattern(r"https?://[^\s/][^\s/.]*+\.[^\s/]++/\S*+")
_CURATION = pattern(r"([^\s\[\]]+)\[([0-9]{4}-[0-9]{2}-[0-9]{2})\]")
_ORCID = pattern(r"(?:ORCID|orcid):(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The references of a cell: publications (``ids``), entries of databases (``records``), and the ``invalid`` ones.

    ``web_pages`` are those of the publications that have an address instead of an id.
    """

    ids: tuple[str, ...]
    records: tuple[str, ...]
    web_pages: tuple[Reference, ...]
    invalid: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """The distinct ``entries`` of a cell as written, in its order, and the ``invalid`` parts.

    ``curators`` are the CURIEs of those with an ORCID, ``last`` is the last date, None without an entry.
    """

    entries: tuple[str, ...]
    curators: tuple[str, ...]
    last: str | None
    invalid: tuple[str, ...]


@lru_cache(maxsize=1 << 13)
def parse_references(cell: str) -> References:
    """Return the references of a cell, joined by ``;``: CURIEs, and local ids for web pages.

    >>> parse_references("PMID:19122524;ISBN-13:978-0123456789; OMIM:304790;unpublished").ids
    ('PMID:19122524', 'ISBN:9780123456789')
    """
    ids: dict[str, Reference | None] = {}
    records: dict[str, None] = {}
    invalid: list[str] = []
    for raw in _parts(cell):
        try:
            reference = _publication_id(raw)
        except ValueError:
            if _WEB.fullmatch(raw):
                page = _web_page(raw)
                ids[page.id] = page
            elif raw:
                invalid.append(raw)
        else:
            if reference.startswith(PUBLICATIONS):
                ids[reference] = None
            else:
                records[reference] = None
    pages = tuple(filter(None, ids.values()))
    return References(ids=tuple(ids), records=tuple(records), web_pages=pages, invalid=tuple(invalid))


@lru_cache(maxsize=1 << 12)
def parse_curation(cell: str) -> Curation:
    """Return the curation in a cell, entries ``HPO:name[YYYY-MM-DD]`` joined by ``;``.

    Orphanet's rows have the day of their release there, which is no curation.

    >>> curation = parse_curation("HPO:skoehler[2012-11-16];ORCID:0000-0002-0736-9199[2014-06-24]")
    >>> curation.curators, curation.last
    (('orcid:0000-0002-0736-9199',), '2014-06-24')
    """
    entries: dict[str, None] = {}
    curators: dict[str, None] = {}
    dates: list[str] = []
    invalid: list[str] = []
    for raw in _parts(cell):
        if (match := _CURATION.fullmatch(raw)) and _is_date(match[2]):
            if match[1] != RELEASE:
                entries[raw] = None
                dates.append(match[2])
                if orcid := _ORCID.fullmatch(match[1]):
                    curators[f"orcid:{orcid[1]}"] = None
        elif raw:
            invalid.append(raw)
    return Curation(
        entries=tuple(entries), curators=tuple(curators), last=max(dates, default=None), invalid=tuple(invalid)
    )


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]


def _publication_id(raw: str) -> str:
    if book := _BOOK.fullmatch(raw):
        return standardize(f"NBK:{book[1]}")
    if number := _ISBN.fullmatch(raw):
        return standardize(f"ISBN:{number[1].replace('-', '')}")
    return standardize(raw)


def _web_page(url: str) -> Reference:
    return Reference(id=f"reference/{sha256(url.encode()).hexdigest()[:20]}", citation=url, url=url)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text >= EARLIEST
    except ValueError:
        return False
