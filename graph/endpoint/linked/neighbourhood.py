"""The part of a document that a worker has gathered, in the groups in which it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.process.frames import About, Found
from rarekg.graph.rdf.minted import is_node
from rarekg.ontology.prefixes import expand

_LABEL, _TYPE, _ENTRY = (NamedNode(expand(curie)) for curie in ("rdfs:label", "rdf:type", "rkg:RegistryEntry"))


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """A part of a document: the ``own`` statements of the thing (first part only), and the ``links`` to it.

    ``tied`` are the statements of each disease that is tied to it, to which the ``links`` lead as well. ``nodes`` are
    the statements about each minted node; ``labels`` are those of the other things mentioned. ``quads`` are all of
    these with their graphs. There are ``total`` links in ``parts`` parts.
    """

    own: Sequence[Triple]
    links: Sequence[Triple]
    nodes: Mapping[NamedNode, Sequence[Triple]]
    labels: Mapping[NamedNode, Literal]
    tied: Mapping[NamedNode, Sequence[Triple]]
    quads: Sequence[Quad]
    total: int
    parts: int


async def gathered(service: Service, request: Request, asked: About) -> Found:
    """Return what a worker gathers about a thing.

    Raises:
        Problem: if that takes too long or is over a limit.
    """
    query = QueryRequest(query="", rows=None, graph=None, about=asked)
    return msgspec.msgpack.decode(await fetch(service, request, query), type=Found)


def neighbourhood(found: Found, asked: About, base: str) -> Neighbourhood:
    """Return the statements of ``found``, which answers ``asked``, in their groups."""
    quads = list(dict.fromkeys(parse(found.quads, format=RdfFormat.N_QUADS)))
    thing, tied = NamedNode(asked.iri), dict[NamedNode, list[Triple]]((NamedNode(iri), []) for iri in asked.tied)
    own: list[Triple] = []
    links: list[Triple] = []
    nodes: dict[NamedNode, list[Triple]] = {}
    labels: dict[NamedNode, Literal] = {}
    triples = dict.fromkeys(quad.triple for quad in quads)
    entries = {triple.subject for triple in triples if triple.predicate == _TYPE and triple.object == _ENTRY}
    for triple in triples:
        subject = triple.subject
        assert isinstance(subject, NamedNode)
        if subject == thing:
            own.append(triple)
        elif subject in tied:
            tied[subject].append(triple)
        elif is_node(subject.value, base) or subject in entries:
            nodes.setdefault(subject, []).append(triple)
        elif triple.predicate == _LABEL and isinstance(triple.object, Literal):
            labels[subject] = triple.object
        else:
            links.append(triple)
    return Neighbourhood(
        own=own,
        links=links,
        nodes=nodes,
        labels=labels,
        tied=tied,
        quads=quads,
        total=found.links,
        parts=found.parts,
    )


def rows(results: bytes) -> list[tuple[Any, ...]]:
    """Return the solutions in SPARQL JSON as tuples of terms, None where a variable is unbound."""
    solutions = parse_query_results(results, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(row) for row in solutions]
