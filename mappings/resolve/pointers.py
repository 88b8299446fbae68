"""What names and ids point to, each thing once, kept small: a build holds hundreds of thousands of them."""

# Tuples, because almost all point to one thing, and a set of one takes four times that.
Pointers = dict[str, tuple[str, ...]]


def point(pointers: Pointers, name: str, *things: str) -> None:
    """Let ``name`` point to ``things`` as well, after those it points to already."""
    if things:
        pointers[name] = tuple(dict.fromkeys((*pointers.get(name, ()), *things)))
