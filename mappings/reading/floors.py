"""Whether a source has at least as many facts as a sound release of it, so that half a file is never published."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from rarekg.mappings.facts import Fact, Issue


def counted(facts: Iterable[Fact | Issue], wanted: Collection[str], counts: Counter[str]) -> Iterator[Fact | Issue]:
    """Pass ``facts`` on and add to ``counts`` what ``wanted`` names.

    ``Kind`` counts the facts of that class; ``Kind.field`` the values in a field of it: the items of a tuple, 1 for
    anything else that is neither None nor False. Raises AttributeError where a kind has no such field.
    """
    wanted_of: dict[str, list[tuple[str, str]]] = {}
    for name in wanted:
        kind, _, field = name.partition(".")
        wanted_of.setdefault(kind, []).append((name, field))
    for fact in facts:
        for name, field in wanted_of.get(type(fact).__name__, ()):
            counts[name] += _size(getattr(fact, field)) if field else 1
        yield fact


def missed(floors: Mapping[str, int], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield one line for each floor that ``counts`` does not reach."""
    for name, floor in floors.items():
        if (count := counts.get(name, 0)) < floor:
            yield f"{count:,} {name}, and a sound release has at least {floor:,}"


def _size(value: object) -> int:
    if isinstance(value, tuple):
        return len(value)
    return int(value is not None and value is not False)
