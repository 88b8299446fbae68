"""The pages on an association, as a sentence with its evidence, and on anything else, as its plain statements."""

from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.evidence import said
from rarekg.graph.endpoint.pages.identity import identity, labelled
from rarekg.graph.endpoint.pages.links import Link, document, link, web
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.rendering import Context
from rarekg.graph.endpoint.pages.statements import Statements, Value
from rarekg.graph.rdf.curies import short
from rarekg.ontology.prefixes import expand

LEADING_SHOWN = 100  # one less than the LIMIT of links-to-thing.rq
# What an association says, in words, by its class: subject, words, object.
SENTENCES = {
    "biolink:DiseaseToPhenotypicFeatureAssociation": ("shows", "does not show"),
    "biolink:CausalGeneToDiseaseAssociation": ("causes, when changed,", "does not cause"),
    "biolink:GeneToDiseaseAssociation": ("has to do with", "has nothing to do with"),
    "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation": ("is inherited by", "is not inherited by"),
    "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation": ("is a treatment of", "does not treat"),
    "rkg:DifferentialDiagnosisAssociation": ("must be told apart from", "need not be told apart from"),
    "rkg:DiseaseToOnsetAssociation": ("begins with", "does not begin with"),
    "rkg:DiseaseToSexAssociation": ("affects people who are", "does not affect people who are"),
    "rkg:DiseaseToClinicalCourseAssociation": ("takes the course", "does not take the course"),
    "rkg:DiseaseToClinicalModifierAssociation": ("is modified by", "is not modified by"),
    "rkg:DiseaseToPastHistoryAssociation": ("is preceded by", "is not preceded by"),
}


class Property(NamedTuple):
    """A property of a thing with its values: a link for each IRI, text for each literal."""

    name: Link
    values: Sequence["Shown"]


class Shown(NamedTuple):
    """A value as a page shows it: with a link, or as text with its language."""

    link: Link | None
    text: str
    language: str
    href: str


async def association(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on the association ``iri`` shows."""
    found = await _found(service, request, iri)
    base = service.pool.build.base
    statement = said(service, found, iri)
    kind = short(statement.kind, base)
    positive, negative = SENTENCES.get(kind, ("is associated with", "is not associated with"))
    subject, object_ = (link(each, found.labels.get(each, ""), base) for each in (statement.subject, statement.object))
    words = negative if statement.excluded else positive
    part = found.one(iri, "dcterms:isPartOf")
    return {
        "title": f"{subject.label} {words} {object_.label}",
        "subject": subject,
        "object": object_,
        "words": words,
        "said": statement,
        "part": link(part, "", base) if part else None,
        "curated": ", ".join(found.texts(iri, "rkg:curatedBy")),
        "curated_on": ", ".join(found.texts(iri, "rkg:curatedOn")),
        "originals": found.texts(iri, "biolink:original_subject", "biolink:original_object"),
        "kind": found.labels.get(statement.kind, "association"),
        "doc": document(iri, base),
        "iri": iri,
        "properties": properties(found, iri, base),
    }


async def context(service: Service, request: Request, iri: str) -> Context:
    """Return what the page on a thing without a page of its own kind shows: its statements, and what leads to it."""
    found = await _found(service, request, iri)
    base = service.pool.build.base
    leading = [(name, other) for name, other in _leading(found, iri)]
    return {
        "title": labelled(found, iri, base),
        "identity": identity(found, iri, base),
        "doc": document(iri, base),
        "kind": found.labels.get(found.one(iri, "rdf:type"), "Thing"),
        "properties": properties(found, iri, base),
        "leading": [
            (_named(found, name, base), link(other, found.labels.get(other, ""), base))
            for name, other in leading[:LEADING_SHOWN]
        ],
        "more": len(leading) > LEADING_SHOWN,
    }


def properties(found: Statements, iri: str, base: str) -> list[Property]:
    """Return each property of ``iri`` with its values, by name."""
    listed = [
        Property(_named(found, name, base), [shown(found, value, base) for value in values])
        for name, values in found.everything(iri)
    ]
    return sorted(listed, key=lambda each: each.name.label.casefold())


def _named(found: Statements, iri: str, base: str) -> Link:
    """Return the link to a property; of those that the graph does not describe there is no page to link to."""
    known = link(iri, found.labels.get(iri, ""), base)
    return known if iri in found.labels else known._replace(href="")


def shown(found: Statements, value: Value, base: str) -> Shown:
    """Return ``value`` as a page shows it; what is no address of the web is never linked out."""
    if value.is_iri:
        return Shown(link(value.text, found.labels.get(value.text, ""), base), "", "", "")
    return Shown(None, value.text, value.language, web(value.text))


def _leading(found: Statements, iri: str) -> list[tuple[str, str]]:
    wanted = Value(iri, True)
    return sorted(
        (name, other)
        for other in found.subjects()
        if other != iri
        for name, values in found.everything(other)
        if wanted in values and name != expand("rdfs:label")
    )


async def _found(service: Service, request: Request, iri: str) -> Statements:
    queries = (bound("statements-of-things", thing=[iri]), bound("links-to-thing", thing=iri))
    return await statements(service, request, *queries)
