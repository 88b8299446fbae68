"""The disease that a record of Orphanet is about, and its references: what the products have in common."""

from dataclasses import dataclass
from typing import NamedTuple

from rarekg.mappings.facts import Disease, Fact
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.resolve.identity import identify
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.prefixes import standardize

RESOURCE = "orphanet"
_KINDS = ("PMID",)


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
        if identity.id is not None:
            return Disorder(identity.id, own, identity.mappings)
        self.known.described.add(own)
        return Disorder(own, own, (*identity.mappings, Disease(id=own, label=name or own, resolved=False)))


class References(NamedTuple):
    """The references of a cell: ``ids`` are CURIEs, ``others`` what has no id, as the source writes it."""

    ids: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def references(cell: str) -> References:
    """Return the references of a cell, joined with underscores, each once.

    >>> references("24482476[PMID]_27271711[PMID]_ORPHANET")
    References(ids=('PMID:24482476', 'PMID:27271711'), others=('ORPHANET',))
    """
    ids: dict[str, None] = {}
    others: dict[str, None] = {}
    for part in filter(None, (part.strip() for part in cell.split("_"))):
        number, _, kind = part.removesuffix("]").rpartition("[")
        try:
            if kind not in _KINDS:
                raise ValueError(part)
            ids[standardize(f"{kind}:{number.strip()}")] = None
        except ValueError:
            others[part] = None
    return References(tuple(ids), tuple(others))
