"""Which disease a page is about, and what the page itself is called in the graph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from rarekg.mappings.facts import Disease, Issue, Mapping, Page
from rarekg.mappings.gard.header import distinct_names
from rarekg.mappings.gard.layout import Layout
from rarekg.mappings.gard.page_context import SOURCE, PageContext
from rarekg.mappings.resolve.known import Known, normalize
from rarekg.ontology.prefixes import expand, standardize
from rarekg.ontology.terms import Synonym


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The local id of the page, the disease's id, whether it is a term, and how it was (not) found, for people."""

    page: str
    disease: str
    resolved: bool
    number: str | None
    doubt: str | None = None


def identify(layout: Layout, known: Known) -> Identity:
    """Find the disease by what the user says, else by the page's names, else by GARD's number of it.

    The number only helps out: MONDO maps some numbers of groups to one of their members.
    """
    header = layout.header
    number = None if header.number is None else standardize(f"GARD:{header.number}")
    disease, doubt = _disease(layout, number, known)
    numbers = known.mapped(disease, "GARD") if disease else ()
    if number is None and len(numbers) == 1:
        number = numbers[0]
    page = f"page/{number.replace(':', '_')}" if number else f"page/{slug(header.title)}"
    return Identity(
        page=page, disease=disease or f"{page}#disease", resolved=disease is not None, number=number, doubt=doubt
    )


def slug(title: str) -> str:
    """Return ``title`` as a part of an IRI: ASCII letters and digits, joined by hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", normalize(title)).strip("-")
    return plain[:80] or sha256(title.encode()).hexdigest()[:12]


def about(
    layout: Layout, identity: Identity, page: PageContext, known: Known
) -> Iterator[Page | Disease | Mapping | Issue]:
    """Yield the page, the disease with its names, and the identifiers that the page states of it."""
    header = layout.header
    url = header.url or (expand(identity.number) if identity.number else None)
    yield Page(id=page.id, title=header.title, about=page.disease, source=SOURCE, url=url)
    if identity.doubt is not None:
        yield page.issue(header.line, "unresolved-disease", identity.doubt, "kept", header.title)
    # The term's own label stays the only one, so that the title is one of the names.
    names = distinct_names([header.title, *header.names])[0 if identity.resolved else 1 :]
    yield Disease(
        id=page.disease,
        label=header.title,
        resolved=identity.resolved,
        names=tuple(Synonym(text=name, scope="exact") for name in names),
        categories=header.categories,
    )
    for orpha, line in {number: line for line, number in layout.orpha}.items():
        yield from _mapping(orpha, line, page, known)


def _disease(layout: Layout, number: str | None, known: Known) -> tuple[str | None, str | None]:
    if known.disease_override is not None:
        return known.disease_override, None
    match = known.disease_named([layout.header.title, *layout.header.names])
    if match.id is not None:
        return match.id, None
    by_number = known.mapped(number, "MONDO") if number else ()
    fitting = [one for one in by_number if one in match.candidates or not match.candidates]
    if len(fitting) == 1:
        return fitting[0], f"the names do not say which disease this is, {number} is {fitting[0]}"
    meant = f"could be {', '.join(match.candidates)}" if match.candidates else "is no disease that MONDO names"
    return None, f"{layout.header.title!r} {meant}; the page keeps its own id: name the disease with --disease"


def _mapping(orpha: str, line: int, page: PageContext, known: Known) -> Iterator[Mapping | Issue]:
    object_ = f"ORPHA:{orpha}"
    others = known.mapped(object_, "MONDO")
    if page.disease.startswith("MONDO:") and others and page.disease not in others:
        message = f"the page gives {object_} for {page.disease}, and MONDO maps it to {', '.join(others)}"
        yield page.issue(line, "mapping-disagrees", message, "kept", object_)
    yield Mapping(
        subject=page.disease,
        predicate="skos:exactMatch",
        object=object_,
        justification="semapv:ManualMappingCuration",
        source=SOURCE,
        note="stated on the page",
    )
