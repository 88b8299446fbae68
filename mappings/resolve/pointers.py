"""Pointers from names and ids to things, in little memory: a build holds hundreds of thousands of them."""

from collections.abc import Collection

# Tuples, because almost all point to one thing, and a set of one needs four times as much; a dict of nothing where
# there are many, so that the next one costs no copy of all others.
Pointers = dict[str, Collection[str]]
FEW = 16
# Successors of an id that are followed, more than that lead nowhere: no release has more than three.
LONGEST_CHAIN = 64


def point(pointers: Pointers, name: str, *things: str) -> None:
    """Append ``things`` to those that ``name`` points to, without duplicates.

    >>> pointers = {"IPEX": ("MONDO:0010580",)}
    >>> point(pointers, "IPEX", "MONDO:0010580", "OMIM:304790")
    >>> pointers
    {'IPEX': ('MONDO:0010580', 'OMIM:304790')}
    """
    before = pointers.get(name)
    if before is None:
        if things:
            pointers[name] = tuple(dict.fromkeys(things)) if len(things) > 1 else things
    elif isinstance(before, dict):
        before.update(dict.fromkeys(things))
    else:
        together = dict.fromkeys((*before, *things))
        pointers[name] = together if len(together) > FEW else tuple(together)
