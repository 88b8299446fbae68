"""Ids in any spelling that people and programs use, and the usual one: ``HP:0001250`` for ``hp_1250``."""

import re
from collections.abc import Iterator
from functools import cache

from rarekg.ontology.prefixes import converter, standardize

LONGEST = 200  # characters of an id
PADDINGS = range(6, 8)  # digits to which registries pad their numbers: OMIM to 6, ontologies and GARD to 7


def usual(text: str) -> str:
    """Return the CURIE that ``text`` spells, '' if it is no id with a prefix of the table.

    The prefix may have any case and any of its synonyms, the separator may be another one, and the number may have
    fewer or more zeros in front.

    >>> usual("mondo_0010580"), usual("HP:1250"), usual("Orphanet 037042"), usual("mesh:c580192")
    ('MONDO:0010580', 'HP:0001250', 'ORPHA:37042', 'MESH:C580192')
    >>> usual("FOXP3"), usual("HP:fever")
    ('', '')
    """
    match = _pattern().fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return ""
    prefix = _prefixes()[match["prefix"].casefold()]
    if prefix not in _numbered() and match["separator"] != ":":
        return ""  # names of a vocabulary begin with such a prefix and a space or an underscore
    for local in _locals(prefix, match["local"]):
        try:
            return standardize(f"{prefix}:{local}")
        except ValueError:
            continue
    return ""


def prefixed(text: str) -> str:
    """Return the prefix of the table with which ``text`` begins before a colon, in any case, '' if there is none.

    >>> prefixed("hp:fever"), prefixed("Omenn syndrome: severe")
    ('HP', '')
    """
    before, colon, _ = text.strip().partition(":")
    return _prefixes().get(before.casefold(), "") if colon else ""


def _locals(prefix: str, local: str) -> Iterator[str]:
    """Yield the local ids that ``local`` may mean, the likeliest first."""
    if prefix in _numbered() and local.isascii() and local.isdigit():
        number = local.lstrip("0")
        yield number
        yield from (number.rjust(padding, "0") for padding in PADDINGS)
    yield local
    yield local.upper()


@cache
def _numbered() -> frozenset[str]:
    """Return the prefixes whose local ids are checked by a pattern that letters alone do not match."""
    patterns = {record.prefix: record.pattern for record in converter().records if record.pattern}
    return frozenset(prefix for prefix, pattern in patterns.items() if not re.match(pattern, "X", re.ASCII))


@cache
def _prefixes() -> dict[str, str]:
    """Return the prefix of the table for each of its spellings in lower case."""
    return {
        spelling.casefold(): record.prefix
        for record in converter().records
        for spelling in (*record.prefix_synonyms, record.prefix)
    }


@cache
def _pattern() -> re.Pattern[str]:
    spellings = "|".join(map(re.escape, sorted(_prefixes(), key=lambda spelling: (-len(spelling), spelling))))
    return re.compile(rf"(?P<prefix>{spellings})(?P<separator>[\s:_#=-]++)(?P<local>\S++)", re.IGNORECASE)
