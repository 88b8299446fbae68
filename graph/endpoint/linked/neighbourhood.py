"""What the graph says of a thing and of what belongs to it, page by page: the questions asked, and what they come to.

First the thing's own statements and the links that lead to it; then all that is said of those nodes that were minted
for this graph (associations with their evidence, mappings, sections …), and what everything mentioned is called. The
links are in the store's own order, which hangs on the terms alone: to sort 100,000 links of a hub takes a minute.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from rarekg.graph.endpoint.linked.addresses import MINTED
from rarekg.ontology.prefixes import expand

PAGE = 100  # links on a page of a document

# What is inferred of a term or a disease is long, follows from the rest, and is the same for all that it leads to.
_INFERRED = f"<{expand('rkg:subsumedBy')}>, <{expand('rkg:hasPropagatedPhenotype')}>"
_LABEL = NamedNode(expand("rdfs:label"))


@dataclass(frozen=True, kw_only=True)
class Around:
    """One page on a thing: its ``own`` statements (first page only), the ``links`` to it, what ``nodes`` belong to it.

    ``nodes`` are the statements of each minted node; ``labels`` tell what is mentioned; ``more`` says that further
    pages follow.
    """

    iri: str
    own: Sequence[Triple]
    links: Sequence[Triple]
    nodes: Mapping[NamedNode, Sequence[Triple]]
    labels: Mapping[NamedNode, Literal]
    more: bool

    @property
    def empty(self) -> bool:
        """Whether the graph says nothing."""
        return not self.own and not self.links

    def objects(self, curie: str) -> list[str]:
        """Return the IRIs that the thing's own property ``curie`` leads to, sorted."""
        wanted = NamedNode(expand(curie))
        found = {t.object.value for t in self.own if t.predicate == wanted and isinstance(t.object, NamedNode)}
        return sorted(found)

    def subjects(self, *curies: str) -> list[str]:
        """Return the IRIs that link to the thing by one of the properties ``curies``, sorted."""
        wanted = {NamedNode(expand(curie)) for curie in curies}
        return sorted(
            {t.subject.value for t in self.links if t.predicate in wanted and isinstance(t.subject, NamedNode)}
        )


def own_and_links(iri: str, page: int) -> str:
    """Return the question for page ``page`` (from 1) of the links to ``iri``, with its own statements on the first."""
    thing, first = str(NamedNode(iri)), (page - 1) * PAGE
    links = f"""{{ SELECT DISTINCT ?s ?p ({thing} AS ?o) {{
        ?s ?p {thing} FILTER(?p NOT IN ({_INFERRED}))
    }} LIMIT {PAGE + 1} OFFSET {first} }}"""
    own = f"{{ SELECT DISTINCT ({thing} AS ?s) ?p ?o {{ {thing} ?p ?o FILTER(?p NOT IN ({_INFERRED})) }} }}"
    return f"SELECT ?s ?p ?o {{ {own} UNION {links} }}" if page == 1 else f"SELECT ?s ?p ?o {links}"


def nodes_and_labels(iri: str, found: Iterable[Triple], base: str) -> str:
    """Return the question for what is said of the minted nodes in ``found``, and for the labels of all else there."""
    ends = {end for triple in found for end in (triple.subject, triple.object) if isinstance(end, NamedNode)}
    nodes = {end for end in ends if is_node(end, iri, base)}
    return f"""SELECT DISTINCT ?s ?p ?o ?label {{
        {{ VALUES ?s {{ {_listed(nodes)} }} ?s ?p ?o OPTIONAL {{ ?o <{_LABEL.value}> ?label }} }}
        UNION {{ VALUES ?o {{ {_listed(ends - nodes)} }} ?o <{_LABEL.value}> ?label }}
    }}"""


def around(iri: str, first: bytes, second: bytes | None = None) -> Around:
    """Return what the answers to the two questions, SPARQL results in JSON, make of a page on ``iri``.

    Without the second, what belongs to the thing and what it is called are left out.
    """
    found = rows(first)
    thing = NamedNode(iri)
    own = list(dict.fromkeys(Triple(*row) for row in found if row[0] == thing))
    links = [Triple(*row) for row in found if row[0] != thing]
    nodes: dict[NamedNode, list[Triple]] = {}
    labels: dict[NamedNode, Literal] = {}
    for subject, predicate, value, label in rows(second) if second else ():
        if subject is not None:
            nodes.setdefault(subject, []).append(Triple(subject, predicate, value))
        if label is not None:
            labels[value] = min(labels.get(value, label), label, key=lambda each: each.value)
    for told in (*nodes, *([thing] if own else [])):
        labels.pop(told, None)
    return Around(iri=iri, own=own, links=links[:PAGE], nodes=nodes, labels=labels, more=len(links) > PAGE)


def is_node(end: NamedNode, iri: str, base: str) -> bool:
    """Tell whether ``end`` was minted for this graph, so that what is said of it belongs to what it is linked to."""
    local = end.value.removeprefix(base)
    return local != end.value and end.value != iri and local.partition("/")[0] in MINTED


def rows(results: bytes) -> list[tuple[Any, ...]]:
    """Return the solutions of SPARQL results in JSON as tuples of terms, None where a variable is unbound."""
    found = parse_query_results(results, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return [tuple(row) for row in found]


def _listed(nodes: Iterable[NamedNode]) -> str:
    return " ".join(sorted(map(str, nodes)))
