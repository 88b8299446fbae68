"""Which properties an association has and how often: the classes of associations are closed.

The combination of properties is checked once for the thousands of associations that share it.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from msgspec import Struct, toml

from rarekg.graph.validation.model.tokens import iri
from rarekg.graph.validation.model.vocabulary import ASSOCIATION, Association, vocabulary

CLOSED, REQUIRED, SINGLE = "closed association", "required property", "single value"
CLASS = "class of an association"


class _Group(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of ``associations.toml``, all values CURIEs."""

    classes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    many: tuple[str, ...] = ()


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    every: _Group
    group: tuple[_Group, ...]


class Fault(Struct, frozen=True):
    """A broken ``rule``: what is wrong, and the term that is."""

    rule: str
    message: str
    value: bytes = b""


class Slots(Struct, frozen=True, kw_only=True):
    """The properties that a class of association must have, may have, and may have several times."""

    required: frozenset[bytes]
    allowed: frozenset[bytes]
    many: frozenset[bytes]


class Outline(Struct, frozen=True, kw_only=True):
    """What the properties of an association say: its class, if it has one that is known, and what is wrong."""

    association: Association | None
    many: frozenset[bytes] = frozenset()
    faults: tuple[Fault, ...] = ()


@cache
def slots() -> Mapping[bytes, Slots]:
    """Return the properties of each class of association, from ``associations.toml``."""
    table = toml.decode(files(__package__).joinpath("associations.toml").read_bytes(), type=_Table)
    return MappingProxyType({kind: _slots(kind, table) for kind in vocabulary().associations})


def _slots(kind: bytes, table: _Table) -> Slots:
    groups = [table.every, *(group for group in table.group if kind in map(iri, group.classes))]
    required = frozenset(iri(term) for group in groups for term in group.required)
    optional = frozenset(iri(term) for group in groups for term in group.optional)
    many = frozenset(iri(term) for group in groups for term in group.many)
    return Slots(required=required, allowed=required | optional | many, many=many)


def outline(keys: tuple[bytes, ...]) -> Outline:
    """Return the outline of an association by its ``keys``: its properties, and its classes in place of rdf:type."""
    known = vocabulary().associations
    kinds = [key for key in keys if key in known]
    if len(kinds) != 1:
        message = f"has {len(kinds) or 'no'} class{'es' if kinds else ''} of associations that the vocabulary declares"
        return Outline(association=None, faults=(Fault(CLASS, message),))
    (kind,) = kinds
    properties, allowed = {*keys} - {kind, iri(ASSOCIATION)}, slots()[kind]
    faults = [
        *(Fault(REQUIRED, "is missing on the association", term) for term in sorted(allowed.required - properties)),
        *(Fault(CLOSED, "its class does not have this", term) for term in sorted(properties - allowed.allowed)),
    ]
    if iri(ASSOCIATION) not in keys:
        faults.append(Fault(CLASS, "is not typed as an association", iri(ASSOCIATION)))
    return Outline(association=known[kind], many=allowed.many, faults=tuple(faults))
