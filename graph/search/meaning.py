"""What a name means: the things that are called so, whole and in any case, by the best kind of name that any has."""

from collections.abc import Sequence

from rarekg.graph.search.fold import fold
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.thing import Kind

MOST = 20  # things with one name
# Ranks of names, best first: labels and exact synonyms; names without a scope; the others.
RANKS = ((0, 1), (2,), (3, 4))


def meanings(index: SearchIndex, name: str, kinds: Sequence[Kind] = ()) -> tuple[Row, ...]:
    """Return the things of ``kinds`` called ``name``, the best first, each once; none if nothing is called so.

    Things of which it is the label or an exact synonym stand for themselves: where there are such, others of which it
    is only a looser name are left out. Hidden things count only if there are no others.
    """
    folded = fold(name)
    for everything in (False, True):
        rows = index.named(folded, kinds, MOST, everything=everything) if folded else []
        for ranks in RANKS:
            if found := {row.iri: row for row in reversed(rows) if row.naming in ranks}:
                return tuple(reversed(found.values()))
    return ()
