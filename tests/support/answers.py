"""Fill in the answers of docs/first-queries.md from a build of the pinned releases.

After each query a comment says how many rows are shown: ``<!-- answer: 3 rows -->``. ``make docs`` writes the table
below it; a test compares it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from rarekg.graph.home.builds import current
from rarekg.graph.home.folders import home
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress

PAGE = Path(__file__).parents[2] / "docs" / "first-queries.md"
_MARKED = re.compile(
    r"(^```sparql\n(.*?)^```\n\n<!-- answer: (\d+) rows? -->\n)((?:\|[^\n]*\|\n)*)", re.DOTALL | re.MULTILINE
)


class Answer(NamedTuple):
    """A query of the page, the number of rows to show, and the table below it."""

    query: str
    rows: int
    table: str


def answers(page: str) -> list[Answer]:
    r"""Return the queries of ``page`` that have an answer.

    >>> answers("```sparql\nASK {}\n```\n\n<!-- answer: 1 row -->\n| a |\n|---|\n")[0].table
    '| a |\n|---|\n'
    """
    return [Answer(found[2], int(found[3]), found[4]) for found in _MARKED.finditer(page)]


def answered(store: Store, query: str, rows: int) -> str:
    """Return the first ``rows`` results of ``query``, which declares its prefixes, as a table; then how many are left.

    The default graph is the union of the graphs, as at the endpoint.
    """
    results = store.query(query, base_iri=BASE, use_default_graph_as_union=True)
    assert isinstance(results, QuerySolutions), query
    names = [variable.value for variable in results.variables]
    found = list(results)
    shown = [[_cell(solution[name]) for name in names] for solution in found[:rows]]
    if left := len(found) - len(shown):
        shown.append([f"… {left:,} more", *[""] * (len(names) - 1)])
    return "".join(_lines([names, *shown]))


def written(page: str, store: Store) -> str:
    """Return ``page`` with every answer filled in anew."""
    return _MARKED.sub(lambda found: found[1] + answered(store, found[2], int(found[3])), page)


def _cell(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    if isinstance(term, NamedNode):
        return compress(term.value) or f"`{term.value}`"
    return term.value.replace("|", "\\|").replace("\n", " ") if isinstance(term, Literal) else ""


def _lines(rows: list[list[str]]) -> Iterator[str]:
    header, *others = rows
    yield f"| {' | '.join(header)} |\n"
    yield f"|{'---|' * len(header)}\n"
    yield from (f"| {' | '.join(row)} |\n" for row in others)


def main() -> None:
    """Write the page anew, from the current build of the home."""
    store = Store.read_only(str(current(home()).store))
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), store), encoding="utf-8")
    print(f"{PAGE.name}: answers of the build {current(home()).id}", file=sys.stderr)


if __name__ == "__main__":
    main()
