"""The links from the graph to registries and other ontologies: how many of which kind, as VoID's linksets.

https://www.w3.org/TR/void/#linkset. A linkset is a part of the dataset whose graph has the links; what it leads to is
described by the beginning of its IRIs alone, as no more is known of it here.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import QuerySolutions, Store

from rarekg.mappings.rdf.ntriples import Mint, integer, iri, node, text
from rarekg.ontology.prefixes import compress, expand, prefix_map

PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "oboInOwl:hasDbXref")

# The engine groups by text: a row for each link would take twice the time.
_GROUPED = """
SELECT ?g (COUNT(*) AS ?n) (SAMPLE(?s) AS ?subject) (SAMPLE(?o) AS ?object) {{
  GRAPH ?g {{ ?s <{}> ?o }}
  FILTER(isIRI(?o))
  BIND(REPLACE(STR(?s), "[^/_#=]*$", "") AS ?from)
  BIND(REPLACE(STR(?o), "[^/_#=]*$", "") AS ?to)
}} GROUP BY ?g ?from ?to"""


class Links(NamedTuple):
    """The links of one graph, with one predicate, from things of one prefix to things of another."""

    graph: str
    predicate: str
    subjects: str
    objects: str


def counted(store: Store, before: str) -> Counter[Links]:
    """Return the number of links of each kind in ``store``, whose graphs' IRIs start with ``before``.

    IRIs that are the same up to their last separator have one prefix, of which one of them tells. A thing without a
    prefix of the table is in no linkset.
    """
    found: Counter[Links] = Counter()
    for predicate in PREDICATES:
        rows = store.query(_GROUPED.format(expand(predicate)))
        assert isinstance(rows, QuerySolutions)
        for row in rows:
            subjects, objects = (_prefix(row[end].value) for end in ("subject", "object"))
            if subjects and objects and subjects != objects:
                graph = row["g"].value.removeprefix(before)
                found[Links(graph, predicate, subjects, objects)] += int(row["n"].value)
    return found


def statements(mint: Mint, links: Counter[Links]) -> Iterator[str]:
    """Yield the linksets of ``links`` as N-Triples without their full stops."""
    for prefix in sorted({prefix for each in links for prefix in (each.subjects, each.objects)}):
        space = prefix_map()[prefix]
        yield f"{_space(mint, prefix)} {node('rdf:type')} {node('void:Dataset')}"
        yield f"{_space(mint, prefix)} {node('rdfs:label')} {text(f'things whose IRI has the prefix {prefix}', 'en')}"
        yield f"{_space(mint, prefix)} {node('void:uriSpace')} {text(space)}"
    for each, number in sorted(links.items()):
        linkset = mint.hashed("linkset", *each)
        label = f"{each.predicate} from {each.subjects} to {each.objects} in {each.graph}"
        yield f"{mint.dataset(each.graph)} {node('void:subset')} {linkset}"
        yield f"{linkset} {node('rdf:type')} {node('void:Linkset')}"
        yield f"{linkset} {node('rdfs:label')} {text(label, 'en')}"
        yield f"{linkset} {node('void:linkPredicate')} {node(each.predicate)}"
        yield f"{linkset} {node('void:subjectsTarget')} {_space(mint, each.subjects)}"
        yield f"{linkset} {node('void:objectsTarget')} {_space(mint, each.objects)}"
        yield f"{linkset} {node('void:triples')} {integer(number)}"


def _prefix(name: str) -> str:
    return (compress(name) or "").partition(":")[0]


def _space(mint: Mint, prefix: str) -> str:
    return iri(f"{mint.base}uri-space/{prefix}")
