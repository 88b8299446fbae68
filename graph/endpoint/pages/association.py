"""The page on an association: one statement as a sentence, with its source, wording, evidence and publications."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from starlette.requests import Request

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages import association_classes as classes
from rarekg.graph.endpoint.pages.evidence import Association, association
from rarekg.graph.endpoint.pages.links import document
from rarekg.graph.endpoint.pages.page_queries import bound, statements
from rarekg.graph.endpoint.pages.properties import properties
from rarekg.graph.endpoint.pages.rendering import Context, MakeContext
from rarekg.graph.endpoint.pages.statements import Statements

# The words between subject and object, by class: as stated, and excluded.
VERBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        classes.PHENOTYPE: ("has the phenotype", "does not have the phenotype"),
        classes.CAUSAL_GENE: ("is a causal gene of", "is not a causal gene of"),
        classes.GENE: ("is linked to", "is not linked to"),
        classes.INHERITANCE: ("has the mode of inheritance", "does not have the mode of inheritance"),
        classes.TREATMENT: ("is a treatment of", "is not a treatment of"),
        classes.DIFFERENTIAL: ("must be distinguished from", "need not be distinguished from"),
        classes.ONSET: ("has the age of onset", "does not have the age of onset"),
        classes.SEX: ("affects people who are", "does not affect people who are"),
        classes.COURSE: ("has the clinical course", "does not have the clinical course"),
        classes.MODIFIER: ("has the clinical modifier", "does not have the clinical modifier"),
        classes.PAST_HISTORY: ("is preceded by", "is not preceded by"),
    }
)
OTHER = ("is associated with", "is not associated with")
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "susceptibility": "is a susceptibility gene of",
        "modifier": "is a modifier gene of",
        "somatic variants": "has somatic variants that cause",
        "fusion gene": "is part of a fusion gene in",
        "role in the phenotype": "has a role in the phenotype of",
        "biomarker": "is tested as a biomarker in",
        "candidate": "is a candidate gene tested in",
    }
)


async def context(service: Service, request: Request, iri: str) -> MakeContext:
    """Read what the page on the association ``iri`` shows."""
    graph = await statements(service, request, bound("statements-of-things", thing=[iri]))
    return partial(_context, service, graph, iri)


def _context(service: Service, graph: Statements, iri: str) -> Context:
    stated = association(service, graph, iri)
    verb = ROLES.get(stated.role) or VERBS.get(stated.kind, OTHER)[stated.excluded]
    subject, object_ = graph.link(stated.subject), graph.link(stated.object)
    if stated.status == "not seen":
        subject, object_, verb = object_, subject, f"was not found in {_examined(stated)} with"
    section = graph.text(iri, "dcterms:isPartOf")
    return {
        "title": f"{subject.label} {verb} {object_.label}",
        "subject": subject,
        "object": object_,
        "verb": verb,
        "association": stated,
        "section": graph.id_link(section) if section else None,
        "curation": graph.texts(iri, "rkg:curation"),
        "curators": [graph.id_link(curator) for curator in graph.iris(iri, "pav:curatedBy")],
        "records": [graph.id_link(record) for record in graph.iris(iri, "dcterms:source")],
        "originals": graph.texts(iri, "biolink:original_subject", "biolink:original_object"),
        "doc": document(iri, graph.base),
        "iri": iri,
        "properties": properties(graph, iri),
    }


def _examined(stated: Association) -> str:
    """Return whom a source examined: how many people, if it says so."""
    total = stated.frequency.stated.total if stated.frequency else None
    if total is None:
        return "any of the people examined"
    return f"{total} {'person' if total == 1 else 'people'} examined"
