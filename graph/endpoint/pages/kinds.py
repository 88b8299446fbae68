"""Which kind of page a thing has, by its IRI where that says enough, else by what the graph says it is."""

from typing import Literal

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.ontology.prefixes import expand

Kind = Literal[
    "disease", "phenotype", "inheritance", "gene", "association", "publication", "dataset", "source page", "thing"
]

# Of several answers the first of these: a disease of Mondo is an owl:Class as phenotypes are.
_RANK: tuple[Kind, ...] = (
    "disease",
    "gene",
    "phenotype",
    "inheritance",
    "association",
    "source page",
    "dataset",
    "publication",
    "thing",
)
_MONDO = expand("MONDO:0000001").removesuffix("0000001")


async def kind_of(service: Service, request: Request, iri: str) -> Kind | None:
    """Return the kind of page that ``iri`` has, None where the graph says nothing of it."""
    found = {
        row[0].text for row in await rows(service, request, bound("kinds-of-thing", thing=iri)) if row[0] is not None
    }
    if found and iri.startswith(_MONDO):
        return "disease"
    return next((kind for kind in _RANK if kind in found), None)
