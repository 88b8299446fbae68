"""Ids as people type them: any spelling of the prefix, with or without leading zeros, or only the number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from rarekg.ontology.prefixes import compress, converter, standardize

Relation = Literal["own", "former", "exact", "cross-reference"]


# How an id is related to a thing that it leads to, the surest first: places in the index, see ``by_code``.
RELATIONS: tuple[Relation, ...] = ("own", "former", "exact", "cross-reference")
SERIES = "OMIMPS"  # phenotypic series, whose numbers are those of entries of OMIM too and are written with PS


class Code(NamedTuple):
    """An id in the form that is compared: ``prefix`` as in ``prefixes.ttl``, '' for any; ``local`` as :func:`bare`."""

    prefix: str
    local: str


def code(curie: str) -> Code:
    """Return the code of a CURIE with a prefix as in ``prefixes.ttl``.

    >>> code("HP:0000964")
    Code(prefix='HP', local='964')
    """
    prefix, _, local = curie.partition(":")
    return Code(prefix, bare(local))


def bare(local: str) -> str:
    """Return a local id in capitals and without leading zeros.

    >>> bare("0000964"), bare("c0342288"), bare("000")
    ('964', 'C0342288', '0')
    """
    return local.upper().lstrip("0") or "0"


def typed(text: str) -> Iterator[Code]:
    """Yield the codes that ``text``, an id or an IRI as a person types it, may stand for, the likeliest first.

    >>> list(typed("orphanet 37042")), list(typed("964"))
    ([Code(prefix='ORPHA', local='37042')], [Code(prefix='', local='964')])
    """
    stripped = text.strip().strip("<>")
    if curie := compress(stripped):
        yield code(curie)
    elif match := _typed().fullmatch(stripped):
        yield Code(_spellings().get((match["prefix"] or "").casefold(), ""), bare(match["local"]))


def near(curie: str) -> Iterator[str]:
    """Yield the CURIEs that one typing error turns into ``curie``: a digit wrong, missing or added, or two swapped.

    Each has the form that its prefix demands; if the prefix is unknown, there are none.

    >>> {"HP:0000694", "HP:0000965"} <= set(near("HP:0000964"))
    True
    """
    prefix, _, local = curie.partition(":")
    if converter().standardize_prefix(prefix) is None or len(local) > 20:
        return
    places = range(len(local))
    variants = {local[:at] + digit + local[at + 1 :] for at in places for digit in "0123456789"}
    variants |= {local[:at] + digit + local[at:] for at in range(len(local) + 1) for digit in "0123456789"}
    variants |= {local[:at] + local[at + 1 :] for at in places}
    variants |= {local[:at] + local[at + 1] + local[at] + local[at + 2 :] for at in places[:-1]}
    for variant in sorted(variants - {local}):
        try:
            yield standardize(f"{prefix}:{variant}")
        except ValueError:
            continue


@cache
def _typed() -> re.Pattern[str]:
    """Return the pattern of a typed id: an optional prefix, an optional separator, a local id with a digit."""
    prefixes = "|".join(map(re.escape, sorted(_spellings(), key=lambda spelling: (-len(spelling), spelling))))
    return re.compile(
        rf"(?:(?P<prefix>{prefixes})[\s:_#=-]*)?(?P<local>[A-Z]{{0,8}}\d[\w.]*)", re.ASCII | re.IGNORECASE
    )


@cache
def _spellings() -> dict[str, str]:
    """Return the prefix of ``prefixes.ttl`` for each of its spellings in lower case."""
    return {
        spelling.casefold(): record.prefix
        for record in converter().records
        for spelling in (*record.prefix_synonyms, record.prefix)
    }
