"""On what grounds a row of HPO's annotations stands: the kind of evidence, what it cites, who entered it and when.

The cells are those of https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/.
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
EVIDENCE: Mapping[str, str] = MappingProxyType({"TAS": "ECO:0000304", "PCS": "ECO:0000269", AUTOMATIC: "ECO:0000501"})

_BOOK = pattern(r"https?://www\.ncbi\.nlm\.nih\.gov/books/(NBK[0-9]+)/?")
_ISBN = pattern(r"ISBN(?:-1[03])?:([0-9X-]+)")
_WEB = pattern(r"https?://[^\s/]+\.[^\s/]+/\S*")
_CURATION = pattern(r"([^\s\[\]]+)\[([0-9]{4}-[0-9]{2}-[0-9]{2})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """What a cell cites: ``ids`` of publications, which of them are ``pages`` of the web, and what is ``unread``."""

    ids: tuple[str, ...]
    pages: tuple[Reference, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """Who entered or revised a row and on which days, each once in the order of the cell, and what is ``unread``."""

    by: tuple[str, ...]
    on: tuple[str, ...]
    unread: tuple[str, ...]


@lru_cache(maxsize=1 << 13)
def citations(cell: str) -> Citations:
    """Return what a cell of references joined by ``;`` cites: CURIEs, and local ids for pages of the web."""
    ids: dict[str, Reference | None] = {}
    unread: list[str] = []
    for raw in _parts(cell):
        try:
            ids[_publication(raw)] = None
        except ValueError:
            if _WEB.fullmatch(raw):
                page = _page(raw)
                ids[page.id] = page
            elif raw:
                unread.append(raw)
    return Citations(ids=tuple(ids), pages=tuple(filter(None, ids.values())), unread=tuple(unread))


@lru_cache(maxsize=1 << 12)
def curation(cell: str) -> Curation:
    """Return who curated a row and when, from ``HPO:name[YYYY-MM-DD]`` joined by ``;``."""
    curators: dict[str, None] = {}
    days: dict[str, None] = {}
    unread: list[str] = []
    for raw in _parts(cell):
        if (found := _CURATION.fullmatch(raw)) and _is_day(found[2]):
            curators[found[1]] = days[found[2]] = None
        elif raw:
            unread.append(raw)
    return Curation(by=tuple(curators), on=tuple(days), unread=tuple(unread))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]


def _publication(raw: str) -> str:
    if book := _BOOK.fullmatch(raw):
        return standardize(f"NBK:{book[1]}")
    if number := _ISBN.fullmatch(raw):
        return standardize(f"ISBN:{number[1].replace('-', '')}")
    return standardize(raw)


def _page(url: str) -> Reference:
    return Reference(id=f"reference/{sha256(url.encode()).hexdigest()[:20]}", citation=url, url=url)


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
