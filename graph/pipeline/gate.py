"""The gate of a build: the rules on all statements, of which some are checked beside the loader and some in the store.

What needs only the copy of the statements begins when the copy is complete: shapes and the rules of the model, in a
thread each. Inferences are not checked: they follow from checked statements by rules that have tests.
"""

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from re import compile as pattern
from shutil import rmtree
from typing import Protocol

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from rarekg.graph.home.builds import Build
from rarekg.graph.home.manifest import Validation
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.metadata import WHOLE
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.process import memory
from rarekg.graph.validation import findings, identity, references, shapes
from rarekg.graph.validation.findings import Finding, GateError
from rarekg.graph.validation.model.check import check as check_model
from rarekg.graph.validation.model.check import check_lines
from rarekg.graph.validation.model.values import Scope
from rarekg.mappings import catalog
from rarekg.mappings.rdf.ntriples import Mint, node

REJECTED = "rejected"
UNSOUND = "check its file, or let it through with --no-floors"
GRAPH_OF_METADATA = "metadata"
Found = Future[set[Finding]]
Owners = Mapping[str, Collection[str]]

_DAY = pattern(r"\d{4}-\d\d-\d\d")
_DATELESS = ("given", "latest")  # files that may be newer than every release that states its day


class Taken(Protocol):
    """A file of a source, in a plan or a manifest."""

    @property
    def version(self) -> str:
        """The release it holds."""

    @property
    def taken(self) -> str:
        """How it was taken."""


def owners(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the prefixes whose terms each source owns."""
    return {key: catalog.sources()[key].labels_for for key in sources}


def scope(sources: Iterable[str], files: Iterable[Taken]) -> Scope:
    """Return what the statements of a build may refer to: the information resources of its ``sources``, and their time.

    The newest day is that of the newest release; it is today if a file of the user, or a new one, states none.
    """
    infos, taken = catalog.sources(), list(files)
    days = [file.version for file in taken if _DAY.fullmatch(file.version)]
    if any(file.taken in _DATELESS and not _DAY.fullmatch(file.version) for file in taken):
        days.append(f"{datetime.now(UTC):%Y-%m-%d}")
    names = {name for key in sources for name in infos[key].resources}
    return Scope(sources=frozenset({*names, catalog.OWN}), latest=max(days, default=None))


def begin(pool: Executor, stated: Path, mint: Mint, within: Scope) -> list[Found]:
    """Begin what needs only ``stated``, the copy of all statements that are not inferred, in threads of ``pool``."""
    return [pool.submit(_shapes, stated, mint), pool.submit(check_model, stated, mint, within)]


def conclude(home: Path, store: Store, plan: Plan, counts: Counts, begun: Iterable[Found], *, quads: int) -> Validation:
    """Return the result of the check for the manifest, for a ``store`` of so many ``quads``.

    ``begun`` is what :func:`begin` returned.

    Raises:
        GateError: There are findings.
    """
    rejected, mint = home / REJECTED / f"{plan.id}.jsonl", Mint(base=plan.base)
    bounds = {
        Finding(check=check, focus=source, message=f"the source has {line}; {UNSOUND}")
        for check, by_source in (("floor", counts.missed), ("ceiling", counts.exceeded))
        for source, lines in by_source.items()
        for line in lines
    }
    bounds |= _miscounted(store, mint, quads)
    described = {
        *shapes.described(store, mint, GRAPH_OF_METADATA),
        *check_lines(_lines(store, mint, GRAPH_OF_METADATA), mint, scope(plan.sources, plan.inputs)),
    }
    referred = {*references.check(store, mint, owners(plan.sources)), *identity.check(store, mint)}
    every = [*sorted(bounds), *sorted({*described, *referred, *(one for found in begun for one in found.result())})]
    rmtree(rejected.parent, ignore_errors=True)
    if every:
        findings.write(every, rejected)
        raise GateError(
            f"the graph breaks a rule in {len(every):,} places, not published; all are in {rejected}", every
        )
    return Validation(conforms=True, findings=0, floors=plan.floors)


def check(store: Store, mint: Mint, stated: Path, owned: Owners, within: Scope) -> list[Finding]:
    """Return all findings for the graph in ``store``, sorted.

    Args:
        store: The store of a build.
        mint: Mints IRIs below the base of the build.
        stated: A file of N-Triples with all statements of the store that are not inferred.
        owned: The sources of the build, each with the prefixes whose terms it owns.
        within: What the statements may refer to.

    Raises:
        ValidationError: ``stated`` is not RDF.
    """
    with ThreadPoolExecutor(max_workers=2) as pool:
        begun = begin(pool, stated, mint, within)
        referred = {*references.check(store, mint, owned), *identity.check(store, mint)}
        return sorted({*referred, *(one for found in begun for one in found.result())})


def recheck(built: Build, work: Path) -> list[Finding]:
    """Return the findings of the installed gate for a published build; ``work`` is a folder for a temporary dump."""
    store, mint, sources = Store.read_only(str(built.store)), Mint(base=built.base), built.manifest.sources
    dump = work / "stated.nt"
    with dump.open("wb") as file:
        for graph in store.named_graphs():
            if str(graph) != mint.graph(INFERRED):
                store.dump(file, RdfFormat.N_TRIPLES, from_graph=graph)
    files = [file for source in sources.values() for file in source.files]
    return check(store, mint, dump, owners(sources), scope(sources, files))


def _shapes(stated: Path, mint: Mint) -> set[Finding]:
    # The loader still has its last two batches to sort, and memory would reach a new peak with them.
    memory.give_back()
    return shapes.shapes(stated, mint)


def _miscounted(store: Store, mint: Mint, quads: int) -> set[Finding]:
    """Return a finding if the partitions do not count what is in ``store``: queries are answered from them."""
    whole, property_ = NamedNode(mint.dataset(WHOLE)[1:-1]), NamedNode(node("void:triples")[1:-1])
    stated = {
        quad.object.value
        for quad in store.quads_for_pattern(whole, property_, None)
        if isinstance(quad.object, Literal)
    }
    message = f"the description counts {', '.join(sorted(stated))} statements and the store has {quads}"
    return set() if stated <= {str(quads)} else {Finding(check="partitions", focus=WHOLE, message=message)}


def _lines(store: Store, mint: Mint, graph: str) -> list[bytes]:
    quads = store.quads_for_pattern(None, None, None, NamedNode(mint.graph(graph)[1:-1]))
    return sorted(f"{quad.triple} .\n".encode() for quad in quads)
