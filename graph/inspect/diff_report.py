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
from rarekg.graph.inspect.diff import Change, How, Node, Said, compare
from rarekg.graph.inspect.table import Output
from rarekg.graph.rdf.curies import short, shown
from rarekg.graph.rdf.labels import label
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import expand

HOWS: tuple[How, ...] = get_args(How)
SIGNS: Mapping[How, str] = {"added": "+", "removed": "−", "changed": "~"}
# An association and a mapping have no label: they are called by their two ends.
ENDS = tuple(
    (NamedNode(expand(subject)), NamedNode(expand(object_)))
    for subject, object_ in (
        ("oban:association_has_subject", "oban:association_has_object"),
        ("sssom:subject_id", "sssom:object_id"),
    )
)
Counts = Mapping[tuple[str, str], Counter[How]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two builds to compare, and how their things are called: as the new one calls them, else as the old one did."""

    old: Build
    new: Build
    stores: tuple[Store, Store]

    @classmethod
    def of(cls, old: Build, new: Build) -> "Pair":
        """Open both stores; QueryError where the IRIs that they minted cannot be compared."""
        if old.base != new.base:
            raise QueryError(
                f"{old.id} minted its IRIs below {old.base}, {new.id} below {new.base}; give --base to one"
            )
        return cls(old, new, (Store.read_only(str(new.store)), Store.read_only(str(old.store))))

    def changes(self) -> Iterator[Change]:
        """Yield every change from the old build to the new one."""
        new, old = self.stores
        return compare(old, new, self.new.base)

    def called(self, node: Node) -> str:
        """Return ``node`` as people read it, with its label."""
        if not isinstance(node, NamedNode):
            return shown(node)
        found = next((found for store in self.stores if (found := label(store, node))), None)
        return f"{short(node.value, self.new.base)} {found or ''}".rstrip()

    def name(self, change: Change) -> str:
        """Return what is changed: the ends of an association or a mapping, anything else by its label."""
        for store in self.stores:
            for predicates in ENDS:
                ends = [quad.object for end in predicates for quad in store.quads_for_pattern(change.thing, end, None)]
                if len(ends) == len(predicates):
                    return " → ".join(map(self.called, ends))
        return self.called(change.thing)


def as_json(pair: Pair, out: TextIO) -> None:
    """Write all changes and their counts as one JSON object, a change a line, as they are found."""
    counts: Counts = defaultdict(Counter)
    out.write(json.dumps({"old": pair.old.id, "new": pair.new.id})[:-1] + ', "changes": [')
    for place, change in enumerate(pair.changes()):
        counts[change.source, change.kind][change.how] += 1
        out.write(",\n" if place else "\n")
        out.write(json.dumps(_record(pair, change), ensure_ascii=False))
    rows = [
        {"source": source, "kind": kind} | {how: count[how] for how in HOWS}
        for (source, kind), count in sorted(counts.items())
    ]
    out.write(f'\n], "counts": {json.dumps(rows, ensure_ascii=False)}}}\n')


def _record(pair: Pair, change: Change) -> dict[str, object]:
    def said(what: Iterable[Said]) -> list[tuple[str, str]]:
        return [(shown(predicate), shown(value, pair.new.base)) for predicate, value in what]

    return {
        "source": change.source,
        "kind": change.kind,
        "change": change.how,
        "id": short(change.thing.value, pair.new.base),
        "name": pair.name(change),
        "removed": said(change.gone),
        "added": said(change.come),
    }


def as_table(pair: Pair, examples: int) -> None:
    """Print the counts by source and kind to standard output, then up to ``examples`` of each."""
    counts: Counts = defaultdict(Counter)
    kept: dict[tuple[str, str, How], list[Change]] = defaultdict(list)
    for change in pair.changes():
        counts[change.source, change.kind][change.how] += 1
        if counts[change.source, change.kind][change.how] <= examples:
            kept[change.source, change.kind, change.how].append(change)
    console = Output()
    for line in _versions(pair):
        console.print(line)
    if not counts:
        console.print("no source says anything else than before")
        return
    console.print(_counted(counts))
    for (source, kind, how), changes in sorted(kept.items()):
        console.print(Text(f"{source}: {kind}, {how}", style="bold"))
        for change in changes:
            console.print(*_lines(pair, change), sep="\n", soft_wrap=True)
        if more := counts[source, kind][how] - len(changes):
            console.print(f"  … and {more:,} more")


def _versions(pair: Pair) -> Iterator[Text]:
    old, new = (build.manifest.sources for build in (pair.old, pair.new))
    for key in sorted({*old, *new}):
        was, now = (sources[key].version if key in sources else "not there" for sources in (old, new))
        if was != now:
            yield Text(f"{key}: {was} → {now}")


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
        for sign, said in (("−", change.gone), ("+", change.come)):
            for predicate, value in islice(said, 10):
                yield Text(f"      {sign} {pair.called(predicate)}: {pair.called(value)}", style="dim")
