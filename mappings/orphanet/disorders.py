"""The disease that a record of Orphanet is about."""

from dataclasses import dataclass
from typing import NamedTuple

from rarekg.mappings.facts import Disease, Fact
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.identity import identify, new_mappings
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.unresolved import describe
from rarekg.ontology.prefixes import standardize

RESOURCE, ALL_DISEASES = "orphanet", "MONDO:0000001"


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
        if (term := disease_term(identity.id)) is None:
            return Disorder(own, own, (*decided, describe(own, (name,) if name else (), self.known)))
        if identity.obsolete:  # MONDO does not describe it as a disease any more
            return Disorder(term, own, (*decided, Disease(id=term, label=None, resolved=True)))
        return Disorder(term, own, decided)


def disease_term(term: str | None) -> str | None:
    """Return ``term`` unless it is the root of all diseases, into which MONDO has merged groups of rare ones."""
    return None if term == ALL_DISEASES else term
