"""CHANGES.md of a release: what was added, removed or changed since an earlier build."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rarekg.graph.home.builds import Build
from rarekg.graph.inspect.diff import How, Step
from rarekg.graph.inspect.diff_report import HOWS, Pair, versions
from rarekg.graph.inspect.moves import Moves


def changes(new: Build, old: Build | None, step: Step) -> str:
    """Return the changes from ``old`` to ``new``: versions of sources, moved diseases, counts by source and kind.

    Raises:
        QueryError: The builds cannot be compared.
    """
    if old is None:
        return (
            f"# Changes\n\nBuild {new.id} was compared with no earlier one.\n"
            "`rarekg release --since BUILD` lists what changed since one.\n"
        )
    return "\n".join(_lines(Pair.of(old, new, step))) + "\n"


def _lines(pair: Pair) -> Iterator[str]:
    counts, moves = defaultdict[tuple[str, str], Counter[How]](Counter), Moves()
    for change in pair.changes():
        counts[change.source, change.kind][change.how] += 1
        moves.observe(change)
    yield f"# Changes from build {pair.old.id} to build {pair.new.id}\n"
    yield "Things about which a source has added, removed or changed statements; what follows is not compared."
    yield from _table("Releases of the sources", ("source", "before", "now"), list(versions(pair)))
    moved = [(pair.labelled(was), pair.labelled(now), f"{count:,}") for was, now, count in moves.rows()]
    yield from _table("Diseases whose statements moved", ("from", "to", "statements"), moved)
    rows = [(*key, *(f"{count[how]:,}" for how in HOWS)) for key, count in sorted(counts.items())]
    yield from _table("Changes by source and kind", ("source", "kind", *HOWS), rows)
    if not rows:
        yield "\nNo source states anything else."


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield f"\n## {title}\n"
        yield f"| {' | '.join(columns)} |"
        yield f"|{'---|' * len(columns)}"
        for row in rows:
            yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
