"""The rows of a table matched with things, by id or else by name; for each row that matches nothing, the reason."""

from collections.abc import Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.search.batch import query_of
from rarekg.graph.endpoint.search.entity_ids import curie
from rarekg.graph.endpoint.search.reconciliation import results
from rarekg.graph.search.hits import search
from rarekg.graph.search.reader import SearchIndex
from rarekg.graph.search.thing import Kind

FEW = 3  # things that a reason names
NO_ID = "no source of this build relates this id to anything"


class Matched(NamedTuple):
    """What a row was matched with: its CURIE, its label, and ``by`` what (``id``, ``name``); else a ``reason``."""

    curie: str = ""
    label: str = ""
    by: str = ""
    reason: str = ""


def match(names: SearchIndex, identifier: str, name: str, registry: str, kinds: Sequence[Kind]) -> Matched:
    """Return what the row with an ``identifier`` and a ``name`` was matched with, either of which may be ''.

    Args:
        names: The search index of a build.
        identifier: An id of ``registry``, with or without prefix; without a registry, with a prefix.
        name: What the row calls the thing.
        registry: A prefix, or '' for any.
        kinds: The kinds of things that match; all of them if empty.
    """
    asked = {"type": list(kinds), "query": "", "limit": FEW}
    given = {"properties": [{"pid": registry, "v": identifier}]} if registry else {"query": identifier}
    reasons: list[str] = []
    for by, sent, text in (("id", {**asked, **given}, identifier), ("name", {**asked, "query": name}, name)):
        if text:
            found = results(names, query_of(sent))["result"]
            if found and found[0]["match"]:
                return Matched(curie(found[0]["id"]), found[0]["name"], by)
            things = [curie(candidate["id"]) for candidate in found]
            reasons.append(_no_id(things, text) if by == "id" else _no_name(names, text, kinds))
    return Matched(reason="; ".join(reasons) or "the row has neither id nor name")


def _no_id(things: Sequence[str], identifier: str) -> str:
    # Without a registry, what is no id was searched for as a name.
    return f"several things have the id {identifier}: {', '.join(things)}" if len(things) > 1 else NO_ID


def _no_name(names: SearchIndex, name: str, kinds: Sequence[Kind]) -> str:
    hits = search(names, name, kinds, FEW)
    listed = ", ".join(f"{hit.curie} {hit.label}" for hit in hits)
    if hits and hits[0].how == "exact":
        return f"several things are called so: {listed}"
    return "nothing is called so" + (f"; similar are {listed}" if hits else "")
