"""Describe a disease that keeps the id of its registry, so that it has one label whichever sources name it."""

from collections.abc import Iterable

from rarekg.mappings.facts import Disease
from rarekg.mappings.resolve.known import Known
from rarekg.ontology.terms import Synonym


def describe(own: str, names: Iterable[str], known: Known, *, group: bool = False) -> Disease:
    """Return the disease with the id ``own`` and those of ``names`` that are new, and record that it is described.

    The first of the names is its label, or else the id, unless an earlier source has labelled the id: a node has one
    ``rdfs:label``. ``group`` is True for a group of diseases.

    >>> known = Known()
    >>> describe("ORPHA:1", ["Halden syndrome"], known).label
    'Halden syndrome'
    >>> describe("ORPHA:1", ["Halden's syndrome", "Halden syndrome"], known).names
    (Synonym(text="Halden's syndrome", scope=None, kind=None),)
    """
    known.described.add(own)
    distinct = list(dict.fromkeys(names))
    if (label := known.entries.get(own)) is None:
        label, *others = distinct or [own]
        known.entries[own] = label
        return Disease(
            id=own, label=label, resolved=False, names=tuple(Synonym(text=name) for name in others), group=group
        )
    others = [name for name in distinct if name != label]
    return Disease(id=own, label=None, resolved=True, names=tuple(Synonym(text=name) for name in others), group=group)
