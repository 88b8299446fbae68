"""Ids as people type them: with any spelling of the prefix, with or without padding, or as the bare number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rarekg.ontology.prefixes import compress, converter, standardize


class Code(NamedTuple):
    """An id, ready to be compared: ``prefix`` in the table's spelling, '' for any; ``local`` without leading zeros."""

    prefix: str
    local: str


def code(curie: str) -> Code:
    """Return the code of a CURIE in the table's spelling."""
    prefix, _, local = curie.partition(":")
    return Code(prefix, bare(local))


def bare(local: str) -> str:
    """Return a local id as it is compared: in capitals, without the zeros that pad it."""
    return local.upper().lstrip("0") or "0"


def typed(text: str) -> Iterator[Code]:
    """Yield the codes that ``text``, an id or an IRI as a person types it, may mean, the likeliest first."""
    stripped = text.strip().strip("<>")
    if curie := compress(stripped):
        yield code(curie)
    elif match := _typed().fullmatch(stripped):
        yield Code(_spellings().get((match["prefix"] or "").casefold(), ""), bare(match["local"]))


def near(curie: str) -> Iterator[str]:
    """Yield the CURIEs that one slip of the fingers turns into ``curie``.

    A digit is wrong, missing or too many, or two are swapped. Each CURIE is of the form that its prefix asks for; there
    is none where the prefix is unknown.
    """
    prefix, _, local = curie.partition(":")
    if converter().standardize_prefix(prefix) is None or len(local) > 20:
        return
    places = range(len(local))
    slips = {local[:at] + digit + local[at + 1 :] for at in places for digit in "0123456789"}
    slips |= {local[:at] + digit + local[at:] for at in range(len(local) + 1) for digit in "0123456789"}
    slips |= {local[:at] + local[at + 1 :] for at in places}
    slips |= {local[:at] + local[at + 1] + local[at] + local[at + 2 :] for at in places[:-1]}
    for slip in sorted(slips - {local}):
        try:
            yield standardize(f"{prefix}:{slip}")
        except ValueError:
            continue


@cache
def _typed() -> re.Pattern[str]:
    """Return the form of a typed id: a prefix or none, a separator or none, and what has a digit."""
    prefixes = "|".join(map(re.escape, sorted(_spellings(), key=lambda spelling: (-len(spelling), spelling))))
    return re.compile(
        rf"(?:(?P<prefix>{prefixes})[\s:_#=-]*)?(?P<local>[A-Z]{{0,8}}\d[\w.]*)", re.ASCII | re.IGNORECASE
    )


@cache
def _spellings() -> dict[str, str]:
    """Return each spelling of each prefix, in lower case, with the table's own."""
    return {
        spelling.casefold(): record.prefix
        for record in converter().records
        for spelling in (*record.prefix_synonyms, record.prefix)
    }
