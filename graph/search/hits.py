"""Search by id, exact name, beginning of a name, words of a name, and misspelt words, in this order.

The stricter ways of matching come first, so that their hits stand before those of the looser ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from rarekg.graph.search.codes import code, typed
from rarekg.graph.search.fold import LONGEST, fold
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.spelling import Vocabulary
from rarekg.graph.search.thing import KINDS, Kind

MatchedBy = Literal["id", "exact", "prefix", "words", "spelling", "some"]
MOST = 100  # hits of one search
MANY_WORDS = 8  # words of a query that are searched for
FEW = 3  # with fewer hits than this, the words may be misspelt

# The best score of each way of matching; the scores of the next way begin where they end.
_TOPS: dict[MatchedBy, float] = {"id": 100, "exact": 99, "prefix": 90, "words": 75, "spelling": 60, "some": 40}
_LAST = 10.0
STRICT: tuple[MatchedBy, ...] = ("id", "exact", "prefix", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing whose ``name`` matches a query: ``how`` is the way of matching, ``score`` (0 to 100) the similarity.

    ``phenotypes`` is the number of its phenotypes, with those of diseases tied to it; ``terms`` are the MONDO terms
    that it is tied to. ``was`` is the obsolete or merged id that matched, with its label, '' for a current one.
    ``relation`` is how surely an id that matched is one of the thing: the lowest number is the surest (:class:`Row`);
    ``naming`` is the place of the name in NAMINGS.
    """

    iri: str
    curie: str
    kind: Kind
    label: str
    description: str | None
    name: str
    how: MatchedBy
    score: float
    phenotypes: int = 0
    terms: tuple[str, ...] = ()
    was: str = ""
    hidden: bool = False
    relation: int = 0
    naming: int = 0


def search(
    index: SearchIndex, query: str, kinds: Sequence[Kind] = (), limit: int = 10, *, everything: bool = False
) -> tuple[Hit, ...]:
    """Return the things that best match ``query``, the best first, each once; a MONDO term before diseases tied to it.

    Args:
        index: The search index of a build.
        query: Any text; one without a letter or digit has no hits.
        kinds: The kinds of things to search for; all of them if empty.
        limit: The number of hits at most, up to MOST.
        everything: Whether to find diseases of animals, terms that are no diseases, and withdrawn terms by name.
    """
    valid = query[: 4 * LONGEST].encode("utf-8", "ignore").decode("utf-8")
    words, most = fold(valid).split()[:MANY_WORDS], max(0, min(limit, MOST))
    among, rows = () if set(kinds) == set(KINDS) else tuple(dict.fromkeys(kinds)), 4 * most + 10
    hits: dict[str, Hit] = {}
    for how, matches in _strict_matches(index, valid, words, among, rows, everything):
        _add(hits, how, matches, fold(valid))
        if len(hits) >= most:
            break
    if words and len(hits) < min(most, FEW) and not any(hit.how in ("id", "exact") for hit in hits.values()):
        for how, matches in _loose_matches(index, words, among, rows, everything):
            _add(hits, how, matches, fold(valid))
            if hits:
                break
    return tuple(_terms_first(index, hits).values())[:most]


def notes(hit: Hit) -> Iterator[str]:
    """Yield what a line of results says about a disease beside its name."""
    if hit.phenotypes:
        yield f"{hit.phenotypes} phenotype{'' if hit.phenotypes == 1 else 's'}"
    if hit.terms:
        yield f"tied to {' and '.join(hit.terms)}"


def left_out(index: SearchIndex, query: str, kinds: Sequence[Kind], hits: Sequence[Hit]) -> int:
    """Return how many things a search for ``query`` hides, if ``hits``, its result, has no close match; else 0."""
    if any(hit.how not in ("spelling", "some") for hit in hits):
        return 0
    return sum(hit.hidden for hit in search(index, query, kinds, MOST, everything=True) if hit.how in STRICT)


def _terms_first(index: SearchIndex, hits: dict[str, Hit]) -> dict[str, Hit]:
    """Return ``hits`` with the terms that a disease is tied to before the disease."""
    ordered: dict[str, Hit] = {}
    for hit in hits.values():
        for curie in hit.terms:
            for row in index.by_code(code(curie)):
                if row.curie == curie:
                    # A term that the id does not name itself is less sure than the disease with that id.
                    term = hits.get(row.iri) or _hit(row._replace(relation=hit.relation + 1), hit.how, "")
                    ordered.setdefault(row.iri, replace(term, how=hit.how, score=hit.score))
        ordered.setdefault(hit.iri, hit)
    return ordered


def _add(hits: dict[str, Hit], how: MatchedBy, matches: Iterable[Row], folded: str) -> None:
    # A stable sort: between equal scores the index's order decides.
    for hit in sorted((_hit(row, how, folded) for row in matches), key=lambda hit: -hit.score):
        hits.setdefault(hit.iri, hit)


def _strict_matches(
    index: SearchIndex, query: str, words: Sequence[str], kinds: Sequence[Kind], rows: int, everything: bool
) -> Iterator[tuple[MatchedBy, list[Row]]]:
    for each in typed(query):
        yield "id", index.by_code(each, kinds, everything=everything)
    if words:
        yield "exact", index.named(fold(query), kinds, rows, everything=everything)
        yield "prefix", index.matching(f'^ "{" ".join(words)}" *', kinds, rows, everything=everything)
        yield "words", index.matching(_all([[word] for word in words]), kinds, rows, everything=everything)


def _loose_matches(
    index: SearchIndex, words: Sequence[str], kinds: Sequence[Kind], rows: int, everything: bool
) -> Iterator[tuple[MatchedBy, list[Row]]]:
    vocabulary = index.vocabulary
    spellings = [_spellings(vocabulary, word, last=word is words[-1]) for word in words]
    yield "spelling", index.matching(_all(spellings), kinds, rows, everything=everything)
    for fewer in _fewer(vocabulary, spellings):
        yield "some", index.matching(_all(fewer), kinds, rows, everything=everything)


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
        phenotypes=row.phenotypes,
        terms=tuple(row.terms.split()),
        was=row.was or "",
        hidden=bool(row.hidden),
        relation=row.relation,
        naming=row.naming,
    )


def _score(row: Row, how: MatchedBy, folded: str) -> float:
    """Return the best score of ``how``, less the name's distance, its kind (label first), and missing annotations."""
    if how == "id":
        return _TOPS[how]
    room = _TOPS[how] - dict(pairwise([*_TOPS.values(), _LAST]))[_TOPS[how]]
    unannotated = row.weight == 0  # such as diseases of animals, and many that are not rare
    less = 0.85 * OSA.normalized_distance(folded, row.folded) + 0.03 * row.naming + 0.05 * unannotated
    return round(_TOPS[how] - room * less, 2)
