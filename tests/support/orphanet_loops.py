"""What Orphanet's packets and XML say, by plain loops that share nothing with the readers."""

import json
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ARCHIVE = Path(__file__).parents[3] / "shared" / "data" / "orphanet" / "orphapackets.tar.xz"
INACTIVE = "8192"  # the flag of an entity that is obsolete, deprecated or not rare
Packet = dict[str, Any]
Element = ElementTree.Element


@dataclass(slots=True)
class Told:
    """What a file says of an entity; a mapping to OMIM is an id and the first word of its relation."""

    name: str = ""
    active: bool = True
    type: str = ""
    synonyms: set[str] = field(default_factory=set)
    definition: str = ""
    omim: dict[str, str] = field(default_factory=dict)
    ages: set[str] = field(default_factory=set)
    modes: set[str] = field(default_factory=set)
    phenotypes: Counter[tuple[str, str]] = field(default_factory=Counter)


def archive() -> Path:
    """Return the archive of all packets; the test is skipped where it is not."""
    if not ARCHIVE.exists():
        pytest.skip(f"{ARCHIVE.name} is not beside this checkout, in ../shared/data/orphanet")
    return ARCHIVE


@cache
def packets(path: Path) -> tuple[Packet, ...]:
    """Return the packets in the archive at ``path``."""
    with tarfile.open(path) as files:
        return tuple(json.load(files.extractfile(file))["Orphapacket"] for file in files if file.isfile())  # type: ignore[arg-type]


def things(packet: Packet, name: str, tag: str) -> Iterator[Any]:
    """Yield the things in a list of a packet: [{tag: thing}], [{tag: [thing]}], {tag: [thing]} or [thing]."""
    found = packet.get(name, [])
    for item in found if isinstance(found, list) else [found]:
        inner = item.get(tag, item)
        yield from inner if isinstance(inner, list) else [inner]


def values(packet: Packet, name: str) -> set[str]:
    """Return the values in the list ``name`` of a packet, whose tag is its name without the last letter."""
    return {thing["value"] for thing in things(packet, name, name[:-1])}


def of_packets(path: Path) -> dict[str, Told]:
    """Return what the packets in the archive at ``path`` say, by the ORPHAcode."""
    return {packet["ORPHAcode"]: _of_packet(packet) for packet in packets(path)}


def _of_packet(packet: Packet) -> Told:
    return Told(
        name=packet["Label"],
        type=packet["DisorderType"]["value"],
        synonyms=set(things(packet, "Synonyms", "Synonym")),
        definition=packet.get("TextSection", {}).get("Contents", ""),
        omim={
            one["Reference"]: one["DisorderMappingRelation"].split()[0]
            for one in things(packet, "ExternalReferences", "ExternalReference")
        },
        ages=values(packet, "AverageAgeOfOnsets"),
        modes=values(packet, "TypeOfInheritances"),
        phenotypes=Counter((one["HPOId"], one["HPOFrequency"]) for one in things(packet, "Phenotypes", "Phenotype")),
    )


def of_products(nomenclature: Path, ages: Path, phenotypes: Path) -> dict[str, Told]:
    """Return what products 1, 9 (ages) and 4 say, by the ORPHAcode."""
    found = {_text(one, "OrphaCode"): _of_entity(one) for one in _elements(nomenclature, "Disorder")}
    for one in _elements(ages, "Disorder"):
        told = found.setdefault(_text(one, "OrphaCode"), Told())
        told.ages = {age.text or "" for age in one.iterfind(".//AverageAgeOfOnset/Name")}
        told.modes = {mode.text or "" for mode in one.iterfind(".//TypeOfInheritance/Name")}
    for one in _elements(phenotypes, "HPODisorderSetStatus"):
        found.setdefault(_text(one, "Disorder/OrphaCode"), Told()).phenotypes = Counter(
            (_text(row, "HPO/HPOId"), _text(row, "HPOFrequency/Name")) for row in one.iter("HPODisorderAssociation")
        )
    return found


def _of_entity(entity: Element) -> Told:
    return Told(
        name=_text(entity, "Name"),
        active=INACTIVE not in {flag.text for flag in entity.iterfind("DisorderFlagList/DisorderFlag/Value")},
        type=_text(entity, "DisorderType/Name"),
        synonyms={one.text or "" for one in entity.iterfind("SynonymList/Synonym")},
        definition=_text(entity, ".//TextSection/Contents"),
        omim={
            _text(one, "Reference"): _text(one, "DisorderMappingRelation/Name").split()[0]
            for one in entity.iter("ExternalReference")
            if _text(one, "Source") == "OMIM"
        },
    )


def _elements(path: Path, tag: str) -> Iterator[Element]:
    for _, element in ElementTree.iterparse(path):
        if element.tag == tag:
            yield element
            element.clear()


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
