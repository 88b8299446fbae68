"""The records of an ORPHApacket: what all products of Orphadata say of one disorder, as JSON.

https://github.com/Orphanet/orphapacket has a packet for each active entity. Each function returns the record of one
product, None if the packet has nothing of it. What a packet does not have, unlike the XML: flags and mappings other
than to OMIM, whether a mapping, gene or prevalence is validated, the references of genes and of phenotypes, diagnostic
criteria, and which parent is the preferential one.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from rarekg.mappings.orphanet.json_shapes import ShapeError, items, rows, text, words
from rarekg.mappings.orphanet.records import (
    Course,
    Entity,
    ExternalReference,
    GeneList,
    GeneRow,
    ParentList,
    ParentRow,
    PhenotypeProfile,
    PhenotypeRow,
    PrevalenceList,
    PrevalenceRow,
)

Packet = Mapping[str, object]
Row = TypeVar("Row")
GROUP, DISORDER, SUBTYPE = "Group of disorders", "Disorder", "Subtype of disorder"
# The group of each type, which packets do not have: of the 11,645 entities of product 1, all of one type are of one.
GROUPS = {
    **dict.fromkeys(("Category", "Clinical group"), GROUP),
    **dict.fromkeys(("Clinical subtype", "Etiological subtype", "Histopathological subtype"), SUBTYPE),
    **dict.fromkeys(("Disease", "Malformation syndrome", "Biological anomaly", "Morphological anomaly"), DISORDER),
    **dict.fromkeys(("Clinical syndrome", "Particular clinical situation in a disease or syndrome"), DISORDER),
}
DEFINITION = "Definition"
# The lists of a packet, what is in each, and the fields of that which are read.
LISTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "ExternalReferences": ("ExternalReference", frozenset({"Source", "Reference", "DisorderMappingRelation"})),
    "Genes": ("Gene", frozenset({"Symbol", "Name", "ExternalReferences", "DisorderGeneAssociationType"})),
    "Parents": ("Parent", frozenset({"ORPHAcode", "Label"})),
    "Phenotypes": ("Phenotype", frozenset({"HPOId", "HPOTerm", "HPOFrequency"})),
    "Prevalences": (
        "Prevalence",
        frozenset(
            {
                *("Source", "PrevalenceType", "PrevalenceQualification"),
                *("PrevalenceClass", "ValMoy", "PrevalenceGeographic"),
            }
        ),
    ),
}
TEXTS = frozenset({"ORPHAcode", "Label", "creationDate"})
OTHERS = frozenset({"DisorderType", "TextSection", "Synonyms", "AverageAgeOfOnsets", "TypeOfInheritances"})


def unread(packet: Packet) -> Iterator[str]:
    """Yield the name of each field of ``packet`` that no record has; a field of a thing in a list is ``Tag.field``."""
    yield from packet.keys() - TEXTS - OTHERS - LISTS.keys()
    for name, (tag, fields) in LISTS.items():
        for row in items(packet.get(name), tag):
            for field in row.keys() - fields if isinstance(row, dict) else ():
                yield f"{tag}.{field}"


def entity(packet: Packet) -> Entity:
    """Return the names, type, definition and mappings; the packet is of an active entity and tells no flags."""
    kind = "".join(words(packet.get("DisorderType"), "DisorderType")[:1])
    return Entity(
        *_disorder(packet),
        synonyms=words(packet.get("Synonyms"), "Synonym"),
        definition=_definition(packet),
        group=GROUPS.get(kind, ""),
        type=kind,
        references=tuple(_made(packet, "ExternalReferences", _reference)),
    )


def course(packet: Packet) -> Course | None:
    """Return the ages of onset and types of inheritance."""
    ages = words(packet.get("AverageAgeOfOnsets"), "AverageAgeOfOnset")
    modes = words(packet.get("TypeOfInheritances"), "TypeOfInheritance")
    return Course(*_disorder(packet), ages=ages, modes=modes) if ages or modes else None


def phenotypes(packet: Packet) -> PhenotypeProfile | None:
    """Return the phenotypes, without the references and the day of their validation, which packets lack."""
    found = tuple(_made(packet, "Phenotypes", _phenotype))
    return PhenotypeProfile(*_disorder(packet), rows=found) if found else None


def genes(packet: Packet) -> GeneList | None:
    """Return the genes, each with its ids."""
    found = tuple(_made(packet, "Genes", _gene))
    return GeneList(*_disorder(packet), rows=found) if found else None


def prevalences(packet: Packet) -> PrevalenceList | None:
    """Return the prevalences; most have lost their mean (``value``)."""
    found = tuple(_made(packet, "Prevalences", _prevalence))
    return PrevalenceList(*_disorder(packet), rows=found) if found else None


def parents(packet: Packet) -> ParentList | None:
    """Return the entities directly above, in all classifications."""
    found = tuple(_made(packet, "Parents", _parent))
    return ParentList(*_disorder(packet), rows=found) if found else None


def _disorder(packet: Packet) -> tuple[str, str, None]:
    return _text(packet, "ORPHAcode"), _text(packet, "Label"), None


def _made(packet: Packet, name: str, make: Callable[[Packet], Row]) -> Iterator[Row]:
    return map(make, rows(packet.get(name), LISTS[name][0]))


def _text(row: Packet, name: str) -> str:
    return text(row.get(name))


def _reference(row: Packet) -> ExternalReference:
    return ExternalReference(
        source=_text(row, "Source"),
        reference=_text(row, "Reference"),
        relation=_text(row, "DisorderMappingRelation"),
    )


def _phenotype(row: Packet) -> PhenotypeRow:
    return PhenotypeRow(term=_text(row, "HPOId"), name=_text(row, "HPOTerm"), frequency=_text(row, "HPOFrequency"))


def _gene(row: Packet) -> GeneRow:
    references = rows(row.get("ExternalReferences"), "ExternalReference")
    return GeneRow(
        symbol=_text(row, "Symbol"),
        name=_text(row, "Name"),
        ids=tuple((_text(one, "Source"), _text(one, "Reference")) for one in references),
        role=_text(row, "DisorderGeneAssociationType"),
    )


def _prevalence(row: Packet) -> PrevalenceRow:
    return PrevalenceRow(
        type=_text(row, "PrevalenceType"),
        qualification=_text(row, "PrevalenceQualification"),
        class_=_text(row, "PrevalenceClass"),
        value=_text(row, "ValMoy"),
        geography=_text(row, "PrevalenceGeographic"),
        source=_text(row, "Source"),
    )


def _parent(row: Packet) -> ParentRow:
    return ParentRow(code=_text(row, "ORPHAcode"), name=_text(row, "Label"))


def _definition(packet: Packet) -> str:
    """Return the definition, which is one of the sections of text that a packet may have."""
    sections = rows(packet.get("TextSection"), "TextSection")
    found = [_text(one, "Contents") for one in sections if _text(one, "TextSectionType") == DEFINITION]
    if len(found) > 1:
        raise ShapeError(f"{len(found)} definitions")
    return "".join(found)
