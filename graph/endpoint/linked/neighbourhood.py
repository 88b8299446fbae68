"""The statements about a thing and about the nodes that belong to it, page by page: two queries, and their results.

The first gives the thing's own statements and the links to it; the second all statements about those of their nodes
that were minted for this graph (associations with their evidence, mappings, sections …), and the labels of everything
mentioned. The links are in the store's own order, which depends only on the terms: sorting 100,000 takes a minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from rarekg.graph.endpoint.linked.addresses import MINTED
from rarekg.ontology.prefixes import expand

PAGE = 100  # links on a page of a document

# What is inferred of a term or a disease is long, follows from the rest, and is the same for everything it links to.
_INFERRED = ", ".join(f"<{expand(f'rkg:{name}')}>" for name in ("subsumedBy", "hasPropagatedPhenotype"))
# Inferred are the entries of profiles as well, but not the definitions and criteria that a source has of a disease.
_OF = ", ".join(f"<{expand(f'rkg:{name}')}>" for name in ("ofDisease", "ofPhenotype"))
_PROFILE = "/profile/"
# A mapping set has 20,000 mappings: each leads to its set, and the dump of the graph has them all.
_LEFT_OUT, _LARGE = f"{_INFERRED}, <{expand('sssom:mappings')}>", "mapping-set"
_LABEL = NamedNode(expand("rdfs:label"))
_EXACT, _LOOSE = NamedNode(expand("skos:exactMatch")), NamedNode(expand("oboInOwl:hasDbXref"))
_TYPE, ENTRY = NamedNode(expand("rdf:type")), NamedNode(expand("rkg:RegistryEntry"))


@dataclass(frozen=True, kw_only=True)
class Neighbourhood:
    """One page about a thing: its ``own`` statements (first page only), and the ``links`` to it.

    ``tied`` are the statements of each disease that is tied to it, to which the ``links`` lead as well. ``nodes`` are
    the statements about each minted node; ``labels`` are those of the things mentioned; ``more`` is true if further
    pages follow. ``matches`` are all links by an exact match or a cross-reference, whatever page they are on.
    """

    iri: str
    own: Sequence[Triple]
    links: Sequence[Triple]
    nodes: Mapping[NamedNode, Sequence[Triple]]
    labels: Mapping[NamedNode, Literal]
    more: bool
    tied: Mapping[NamedNode, Sequence[Triple]] = field(default_factory=dict)
    matches: Sequence[Triple] = ()

    @property
    def empty(self) -> bool:
        """Whether the graph has no statement here."""
        return not self.own and not self.links

    @property
    def mentioned(self) -> list[Triple]:
        """The statements and links whose nodes and labels belong to the page."""
        return [*self.own, *self.links, *(triple for stated in self.tied.values() for triple in stated)]

    @property
    def is_entry(self) -> bool:
        """Whether the thing is an entry of a registry and nothing else, such as a disease."""
        return {triple.object for triple in self.own if triple.predicate == _TYPE} == {ENTRY}

    def subjects(self, *curies: str) -> list[str]:
        """Return the IRIs that match the thing by one of the properties ``curies``, sorted."""
        predicates = {NamedNode(expand(curie)) for curie in curies}
        return sorted(
            {t.subject.value for t in self.matches if t.predicate in predicates and isinstance(t.subject, NamedNode)}
        )


def own_and_links(iri: str, page: int, tied: Sequence[str] = ()) -> str:
    """Return the query for page ``page`` (from 1) of the links to ``iri``, with its own statements on the first.

    The diseases ``tied`` to it are treated as if they were the thing itself.
    """
    things, first = [str(NamedNode(each)) for each in (iri, *tied)], (page - 1) * PAGE
    listed, between = " ".join(things), f"FILTER(?s NOT IN ({', '.join(things)}))" if tied else ""
    links = f"""{{ SELECT DISTINCT ?s ?p ?o {{
        VALUES ?o {{ {listed} }} ?s ?p ?o FILTER(?p NOT IN ({_INFERRED})) {between}
        FILTER(?p NOT IN ({_OF}) || !CONTAINS(STR(?s), "{_PROFILE}"))
    }} LIMIT {PAGE + 1} OFFSET {first} }}"""
    if page > 1:
        return f"SELECT ?s ?p ?o ?match {links}"
    own = f"{{ SELECT DISTINCT ?s ?p ?o {{ VALUES ?s {{ {listed} }} ?s ?p ?o FILTER(?p NOT IN ({_LEFT_OUT})) }} }}"
    matches = f"{{ VALUES ?o {{ {things[0]} }} VALUES ?p {{ {_EXACT} {_LOOSE} }} ?s ?p ?o BIND(true AS ?match) }}"
    return f"SELECT ?s ?p ?o ?match {{ {own} UNION {links} UNION {matches} }}"


def nodes_and_labels(iri: str, triples: Iterable[Triple], base: str) -> str:
    """Return the query for the statements about the minted nodes in ``triples``, and for the labels of all others.

    The entries of registries that match a thing in ``triples`` exactly are treated as minted nodes.
    """
    triples = list(triples)
    ends = {end for triple in triples for end in (triple.subject, triple.object) if isinstance(end, NamedNode)}
    nodes = {end for end in ends if is_node(end, iri, base)}
    matched = {end for t in triples if t.predicate == _EXACT for end in (t.object,) if isinstance(end, NamedNode)}
    matched.discard(NamedNode(iri))
    return f"""SELECT DISTINCT ?s ?p ?o ?label {{
        {{ VALUES ?s {{ {_listed(nodes)} }} ?s ?p ?o OPTIONAL {{ ?o <{_LABEL.value}> ?label }} }}
        UNION {{ VALUES ?s {{ {_listed(matched)} }} ?s a {ENTRY} ; ?p ?o OPTIONAL {{ ?o <{_LABEL.value}> ?label }} }}
        UNION {{ VALUES ?o {{ {_listed(ends - nodes)} }} ?o <{_LABEL.value}> ?label }}
    }}"""


def read_neighbourhood(iri: str, first: bytes, second: bytes | None = None, tied: Sequence[str] = ()) -> Neighbourhood:
    """Return the page about ``iri`` and the diseases ``tied`` to it that the results of the two queries hold.

    Without the second, nodes and labels are left out.
    """
    found = rows(first)
    terms = [row[:3] for row in found if row[3] is None]
    matches = [Triple(*row[:3]) for row in found if row[3] is not None]
    thing = NamedNode(iri)
    own = list(dict.fromkeys(Triple(*row) for row in terms if row[0] == thing))
    others = {
        disease: list(dict.fromkeys(Triple(*row) for row in terms if row[0] == disease))
        for disease in map(NamedNode, tied)
    }
    links = [Triple(*row) for row in terms if row[0] != thing and row[0] not in others]
    nodes: dict[NamedNode, list[Triple]] = {}
    labels: dict[NamedNode, Literal] = {}
    for subject, predicate, value, label in rows(second) if second else ():
        if subject is not None:
            nodes.setdefault(subject, []).append(Triple(subject, predicate, value))
        if label is not None:
            labels[value] = min(labels.get(value, label), label, key=lambda literal: literal.value)
    for described in (*nodes, *([thing] if own else []), *(disease for disease, stated in others.items() if stated)):
        labels.pop(described, None)
    more = len(links) > PAGE
    return Neighbourhood(
        iri=iri, own=own, links=links[:PAGE], nodes=nodes, labels=labels, more=more, tied=others, matches=matches
    )


def is_node(end: NamedNode, iri: str, base: str) -> bool:
    """Return whether ``end`` was minted for this graph, so that its statements belong to what it is linked to.

    >>> is_node(NamedNode("https://w3id.org/rarekg/association/0123"), "x:iri", "https://w3id.org/rarekg/")
    True
    >>> is_node(NamedNode("http://purl.obolibrary.org/obo/HP_0000964"), "x:iri", "https://w3id.org/rarekg/")
    False
    """
    local = end.value.removeprefix(base)
    kind = local.partition("/")[0]
    return local != end.value and end.value != iri and kind in MINTED and kind != _LARGE


def rows(results: bytes) -> list[tuple[Any, ...]]:
    """Return the solutions in SPARQL JSON as tuples of terms, None where a variable is unbound."""
    solutions = parse_query_results(results, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(row) for row in solutions]


def _listed(nodes: Iterable[NamedNode]) -> str:
    return " ".join(sorted(map(str, nodes)))
