"""Diseases by their names, and mappings between ids."""

from typing import Literal

from msgspec import Struct

from rarekg.mappings.facts.provenance import Origin
from rarekg.ontology.terms import Synonym

EntryGroup = Literal["group", "disorder", "subtype"]
EntryFlag = Literal[
    "inactive", "obsolete", "obsolete-with-resources", "deprecated", "historical", "non-rare", "head-of-classification"
]
IcdRelation = Literal["specific", "inclusion", "index", "attributed"]

# The source of a mapping that no source states: this project decided it, by a rule that the mapping's note explains.
OWN = "rarekg"


class Disease(Struct, frozen=True, kw_only=True):
    """A disease with a source's names for it.

    ``label`` is the source's main name. ``resolved`` is True if ``id`` is a term of an ontology in the build, or an
    earlier source has labelled it: that label is then the only ``rdfs:label``, and ``label`` is None if that ontology
    or source has all of this source's names. ``group``
    is True for a group of diseases, of which a source lists no phenotypes or genes.
    """

    id: str
    label: str | None
    resolved: bool
    names: tuple[Synonym, ...] = ()
    definition: str | None = None
    categories: tuple[str, ...] = ()
    group: bool = False


class Definition(Struct, frozen=True, kw_only=True):
    """The definition of a disease in a source's words, with its provenance: the ontology may have another one."""

    disease: str
    text: str
    origin: Origin


class RegistryEntry(Struct, frozen=True, kw_only=True):
    """An entry of a registry, apart from the disease that it is about: its name there, its kind and what became of it.

    ``disease`` is the node of that disease, which may be the entry itself, whose label another fact then states; it is
    None if the registry has withdrawn the entry. ``type`` is the CURIE of its type in the registry's ontology.
    ``replaced_by`` is the entry that it was moved to, ``consider`` are those that the registry refers to instead.
    """

    id: str
    label: str
    disease: str | None = None
    group: EntryGroup | None = None
    type: str | None = None
    flags: tuple[EntryFlag, ...] = ()
    replaced_by: str | None = None
    consider: tuple[str, ...] = ()


class Classification(Struct, frozen=True, kw_only=True):
    """An entry of a registry and one directly above it in the registry's own classification.

    The classification is by medical specialty, and so no hierarchy of kinds of disease. ``preferential`` is True for
    the head of the one classification in which the registry counts the entry.
    """

    entry: str
    parent: str
    source: str
    preferential: bool = False


class Mapping(Struct, frozen=True, kw_only=True):
    """A mapping: a source's claim that two ids identify the same or a related thing.

    ``predicate`` is ``skos:exactMatch``, ``skos:broadMatch``, ``skos:narrowMatch``, ``skos:closeMatch`` or
    ``oboInOwl:hasDbXref``; ``justification`` is a ``semapv:`` CURIE; ``note`` is a comment for people. One that is
    ``plain`` has no node for its source and justification; one that is ``disputed`` has the node alone, because its
    plain triple would join what an asserted mapping keeps apart.

    ``original_subject`` is the id that the source maps, if it is another one than ``subject``; ``words`` is the object
    as the source writes it, if that differs. ``validated`` is None if the source does not say; ``icd_relation`` tells
    how ICD lists the disease, ``foundation`` is the entity of ICD-11's foundation that does. Later readers resolve ids
    by a mapping that ``resolves``.
    """

    subject: str
    predicate: str
    object: str
    justification: str
    source: str
    note: str | None = None
    plain: bool = False
    resolves: bool = True
    disputed: bool = False
    original_subject: str | None = None
    words: str | None = None
    validated: bool | None = None
    icd_relation: IcdRelation | None = None
    foundation: str | None = None


class TermKind(Struct, frozen=True, kw_only=True):
    """The class of Biolink (a CURIE, as ``biolink:Disease``) that a term of an ontology is an instance of."""

    id: str
    kind: str


class TermSupplement(Struct, frozen=True, kw_only=True):
    """Further names and cross-references of a term that another source describes; every id is a CURIE."""

    id: str
    synonyms: tuple[Synonym, ...] = ()
    xrefs: tuple[str, ...] = ()
