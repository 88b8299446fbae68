"""Matching the cells of a table with things of the graph: the Reconciliation Service API, version 0.2.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, as OpenRefine uses it. An entity's id
is its CURIE, a type's id its kind. A property is a prefix (OMIM, ORPHA, GARD …); its value in another column of the row
is an id, which decides the match.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rarekg.graph.search.codes import typed
from rarekg.graph.search.hits import Hit, search
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.things import Kind
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import converter

PATH = "/reconcile"
VERSIONS = ("0.1", "0.2")
SPACE = "https://w3id.org/rarekg/"
NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        "disease": "Disease",
        "phenotype": "Phenotype",
        "gene": "Gene",
        "inheritance": "Mode of inheritance",
        "term": "Other term of HPO",
    }
)
MOST_QUERIES, MOST_CANDIDATES = 100, 50
WIDTH, HEIGHT = 400, 160  # of a preview, in pixels

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One cell: its ``text``, the ``kinds`` of things that match, and the ``ids`` in other columns of its row."""

    text: str
    kinds: tuple[Kind, ...] = ()
    limit: int = 5
    ids: tuple[str, ...] = ()


def manifest(address: str) -> Json:
    """Return the manifest of the service at ``address``."""
    suggest, flyout = {"service_url": address + PATH}, {"flyout_service_path": "/flyout?id=${id}"}
    return {
        "versions": VERSIONS,
        "name": "rarekg: rare diseases, phenotypes, genes",
        "identifierSpace": SPACE,
        "schemaSpace": SPACE,
        "documentation": f"{address}/about",
        "defaultTypes": [_type(kind) for kind in NAMES],
        "view": {"url": f"{address}/{{{{id}}}}"},
        "preview": {"url": f"{address}{PATH}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": {**suggest, "service_path": "/suggest/entity", "flyout_service_url": address + PATH, **flyout},
            "type": {**suggest, "service_path": "/suggest/type"},
            "property": {**suggest, "service_path": "/suggest/property"},
        },
    }


def queries(text: str) -> dict[str, Query]:
    """Return the queries of a batch by its keys.

    >>> queries('{"q0": {"query": "IPEX", "type": "disease"}}')["q0"].kinds
    ('disease',)

    Raises:
        QueryError: if ``text`` is no batch.
    """
    try:
        batch = json.loads(text)
        json.dumps(batch, ensure_ascii=False).encode()  # the keys of a batch are sent back
    except UnicodeEncodeError as error:
        raise QueryError("queries has half of a surrogate pair, which is no character") from error
    except json.JSONDecodeError as error:
        raise QueryError(f"queries is no JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise QueryError("queries has a number of too many digits, or is nested too deeply") from error
    if not isinstance(batch, dict) or not all(isinstance(query, dict) for query in batch.values()):
        raise QueryError("queries is an object of objects, each with query, type, limit, properties")
    if len(batch) > MOST_QUERIES:
        raise QueryError(f"a batch has at most {MOST_QUERIES} queries, not {len(batch)}")
    return {key: _query(query) for key, query in batch.items()}


def results(index: SearchIndex, query: Query, *, everything: bool = False) -> Json:
    """Return the candidates for one query, best first; the only one with the id or the exact name is a match."""
    by_id = [_candidate(row.curie, row.label, row.kind, row.description, 100) for row in _by_ids(index, query)]
    hits = search(index, query.text, query.kinds, query.limit, everything=everything) if query.text else ()
    known = {candidate["id"] for candidate in by_id}
    candidates = [*by_id, *(_of_hit(hit) for hit in hits if hit.curie not in known)][: query.limit]
    best = hits[0].how if hits else ""
    sure = known or {hit.curie for hit in hits if hit.how == best in ("id", "exact")}
    for candidate in candidates:
        candidate["match"] = len(sure) == 1 and candidate["id"] in sure
    return {"result": candidates}


def suggested(hits: Iterable[Hit]) -> Json:
    """Return ``hits`` as suggestions."""
    return {"result": [_without_none(_suggestion(hit)) for hit in hits]}


def types(prefix: str) -> Json:
    """Return the types whose name or id begins with ``prefix``."""
    folded = prefix.casefold()
    return {"result": [_type(kind) for kind, name in NAMES.items() if f"{name}\n{kind}".casefold().find(folded) >= 0]}


def properties(prefix: str) -> Json:
    """Return the properties, prefixes of registries, that begin with ``prefix``."""
    folded = prefix.casefold()
    known = sorted(record.prefix for record in converter().records if record.pattern)
    return {"result": [{"id": name, "name": f"{name} id"} for name in known if name.casefold().startswith(folded)]}


def _query(sent: Json) -> Query:
    kinds, limit, neighbours = sent.get("type", ()), sent.get("limit", 5), sent.get("properties", ())
    text = sent.get("query", "")
    if not isinstance(text, str) or not isinstance(neighbours, list | tuple):
        raise QueryError("a query's text is a string, and its properties are a list")
    named = (kinds,) if isinstance(kinds, str) else tuple(kinds) if isinstance(kinds, list) else ()
    most = int(limit) if isinstance(limit, int | float) and limit == limit and 0 < limit < MOST_CANDIDATES else 5
    return Query(
        text=text,
        kinds=tuple(kind for kind in NAMES if kind in named),
        limit=most,
        ids=tuple(_ids(neighbours)),
    )


def _ids(neighbours: Iterable[Any]) -> Iterator[str]:
    for neighbour in neighbours:
        if isinstance(neighbour, dict) and isinstance(neighbour.get("pid"), str):
            values = neighbour.get("v")
            for value in values if isinstance(values, list) else [values]:
                local = value.get("id") if isinstance(value, dict) else value
                prefix = converter().standardize_prefix(neighbour["pid"])
                if prefix and isinstance(local, str | int):
                    yield str(local) if str(local).startswith(f"{prefix}:") else f"{prefix}:{local}"


def _by_ids(index: SearchIndex, query: Query) -> Iterator[Row]:
    seen: set[str] = set()
    for curie in query.ids:
        for code in typed(curie):
            for row in index.by_code(code, query.kinds):
                if row.curie not in seen:
                    seen.add(row.curie)
                    yield row


def _of_hit(hit: Hit) -> Json:
    return _candidate(hit.curie, hit.label, hit.kind, hit.description, hit.score)


def _candidate(curie: str, label: str, kind: Kind, description: str | None, score: float) -> Json:
    candidate = {"id": curie, "name": label, "description": description, "type": [_type(kind)], "score": score}
    return _without_none(candidate)


def _suggestion(hit: Hit) -> Json:
    return {"id": hit.curie, "name": hit.label, "description": hit.description, "notable": [_type(hit.kind)]}


def _type(kind: Kind) -> Json:
    return {"id": kind, "name": NAMES[kind]}


def _without_none(payload: Json) -> Json:
    return {name: value for name, value in payload.items() if value is not None}
