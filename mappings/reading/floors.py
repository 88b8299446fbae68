"""Floors: the least number of facts that a sound release of a source has, so that half a file is never published.

The name of a floor is ``Kind`` for the facts of that class, or ``Kind.field`` for the values in a field of it: the
items of a tuple, 1 for anything else that is neither None nor False.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from rarekg.mappings.facts import Fact, Issue


def counted(facts: Iterable[Fact | Issue], floors: Collection[str], counts: Counter[str]) -> Iterator[Fact | Issue]:
    """Yield ``facts``, and add to ``counts`` what the names of ``floors`` stand for.

    Raises:
        AttributeError: A kind of fact has no such field.
    """
    by_kind: dict[str, list[tuple[str, str]]] = {}
    for name in floors:
        kind, _, field = name.partition(".")
        by_kind.setdefault(kind, []).append((name, field))
    for fact in facts:
        for name, field in by_kind.get(type(fact).__name__, ()):
            counts[name] += _size(getattr(fact, field)) if field else 1
        yield fact


def missed(floors: Mapping[str, int], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield one line for each floor that ``counts`` does not reach.

    >>> list(missed({"Term": 19_000}, {"Term": 12}))
    ['12 Term, and a sound release has at least 19,000']
    """
    for name, floor in floors.items():
        if (count := counts.get(name, 0)) < floor:
            yield f"{count:,} {name}, and a sound release has at least {floor:,}"


def _size(value: object) -> int:
    if isinstance(value, tuple):
        return len(value)
    return int(value is not None and value is not False)
