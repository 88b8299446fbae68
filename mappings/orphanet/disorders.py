"""The disease that a record of Orphanet is about."""

from dataclasses import dataclass
from typing import NamedTuple

from rarekg.mappings.facts import Fact
from rarekg.mappings.orphanet.references import References, references
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.identity import identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.prefixes import standardize

__all__ = ["RESOURCE", "Disorder", "Disorders", "References", "references"]

RESOURCE = "orphanet"


class Disorder(NamedTuple):
    """A disorder: its ``node`` in the graph, its ``own`` id, and the ``facts`` that describe it if nothing has yet."""

    node: str
    own: str
    facts: tuple[Fact, ...] = ()

    @property
    def original(self) -> str | None:
        """The id in Orphanet, if the node has another one."""
        return None if self.node == self.own else self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Disorders:
    """Finds the diseases of the records of one file."""

    known: Known
    issues: Issues

    def find(self, code: str, name: str, line: int | None) -> Disorder | None:
        """Return the disorder with an ORPHAcode and a name; report and return None if the code is not a number."""
        try:
            own = standardize(f"ORPHA:{code}")
        except ValueError as error:
            self.issues.note("malformed-disease", line, f"{error}; the disorder is left out", value=code)
            return None
        if own in self.known.described:
            return Disorder(own, own)
        identity = identify(own, (name,) if name else (), self.known)
        decided = tuple(new_mappings(identity, self.known))
        if identity.id is not None:
            return Disorder(identity.id, own, decided)
        return Disorder(own, own, (*decided, describe(own, (name,) if name else (), self.known)))
