"""Cut the snippets of docs/model.md from a build of the pinned releases, and from invented facts.

Above each snippet a comment has the SPARQL query that cuts it, after the word ``build`` or ``invented``. ``make docs``
writes the results into the page; a test compares them. The base of the build is left out of IRIs, as ``@base`` would.
"""

import re
import sys
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from invented_facts import invented
from pyoxigraph import Literal, NamedNode, QueryTriples, Store

from rarekg.graph.home.builds import current
from rarekg.graph.home.folders import home
from rarekg.graph.rdf.turtle import block
from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress, expand, prefix_map

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
_MARKED = re.compile(r"(<!-- (build|invented)\n(.*?)\n-->\n```turtle\n)(.*?)(^```$)", re.DOTALL | re.MULTILINE)
_LABEL = NamedNode(expand("rdfs:label"))


class Snippet(NamedTuple):
    """A snippet of the page: the graph it is cut from, ``build`` or ``invented``, the query and the Turtle."""

    graph: str
    query: str
    turtle: str


def snippets(page: str) -> list[Snippet]:
    r"""Return the marked snippets of ``page``.

    >>> snippets("<!-- build\nCONSTRUCT WHERE { ?s a ?o }\n-->\n```turtle\n<s> a <o> .\n```\n")[0].turtle
    '<s> a <o> .\n'
    """
    return [Snippet(found[2], found[3], found[4]) for found in _MARKED.finditer(page)]


def cut(store: Store, query: str) -> str:
    """Return the triples that ``query`` constructs from the union of the graphs of ``store``, as Turtle."""
    results = store.query(query, base_iri=BASE, prefixes=dict(prefix_map()), use_default_graph_as_union=True)
    assert isinstance(results, QueryTriples), query
    lines = [line for line in block(results, partial(_label, store)) if line]
    return "".join(f"{line}\n" for line in lines).replace(f"<{BASE}", "<")


def written(page: str, stores: Mapping[str, Store]) -> str:
    """Return ``page`` with every snippet cut anew.

    Raises:
        ValueError: If a query constructs nothing.
    """

    def replaced(found: re.Match[str]) -> str:
        if not (turtle := cut(stores[found[2]], found[3])):
            raise ValueError(f"the graph '{found[2]}' has nothing for the query\n{found[3]}")
        return f"{found[1]}{turtle}{found[5]}"

    return _MARKED.sub(replaced, page)


@cache
def stores(build: Path) -> Mapping[str, Store]:
    """Return the store of the current build in the home ``build``, and that of the invented facts."""
    return {"build": Store.read_only(str(current(build).store)), "invented": invented()}


def _label(store: Store, thing: NamedNode) -> str | None:
    """Return the label of a thing whose id is a number and not its label; other names speak for themselves."""
    curie = compress(thing.value) or ""
    if not re.search(r":\D{0,4}\d+$", curie):
        return None
    labels = (quad.object for quad in store.quads_for_pattern(thing, _LABEL, None, None))
    return next((label.value for label in labels if isinstance(label, Literal) and label.value != curie), None)


def main() -> None:
    """Write the page anew, from the current build of the home."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), stores(home())), encoding="utf-8")
    print(f"{PAGE.name}: snippets cut from the build {current(home()).id}", file=sys.stderr)


if __name__ == "__main__":
    main()
