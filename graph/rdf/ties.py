"""The ties of diseases: close matches between a MONDO term and a disease that has kept the id of its registry.

A disease that cannot be put on one MONDO term has statements of its own under its own id. The graph ``identity`` ties
it to each term that may mean it by a mapping with the reason (``docs/model.md``).
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from rarekg.graph.rdf.curies import short
from rarekg.mappings.rdf.ntriples import IDENTITY, Mint
from rarekg.ontology.prefixes import expand

Row = Sequence[object]


class Tie(NamedTuple):
    """A tie of ``disease``, a node with an id of its registry, to the MONDO ``term`` that may mean it; both are IRIs.

    ``labels`` are those of the two, '' for none.
    """

    term: str
    disease: str
    reason: str
    labels: tuple[str, str]

    def named(self, iri: str, base: str) -> str:
        """Return the id of one of the two, with its label if it has one."""
        label = self.labels[iri == self.disease]
        return f"{short(iri, base)} ({label})" if label else short(iri, base)

    def heading(self, base: str) -> str:
        """Return the sentence that introduces what is recorded under the disease."""
        return f"Recorded under {self.named(self.disease, base)}: {self.reason}"


def query(iri: str, base: str) -> str:
    """Return the query for the ties of ``iri``, the term or the disease, in a build with ``base``."""
    thing, graph = NamedNode(iri), Mint(base=base).graph(IDENTITY)
    subject, predicate, value = (f"<{expand(f'owl:annotated{end}')}>" for end in ("Source", "Property", "Target"))
    close, label = f"<{expand('skos:closeMatch')}>", f"<{expand('rdfs:label')}>"
    return f"""SELECT DISTINCT ?term ?disease ?reason ?termLabel ?diseaseLabel {{
        GRAPH {graph} {{
            {{ VALUES ?term {{ {thing} }} ?mapping {subject} ?term ; {value} ?disease }}
            UNION {{ VALUES ?disease {{ {thing} }} ?mapping {value} ?disease ; {subject} ?term }}
            ?mapping {predicate} {close} .
            OPTIONAL {{ ?mapping <{expand("rdfs:comment")}> ?reason }}
        }}
        OPTIONAL {{ ?term {label} ?termLabel }}
        OPTIONAL {{ ?disease {label} ?diseaseLabel }}
    }} ORDER BY ?term ?disease ?reason ?termLabel ?diseaseLabel"""


def ties(store: Store, iri: str, base: str) -> tuple[Tie, ...]:
    """Return the ties of ``iri``, the term or the disease, in ``store``, sorted."""
    solutions = store.query(query(iri, base), use_default_graph_as_union=True)
    assert isinstance(solutions, QuerySolutions)
    return read(tuple(row) for row in solutions)


def read(rows: Iterable[Row]) -> tuple[Tie, ...]:
    """Return the ties in the result of :func:`query`, sorted; of several reasons or labels, the first."""
    found: dict[tuple[str, str], Tie] = {}
    for term, disease, reason, *labels in rows:
        assert isinstance(term, NamedNode)
        assert isinstance(disease, NamedNode)
        of_term, of_disease = map(_text, labels)
        tie = Tie(term.value, disease.value, _text(reason), (of_term, of_disease))
        found.setdefault((tie.term, tie.disease), tie)
    return tuple(found[key] for key in sorted(found))


def tied_diseases(ties: Iterable[Tie], iri: str) -> list[str]:
    """Return the diseases that are tied to the term ``iri``."""
    return [tie.disease for tie in ties if tie.term == iri]


def _text(value: object) -> str:
    return value.value if isinstance(value, Literal) else ""
