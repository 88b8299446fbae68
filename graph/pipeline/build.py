"""Build the graph: load the sources into a store, describe it, check it, and publish it if it conforms."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from traceback import clear_frames

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from rarekg.graph.home import publishing
from rarekg.graph.home.builds import MANIFEST, Build, published
from rarekg.graph.home.checksums import measured
from rarekg.graph.home.integrity import damage
from rarekg.graph.home.manifest import Validation, encode
from rarekg.graph.pipeline import gate, linksets, manifest, metadata
from rarekg.graph.pipeline.compaction import LAYER, wait_for_compaction
from rarekg.graph.pipeline.counting import Counting
from rarekg.graph.pipeline.counts import Counts
from rarekg.graph.pipeline.loader import load
from rarekg.graph.pipeline.mapper_client import Reports, mapping_process
from rarekg.graph.pipeline.plan import Plan
from rarekg.graph.pipeline.progress import Steps
from rarekg.graph.pipeline.streams import INFERRED, STATED
from rarekg.mappings import catalog
from rarekg.mappings.rdf.ntriples import Mint


def build(home: Path, plan: Plan, steps: Steps, *, keep: int, again: bool = False) -> tuple[Build, bool]:
    """Build the graph of ``plan`` and make it the current one of ``home``; return it, and whether it is new.

    Whatever is raised, the current build remains current.

    Args:
        home: The home.
        plan: The inputs and options.
        steps: Shows and times the steps.
        keep: The number of older builds to keep.
        again: Build even if there is a build of the same plan; otherwise that one is used, unless it is damaged.

    Raises:
        SourceError: A source is not of its format.
        GateError: The graph violates a rule.
        RarekgError: Another build is running.
        OSError: The disk fails.
    """
    with publishing.build_lock(home):
        existing = next((build for build in published(home) if build.id == plan.id), None)
        if existing is not None and not again and not damage(existing):
            publishing.make_current(home, existing)
            return existing, False
        staged = publishing.staging(home, plan.id)
        try:
            _fill(home, staged, plan, steps)
            with steps.step("publish") as show:
                built = publishing.publish(home, staged, plan.id)
                publishing.prune(home, keep)
                show(str(built.folder))
        except BaseException as error:
            # The frames of the traceback keep the store open, and its engine would go on writing into the folder.
            clear_frames(error.__traceback__)
            rmtree(staged, ignore_errors=True)
            raise
    return built, True


def _fill(home: Path, staged: Path, plan: Plan, steps: Steps) -> None:
    """Write all files of a build into the folder ``staged``."""
    started = datetime.now(UTC)
    store = Store(staged / "store")
    counts, graphs, validation = _load_and_check(home, staged, store, plan, steps)
    for copy in (STATED, INFERRED):
        (staged / copy).unlink()
    store.flush()
    if sum(graphs.values()) > LAYER:
        with steps.step("compact"):
            wait_for_compaction()
    del store
    with steps.step("checksum") as show:
        files = measured(staged)
        show(f"{sum(file.size for file in files.values()) / 1e6:,.0f} MB in {len(files)} files")
    described = manifest.manifest(
        plan,
        catalog.sources(),
        counts,
        graphs=graphs,
        validation=validation,
        started=started,
        steps=steps.seconds,
        files=files,
    )
    (staged / MANIFEST).write_bytes(encode(described))


def _load_and_check(
    home: Path, staged: Path, store: Store, plan: Plan, steps: Steps
) -> tuple[Counts, dict[str, int], Validation]:
    """Fill ``store`` and the search index, and check the graph.

    Return the counts of the sources, the number of quads of each graph (by IRI), and the result of the check.
    """
    mint = Mint(base=plan.base)
    within, begun = gate.scope(plan.sources, plan.inputs), list[gate.Found]()
    counter = Counting(staged, mint)

    def mapped() -> None:
        begun.extend(gate.begin(pool, staged / STATED, mint, within))
        counter.begin()

    reports = Reports(note=lambda text: None, mapped=mapped)
    with (
        closing(counter),
        ThreadPoolExecutor(max_workers=2) as pool,
        mapping_process(plan, staged, reports) as mapping,
    ):
        # The longest part of the check needs only the copy of the statements, which is complete before they are loaded.
        with steps.step("load") as reports.note:
            counts = load(store, mapping)
            reports.note(_loaded(counts))
        with steps.step("describe") as show:
            graphs = _describe(store, plan, mint, counter)
            show(f"{sum(graphs.values()):,} quads in {len(graphs)} graphs")
        with steps.step("check") as show:
            validation = gate.conclude(home, store, plan, counts, begun, quads=sum(graphs.values()))
            show("the graph conforms")
        with steps.step("index"):
            mapping.finish()
    return counts, graphs, validation


def _loaded(counts: Counts) -> str:
    facts = sum(sum(kinds.values()) for kinds in counts.facts.values())
    issues = sum(sum(kinds.values()) for kinds in counts.issues.values())
    return f"{facts:,} facts from {len(counts.facts)} sources, {issues:,} issues"


def _describe(store: Store, plan: Plan, mint: Mint, counter: Counting) -> dict[str, int]:
    """Add the description of the graph; return the number of quads of each graph, by IRI."""
    graphs = _graph_sizes(store)
    before = mint.graph("")[1:-1]
    named = {iri.removeprefix(before): count for iri, count in graphs.items()}
    graph, classes = mint.graph(gate.GRAPH_OF_METADATA), metadata.classes(store, before)
    links = linksets.counted(store, before)
    statements = metadata.statements(plan, catalog.sources(), named, classes, links)
    described = parse("".join(f"{triple} .\n" for triple in statements), format=RdfFormat.N_TRIPLES)
    # What a source says of a publisher in the same words stays in the graph of the source: no triple is in two graphs.
    new = "".join({f"{quad.triple} .\n": None for quad in described if not _is_stated(store, quad)}).encode()
    for triples in (new, counter.partitions(new)):
        store.load(triples, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph[1:-1]))
    return graphs | {graph[1:-1]: _size(store, graph)}


def _is_stated(store: Store, quad: Quad) -> bool:
    return next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None), None) is not None


def _graph_sizes(store: Store) -> dict[str, int]:
    # Graph by graph, because GROUP BY takes half as long again.
    return {graph.value: _size(store, str(graph)) for graph in store.named_graphs() if isinstance(graph, NamedNode)}


def _size(store: Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    assert isinstance(rows, QuerySolutions)
    return int(next(rows)["n"].value)
