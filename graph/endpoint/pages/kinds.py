"""The kind of page on a thing, by its class, its place in HPO, and how it is linked."""

from typing import Literal

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.page_queries import bound, rows
from rarekg.ontology.prefixes import expand

Kind = Literal[
    "disease", "phenotype", "inheritance", "gene", "association", "publication", "dataset", "source page", "thing"
]

# The first of these that applies: a disease of Mondo is an owl:Class, as phenotypes are.
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
    """Return the kind of page on ``iri``, None if the graph has no statement with it."""
    results = await rows(service, request, bound("kinds-of-thing", thing=iri))
    kinds = {kind.text for (kind,) in results if kind is not None}
    if kinds and iri.startswith(_MONDO):
        return "disease"
    return next((kind for kind in _RANK if kind in kinds), None)
