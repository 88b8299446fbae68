"""The changes between two builds, written for people as a table and for programs as JSON."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TextIO, get_args

from pyoxigraph import NamedNode, Store
from rich import box
from rich.table import Table
from rich.text import Text

from rarekg.graph.home.builds import Build
from rarekg.graph.inspect.diff import Change, How, Node, Step, Value, compare
from rarekg.graph.inspect.moves import Moves
from rarekg.graph.inspect.table import Output
from rarekg.graph.rdf.curies import short, shown
from rarekg.graph.rdf.labels import label
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

HOWS: tuple[How, ...] = get_args(How)
SIGNS: Mapping[How, str] = {"added": "+", "removed": "−", "changed": "~"}
# An association and a mapping have no label: they are named by their two ends.
ENDS = tuple(
    (NamedNode(expand(subject)), NamedNode(expand(object_)))
    for subject, object_ in (
        ("oban:association_has_subject", "oban:association_has_object"),
        ("owl:annotatedSource", "owl:annotatedTarget"),
    )
)
Counts = Mapping[tuple[str, str], Counter[How]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two builds to compare; things have their label in the new one, else that in the old one."""

    old: Build
    new: Build
    stores: tuple[Store, Store]
    step: Step

    @classmethod
    def of(cls, old: Build, new: Build, step: Step) -> "Pair":
        """Open both stores; ``step`` shows the progress of :meth:`changes`.

        Raises:
            QueryError: Their IRIs have different bases, so that they cannot be compared.
        """
        if old.base != new.base:
            raise QueryError(
                f"{old.id} minted its IRIs below {old.base}, {new.id} below {new.base}; give --base to one"
            )
        return cls(old, new, (Store.read_only(str(new.store)), Store.read_only(str(old.store))), step)

    def changes(self) -> Iterator[Change]:
        """Yield every change from the old build to the new one."""
        return compare(self.old.store, self.new.store, self.new.base, self.step)

    def labelled(self, node: Node) -> str:
        """Return ``node`` in its short form, with its label."""
        if not isinstance(node, NamedNode):
            return shown(node)
        name = next(filter(None, (label(store, node) for store in self.stores)), "")
        return f"{short(node.value, self.new.base)} {name}".rstrip()

    def name(self, change: Change) -> str:
        """Return the name of the changed thing: the ends of an association or a mapping, else its label."""
        for store in self.stores:
            for predicates in ENDS:
                ends = [quad.object for end in predicates for quad in store.quads_for_pattern(change.thing, end, None)]
                if len(ends) == len(predicates):
                    return " → ".join(map(self.labelled, ends))
        return self.labelled(change.thing)


def as_json(pair: Pair, out: TextIO, *, summary: bool = False) -> None:
    """Write all changes, their counts and the moved diseases as one JSON object, one change a line, as they are found.

    A ``summary`` has no changes.
    """
    counts, moves = defaultdict[tuple[str, str], Counter[How]](Counter), Moves()
    released = {key: [was, now] for key, was, now in versions(pair)}
    out.write(json.dumps({"old": pair.old.id, "new": pair.new.id, "versions": released})[:-1])
    out.write("" if summary else ', "changes": [')
    for place, change in enumerate(pair.changes()):
        counts[change.source, change.kind][change.how] += 1
        moves.observe(change)
        if not summary:
            out.write(",\n" if place else "\n")
            out.write(json.dumps(_record(pair, change), ensure_ascii=False))
    rows = [
        {"source": source, "kind": kind} | {how: count[how] for how in HOWS}
        for (source, kind), count in sorted(counts.items())
    ]
    moved = [
        {"from": pair.labelled(was), "to": pair.labelled(now), "statements": count} for was, now, count in moves.rows()
    ]
    out.write("" if summary else "\n]")
    out.write(
        f', "counts": {json.dumps(rows, ensure_ascii=False)}, "moved": {json.dumps(moved, ensure_ascii=False)}}}\n'
    )


def _record(pair: Pair, change: Change) -> dict[str, object]:
    def printed(values: Iterable[Value]) -> list[tuple[str, str]]:
        return [(shown(predicate), shown(value, pair.new.base)) for predicate, value in values]

    return {
        "source": change.source,
        "kind": change.kind,
        "change": change.how,
        "id": short(change.thing.value, pair.new.base),
        "name": pair.name(change),
        "removed": printed(change.removed),
        "added": printed(change.added),
    }


def as_table(pair: Pair, examples: int) -> None:
    """Print the counts by source and kind to standard output, then up to ``examples`` of each."""
    counts, moves = defaultdict[tuple[str, str], Counter[How]](Counter), Moves()
    sample: dict[tuple[str, str, How], list[Change]] = defaultdict(list)
    for change in pair.changes():
        counts[change.source, change.kind][change.how] += 1
        moves.observe(change)
        if counts[change.source, change.kind][change.how] <= examples:
            sample[change.source, change.kind, change.how].append(change)
    console = Output()
    for was, now, count in moves.rows():
        line = f"moved: {pair.labelled(was)} → {pair.labelled(now)}, {count:,} statement{'' if count == 1 else 's'}"
        console.print(Text(line), soft_wrap=True)
    for key, before, after in versions(pair):
        console.print(Text(f"{key}: {before} → {after}"))
    if not counts:
        console.print("no source has changed")
        return
    console.print(_counted(counts))
    for (source, kind, how), changes in sorted(sample.items()):
        console.print(Text(f"{source}: {kind}, {how}", style="bold"))
        for change in changes:
            console.print(*_lines(pair, change), sep="\n", soft_wrap=True)
        if more := counts[source, kind][how] - len(changes):
            console.print(f"  … and {more:,} more")


def versions(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Yield the key of each source whose version differs, with the old and the new version, ``none`` for no source."""
    old, new = (build.manifest.sources for build in (pair.old, pair.new))
    for key in sorted({*old, *new}):
        was, now = (sources[key].version if key in sources else "none" for sources in (old, new))
        if was != now:
            yield key, was, now


def _counted(counts: Counts) -> Table:
    table = Table("source", "what", box=box.SIMPLE_HEAD, pad_edge=False)
    for how in HOWS:
        table.add_column(how, justify="right")
    for (source, kind), count in sorted(counts.items()):
        table.add_row(source, kind, *(f"{count[how]:,}" if count[how] else "" for how in HOWS))
    return table


def _lines(pair: Pair, change: Change) -> Iterator[Text]:
    yield Text(f"  {SIGNS[change.how]} {pair.name(change)}")
    if change.how == "changed":
        for sign, values in (("−", change.removed), ("+", change.added)):
            for predicate, value in islice(values, 10):
                yield Text(f"      {sign} {pair.labelled(predicate)}: {pair.labelled(value)}", style="dim")
