"""The SHACL shapes of the vocabulary, and that no statement is about a blank node."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from re import MULTILINE
from re import compile as pattern
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from rarekg.graph.rdf.curies import short
from rarekg.graph.validation.findings import Finding
from rarekg.mappings.rdf.ntriples import Mint
from rarekg.ontology.errors import ValidationError, one_line

if TYPE_CHECKING:
    from shacl import Result, Shapes

# A systematic fault gives a result for each node; the first thousand are enough.
MOST = 1000
CHUNK = 1 << 24
_BLANK = pattern(rb"^(?:_:\S+|<[^>]*> <[^>]*> _:\S+)", MULTILINE)


def shapes(stated: Path, mint: Mint) -> set[Finding]:
    """Return the findings for ``stated``, a file of N-Triples, by itself: violations of shapes, blank nodes.

    Raises:
        ValidationError: The file is not RDF. It is parsed strictly, each IRI by RFC 3987.
    """
    return {*_blank_nodes(stated), *_shapes(stated, mint)}


def described(store: Store, mint: Mint, graph: str) -> set[Finding]:
    """Return the violations of shapes by the nodes in ``graph``, the name of a small graph.

    Their statements in all graphs are checked, which is enough: no shape has a path of more than one step.
    """
    quads = store.quads_for_pattern(None, None, None, NamedNode(mint.graph(graph)[1:-1]))
    nodes = {node for quad in quads for node in (quad.subject, quad.object) if isinstance(node, NamedNode)}
    statements = {str(quad.triple) for node in nodes for quad in store.quads_for_pattern(node, None, None)}
    results = _compiled().validate_text("".join(f"{triple} .\n" for triple in statements), "ntriples").results
    return {_violation(result, mint) for result in results}


@cache
def _compiled() -> "Shapes":
    from shacl import Shapes  # takes half a second, which other commands need not spend

    shapes = Shapes.from_turtle(files("rarekg.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"))
    if not len(shapes):
        raise ValidationError("ontology/shapes.ttl has no shapes")
    return shapes


def _shapes(stated: Path, mint: Mint) -> Iterator[Finding]:
    """Yield the violations of ``ontology/shapes.ttl``; ValidationError if the file is not RDF."""
    try:
        report = _compiled().validate_file(str(stated), max_results=MOST)
    except ValueError as error:
        raise ValidationError(one_line(f"a statement is not RDF: {error}")) from error
    for result in report.results:
        yield _violation(result, mint)


def _violation(result: "Result", mint: Mint) -> Finding:
    shape = _short(result.root_shape or result.component_iri, mint)
    message = result.message or f"violates {result.component}"
    path = f"{_short(result.path, mint)}: " if result.path else ""
    return Finding(
        check=f"shape {shape}",
        focus=_short(result.focus_node, mint),
        message=f"{path}{message}",
        value=_short(result.value, mint) if result.value else "",
    )


def _short(term: str, mint: Mint) -> str:
    return short(term[1:-1], mint.base) if term.startswith("<") and term.endswith(">") else term


def _blank_nodes(stated: Path) -> Iterator[Finding]:
    """Yield a finding for the first statement with a blank node, if there is one."""
    with stated.open("rb") as file:
        rest = b""
        while chunk := file.read(CHUNK):
            whole, _, rest = (rest + chunk).rpartition(b"\n")
            # A plain search is enough for almost every chunk; a literal may contain the same text, so the line decides.
            if b"_:" in whole and (match := _BLANK.search(whole)):
                yield Finding(check="no blank nodes", focus=match[0].decode(), message="is about a blank node")
                return
