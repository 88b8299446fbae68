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
# Evidence code → the ECO term of the same meaning (https://www.evidenceontology.org).
EVIDENCE: Mapping[str, str] = MappingProxyType({"TAS": "ECO:0000304", "PCS": "ECO:0000269", AUTOMATIC: "ECO:0000501"})

_BOOK = pattern(r"https?://www\.ncbi\.nlm\.nih\.gov/books/(NBK[0-9]+)/?")
_ISBN = pattern(r"ISBN(?:-1[03])?:([0-9X-]+)")
_WEB = pattern(r"https?://[^\s/]+\.[^\s/]+/\S*")
_CURATION = pattern(r"([^\s\[\]]+)\[([0-9]{4}-[0-9]{2}-[0-9]{2})\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The references of a cell: their ``ids``, those that are ``web_pages``, and the ``invalid`` ones."""

    ids: tuple[str, ...]
    web_pages: tuple[Reference, ...]
    invalid: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """The distinct curators and dates of a cell, in its order, and the ``invalid`` parts."""

    curators: tuple[str, ...]
    dates: tuple[str, ...]
    invalid: tuple[str, ...]


@lru_cache(maxsize=1 << 13)
def parse_references(cell: str) -> References:
    """Return the references of a cell, joined by ``;``: CURIEs, and local ids for web pages.

    >>> parse_references("PMID:19122524;ISBN-13:978-0123456789; unpublished")
    References(ids=('PMID:19122524', 'ISBN:9780123456789'), web_pages=(), invalid=('unpublished',))
    """
    ids: dict[str, Reference | None] = {}
    invalid: list[str] = []
    for raw in _parts(cell):
        try:
            ids[_publication_id(raw)] = None
        except ValueError:
            if _WEB.fullmatch(raw):
                page = _web_page(raw)
                ids[page.id] = page
            elif raw:
                invalid.append(raw)
    return References(ids=tuple(ids), web_pages=tuple(filter(None, ids.values())), invalid=tuple(invalid))


@lru_cache(maxsize=1 << 12)
def parse_curation(cell: str) -> Curation:
    """Return the curators and dates of a cell, ``HPO:name[YYYY-MM-DD]`` joined by ``;``.

    >>> parse_curation("HPO:skoehler[2012-11-16];HPO:probinson[2012-11-16]")
    Curation(curators=('HPO:skoehler', 'HPO:probinson'), dates=('2012-11-16',), invalid=())
    """
    curators: dict[str, None] = {}
    dates: dict[str, None] = {}
    invalid: list[str] = []
    for raw in _parts(cell):
        if (match := _CURATION.fullmatch(raw)) and _is_date(match[2]):
            curators[match[1]] = dates[match[2]] = None
        elif raw:
            invalid.append(raw)
    return Curation(curators=tuple(curators), dates=tuple(dates), invalid=tuple(invalid))


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
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
