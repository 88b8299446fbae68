"""Kinds of error in a graph, from ``broken_graphs.txt``."""

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")
_PARTS = re.compile(r"(?:^|(?<= ))(-|\+|=|without) (.*?)(?=$| [-+=] | without )")
_SWAP = re.compile(r"\[(.+) -> (.+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """An error: its ``name``, the ``rule`` that a finding must name, None if no rule can see it, and the edit.

    ``minus`` and ``plus`` are what the edit takes away and adds, ``again`` is what stands in a second place, all
    Turtle with names in braces; ``without`` is the name of a node that is left out.
    """

    name: str
    rule: str | None
    minus: str = ""
    plus: str = ""
    again: str = ""
    without: str = ""


def broken_graphs() -> list[Broken]:
    """Return every kind of error in the table."""
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_read(row) for row in rows]


def _read(row: str) -> Broken:
    name, rule, edit = row.split(" | ")
    known = None if rule.startswith("none: ") else rule
    if swap := _SWAP.search(edit):
        old, new = (f"{edit[: swap.start()]}{swap[part]}{edit[swap.end() :]} ." for part in (1, 2))
        return Broken(name=name, rule=known, minus=old, plus=new)
    parts: dict[str, str] = dict(_PARTS.findall(edit))
    assert parts, row
    minus, plus, again = (f"{parts[how]} ." if how in parts else "" for how in "-+=")
    return Broken(name=name, rule=known, minus=minus, plus=plus, again=again, without=parts.get("without", ""))
