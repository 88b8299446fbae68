"""Matching the cells of a table with things of the graph: the Reconciliation Service API, version 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, as OpenRefine uses it. A type's id is
its kind. A property is a prefix (OMIM, ORPHA, GARD …); its value in another column of the row is an id, which decides
the match. Other properties are for data extension and decide nothing.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from rarekg.graph.endpoint.search.batch import Query
from rarekg.graph.endpoint.search.entity_ids import entity_id, surest
from rarekg.graph.endpoint.search.manifest import Json, type_of
from rarekg.graph.search.codes import typed
from rarekg.graph.search.fold import fold
from rarekg.graph.search.hits import Hit, search
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.thing import NAMINGS, Kind

NAMESAKES = 10  # hits among which a name is that of one thing alone


def results(index: SearchIndex, query: Query, *, everything: bool = False) -> Json:
    """Return the candidates for one query, best first; the only one with the id or the exact name is a match.

    Of several things with an id, that matches to which the id is related most surely: the thing whose own id it is
    before one that replaced it, before exact matches, before mere cross-references, and before what is withdrawn.
    """
    if query.kinds is None:
        return {"result": []}
    candidates = _candidates(index, query, query.kinds, everything)
    if not candidates and query.lenient:
        others = _candidates(index, query, (), everything)
        candidates = [{**candidate, "match": False} for candidate in others]
    return {"result": candidates}


def suggested(hits: Iterable[Hit]) -> Json:
    """Return ``hits`` as suggestions."""
    return {"result": [_without_none(_suggestion(hit)) for hit in hits]}


def _candidates(index: SearchIndex, query: Query, kinds: Sequence[Kind], everything: bool) -> list[Json]:
    by_id = [rows for text in query.ids for code in typed(text) if (rows := index.by_code(code, kinds))]
    # More than the client wants: whether a name is that of one thing alone must not depend on its limit.
    most = max(query.limit, NAMESAKES)
    hits = search(index, query.text, kinds, most, everything=everything) if query.text else ()
    sure = {row.curie for rows in by_id for row in surest(rows)} or _sure(hits, query.text)
    found = {row.curie: _of_row(row) for row in chain(*by_id)}
    for hit in hits:
        found.setdefault(hit.curie, _of_hit(hit))
    for curie, candidate in found.items():
        candidate["match"] = len(sure) == 1 and curie in sure
    # OpenRefine takes the first candidate for the match, if any.
    return sorted(found.values(), key=lambda candidate: not candidate["match"])[: query.limit]


def _sure(hits: Sequence[Hit], text: str) -> set[str]:
    """Return the things that most surely have the id ``text``, or the name: as label or exact synonym before others.

    A term stands among the hits for a name of a disease that is tied to it, too, and is not called so itself.
    """
    how = hits[0].how if hits else ""
    best = [hit for hit in hits if hit.how == how]
    if how == "id":
        relation = min(hit.relation for hit in best)
        return {hit.curie for hit in best if hit.relation == relation}
    if how != "exact":
        return set()
    named = [hit for hit in best if fold(hit.name) == fold(text)]
    proper = {hit.curie for hit in named if NAMINGS[hit.naming] in ("label", "exact")}
    return proper or {hit.curie for hit in named}


def _of_row(row: Row) -> Json:
    return _candidate(row.curie, row.label, row.kind, row.description, 100)


def _of_hit(hit: Hit) -> Json:
    return _candidate(hit.curie, hit.label, hit.kind, hit.description, hit.score)


def _candidate(curie: str, label: str, kind: Kind, description: str | None, score: float) -> Json:
    named = {"id": entity_id(curie), "name": label, "description": description}
    return _without_none({**named, "type": [type_of(kind)], "score": score})


def _suggestion(hit: Hit) -> Json:
    named = {"id": entity_id(hit.curie), "name": hit.label, "description": hit.description}
    return {**named, "notable": [type_of(hit.kind)]}


def _without_none(payload: Json) -> Json:
    return {name: value for name, value in payload.items() if value is not None}
