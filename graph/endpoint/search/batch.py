"""The queries of a batch of the reconciliation service, read from JSON.

https://reconciliation-api.github.io/specs/0.2/#reconciliation-queries
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rarekg.graph.endpoint.search.manifest import NAMES, Json
from rarekg.graph.search.codes import typed
from rarekg.graph.search.thing import Kind
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import converter

MOST_QUERIES, MOST_CANDIDATES, CANDIDATES = 100, 50, 5
STRICT = ("any", "should", "all")
IRI = "iri"  # a property whose value may be an id of any registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One cell: its ``text``, the ``kinds`` of things that match, and the ``ids`` in other columns of its row.

    No kinds are all of them; None means that the types that were asked for have no things. ``lenient`` queries take
    things of other kinds if there are none of these.
    """

    text: str
    kinds: tuple[Kind, ...] | None = ()
    limit: int = CANDIDATES
    ids: tuple[str, ...] = ()
    lenient: bool = False


def queries(text: str) -> dict[str, Query]:
    """Return the queries of a batch by its keys.

    >>> queries('{"q0": {"query": "IPEX", "type": "disease"}}')["q0"].kinds
    ('disease',)

    Raises:
        QueryError: if ``text`` is no batch.
    """
    batch = json_object(text, "queries")
    if not all(isinstance(query, dict) for query in batch.values()):
        raise QueryError("queries is an object of objects, each with query, type, limit, properties")
    if len(batch) > MOST_QUERIES:
        raise QueryError(f"a batch has at most {MOST_QUERIES} queries, not {len(batch)}")
    return {key: query_of(query) for key, query in batch.items()}


def json_object(text: str, name: str) -> Json:
    """Return the JSON object that the parameter ``name`` has.

    Raises:
        QueryError: if it is none.
    """
    try:
        payload = json.loads(text)
        json.dumps(payload, ensure_ascii=False).encode()  # keys and ids are sent back
    except UnicodeEncodeError as error:
        raise QueryError(f"{name} has half of a surrogate pair, which is no character") from error
    except json.JSONDecodeError as error:
        raise QueryError(f"{name} is no JSON: {error}") from error
    except (ValueError, RecursionError) as error:
        raise QueryError(f"{name} has a number of too many digits, or is nested too deeply") from error
    if not isinstance(payload, dict):
        raise QueryError(f"{name} is no JSON object")
    return payload


def query_of(sent: Json) -> Query:
    """Return the query in one member of a batch.

    >>> query_of({"query": "x", "type": ["gene", "planet"]}).kinds, query_of({"query": "x", "type": "planet"}).kinds
    (('gene',), None)

    Raises:
        QueryError: if a member has a value of another type.
    """
    text, neighbours, strict = sent.get("query", ""), sent.get("properties", ()), sent.get("type_strict", "any")
    if not isinstance(text, str) or not isinstance(neighbours, list | tuple):
        raise QueryError("a query's text is a string, and its properties are a list")
    if strict not in STRICT:
        raise QueryError(f"type_strict is one of {', '.join(STRICT)}, not {str(strict)[:50]!r}")
    limit = sent.get("limit", CANDIDATES)
    usable = isinstance(limit, int | float) and not isinstance(limit, bool) and limit >= 1
    return Query(
        text=text,
        kinds=_kinds(sent.get("type"), every=strict == "all"),
        limit=int(min(limit, MOST_CANDIDATES)) if usable else CANDIDATES,
        ids=tuple(_ids(neighbours)),
        lenient=strict == "should",
    )


def _kinds(sent: object, *, every: bool) -> tuple[Kind, ...] | None:
    """Return the kinds among the types that were asked for; a thing has one, so that ``every`` of several has none."""
    named = [sent] if isinstance(sent, str) else sent if isinstance(sent, list) else []
    if any(not isinstance(name, str) for name in named):
        raise QueryError("a query's type is the id of a type, or a list of them")
    wanted = {str(name) for name in named if name}
    kinds = tuple(kind for kind in NAMES if kind in wanted)
    return None if wanted and (not kinds or (every and len(wanted) > 1)) else kinds


def _ids(neighbours: Iterable[Any]) -> Iterator[str]:
    for neighbour in neighbours:
        if isinstance(neighbour, dict) and isinstance(neighbour.get("pid"), str):
            values = neighbour.get("v")
            for value in values if isinstance(values, list) else [values]:
                local = value.get("id") if isinstance(value, dict) else value
                if isinstance(local, str | int | float) and not isinstance(local, bool):
                    yield from _id(neighbour["pid"], _text(local).strip())


def _id(pid: str, local: str) -> Iterator[str]:
    """Yield the id that ``local``, with or without a prefix, is in the registry ``pid``.

    >>> list(_id("Orphanet", "37042")), list(_id("ORPHA", "Orphanet_37042")), list(_id("OMIM", "ORPHA:1"))
    (['ORPHA:37042'], ['Orphanet_37042'], [])
    """
    prefix = converter().standardize_prefix(pid)
    named = {code.prefix for code in typed(local) if code.prefix}
    if named and (pid == IRI or prefix in named):
        yield local
    elif local and prefix and not named:
        yield f"{prefix}:{local}"


def _text(value: str | float) -> str:
    """Return a value as people write it: a table's column of numbers may have come as floats."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
