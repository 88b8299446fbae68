"""Search by id, exact name, beginning of a name, words of a name, and misspelt words, in this order.

The stricter ways of matching come first, so that their hits stand before those of the looser ones.
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

MatchedBy = Literal["id", "exact", "prefix", "words", "spelling", "some"]
MOST = 100  # hits of one search
MANY_WORDS = 8  # words of a query that are searched for
FEW = 3  # with fewer hits than this, the words may be misspelt

# The best score of each way of matching; the scores of the next way begin where they end.
_TOPS: dict[MatchedBy, float] = {"id": 100, "exact": 99, "prefix": 90, "words": 75, "spelling": 60, "some": 40}
_LAST = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing whose ``name`` matches a query: ``how`` is the way of matching, ``score`` (0 to 100) the similarity."""

    iri: str
    curie: str
    kind: Kind
    label: str
    description: str | None
    name: str
    how: MatchedBy
    score: float


def search(index: SearchIndex, query: str, kinds: Sequence[Kind] = (), limit: int = 10) -> tuple[Hit, ...]:
    """Return the things that best match ``query``, the best first, each once.

    Args:
        index: The search index of a build.
        query: Any text; one without a letter or digit has no hits.
        kinds: The kinds of things to search for; all of them if empty.
        limit: The number of hits at most, up to MOST.
    """
    valid = query[: 4 * LONGEST].encode("utf-8", "ignore").decode("utf-8")
    words, most = fold(valid).split()[:MANY_WORDS], max(0, min(limit, MOST))
    among, rows = () if set(kinds) == set(KINDS) else tuple(dict.fromkeys(kinds)), 4 * most + 10
    hits: dict[str, Hit] = {}
    for how, matches in _strict_matches(index, valid, words, among, rows):
        _add(hits, how, matches, fold(valid))
        if len(hits) >= most:
            break
    if words and len(hits) < min(most, FEW) and not any(hit.how in ("id", "exact") for hit in hits.values()):
        for how, matches in _loose_matches(index, words, among, rows):
            _add(hits, how, matches, fold(valid))
            if hits:
                break
    return tuple(hits.values())[:most]


def _add(hits: dict[str, Hit], how: MatchedBy, matches: Iterable[Row], folded: str) -> None:
    # A stable sort: between equal scores the index's order decides.
    for hit in sorted((_hit(row, how, folded) for row in matches), key=lambda hit: -hit.score):
        hits.setdefault(hit.iri, hit)


def _strict_matches(
    index: SearchIndex, query: str, words: Sequence[str], kinds: Sequence[Kind], rows: int
) -> Iterator[tuple[MatchedBy, list[Row]]]:
    for code in typed(query):
        yield "id", index.by_code(code, kinds)
    if words:
        yield "exact", index.named(fold(query), kinds, rows)
        yield "prefix", index.matching(f'^ "{" ".join(words)}" *', kinds, rows)
        yield "words", index.matching(_all([[word] for word in words]), kinds, rows)


def _loose_matches(
    index: SearchIndex, words: Sequence[str], kinds: Sequence[Kind], rows: int
) -> Iterator[tuple[MatchedBy, list[Row]]]:
    vocabulary = index.vocabulary
    spellings = [_spellings(vocabulary, word, last=word is words[-1]) for word in words]
    yield "spelling", index.matching(_all(spellings), kinds, rows)
    for fewer in _fewer(vocabulary, spellings):
        yield "some", index.matching(_all(fewer), kinds, rows)


def _spellings(vocabulary: Vocabulary, word: str, *, last: bool) -> list[str]:
    """Return ``word`` if names have it, and the words that it may be a misspelling of."""
    known = vocabulary.begins(word) if last else vocabulary.names(word) > 0
    return [*([word] if known else vocabulary.split(word)), *vocabulary.near(word)] or [word]


def _fewer(vocabulary: Vocabulary, words: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Yield the words that occur in names, then the same without the most common word, until one word is left."""
    counted = sorted((sum(map(vocabulary.names, spellings)), place) for place, spellings in enumerate(words))
    places = [place for count, place in counted if count]
    if len(places) == len(words):
        places.pop()
    while places:
        yield [words[place] for place in sorted(places)]
        places.pop()


def _all(words: Sequence[Sequence[str]]) -> str:
    """Return the full-text expression for names with a spelling of every word; of the last, the beginning is enough.

    >>> _all([["crohn", "chron"], ["dis"]])
    '("crohn" OR "chron") AND ("dis" *)'
    """
    last = len(words) - 1
    groups = (
        " OR ".join(_phrase(spelling, last=place == last) for spelling in spellings)
        for place, spellings in enumerate(words)
    )
    return " AND ".join(f"({group})" for group in groups)


def _phrase(word: str, *, last: bool) -> str:
    # Folded text has no quotation mark, so nothing in it can end the phrase.
    return f'"{word}" *' if last else f'"{word}"'


def _hit(row: Row, how: MatchedBy, folded: str) -> Hit:
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


def _score(row: Row, how: MatchedBy, folded: str) -> float:
    """Return the best score of ``how``, less the name's distance, its kind (label first), and missing annotations."""
    if how == "id":
        return _TOPS[how]
    room = _TOPS[how] - dict(pairwise([*_TOPS.values(), _LAST]))[_TOPS[how]]
    unannotated = row.weight == 0  # such as diseases of animals, and many that are not rare
    less = 0.85 * OSA.normalized_distance(folded, row.folded) + 0.03 * row.naming + 0.05 * unannotated
    return round(_TOPS[how] - room * less, 2)
