"""Pointers from names and ids to things, in little memory: a build holds hundreds of thousands of them."""

# Tuples, because almost all point to one thing, and a set of one needs four times as much.
Pointers = dict[str, tuple[str, ...]]


def point(pointers: Pointers, name: str, *things: str) -> None:
    """Append ``things`` to those that ``name`` points to, without duplicates.

    >>> pointers = {"IPEX": ("MONDO:0010580",)}
    >>> point(pointers, "IPEX", "MONDO:0010580", "OMIM:304790")
    >>> pointers
    {'IPEX': ('MONDO:0010580', 'OMIM:304790')}
    """
    if things:
        pointers[name] = tuple(dict.fromkeys((*pointers.get(name, ()), *things)))
