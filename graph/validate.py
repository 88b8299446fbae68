"""The gate: a graph that breaks a shape or points at what is not there is not published.

What is inferred is not checked: it is made of what is, by rules that the tests check.
"""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from re import MULTILINE
from re import compile as pattern
from typing import TYPE_CHECKING

from pyoxigraph import Store

from rarekg.graph import references
from rarekg.graph.findings import Finding
from rarekg.graph.names import short
from rarekg.mappings.statements import Mint
from rarekg.ontology.errors import ValidationError

if TYPE_CHECKING:
    from shacl import Result

# A systematic fault gives one result a node; the first thousand say all there is to say.
MOST = 1000
CHUNK = 1 << 24
_BLANK = pattern(rb"^(?:_:\S+|<[^>]*> <[^>]*> _:\S+)", MULTILINE)


def check(store: Store, mint: Mint, owners: Mapping[str, Collection[str]], stated: Path) -> list[Finding]:
    """Return all that is wrong with the graph in ``store``, sorted.

    ``stated`` is a file (N-Quads or N-Triples, by its suffix) of all statements in it that are not inferred; ``owners``
    maps each source of the build to the prefixes whose terms it owns.
    """
    # The two sides take as long as each other, and neither holds the interpreter's lock while it works.
    with ThreadPoolExecutor(max_workers=1) as beside:
        shapes = beside.submit(lambda: set(_shapes(stated, mint)))
        found = {*_blank_nodes(stated), *references.check(store, mint, owners)}
        return sorted(found | shapes.result())


def _shapes(stated: Path, mint: Mint) -> Iterator[Finding]:
    """Yield what ``ontology/shapes.ttl`` forbids; the validator takes N-Quads as the union of their graphs."""
    from shacl import Shapes  # half a second that no other command needs

    shapes = Shapes.from_turtle(files("rarekg.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"))
    if not len(shapes):
        raise ValidationError("ontology/shapes.ttl holds no shape, so nothing would be checked")
    for result in shapes.validate_file(str(stated), max_results=MOST).results:
        yield _violation(result, mint)


def _violation(result: "Result", mint: Mint) -> Finding:
    shape = _short(result.root_shape or result.component_iri, mint)
    told = result.message or f"breaks {result.component}"
    path = f"{_short(result.path, mint)}: " if result.path else ""
    return Finding(
        check=f"shape {shape}",
        focus=_short(result.focus_node, mint),
        message=f"{path}{told}",
        value=_short(result.value, mint) if result.value else "",
    )


def _short(term: str, mint: Mint) -> str:
    return short(term[1:-1], mint.base) if term.startswith("<") and term.endswith(">") else term


def _blank_nodes(stated: Path) -> Iterator[Finding]:
    """Yield the first statement about a blank node, if there is one."""
    with stated.open("rb") as file:
        rest = b""
        while chunk := file.read(CHUNK):
            whole, _, rest = (rest + chunk).rpartition(b"\n")
            # Three plain searches settle almost every chunk; a literal may hold the same, so the line decides.
            suspicious = whole.startswith(b"_:") or b"\n_:" in whole or b"> _:" in whole
            if suspicious and (match := _BLANK.search(whole)):
                yield Finding(check="no blank nodes", focus=match[0].decode(), message="is about a blank node")
                return
