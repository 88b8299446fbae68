"""Search: what was typed is taken as an id, a name, the beginning of one, words of one, and at last as misspelt.

Each reading that finds something comes before those that take more liberties; what has been found stays found.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from rarekg.graph.search.codes import typed
from rarekg.graph.search.fold import LONGEST, fold
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.spelling import Vocabulary
from rarekg.graph.search.things import KINDS, Kind

How = Literal["id", "exact", "prefix", "words", "spelling", "some"]
MOST = 100  # hits of one search
MANY_WORDS = 8  # words of a query that are looked for
FEW = 3  # hits of the words as they stand, below which they may be misspelt

# The score of the best hit of each reading; the next reading's begins where it ends.
_TOPS: dict[How, float] = {"id": 100, "exact": 99, "prefix": 90, "words": 75, "spelling": 60, "some": 40}
_LAST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing that a search found by its ``name``; ``how`` says by which reading, ``score`` (0 to 100) how well."""

    iri: str
    curie: str
    kind: Kind
    label: str
    description: str | None
    name: str
    how: How
    score: float


def search(index: SearchIndex, query: str, kinds: Sequence[Kind] = (), limit: int = 10) -> tuple[Hit, ...]:
    """Return at most ``limit`` things that ``query`` may mean, the likeliest first, none of them twice.

    ``kinds`` narrows what is looked for; () is everything. Any text is a query; one without a letter or digit finds
    nothing.
    """
    valid = query[: 4 * LONGEST].encode("utf-8", "ignore").decode("utf-8")
    words, wanted = fold(valid).split()[:MANY_WORDS], max(0, min(limit, MOST))
    among, rows = () if set(kinds) == set(KINDS) else tuple(dict.fromkeys(kinds)), 4 * wanted + 10
    hits: dict[str, Hit] = {}
    for how, found in _as_it_stands(index, valid, words, among, rows):
        _add(hits, how, found, fold(valid))
        if len(hits) >= wanted:
            break
    if words and len(hits) < min(wanted, FEW) and not any(hit.how in ("id", "exact") for hit in hits.values()):
        for how, found in _with_liberties(index, words, among, rows):
            _add(hits, how, found, fold(valid))
            if hits:
                break
    return tuple(hits.values())[:wanted]


def _add(hits: dict[str, Hit], how: How, found: Iterable[Row], folded: str) -> None:
    # A stable sort: between equal scores the index's order decides.
    for hit in sorted((_hit(row, how, folded) for row in found), key=lambda hit: -hit.score):
        hits.setdefault(hit.iri, hit)


def _as_it_stands(
    index: SearchIndex, query: str, words: Sequence[str], kinds: Sequence[Kind], rows: int
) -> Iterator[tuple[How, list[Row]]]:
    for code in typed(query):
        yield "id", index.by_code(code, kinds)
    if words:
        yield "exact", index.named(fold(query), kinds, rows)
        yield "prefix", index.matching(f'^ "{" ".join(words)}" *', kinds, rows)
        yield "words", index.matching(_all([[word] for word in words]), kinds, rows)


def _with_liberties(
    index: SearchIndex, words: Sequence[str], kinds: Sequence[Kind], rows: int
) -> Iterator[tuple[How, list[Row]]]:
    meant = _meant(index.vocabulary, words)
    yield "spelling", index.matching(_all(meant), kinds, rows)
    for fewer in _fewer(index.vocabulary, meant):
        yield "some", index.matching(_all(fewer), kinds, rows)


def _meant(vocabulary: Vocabulary, words: Sequence[str]) -> list[list[str]]:
    """Return for each word what it may stand for: itself where names have it, and what it may be a misspelling of."""
    return [_alternatives(vocabulary, word, last=word is words[-1]) for word in words]


def _alternatives(vocabulary: Vocabulary, word: str, *, last: bool) -> list[str]:
    known = vocabulary.begins(word) if last else vocabulary.names(word) > 0
    return [*([word] if known else vocabulary.split(word)), *vocabulary.near(word)] or [word]


def _fewer(vocabulary: Vocabulary, meant: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Yield ever fewer of the words: first those that names have at all, then always without the commonest."""
    counted = sorted((sum(map(vocabulary.names, found)), at) for at, found in enumerate(meant))
    kept = [at for count, at in counted if count]
    if len(kept) == len(meant):
        kept.pop()
    while kept:
        yield [meant[at] for at in sorted(kept)]
        kept.pop()


def _all(meant: Sequence[Sequence[str]]) -> str:
    """Return the full-text expression for a name with one word of each list; the last may be the beginning of one."""
    last = len(meant) - 1
    groups = (" OR ".join(_phrase(word, last=at == last) for word in words) for at, words in enumerate(meant))
    return " AND ".join(f"({group})" for group in groups)


def _phrase(word: str, *, last: bool) -> str:
    # Folded text has no quotation mark, so nothing in it can end the phrase.
    return f'"{word}" *' if last else f'"{word}"'


def _hit(row: Row, how: How, folded: str) -> Hit:
    return Hit(
        iri=row.iri,
        curie=row.curie,
        kind=row.kind,
        label=row.label,
        description=row.description,
        name=row.name,
        how=how,
        score=_score(row, how, folded),
    )


def _score(row: Row, how: How, folded: str) -> float:
    """Return the reading's top, less by how far the name is from the query, how good a name it is, and of what."""
    if how == "id":
        return _TOPS[how]
    room = _TOPS[how] - dict(pairwise([*_TOPS.values(), _LAST]))[_TOPS[how]]
    unannotated = row.weight == 0  # as diseases of animals are, and much that is not rare
    less = 0.85 * OSA.normalized_distance(folded, row.folded) + 0.03 * row.naming + 0.05 * unannotated
    return round(_TOPS[how] - room * less, 2)
