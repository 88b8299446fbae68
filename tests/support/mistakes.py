"""Queries with one usual mistake each: those of mistakes.tsv, and those that are kept beside the checkout."""

import re
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("mistakes.tsv")
SHARED = Path(__file__).parents[2].parent / "shared" / "cases" / "clients" / "sparql-mistakes.tsv"
HIDDEN = re.compile(r"\{U\+([0-9A-F]{4})\}")


class Wrong(NamedTuple):
    """A query with a mistake: the words that its message names, and the text at the mark, '' for the end."""

    query: str
    words: tuple[str, ...]
    marked: str

    def lacking(self, message: str) -> list[str]:
        """Return the words that ``message`` does not name."""
        return [word for word in self.words if word.lower() not in message.lower()]


def rows(table: Path = TABLE) -> list[Wrong]:
    """Return the rows of ``table``; no row if it does not exist."""
    if not table.exists():
        return []
    lines = table.read_text(encoding="utf-8").splitlines()
    return [_row(*line.split("\t")) for line in lines if line and not line.startswith("# ")]


def _row(query: str, words: str, marked: str = "") -> Wrong:
    return Wrong(_shown(query), tuple(words.split()), _shown(marked))


def _shown(text: str) -> str:
    return HIDDEN.sub(lambda found: chr(int(found[1], 16)), text)
