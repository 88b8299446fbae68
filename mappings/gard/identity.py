"""The identity of a page: which disease it is about, and the ids of both in the graph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from rarekg.mappings.facts import Disease, Issue, Mapping, Page
from rarekg.mappings.gard.header import distinct_names
from rarekg.mappings.gard.layout import Layout
from rarekg.mappings.gard.page_context import PageContext
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.term_names import normalize
from rarekg.ontology.prefixes import expand, standardize
from rarekg.ontology.terms import Synonym

RESTATED = "restatement-of-"  # begins the local part of the id of a page that restates GARD's


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The ids of a page and of its disease.

    ``resolved`` is True if the disease is a term of MONDO or named by the user; ``number`` is its GARD CURIE; ``doubt``
    is a message for the user if the page's names do not settle the disease.
    """

    page: str
    disease: str
    resolved: bool
    number: str | None
    doubt: str | None = None


def resolve_identity(layout: Layout, known: Known, *, restated: bool = False) -> Identity:
    """Resolve the disease by the user's choice, else by the page's names, else by its GARD number.

    The number comes last, because MONDO maps some numbers of groups to one of their members. A page that is
    ``restated`` has an id of its own, so that it is not taken for GARD's.
    """
    header = layout.header
    number = None if header.number is None else standardize(f"GARD:{header.number}")
    disease, doubt = _resolve_disease(layout, number, known)
    numbers = known.mapped(disease, "GARD") if disease else ()
    if number is None and len(numbers) == 1:
        number = numbers[0]
    local = number.replace(":", "_") if number else slug(header.title)
    page = f"page/{RESTATED if restated else ''}{local}"
    return Identity(
        page=page, disease=disease or f"{page}#disease", resolved=disease is not None, number=number, doubt=doubt
    )


def slug(title: str) -> str:
    """Return ``title`` as part of an IRI: ASCII letters and digits joined by hyphens, or a hash if it has none.

    >>> slug("Sjögren's syndrome, type 2")
    'sjogren-s-syndrome-type-2'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", normalize(title)).strip("-")
    return plain[:80] or sha256(title.encode()).hexdigest()[:12]


def identity_facts(
    layout: Layout, identity: Identity, page: PageContext, known: Known
) -> Iterator[Page | Disease | Mapping | Issue]:
    """Yield the page, the disease with its names, and the disease's other ids on the page."""
    header = layout.header
    url = header.url or (expand(identity.number) if identity.number else None)
    yield Page(
        id=page.id,
        title=header.title,
        about=page.disease,
        source=page.source,
        url=None if page.restates else url,
        derived_from=url if page.restates else None,
        supporting=page.restates,
    )
    if identity.doubt is not None:
        yield page.issue(header.line, "unresolved-disease", identity.doubt, "kept", header.title)
    # A resolved disease has its ontology's label; the title is then one of its names.
    names = distinct_names([header.title, *header.names])[0 if identity.resolved else 1 :]
    yield Disease(
        id=page.disease,
        label=header.title,
        resolved=identity.resolved,
        names=tuple(Synonym(text=name, scope="exact") for name in names),
        categories=header.categories,
    )
    for orpha, line in {number: line for line, number in layout.orpha}.items():
        yield from _orphanet_mapping(orpha, line, page, known)


def _resolve_disease(layout: Layout, number: str | None, known: Known) -> tuple[str | None, str | None]:
    if known.disease_override is not None:
        return known.disease_override, None
    match = known.names.disease_named([layout.header.title, *layout.header.names])
    if match.id is not None:
        return match.id, None
    by_number = known.mapped(number, "MONDO") if number else ()
    fitting = [term for term in by_number if term in match.candidates or not match.candidates]
    if len(fitting) == 1:
        return fitting[0], f"the names do not identify the disease; {number} maps to {fitting[0]}"
    finding = f"could be {', '.join(match.candidates)}" if match.candidates else "matches no disease in MONDO"
    return None, f"{layout.header.title!r} {finding}; the disease gets an id of the page: choose one with --disease"


def _orphanet_mapping(orpha: str, line: int, page: PageContext, known: Known) -> Iterator[Mapping | Issue]:
    object_ = f"ORPHA:{orpha}"
    others = known.mapped(object_, "MONDO")
    if page.disease.startswith("MONDO:") and others and page.disease not in others:
        message = f"the page maps {page.disease} to {object_}, and MONDO maps that to {', '.join(others)}"
        yield page.issue(line, "mapping-disagrees", message, "kept", object_)
    yield Mapping(
        subject=page.disease,
        predicate="oboInOwl:hasDbXref",  # the page gives the number, and does not say how exact it is
        object=object_,
        justification="semapv:UnspecifiedMatching",
        source=page.source,
        note="The page gives this number of Orphanet.",
    )
