"""DESCRIBE, and what a document is made of: the statements about a thing, gathered in the worker.

The engine's own DESCRIBE gives a thing's statements in all graphs, inferred ones among them, and none of its
associations. Here it gives what the document on each thing holds, except what is inferred, each triple once.
https://www.w3.org/TR/sparql11-query/#describe leaves that to the service.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store, Triple, serialize

from rarekg.graph.process.frames import About, Found
from rarekg.graph.process.neighbourhood import INFERRED, TYPE, Graphs, Neighbourhood, mapped_thing, neighbourhood, tied
from rarekg.graph.process.reads import Readable
from rarekg.queries.tokenizer import TokenError, tokens

MONDO = "http://purl.obolibrary.org/obo/MONDO_"
_HYDRA, _FOAF = "http://www.w3.org/ns/hydra/core#", "http://xmlns.com/foaf/0.1/"
_COMMENT = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
_SPACE = r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"
# https://www.w3.org/TR/sparql11-query/#rPrologue: an IRI cannot be an operator here.
_HEAD = re.compile(
    rf"((?:{_SPACE}(?:BASE{_SPACE}<[^>]*+>|PREFIX{_SPACE}[^\s:<\#]*+:{_SPACE}<[^>]*+>))*+{_SPACE})DESCRIBE",
    re.IGNORECASE,
)

_TERMS, _DATASET = ("iri", "name", "variable"), ("FROM", "NAMED", "FROMNAMED")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A DESCRIBE query in parts: ``select`` finds the things, ``graphs`` the IRIs after FROM, '' without."""

    select: str
    graphs: str


def found(store: Readable, about: About, base: str) -> bytes:
    """Return what :class:`Found` says of ``about``, as MessagePack."""
    thing = NamedNode(about.iri)
    if about.part <= 1 and (moved := "" if about.iri.startswith(base) else mapped_thing(store, thing, MONDO)):
        return msgspec.msgpack.encode(Found(moved=moved))
    if about.part == 0:
        return msgspec.msgpack.encode(Found())
    things = [thing, *map(NamedNode, about.tied)]
    near = neighbourhood(store, things, base, about.part)
    quads = serialize(dict.fromkeys(near.quads), format=RdfFormat.N_QUADS)
    return msgspec.msgpack.encode(Found(links=near.total, parts=near.parts, quads=quads or b""))


def part_comment(part: int, parts: int, links: int) -> str:
    """Return the sentence that says how much of a document a part is.

    >>> part_comment(1, 7, 3021)
    'part 1 of 7, 3,021 links in all'
    """
    return f"part {part} of {parts}, {links:,} links in all"


def described(
    store: Readable, query: str, base: str, declared: Mapping[str, str] | None, dataset: Mapping[str, Any]
) -> list[Triple] | None:
    """Return the triples that answer ``query`` if it is a DESCRIBE, sorted; None if it is another query.

    ``dataset`` holds the engine's arguments for the dataset: only statements of the default graph are given. Of a thing
    with many links the first part is given, and a blank node says so, as a view in its document would.

    Raises:
        SyntaxError, OSError, ValueError, RuntimeError, MemoryError: As the engine does for the query itself.
    """
    parts = description(query)
    if parts is None:
        return None
    run = _runner(store, base, declared, dataset)
    try:
        solutions = run(parts.select)
    except SyntaxError:
        return None  # the engine says where the fault is, in the query as it was written
    assert isinstance(solutions, QuerySolutions)
    things = dict.fromkeys(term for row in solutions for term in row if isinstance(term, NamedNode | BlankNode))
    graphs = _graphs(parts, base, declared, dataset)
    triples = {triple for thing in things for triple in _about(store, thing, base, graphs)}
    return sorted(triples, key=str)


def description(query: str) -> Description | None:
    """Return the parts of ``query`` if it is a DESCRIBE, None if it is another query or cannot be split.

    >>> description("DESCRIBE <urn:a> ?x FROM <urn:g> { ?x ?p 1 } LIMIT 2").select
    'SELECT (<urn:a> AS ?described0) ?x FROM <urn:g> { ?x ?p 1 } LIMIT 2'
    >>> description("PREFIX a: <urn:describe> ASK { ?describe ?p 1 }") is None
    True
    """
    head = _HEAD.match(query)
    if head is None:
        return None
    terms, graphs, start, end, where = list[str](), list[str](), len(query), len(query), False
    named = False
    try:
        for token in tokens(query, head.end()):
            word = token.text.upper()
            if start == len(query) and (token.kind in _TERMS or word == "*"):
                terms.append(token.text)
            elif word in _DATASET or (start < len(query) and token.kind in _TERMS):
                start = min(start, token.start)
                if token.kind in _TERMS and not named:
                    graphs.append(token.text)
                named = "NAMED" in word or (named and token.kind not in _TERMS and word != "FROM")
            else:
                end, where = token.start, word in ("{", "WHERE")
                break
    except TokenError:
        return None
    clauses, rest = query[min(start, end) : end].strip(), query[end:] if where else f"{{}} {query[end:]}"
    return Description(
        select=" ".join(filter(None, (f"{head[1]}SELECT", *_projected(terms), clauses, rest))),
        graphs=f"{head[1]}SELECT {' '.join(_projected(graphs)) or '?none'} {{}}" if clauses else "",
    )


def _projected(terms: Iterable[str]) -> Iterator[str]:
    for number, term in enumerate(terms):
        yield term if term[0] in "?$*" else f"({term} AS ?described{number})"


def _graphs(parts: Description, base: str, declared: Mapping[str, str] | None, dataset: Mapping[str, Any]) -> Graphs:
    """Return the graphs of the query's default graph; of the union of all, those that are not inferred."""
    if "default_graph" in dataset:
        return Graphs(only=frozenset(dataset["default_graph"]))
    if not parts.graphs:
        return Graphs(without=frozenset((NamedNode(f"{base}{INFERRED}"),)))
    solutions = _runner(Store(), base, declared, {})(parts.graphs)
    assert isinstance(solutions, QuerySolutions)
    return Graphs(only=frozenset(term for row in solutions for term in row if isinstance(term, NamedNode)))


def _runner(
    store: Readable, base: str, declared: Mapping[str, str] | None, dataset: Mapping[str, Any]
) -> Callable[[str], object]:
    prefixes = None if declared is None else dict(declared)
    return lambda query: store.query(query, base_iri=base, prefixes=prefixes, **dataset)


def _about(store: Readable, thing: NamedNode | BlankNode, base: str, graphs: Graphs) -> Iterator[Triple]:
    if isinstance(thing, BlankNode):  # the graph has none, but its base may be that of another
        own = store.quads_for_pattern(thing, None, None, None)
        yield from (quad.triple for quad in own if quad.graph_name in graphs)
        return
    near = neighbourhood(store, [thing, *tied(store, thing, base)], base, graphs=graphs)
    yield from (quad.triple for quad in near.quads)
    if near.parts > 1:
        yield from _view(thing, near)


def _view(thing: NamedNode, near: Neighbourhood) -> Iterator[Triple]:
    view = BlankNode()
    yield Triple(view, TYPE, NamedNode(f"{_HYDRA}PartialCollectionView"))
    yield Triple(view, NamedNode(f"{_FOAF}primaryTopic"), thing)
    yield Triple(view, _COMMENT, Literal(part_comment(1, near.parts, near.total), language="en"))
