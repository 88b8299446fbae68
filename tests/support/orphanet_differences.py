"""Compare the ORPHApackets with the XML products of Orphadata, and print in which facts they differ, and why.

Plain loops read the files (``tests/support/orphanet_loops.py``), and none of the readers. The table is that of
docs/orphanet.md.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from orphanet_loops import Told, of_packets, of_products

OBSOLETE = "OBSOLETE: "  # what Orphanet puts before the names of an entity that it withdraws
HEAD = (
    "| facts | the same in both | different | packets only | XML only | why |",
    "|---|---|---|---|---|---|",
)
Pairs = Sequence[tuple[Told, Told]]


class Row(NamedTuple):
    """How many facts of a kind are the same in packets and XML, differ, or are in one of them only, and why."""

    what: str
    same: int
    differ: int
    packets: int
    xml: int
    why: str

    def line(self) -> str:
        """Return the row of the table."""
        return f"| {self.what} | {self.same:,} | {self.differ:,} | {self.packets:,} | {self.xml:,} | {self.why} |"


def differences(packets: Mapping[str, Told], xml: Mapping[str, Told]) -> Iterator[Row]:
    """Yield each kind of fact; names, types, definitions and mappings are those of the entities that are in both."""
    pairs = [(packets[code], xml[code]) for code in sorted(packets.keys() & xml.keys())]
    every = [(packets.get(code, Told()), xml.get(code, Told())) for code in sorted(packets.keys() | xml.keys())]
    yield _entities(pairs, every)
    yield from _names(pairs)
    yield _definitions(pairs)
    yield _mappings(pairs)
    late = "the products are of one day; the XML also has disorders without a packet"
    yield _sets("ages of onset", every, lambda told: told.ages, late)
    yield _sets("types of inheritance", every, lambda told: told.modes, late)
    same, ours, theirs = (
        sum(counter.total() for counter in counters)
        for counters in (
            [ours.phenotypes & theirs.phenotypes for ours, theirs in every],
            [ours.phenotypes - theirs.phenotypes for ours, theirs in every],
            [theirs.phenotypes - ours.phenotypes for ours, theirs in every],
        )
    )
    yield Row("phenotypes with frequency", same, 0, ours, theirs, "the products are of one day")


def _entities(pairs: Pairs, every: Pairs) -> Row:
    alone = [theirs for ours, theirs in every if not ours.name]
    active = sum(told.active for told in alone)
    why = f"packets are of active entities; {active:,} of the XML's own are active too, and new or without a packet"
    return Row("entities", len(pairs), 0, sum(not theirs.name for _, theirs in every), len(alone), why)


def _names(pairs: Pairs) -> Iterator[Row]:
    other = [(ours, theirs) for ours, theirs in pairs if ours.name != theirs.name]
    marked = sum(theirs.name == OBSOLETE + ours.name for ours, theirs in other)
    why = f"{marked:,} are withdrawn since, and named so; the others were given another name"
    yield Row("names", len(pairs) - len(other), len(other), 0, 0, why)
    moved = sum(ours.type != theirs.type for ours, theirs in pairs)
    yield Row("types", len(pairs) - moved, moved, 0, 0, "given another type since")
    marked = sum(len({OBSOLETE + name for name in ours.synonyms} & theirs.synonyms) for ours, theirs in pairs)
    why = f"{marked:,} are those of entities that are withdrawn since, and named so; the others are edited since"
    yield _sets("synonyms", pairs, lambda told: told.synonyms, why)


def _definitions(pairs: Pairs) -> Row:
    both = [(ours.definition, theirs.definition) for ours, theirs in pairs if ours.definition and theirs.definition]
    same = sum(ours == theirs for ours, theirs in both)
    commas = sum(_bare(ours) == _bare(theirs) for ours, theirs in both) - same
    ours, theirs = (sum(bool(pair[side].definition) for pair in pairs) - len(both) for side in (0, 1))
    why = f"{commas:,} differ only in the commas, which packets have lost; the others are edited since"
    return Row("definitions", same, len(both) - same, ours, theirs, why)


def _bare(text: str) -> str:
    return "".join(text.replace(",", "").split())


def _mappings(pairs: Pairs) -> Row:
    both = [
        (relation, theirs.omim[number])
        for ours, theirs in pairs
        for number, relation in ours.omim.items()
        if number in theirs.omim
    ]
    same = sum(ours == theirs for ours, theirs in both)
    ours, theirs = (sum(len(pair[side].omim) for pair in pairs) - len(both) for side in (0, 1))
    return Row("mappings to OMIM", same, len(both) - same, ours, theirs, "mapped anew since; different is the relation")


def _sets(what: str, pairs: Pairs, of: Callable[[Told], Set[str]], why: str) -> Row:
    same = sum(len(of(ours) & of(theirs)) for ours, theirs in pairs)
    ours, theirs = (sum(len(of(pair[side])) for pair in pairs) - same for side in (0, 1))
    return Row(what, same, 0, ours, theirs, why)


def table(packets: Path, nomenclature: Path, ages: Path, phenotypes: Path) -> str:
    """Return the table in Markdown."""
    rows = differences(of_packets(packets), of_products(nomenclature, ages, phenotypes))
    return "\n".join((*HEAD, *(row.line() for row in rows)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("packets", "nomenclature", "ages", "phenotypes"):
        parser.add_argument(name, type=Path)
    print(table(**vars(parser.parse_args())))
