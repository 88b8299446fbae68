"""Build the graph: read the sources into a store, describe it, check it, and publish it only when all is well."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import rmtree
from traceback import clear_frames

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from rarekg.graph.home import publishing
from rarekg.graph.home.builds import Build, published
from rarekg.graph.home.manifest import Validation, encode
from rarekg.graph.inference.closure import GRAPH as INFERRED
from rarekg.graph.pipeline import manifest, metadata
from rarekg.graph.pipeline.compaction import LAYER, wait_for_compaction
from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.loader import load
from rarekg.graph.pipeline.mapper_client import Reports, mapping_process
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.pipeline.progress import Steps
from rarekg.graph.pipeline.streams import STATED
from rarekg.graph.process import memory
from rarekg.graph.validation import findings, references, shapes
from rarekg.graph.validation.findings import Finding, GateError
from rarekg.mappings import catalog
from rarekg.mappings.rdf.ntriples import Mint

REJECTED = "rejected"
GRAPH_OF_METADATA = "metadata"


def build(home: Path, plan: Plan, steps: Steps, *, keep: int, again: bool = False) -> tuple[Build, bool]:
    """Make the graph of ``plan`` the current one of ``home``; return it and whether it had to be made.

    A build of the same plan that is there already is used, unless ``again``. ``keep`` older builds stay. Raises
    SourceError where a source is not what it says it is, GateError where the graph breaks a rule, RarekgError where
    another build is running, OSError where the disk fails; in each case the build that was current stays so.
    """
    with publishing.build_lock(home):
        there = next((found for found in published(home) if found.id == plan.id), None)
        if there is not None and not again:
            publishing.make_current(home, there)
            return there, False
        staged = publishing.staging(home, plan.id)
        try:
            _fill(home, staged, plan, steps)
            with steps.step("publish") as say:
                done = publishing.publish(home, staged, plan.id)
                publishing.prune(home, keep)
                say(str(done.folder))
        except BaseException as error:
            # The frames that the error came through keep the store open, and its engine would go on writing there.
            clear_frames(error.__traceback__)
            rmtree(staged, ignore_errors=True)
            raise
    return done, True


def _fill(home: Path, staged: Path, plan: Plan, steps: Steps) -> None:
    """Make all that a build's folder holds."""
    started = datetime.now(UTC)
    store = Store(staged / "store")
    counts, graphs, conforms = _checked(home, staged, store, plan, steps)
    (staged / STATED).unlink()
    store.flush()
    if sum(graphs.values()) > LAYER:
        with steps.step("compact"):
            wait_for_compaction()
    del store
    made = manifest.manifest(
        plan,
        catalog.sources(),
        counts,
        graphs=graphs,
        validation=conforms,
        started=started,
        steps=steps.seconds,
    )
    (staged / "manifest.json").write_bytes(encode(made))


def _checked(
    home: Path, staged: Path, store: Store, plan: Plan, steps: Steps
) -> tuple[Counts, dict[str, int], Validation]:
    """Fill ``store`` and the index, and check them.

    Return what was counted of the sources, the IRI of each graph with its number of quads, and what the check says.
    """
    mint = Mint(base=plan.base)
    reports = Reports(note=lambda text: None, mapped=lambda: broken.append(begin()))
    with ThreadPoolExecutor(max_workers=1) as beside, mapping_process(plan, staged, reports) as mapping:
        # The longest part of the check needs only the copy of what was stated, which is there while the loader works.
        broken: list[Future[set[Finding]]] = []
        begin = partial(beside.submit, _shapes, staged / STATED, mint)
        with steps.step("load") as reports.note:
            counts = load(store, mapping)
            reports.note(_loaded(counts))
        with steps.step("describe") as say:
            graphs = _describe(store, plan, mint)
            say(f"{sum(graphs.values()):,} quads in {len(graphs)} graphs")
        with steps.step("check") as say:
            conforms = _gate(home, store, plan, counts, *broken)
            say("the graph conforms")
        with steps.step("index"):
            mapping.finish()
    return counts, graphs, conforms


def _shapes(stated: Path, mint: Mint) -> set[Finding]:
    # The loader has its last two batches to sort, and with them it would need more memory than ever before.
    memory.give_back()
    return shapes.shapes(stated, mint)


def _loaded(counts: Counts) -> str:
    facts = sum(sum(kinds.values()) for kinds in counts.facts.values())
    issues = sum(sum(kinds.values()) for kinds in counts.issues.values())
    return f"{facts:,} facts from {len(counts.facts)} sources, {issues:,} issues"


def _describe(store: Store, plan: Plan, mint: Mint) -> dict[str, int]:
    """Add the graph's description of itself; return the IRI of each graph with its number of quads."""
    graphs = _counted(store)
    before = mint.graph("")[1:-1]
    named = {iri.removeprefix(before): count for iri, count in graphs.items()}
    graph, classes = mint.graph(GRAPH_OF_METADATA), metadata.classes(store, before)
    said = metadata.statements(plan, catalog.sources(), named, classes)
    store.load("".join(f"{triple} {graph} .\n" for triple in said), format=RdfFormat.N_QUADS)
    return graphs | {graph[1:-1]: _size(store, graph)}


def _counted(store: Store) -> dict[str, int]:
    # Graph by graph, because to group by the graph takes half as long again.
    return {graph.value: _size(store, str(graph)) for graph in store.named_graphs() if isinstance(graph, NamedNode)}


def _size(store: Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    assert isinstance(rows, QuerySolutions)
    return int(next(rows)["n"].value)


def _gate(home: Path, store: Store, plan: Plan, counts: Counts, broken: Future[set[Finding]]) -> Validation:
    """Return what the manifest says of the check; GateError where something was found.

    ``broken`` is what the shapes forbid in what the sources stated.
    """
    rejected, mint = home / REJECTED / f"{plan.id}.jsonl", Mint(base=plan.base)
    floors = {
        Finding(check="floor", focus=source, message=f"the source has {line}")
        for source, lines in counts.missed.items()
        for line in lines
    }
    described = shapes.described(store, mint, GRAPH_OF_METADATA)
    referred = set(references.check(store, mint, owners(plan.sources)))
    found = [*sorted(floors), *sorted(described | referred | broken.result())]
    rmtree(rejected.parent, ignore_errors=True)
    if found:
        findings.write(found, rejected)
        raise GateError(
            f"the graph breaks a rule in {len(found):,} places, not published; all are in {rejected}", found
        )
    return Validation(conforms=True, findings=0, floors=plan.floors)


def owners(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return each source with the prefixes whose terms it owns."""
    return {key: catalog.sources()[key].labels_for for key in sources}


def recheck(built: Build, work: Path) -> list[Finding]:
    """Return what the gate finds wrong with a published build today; ``work`` is a folder for a temporary dump."""
    store, mint = Store.read_only(str(built.store)), Mint(base=built.base)
    dump = work / "stated.nt"
    with dump.open("wb") as file:
        for graph in store.named_graphs():
            if str(graph) != mint.graph(INFERRED):
                store.dump(file, RdfFormat.N_TRIPLES, from_graph=graph)
    return shapes.check(store, mint, owners(built.manifest.sources), dump)
