"""The packets in an archive of ORPHApackets: each once, all of one day; what is no packet is reported by its name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rarekg.mappings.archives import Member, members
from rarekg.mappings.orphanet.json_shapes import ShapeError, text
from rarekg.mappings.orphanet.packets import Packet
from rarekg.mappings.reading.issues import Issues
from rarekg.ontology.errors import SourceError

ROOT = "Orphapacket"
DAY = len("2025-12-09")
ADVICE = "is it the archive of the ORPHApackets' json folder?"


@dataclass(slots=True, kw_only=True)
class PacketArchive:
    """Reads the packets of one archive; ``day`` is that on which the first of them was made, ``codes`` those read."""

    issues: Issues
    day: str = ""
    codes: set[str] = field(default_factory=set)

    def packets(self, path: Path) -> Iterator[tuple[str, Packet]]:
        """Yield the name of each packet in the archive, and the packet.

        Raises:
            SourceError: The archive cannot be read, or has no packet.
        """
        for member in members(path):
            if (packet := self._packet(member)) is not None:
                yield member.name, packet
        if not self.codes:
            raise SourceError("has no ORPHApacket", path=path, advice=ADVICE)

    def _packet(self, member: Member) -> Packet | None:
        """Return the packet in a file; report and return None for one that is none, or is of a disorder read before."""
        try:
            packet = _decoded(member.content)
            code, day = text(packet.get("ORPHAcode")), text(packet.get("creationDate"))[:DAY]
        except ShapeError as error:
            self.issues.note("unread-packet", None, f"{member.name}: {error}; it is left out", value=member.name)
            return None
        if code in self.codes:
            message = f"{member.name}: ORPHA:{code} has a packet further up; this one is left out"
            self.issues.note("duplicate-packet", None, message, value=code)
            return None
        self.codes.add(code)
        self.day = self.day or day
        if day != self.day:
            message = f"{member.name} is of {day or 'no day'}, others are of {self.day}"
            self.issues.note_once("other-release", None, message, action="kept", value=day)
        return packet


def _decoded(content: bytes) -> Packet:
    try:
        decoded = json.loads(content)
    except RecursionError as error:
        raise ShapeError("lists in lists without end") from error
    except ValueError as error:  # not JSON, an unknown encoding, a number of thousands of digits
        raise ShapeError(f"not JSON: {error}") from error
    packet = decoded.get(ROOT) if isinstance(decoded, dict) else None
    if not isinstance(packet, dict) or "ORPHAcode" not in packet:
        raise ShapeError(f"no {ROOT} with an ORPHAcode")
    return packet
