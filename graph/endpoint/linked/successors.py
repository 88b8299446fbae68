"""The terms that replaced an obsolete one, at the ends of its chains of successors."""

from pyoxigraph import NamedNode
from starlette.requests import Request

from rarekg.graph.endpoint.http.query_response import QueryRequest, fetch
from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.linked.neighbourhood import rows
from rarekg.ontology.prefixes import expand


async def last_successors(service: Service, request: Request, iri: str) -> list[str]:
    """Return the IRIs of the last successors of ``iri``, sorted; none of a current term."""
    successor = f"<{expand('IAO:0100001')}>"
    text = f"""SELECT DISTINCT ?last {{
        {NamedNode(iri)} {successor}+ ?last
        FILTER NOT EXISTS {{ ?last {successor} ?next }}
    }} ORDER BY ?last"""
    results = await fetch(service, request, QueryRequest(query=text, rows="json", graph=None))
    return [last.value for (last,) in rows(results) if isinstance(last, NamedNode)]
