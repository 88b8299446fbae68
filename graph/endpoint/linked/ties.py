"""The ties of a disease, read by a worker: the MONDO terms and the diseases with ids of registries that may be one.

A tie is a close match in both directions in the graph ``identity``, with its reason on the mapping (``docs/model.md``).
"""

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode
from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.neighbourhood import rows
from rarekg.graph.rdf.curies import short
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.prefixes import expand

GRAPH = "identity"


class Tie(NamedTuple):
    """A tie of ``disease``, a node with an id of its registry, to the MONDO ``term`` that may mean it; both are IRIs.

    ``labels`` are those of the two, '' for none.
    """

    term: str
    disease: str
    reason: str
    labels: tuple[str, str]

    def heading(self, base: str) -> str:
        """Return the sentence that introduces what is recorded under the disease."""
        label = f" ({self.labels[1]})" if self.labels[1] else ""
        return f"Recorded under {short(self.disease, base)}{label}: {self.reason}"


async def ties(service: Service, request: Request, iri: str) -> tuple[Tie, ...]:
    """Return the ties of ``iri``, be it the term or the disease, sorted."""
    text = query(iri, service.pool.build.base)
    results = await fetch(service, request, QueryRequest(query=text, normal=text, rows="json", graph=None))
    found: dict[tuple[str, str], Tie] = {}
    for term, disease, reason, term_label, disease_label in rows(results):
        labels = (term_label.value if term_label else "", disease_label.value if disease_label else "")
        found.setdefault(
            (term.value, disease.value), Tie(term.value, disease.value, reason.value if reason else "", labels)
        )
    return tuple(found[key] for key in sorted(found))


def tied_diseases(tied: Sequence[Tie], iri: str) -> list[str]:
    """Return the diseases that are tied to the term ``iri``."""
    return [tie.disease for tie in tied if tie.term == iri]


def query(iri: str, base: str) -> str:
    """Return the query for the ties of ``iri`` in a build with ``base``."""
    thing, graph = NamedNode(iri), Mint(base=base).graph(GRAPH)
    subject, predicate, value = (f"<{expand(f'sssom:{end}_id')}>" for end in ("subject", "predicate", "object"))
    close, label = f"<{expand('skos:closeMatch')}>", f"<{expand('rdfs:label')}>"
    return f"""SELECT DISTINCT ?term ?disease ?reason ?termLabel ?diseaseLabel {{
        GRAPH {graph} {{
            {{ ?mapping {subject} {thing} ; {value} ?disease . BIND({thing} AS ?term) }}
            UNION {{ ?mapping {value} {thing} ; {subject} ?term . BIND({thing} AS ?disease) }}
            ?mapping {predicate} {close} .
            ?term {close} ?disease .
            ?disease {close} ?term .
            OPTIONAL {{ ?mapping <{expand("rdfs:comment")}> ?reason }}
        }}
        OPTIONAL {{ ?term {label} ?termLabel }}
        OPTIONAL {{ ?disease {label} ?diseaseLabel }}
    }} ORDER BY ?term ?disease ?reason ?termLabel ?diseaseLabel"""
