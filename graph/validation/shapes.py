"""The gate: a graph that breaks a shape or points at what is not there is not published.

What is inferred is not checked: it is made of what is, by rules that the tests check.
"""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from pathlib import Path
from re import MULTILINE
from re import compile as pattern
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.validation import references
from rarekg.graph.validation.findings import Finding
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import ValidationError, one_line

if TYPE_CHECKING:
    from shacl import Result, Shapes

# A systematic fault gives one result a node; the first thousand say all there is to say.
MOST = 1000
CHUNK = 1 << 24
_BLANK = pattern(rb"^(?:_:\S+|<[^>]*> <[^>]*> _:\S+)", MULTILINE)


Owners = Mapping[str, Collection[str]]


def check(store: Store, mint: Mint, owners: Owners, stated: Path) -> list[Finding]:
    """Return all that is wrong with the graph in ``store``, sorted.

    ``stated`` is a file of N-Triples of all statements in it that are not inferred; ``owners`` maps each source of the
    build to the prefixes whose terms it owns. ValidationError where the file is no RDF.
    """
    # The validator holds no lock of the interpreter while it works, and neither does the store.
    with ThreadPoolExecutor(max_workers=1) as beside:
        broken = beside.submit(shapes, stated, mint)
        return sorted({*references.check(store, mint, owners), *broken.result()})


def shapes(stated: Path, mint: Mint) -> set[Finding]:
    """Return what is wrong with ``stated``, a file of N-Triples, by itself: broken shapes, blank nodes.

    ValidationError where it is no RDF: it is read strictly, each IRI by RFC 3987.
    """
    return {*_blank_nodes(stated), *_shapes(stated, mint)}


def described(store: Store, mint: Mint, graph: str) -> set[Finding]:
    """Return which shapes the nodes break that ``graph``, the name of a small one, speaks of.

    All that the store says of them is checked, in whichever graph: a shape looks no further than one step.
    """
    speaking = store.quads_for_pattern(None, None, None, NamedNode(mint.graph(graph)[1:-1]))
    about = {node for quad in speaking for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
    said = {str(quad.triple) for node in about for quad in store.quads_for_pattern(node, None, None)}
    results = _compiled().validate_text("".join(f"{triple} .\n" for triple in said), "ntriples").results
    return {_violation(result, mint) for result in results}


@cache
def _compiled() -> "Shapes":
    from shacl import Shapes  # half a second that no other command needs

    shapes = Shapes.from_turtle(files("rarekg.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"))
    if not len(shapes):
        raise ValidationError("ontology/shapes.ttl holds no shape, so nothing would be checked")
    return shapes


def _shapes(stated: Path, mint: Mint) -> Iterator[Finding]:
    """Yield what ``ontology/shapes.ttl`` forbids; ValidationError where the file is no RDF."""
    try:
        found = _compiled().validate_file(str(stated), max_results=MOST)
    except ValueError as error:
        raise ValidationError(one_line(f"a statement is not RDF: {error}")) from error
    for result in found.results:
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
            # A plain search settles almost every chunk; a literal may hold the same, so the line decides.
            if b"_:" in whole and (match := _BLANK.search(whole)):
                yield Finding(check="no blank nodes", focus=match[0].decode(), message="is about a blank node")
                return
