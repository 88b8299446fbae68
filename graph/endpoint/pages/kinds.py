"""Which kind of page a thing has, by its IRI where that says enough, else by what the graph says it is."""

from typing import Literal

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.statements import rows
from rarekg.ontology.prefixes import expand

Kind = Literal["disease", "phenotype", "inheritance", "gene", "association", "reference", "dataset", "page", "thing"]

_QUERY = """
SELECT DISTINCT ?kind WHERE {
  {
    VALUES (?class ?kind) {
      (biolink:Disease "disease") (biolink:Gene "gene") (biolink:Publication "reference")
      (schema:MedicalWebPage "page") (void:Dataset "dataset")
    }
    $thing a ?class .
  }
  UNION { VALUES (?branch ?kind) { (HP:0000118 "phenotype") (HP:0000005 "inheritance") } $thing rkg:subsumedBy ?branch }
  UNION { SELECT ("association" AS ?kind) { $thing oban:association_has_subject ?subject } LIMIT 1 }
  UNION { SELECT ("reference" AS ?kind) { ?statement biolink:publications $thing } LIMIT 1 }
  UNION { SELECT ("thing" AS ?kind) { ?association oban:association_has_object $thing } LIMIT 1 }
  UNION { SELECT ("thing" AS ?kind) { $thing ?property ?value } LIMIT 1 }
  UNION { SELECT ("thing" AS ?kind) { ?other ?property $thing } LIMIT 1 }
}
"""
# Of several answers the first of these: a disease of Mondo is an owl:Class as phenotypes are.
_RANK: tuple[Kind, ...] = (
    "disease",
    "gene",
    "phenotype",
    "inheritance",
    "association",
    "page",
    "dataset",
    "reference",
    "thing",
)
_MONDO = expand("MONDO:0000001").removesuffix("0000001")


async def kind_of(service: Service, request: Request, iri: str) -> Kind | None:
    """Return the kind of page that ``iri`` has, None where the graph says nothing of it."""
    found = {row[0].text for row in await rows(service, request, _QUERY, iri) if row[0] is not None}
    if found and iri.startswith(_MONDO):
        return "disease"
    return next((kind for kind in _RANK if kind in found), None)
