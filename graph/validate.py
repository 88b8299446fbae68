"""The gate: a graph that breaks a shape or points at what is not there is not published."""

from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from mmap import ACCESS_READ, mmap
from pathlib import Path
from re import MULTILINE
from re import compile as pattern
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from rarekg.graph import references
from rarekg.graph.findings import Finding
from rarekg.graph.names import short
from rarekg.mappings.statements import Mint
from rarekg.ontology.errors import ValidationError

if TYPE_CHECKING:
    from shacl import Result

# A systematic fault gives one result a node; the first thousand say all there is to say.
MOST = 1000
_BLANK = pattern(rb"^(?:_:\S+|<[^>]*> <[^>]*> _:\S+)", MULTILINE)


def check(store: Store, mint: Mint, owners: Mapping[str, Collection[str]], work: Path) -> list[Finding]:
    """Return all that is wrong with the graph in ``store``, sorted; ``work`` is a folder for a temporary dump.

    ``owners`` maps each source of the build to the prefixes whose terms it owns.
    """
    with TemporaryDirectory(dir=work) as folder:
        dump = Path(folder, "union.nq")
        store.dump(dump, RdfFormat.N_QUADS)
        found = {*_shapes(dump, mint), *_blank_nodes(dump)}
    found.update(references.check(store, mint, owners))
    return sorted(found)


def _shapes(dump: Path, mint: Mint) -> Iterator[Finding]:
    """Yield what ``ontology/shapes.ttl`` forbids; the validator takes N-Quads as the union of their graphs."""
    from shacl import Shapes  # half a second that no other command needs

    shapes = Shapes.from_turtle(files("rarekg.ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"))
    if not len(shapes):
        raise ValidationError("ontology/shapes.ttl holds no shape, so nothing would be checked")
    for result in shapes.validate_file(str(dump), max_results=MOST).results:
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


def _blank_nodes(dump: Path) -> Iterator[Finding]:
    if not dump.stat().st_size:
        return
    with dump.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        for match in _BLANK.finditer(text):
            yield Finding(check="no blank nodes", focus=match[0].decode(), message="is a statement about a blank node")
            return
