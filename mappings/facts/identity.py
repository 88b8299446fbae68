"""Diseases by their names, and mappings between ids."""

from msgspec import Struct

from rarekg.ontology.terms import Synonym

# The source of a mapping that no source states: this project decided it, by a rule that the mapping's note explains.
OWN = "rarekg"


class Disease(Struct, frozen=True, kw_only=True):
    """A disease with a source's names for it.

    ``label`` is the source's main name. ``resolved`` is True if ``id`` is a term of an ontology in the build, whose own
    label is then the only ``rdfs:label``; ``label`` is None if that ontology has all of the source's names.
    """

    id: str
    label: str | None
    resolved: bool
    names: tuple[Synonym, ...] = ()
    definition: str | None = None
    categories: tuple[str, ...] = ()


class Mapping(Struct, frozen=True, kw_only=True):
    """A mapping: a source's claim that two ids identify the same or a related thing.

    ``predicate`` is ``skos:exactMatch``, ``skos:broadMatch``, ``skos:narrowMatch``, ``skos:closeMatch`` or
    ``oboInOwl:hasDbXref``; ``justification`` is a ``semapv:`` CURIE; ``note`` is a comment for people. One that is
    ``plain`` has no node for its source and justification.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    source: str
    note: str | None = None
    plain: bool = False


class TermKind(Struct, frozen=True, kw_only=True):
    """The class of Biolink (a CURIE, as ``biolink:Disease``) that a term of an ontology is an instance of."""

    id: str
    kind: str


class TermSupplement(Struct, frozen=True, kw_only=True):
    """Further names and cross-references of a term that another source describes; every id is a CURIE."""

    id: str
    synonyms: tuple[Synonym, ...] = ()
    xrefs: tuple[str, ...] = ()
