"""The references of a statement of Orphanet: ids of publications, and what has no id in the source's words.

A cell joins them with underscores, as ``22587682[PMID]_[EXPERT]_EUROCAT 2010[REG]``, or is written by hand, as
``PMID: 33310876 ; 24103911 & EXPERT``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rarekg.mappings.facts import Reference
from rarekg.ontology.prefixes import standardize

# The brackets are typed by hand: [PMID, [PMID}, {PMID], (PMID], PMID], [PMiD], [PM, [PMID][PMID] and ,[PMID] occur,
# some after a space that does not break.
_NUMBER = re.compile(r"(?:Source: *+)?([0-9]++)[\s,]*+[\[{(]?+PM(?:[Ii]D)?+[\]})`]*+(?:\[PMID\])?+")
_LIST = re.compile(r"\s*+[;,&:]\s*+")
_LISTED = frozenset({"PMID", "PMID reference"})
_DOI = re.compile(r"DOI: *+(?:https?://doi\.org/)?+(10\.[^\s\[\]]++)(?:\[OTHER\])?+")
_BOOK = re.compile(r"\[?+(?:https?://www\.ncbi\.nlm\.nih\.gov/books/)?+(NBK[0-9]++)/?+\]?+(?:\[(?:OTHER|PMID)\])?+")
_ADDRESS = re.compile(r"(?:\[?+(?:https?|ftp):|DOI\b)[^\[\]]*+", re.DOTALL)
LONGEST_NUMBER = 8  # digits of a PMID; longer ones are mistyped


class References(NamedTuple):
    """The references of a cell: ``ids`` are CURIEs, ``others`` what has no id, as the source writes it."""

    ids: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def words(self) -> str | None:
        """What has no id, as one text."""
        return "; ".join(self.others) or None


@dataclass(frozen=True, slots=True)
class Publications:
    """The publications that a reader has described; each is described where it is first cited."""

    described: set[str] = field(default_factory=set)

    def new(self, ids: Iterable[str]) -> Iterator[Reference]:
        """Yield each publication of ``ids`` that has not been described yet.

        >>> publications = Publications()
        >>> [len(list(publications.new(["PMID:1", "PMID:2"]))) for _ in range(2)]
        [2, 0]
        """
        for curie in ids:
            if curie not in self.described:
                self.described.add(curie)
                yield Reference(id=curie)


def references(cell: str) -> References:
    """Return the references of a cell, each once. A number is a PMID only if the source says so.

    >>> references("24482476[PMID]_27271711 [PMID]_EUROCAT 2010[REG]")
    References(ids=('PMID:24482476', 'PMID:27271711'), others=('EUROCAT 2010[REG]',))
    >>> references("PMID: 33310876 ; 24103911 & EXPERT_DOI:10.1007/978-3-319-96929-9_4[OTHER]").ids
    ('PMID:33310876', 'PMID:24103911', 'DOI:10.1007/978-3-319-96929-9_4')
    """
    ids: dict[str, None] = {}
    others: dict[str, None] = {}
    for part in _parts(cell):
        for curie, words in _read(part):
            if curie is not None:
                ids[curie] = None
            else:
                others[words] = None
    return References(tuple(ids), tuple(others))


def _parts(cell: str) -> Iterator[str]:
    """Yield the parts of a cell; an underscore in an address or a DOI separates none."""
    pieces: list[str] = []
    within = False
    for piece in cell.split("_"):
        if within and piece[:1] in "abcdefghijklmnopqrstuvwxyz0123456789" and "PMID" not in piece:
            pieces.append(piece)
        else:
            yield from filter(None, ("_".join(pieces).strip(),))
            pieces = [piece]
            within = _ADDRESS.fullmatch(piece.strip()) is not None
        within = within and "[" not in piece[1:]
    yield from filter(None, ("_".join(pieces).strip(),))


def _read(part: str) -> Iterator[tuple[str | None, str]]:
    """Yield the ids that a part has, or None, each with the words for it."""
    if number := _NUMBER.fullmatch(part):
        yield _pmid(number[1]), part
    elif doi := _DOI.fullmatch(part):
        yield _standard(f"DOI:{doi[1]}"), part
    elif book := _BOOK.fullmatch(part):
        yield _standard(f"NBK:{book[1]}"), part
    elif _LISTED.isdisjoint(items := _LIST.split(part)):
        yield None, part
    else:
        numbers = False
        for item in filter(None, items):
            if item in _LISTED:
                numbers = True
            else:
                yield (_pmid(item) if numbers else None), item


def _pmid(number: str) -> str | None:
    return _standard(f"PMID:{number}") if len(number) <= LONGEST_NUMBER else None


def _standard(curie: str) -> str | None:
    try:
        return standardize(curie)
    except ValueError:
        return None
