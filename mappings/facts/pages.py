"""Pages of a source, their sections, and what they refer their readers to."""

from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin

ResourceKind = Literal["testing", "specialist", "support", "where-to-start", "in-depth", "related"]


class Resource(Struct, frozen=True, kw_only=True):
    """A web page or an organisation that a page refers its reader to; ``publisher`` runs it."""

    disease: str
    kind: ResourceKind
    title: str
    origin: Origin
    url: str | None = None
    publisher: str | None = None
    organization: bool = False
    description: str | None = None


class Question(Struct, frozen=True, kw_only=True):
    """A question about a disease and the source's answer, if any."""

    disease: str
    text: str
    origin: Origin
    answer: str | None = None


class Reference(Struct, frozen=True, kw_only=True):
    """A publication as a source cites it; ``citation`` is None if the source has nothing but its id.

    ``id`` is a PMID, PMC, NBK or DOI CURIE, or a local id if the source has none. ``date`` is ``YYYY``, ``YYYY-MM`` or
    ``YYYY-MM-DD``. ``identifiers`` are further ids of the same publication, ``page`` is the local id of the page that
    lists it as number ``number``.
    """

    id: str
    citation: str | None = None
    authors: str | None = None
    title: str | None = None
    journal: str | None = None
    date: str | None = None
    volume: str | None = None
    pages: str | None = None
    url: str | None = None
    identifiers: tuple[str, ...] = ()
    page: str | None = None
    number: int | None = None


class Page(Struct, frozen=True, kw_only=True):
    """A page of a source about one disease; ``id`` is local, as ``page/GARD_0001850``.

    A page that restates another one in its own words has the address of that one as ``derived_from``, and as
    ``supporting`` the information resource (``gard``) that published it.
    """

    id: str
    title: str
    about: str
    source: str
    url: str | None = None
    language: str = "en"
    derived_from: str | None = None
    supporting: str | None = None


class Section(Struct, frozen=True, kw_only=True):
    """A section of a page: its original text, the dates of its updates, the references it cites.

    ``id`` is the page's local id, ``#`` and ``kind``; ``modified`` holds ISO dates; ``attribution`` names the author of
    the text if that is not the page's publisher.
    """

    id: str
    page: str
    kind: str
    text: str
    modified: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    attribution: str | None = None
