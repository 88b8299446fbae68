"""The rule that one disease is one node: no second node of a disease beside the term that means it.

Two checks: a disease that keeps its own id must not have the label of a MONDO term that refers to it, and an id that
matches several current MONDO terms exactly must be listed as contested.
"""

from collections.abc import Iterator
from string import Template

from pyoxigraph import QuerySolutions, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.validation.findings import Finding
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import expand, prefix_map

INFERRED = "inferred"
_TWINS = Template(
    """SELECT DISTINCT ?other ?term {
  { SELECT DISTINCT ?other { ?other a <$disease> FILTER(!STRSTARTS(STR(?other), "$mondo")) } }
  ?term <$exact>|<$refers> ?other
  FILTER(STRSTARTS(STR(?term), "$mondo"))
  ?other <$label> ?name .
  ?term <$label> ?also
  FILTER(LCASE(STR(?name)) = LCASE(STR(?also)))
  FILTER NOT EXISTS { ?term <$deprecated> true }
} ORDER BY ?other ?term"""
)
_CONTESTED = Template(
    """SELECT DISTINCT ?id ?one {
  { SELECT ?id { ?any <$exact> ?id } GROUP BY ?id HAVING(COUNT(DISTINCT ?any) > 1) }
  ?one <$exact> ?id .
  ?two <$exact> ?id
  FILTER(?one != ?two && STRSTARTS(STR(?one), "$mondo") && STRSTARTS(STR(?two), "$mondo"))
  FILTER(!STRSTARTS(STR(?id), "$mondo"))
  FILTER NOT EXISTS { GRAPH $inferred { ?id <$contested> ?one } }
} ORDER BY ?id ?one"""
)


def check(store: Store, mint: Mint) -> Iterator[Finding]:
    """Yield a finding for each disease with two nodes, and for each id with several exact terms that is not listed.

    The second check needs the inferences; without them there is no list.
    """
    for row in _select(store, _TWINS.substitute(_iris(mint))):
        other, term = (short(row[name].value, mint.base) for name in ("other", "term"))
        message = "has the label of the term that refers to it: one disease on two nodes"
        yield Finding(check="identity: one node", focus=other, message=message, value=term)
    if any(True for graph in store.named_graphs() if str(graph) == mint.graph(INFERRED)):
        for row in _select(store, _CONTESTED.substitute(_iris(mint))):
            identifier, term = (short(row[name].value, mint.base) for name in ("id", "one"))
            message = "matches several terms exactly, and is not listed as contested"
            yield Finding(check="identity: contested match", focus=identifier, message=message, value=term)


def _iris(mint: Mint) -> dict[str, str]:
    return {
        "disease": expand("biolink:Disease"),
        "label": expand("rdfs:label"),
        "deprecated": expand("owl:deprecated"),
        "exact": expand("skos:exactMatch"),
        "contested": expand("rkg:contestedMatch"),
        "refers": expand("oboInOwl:hasDbXref"),
        "mondo": prefix_map()["MONDO"],
        "inferred": mint.graph(INFERRED),
    }


def _select(store: Store, query: str) -> QuerySolutions:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return solutions
