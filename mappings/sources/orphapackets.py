"""The ORPHApackets: all that Orphadata's products say, a JSON file for each disorder, in one archive.

https://github.com/Orphanet/orphapacket has them. Each topic whose XML product is in the build is left to that product,
which says more of it.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.orphanet import packets
from rarekg.mappings.orphanet.classification import ClassificationFacts
from rarekg.mappings.orphanet.course import CourseFacts
from rarekg.mappings.orphanet.genes import GeneFacts
from rarekg.mappings.orphanet.json_shapes import ShapeError
from rarekg.mappings.orphanet.nomenclature import EntityFacts
from rarekg.mappings.orphanet.packet_archive import PacketArchive
from rarekg.mappings.orphanet.packets import Packet
from rarekg.mappings.orphanet.packets import unread as unread_fields
from rarekg.mappings.orphanet.prevalence import PrevalenceFacts
from rarekg.mappings.orphanet.profiles import ProfileFacts
from rarekg.mappings.orphanet.records import Course, Entity, GeneList, ParentList, PhenotypeProfile, PrevalenceList
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.known import Known

SOURCE = "orphapackets"


Record = TypeVar("Record", Course, Entity, GeneList, ParentList, PhenotypeProfile, PrevalenceList)
# What one product says of the disorder of a packet.
Topic = Callable[[Packet], Iterator[Fact]]


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield the facts of each packet in the archive, and the issues as they occur.

    Args:
        path: The archive: tar, tar.gz, tar.xz or zip.
        known: The terms and mappings of what was read before, and the products of Orphadata among it.

    Raises:
        SourceError: The archive cannot be read, or has no packet.
    """
    issues = Issues(source=SOURCE, file=path.name)
    unread = UnreadFields(info=describe(files(SOURCES) / "orphapackets.toml"), file=path.name)
    every = _topics(known, issues)
    for product in sorted(known.products & every.keys()):
        message = f"an XML product of Orphadata has the {product}; what packets say of it is left out"
        issues.note("repeated-product", None, message, value=product)
    topics = [topic for product, topic in every.items() if product not in known.products]
    for name, packet in PacketArchive(issues=issues).packets(path):
        for field in unread_fields(packet):
            unread.note(field)
        for topic in topics:
            try:
                yield from topic(packet)
            except ShapeError as error:
                issues.note("unread-packet", None, f"{name}: {error}; that product of it is left out", value=name)
        yield from issues.drain()
    yield from issues.drain()
    yield from unread.issues()


def _topics(known: Known, issues: Issues) -> Mapping[str, Topic]:
    """Return each product, as ``known.products`` names it, with what it says of a packet."""
    return {
        "nomenclature": _topic(packets.entity, EntityFacts(known=known, issues=issues, source=SOURCE).facts),
        "classification": _topic(packets.parents, ClassificationFacts(known=known, issues=issues, source=SOURCE).facts),
        "course": _topic(packets.course, CourseFacts(known=known, issues=issues, source=SOURCE).facts),
        "profiles": _topic(packets.phenotypes, ProfileFacts(known=known, issues=issues, source=SOURCE).facts),
        "genes": _topic(packets.genes, GeneFacts(known=known, issues=issues, source=SOURCE).facts),
        "prevalence": _topic(packets.prevalences, PrevalenceFacts(known=known, issues=issues, source=SOURCE).facts),
    }


def _topic(record: Callable[[Packet], Record | None], facts: Callable[[Record], Iterator[Fact]]) -> Topic:
    def topic(packet: Packet) -> Iterator[Fact]:
        found = record(packet)
        if found is not None:
            yield from facts(found)

    return topic
