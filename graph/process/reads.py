"""Read the statements of many things: one by one from an embedded store, in few requests from a remote one."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Store

if TYPE_CHECKING:  # a worker with an embedded store starts without it
    from rarekg.graph.remote.store import RemoteStore

    Readable = Store | RemoteStore
else:
    Readable = Store


def remote_store(store: Readable) -> "RemoteStore | None":
    """Return ``store`` if it is a remote one."""
    return None if isinstance(store, Store) or not hasattr(store, "quads_of") else store


def quads_of(store: Readable, subjects: Iterable[NamedNode], predicate: NamedNode | None = None) -> Iterator[Quad]:
    """Yield the quads of each of ``subjects``, with ``predicate`` if it is given.

    >>> store, node = Store(), NamedNode("urn:a")
    >>> store.add(Quad(node, node, node, node))
    >>> len(list(quads_of(store, [node, NamedNode("urn:b")])))
    1
    """
    if isinstance(store, Store):
        for subject in subjects:
            yield from store.quads_for_pattern(subject, predicate, None, None)
    else:
        yield from store.quads_of(subjects, predicate)
