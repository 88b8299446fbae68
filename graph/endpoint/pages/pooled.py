"""What all statements about one phenotype of one disease say together: people counted, classes, exclusions."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rarekg.graph.endpoint.pages.evidence import Association, Status
from rarekg.graph.endpoint.pages.frequency import Bar, bar, not_seen, people
from rarekg.graph.inference.profile import ProfileEntry
from rarekg.graph.rdf.shares import between


class Pooled(NamedTuple):
    """The ``words`` for how often, '' if no statement says it, with a ``bar``, and ``notes`` on what else is said.

    ``status`` is affirmed if any statement affirms the phenotype. ``rank`` sorts a list, the highest first.
    """

    status: Status
    words: str
    notes: Sequence[str]
    bar: Bar | None
    rank: float


def pooled(associations: Iterable[Association]) -> Pooled:
    """Return what ``associations``, all about the same phenotype and the same disease, say together."""
    stated, entry = list(associations), ProfileEntry()
    for item in stated:
        entry.add(item.frequency.stated if item.frequency else None, excluded=item.excluded)
    status: Status = "affirmed" if entry.affirmed else "excluded" if entry.excluded else "not seen"
    words = _words(stated, entry, status)
    return Pooled(status, words, list(_notes(stated, entry, status)), _bar(entry), entry.rank)


def _bar(entry: ProfileEntry) -> Bar | None:
    if entry.bounds is None:
        return None
    return bar(*entry.bounds, entry.affected / entry.counted if entry.counted else None)


def _words(stated: Sequence[Association], entry: ProfileEntry, status: Status) -> str:
    if status == "excluded":
        return "excluded by the source"
    if status == "not seen":
        return not_seen(entry.counted) if entry.counted else "not seen (0 %)"
    if entry.counted:
        return people(entry.affected, entry.counted)
    if entry.bounds is None:
        return ""
    classes = _classes(stated)
    return f"{', '.join(classes)} ({between(*entry.bounds)})" if classes else between(*entry.bounds)


def _classes(stated: Sequence[Association]) -> list[str]:
    """Return the words of the classes that are stated, the most frequent first."""
    found = {
        item.frequency.label: item.frequency.stated.upper
        for item in stated
        if item.frequency and item.frequency.label and not item.excluded
    }
    return sorted(found, key=lambda label: (-found[label], label))


def _notes(stated: Sequence[Association], entry: ProfileEntry, status: Status) -> Iterable[str]:
    """Yield the interval, the classes beside people who were counted, and who excludes what others affirm."""
    if entry.counted and entry.bounds and status != "excluded":
        low, high = (_per_cent(bound) for bound in entry.bounds)
        yield f"95 % interval {low}–{high} %"
    if entry.counted and (classes := _classes(stated)):
        yield f"stated as {', '.join(classes)}"
    if status == "excluded" and entry.counted:
        yield not_seen(entry.counted)
    if status != "excluded" and entry.excluded:
        who = sorted({item.source.title for item in stated if item.excluded})
        yield f"excluded by {' and '.join(who)}"


def _per_cent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}"
