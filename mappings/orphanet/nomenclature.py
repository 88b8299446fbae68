"""Orphanet's nomenclature (product 1): names, definitions, kinds and histories of disorders, and their alignments."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from rarekg.mappings.facts import Definition, Disease, EntryFlag, EntryGroup, Fact, Origin, RegistryEntry
from rarekg.mappings.orphanet.alignments import Alignments, is_exact
from rarekg.mappings.orphanet.disorders import RESOURCE, disease_term
from rarekg.mappings.orphanet.products import code as code_of
from rarekg.mappings.orphanet.products import disorders
from rarekg.mappings.orphanet.prose import plain
from rarekg.mappings.orphanet.records import Entity, ExternalReference
from rarekg.mappings.orphanet.xml_records import Element
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.identity import identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.names import OTHER_DISEASE, disease_contradictions
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.prefixes import standardize
from rarekg.ontology.terms import Synonym

T = TypeVar("T")
HOLDS = "SynonymList"
GROUPS: Mapping[str, EntryGroup | None] = MappingProxyType(
    {"Group of disorders": "group", "Disorder": "disorder", "Subtype of disorder": "subtype", "": None}
)
# The types of entities, as Orphanet's ontology ORDO has them.
TYPES: Mapping[str, str | None] = MappingProxyType(
    {
        "Disease": "ORPHA:377788",
        "Malformation syndrome": "ORPHA:377789",
        "Biological anomaly": "ORPHA:377790",
        "Morphological anomaly": "ORPHA:377791",
        "Clinical syndrome": "ORPHA:377792",
        "Particular clinical situation in a disease or syndrome": "ORPHA:377793",
        "Clinical group": "ORPHA:377794",
        "Etiological subtype": "ORPHA:377795",
        "Clinical subtype": "ORPHA:377796",
        "Histopathological subtype": "ORPHA:377797",
        "Category": "ORPHA:557495",
        "": None,
    }
)
# An active entity has a flag without a label.
FLAGS: Mapping[str, EntryFlag | None] = MappingProxyType(
    {
        "": None,
        "Inactive": "inactive",
        "Obsolete entity": "obsolete",
        "Obsolete with resources": "obsolete-with-resources",
        "Deprecated entity": "deprecated",
        "Historical entity": "historical",
        "Non-rare disease in Europe": "non-rare",
        "Head of classification": "head-of-classification",
    }
)
WITHDRAWN: frozenset[EntryFlag] = frozenset({"obsolete", "obsolete-with-resources", "deprecated"})
INACTIVE: frozenset[EntryFlag] = WITHDRAWN | {"inactive"}


def entries(path: Path, issues: Issues | None = None) -> Iterator[Entity]:
    """Yield the entities in the file of product 1 at ``path``, in the layouts of 2019 to 2026.

    Args:
        path: The file.
        issues: Where to note lists that state another number of elements than they have; None for a second reading.

    Raises:
        SourceError: As :func:`rarekg.mappings.orphanet.products.disorders`.
    """
    for record in disorders(path, HOLDS, issues):
        yield _entity(record)


def equivalents(path: Path) -> dict[str, list[str]]:
    """Return the ids of MONDO that each entity in the file at ``path`` is equivalent to, by its ORPHA CURIE.

    Raises:
        SourceError: As :func:`entries`.
    """
    found: dict[str, list[str]] = {}
    for entity in entries(path):
        terms = [one.reference for one in entity.references if one.source == "MONDO" and is_exact(one)]
        if terms and not {FLAGS.get(flag) for flag in entity.flags} & WITHDRAWN:
            found.setdefault(f"ORPHA:{entity.code}", []).extend(terms)
    return found


def _entity(record: Element) -> Entity:
    return Entity(
        code=code_of(record),
        name=record.words("Name"),
        line=record.line,
        synonyms=tuple(one.text for one in record.every("SynonymList", "Synonym") if one.text),
        definition=_definition(record),
        group=record.words("DisorderGroup", "Name"),
        type=record.words("DisorderType", "Name"),
        flags=tuple(one.words("Label") for one in record.every("DisorderFlagList", "DisorderFlag")),
        references=tuple(map(_reference, record.every("ExternalReferenceList", "ExternalReference"))),
        moved_to=_targets(record, "Moved to"),
        referred_to=_targets(record, "Referred to"),
    )


def _reference(element: Element) -> ExternalReference:
    return ExternalReference(
        source=element.words("Source"),
        reference=element.words("Reference"),
        relation=element.words("DisorderMappingRelation", "Name"),
        icd_relation=element.words("DisorderMappingICDRelation", "Name"),
        status=element.words("DisorderMappingValidationStatus", "Name"),
        foundation=element.words("DisorderMappingICDRefUri"),
        line=element.line,
    )


def _definition(record: Element) -> str:
    for kind in ("SummaryInformation", "TextualInformation"):  # the second until 2020
        for summary in record.every(f"{kind}List", kind):
            for section in summary.every("TextSectionList", "TextSection"):
                if section.words("TextSectionType", "Name") == "Definition":
                    return section.words("Contents")
    return ""


def _targets(record: Element, kind: str) -> tuple[str, ...]:
    """Return the codes that the entity leads to; an association is listed by the entity at its other end too."""
    codes = (
        code_of(target)
        for one in record.every("DisorderDisorderAssociationList", "DisorderDisorderAssociation")
        if one.words("DisorderDisorderAssociationType", "Name") == kind
        if (target := one.first("TargetDisorder")) is not None
    )
    return tuple(dict.fromkeys(filter(None, codes)))


@dataclass(slots=True, kw_only=True)
class EntityFacts:
    """Makes the facts of entities, for the source with the key ``source``."""

    known: Known
    issues: Issues
    source: str
    alignments: Alignments = field(init=False)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with no identity that Orphanet alone decides."""
        self.alignments = Alignments(known=self.known, issues=self.issues, source=self.source)

    def facts(self, entity: Entity) -> Iterator[Fact]:
        """Yield the entry, then the disease with its names if it is an active one, its definition and its mappings."""
        own = self._id(entity.code, entity.line, "the entity is left out")
        if own is None:
            return
        if own in self.seen:
            self.issues.note("repeated-entity", entity.line, f"{own} is listed further up", value=own)
            return
        self.seen.add(own)
        flags = self._flags(own, entity)
        node, names = disease_term(self.known.disease(own).id), (entity.name or own, *entity.synonyms)
        if INACTIVE.isdisjoint(flags):
            identity = identify(own, names[:1], self.known)
            yield from new_mappings(identity, self.known)
            node = disease_term(identity.id)
            yield self._disease(own, node, names, entity)
            node = node or own
        yield self._entry(own, None if WITHDRAWN & set(flags) else node, entity, flags)
        node = node or own
        if (definition := self._definition(own, node, entity)) is not None:
            yield definition
        yield from self.alignments.mappings(own, node, entity.references)

    def _disease(self, own: str, resolved: str | None, names: Sequence[str], entity: Entity) -> Disease:
        group = entity.group == "Group of disorders"
        if resolved is None:
            return describe(own, names, self.known, group=group)
        for name, why in disease_contradictions(own, resolved, names[:1], self.known):
            self.issues.note_once(OTHER_DISEASE, entity.line, why, action="kept", value=f"{own} {name}")
        new = [name for name in dict.fromkeys(names) if not self.known.names.spells(resolved, name)]
        return Disease(
            id=resolved,
            label=new[0] if new else None,
            resolved=True,
            names=tuple(Synonym(text=name) for name in new[1:]),
            group=group,
        )

    def _entry(self, own: str, disease: str | None, entity: Entity, flags: tuple[EntryFlag, ...]) -> RegistryEntry:
        label = self.known.entries.setdefault(own, entity.name or own)
        moved = [one for code in entity.moved_to if (one := self._id(code, entity.line, "it is left out"))]
        referred = (self._id(code, entity.line, "it is left out") for code in entity.referred_to)
        if len(moved) > 1:
            message = f"{own} was moved to {', '.join(moved)}; they are to be considered"
            self.issues.note("several-successors", entity.line, message, action="replaced", value=own)
        return RegistryEntry(
            id=own,
            label=label,
            disease=disease,
            group=self._known_as("group", own, entity.group, GROUPS, entity.line),
            type=self._known_as("type", own, entity.type, TYPES, entity.line),
            flags=flags,
            replaced_by=moved[0] if len(moved) == 1 else None,
            consider=(*(moved if len(moved) > 1 else ()), *filter(None, referred)),
        )

    def _definition(self, own: str, node: str, entity: Entity) -> Definition | None:
        if not (text := plain(entity.definition)):
            return None
        subject = None if node == own else own
        origin = Origin(source=self.source, key=(own,), primary=RESOURCE, subject=subject)
        return Definition(disease=node, text=text, origin=origin)

    def _flags(self, own: str, entity: Entity) -> tuple[EntryFlag, ...]:
        found: Iterator[EntryFlag | None] = (
            self._known_as("flag", own, flag, FLAGS, entity.line) for flag in entity.flags
        )
        return tuple(dict.fromkeys(flag for flag in found if flag is not None))

    def _known_as(
        self, category: str, own: str, value: str, values: Mapping[str, T | None], line: int | None
    ) -> T | None:
        if value not in values:
            message = f"{own} has the unknown {category} {value!r:.80}; it is kept without it"
            self.issues.note(f"unknown-{category}", line, message, action="kept", value=value)
        return values.get(value)

    def _id(self, code: str, line: int | None, otherwise: str) -> str | None:
        try:
            return standardize(f"ORPHA:{code}")
        except ValueError as error:
            self.issues.note("malformed-disease", line, f"{error}; {otherwise}", value=code)
            return None
